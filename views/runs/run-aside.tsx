import { Button, ButtonLink } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Field } from '../components/field.tsx'
import { Moment } from '../components/figures.tsx'
import { counted, day, duration } from '../format.ts'
import { hasEnded, isAtCanary, type RunView } from './run-view.ts'
import { SourceBadge, starterOf } from './run-words.tsx'

/** Who, what and when, and what can be done about it. */
export const RunAside = (view: RunView & { isSwapped?: boolean }) => (
  <section
    id="run-aside"
    class="card"
    aria-label="This run"
    hx-swap-oob={view.isSwapped ? 'true' : undefined}
  >
    <div class="card-body stack">
      <Facts {...view} />
      {view.canCharge && hasCommands(view.run) && <Commands {...view} />}
    </div>
  </section>
)

/** What waits for a person's decision has its buttons in the notice above. */
const hasCommands = (run: RunView['run']) =>
  !hasEnded(run) && !isAtCanary(run) && run.status !== 'awaiting_approval'

const Facts = ({ run, scheduleName, selection, zone }: RunView) => (
  <Definitions>
    <Definition term="Selection">{selection}</Definition>
    <Definition term="Source">
      <SourceBadge source={run.source} />
    </Definition>
    <Definition term="Started by">
      {run.schedule_id === null ? (
        starterOf(run)
      ) : (
        <a href="/admin/schedules">{scheduleName ?? 'Schedule'}</a>
      )}
    </Definition>
    {run.business_date !== null && (
      <Definition term="For the day">{day(run.business_date)}</Definition>
    )}
    <Definition term="Started">
      <Moment at={run.created_at} zone={zone} />
    </Definition>
    {run.approved_by !== null && run.approved_at !== null && (
      <Definition term="Approved by">
        {run.approved_by.replace(/^staff:/, '')}
        <br />
        <span class="quiet">
          <Moment at={run.approved_at} zone={zone} />
        </span>
      </Definition>
    )}
    {run.canary_count !== null && (
      <Definition term="First try">
        {counted(run.canary_count, 'payment')}, then a person
      </Definition>
    )}
    {run.finished_at !== null && (
      <Definition term="Ended">
        <Moment at={run.finished_at} zone={zone} />
        <br />
        <span class="quiet">
          after {duration(run.finished_at.getTime() - run.created_at.getTime())}
        </span>
      </Definition>
    )}
  </Definitions>
)

const Commands = ({ run, csrf, refused }: RunView) => {
  const address = `/admin/runs/${run.id}`
  return (
    <div class="run-commands">
      {run.status === 'running' ? (
        <form method="post" action={`${address}/pause`} id="pause-form">
          <CsrfField token={csrf} />
          <Field
            name="reason"
            id="pause-reason"
            label="Reason for a pause"
            optional
            maxlength={200}
            autocomplete="off"
            value={refused?.value}
            error={refused?.error}
          />
          <div class="form-actions">
            <Button icon="pause" id="pause-button">
              Pause
            </Button>
            <CancelLink id={run.id} />
          </div>
        </form>
      ) : (
        <form method="post" action={`${address}/resume`}>
          <CsrfField token={csrf} />
          <div class="form-actions">
            <Button look="primary" icon="play" id="resume-button">
              Resume
            </Button>
            <CancelLink id={run.id} />
          </div>
        </form>
      )}
    </div>
  )
}

const CancelLink = ({ id }: { id: number }) => (
  <ButtonLink look="danger" href={`/admin/runs/${id}/cancel`} id="cancel-link">
    Cancel the run…
  </ButtonLink>
)
