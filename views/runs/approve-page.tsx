import type { Run } from '../../src/db/schema.ts'
import type { CountAndSum } from '../../src/domain/run.ts'
import type { FullPreview } from '../../src/operations/runs/preview-with-difference.ts'
import { Difference } from '../charge/difference.tsx'
import type { ChoiceNames } from '../charge/filter-words.ts'
import { PreviewDetails, PreviewFigures } from '../charge/preview.tsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { CheckboxField, FormActions } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { counted, money } from '../format.ts'
import { starterOf } from './run-words.tsx'

interface Shown {
  run: Run
  preview: FullPreview
  names: ChoiceNames
  /** What was seen when it was asked for; null when nobody had looked. */
  asked: CountAndSum | null
  /** Far more than was seen then. */
  grownBy: { cents: number; allowed: number } | null
  leftOut: number
  isOwn: boolean
  error: string | undefined
  csrf: string
  currency: string
  zone: string
}

/** The second pair of eyes sees what the first one saw, as it is now. */
export const ApproveRun = (shown: Shown) => {
  const { run, preview, grownBy, asked, leftOut, currency, zone } = shown
  return (
    <div class="stack" id="preview">
      <Notice tone="warning" title={`${starterOf(run)} asks for approval`}>
        {run.approval_reason}.
        {asked && (
          <>
            {' '}
            When it was asked for it was {counted(asked.count, 'document')},{' '}
            {money(asked.cents, currency)}.
          </>
        )}
      </Notice>
      {grownBy && (
        <Notice tone="danger" title={`It has grown by ${money(grownBy.cents, currency)} since`}>
          That is more than {money(grownBy.allowed, currency)}. Look at what has been added before
          you approve.
        </Notice>
      )}
      {leftOut > 0 && (
        <Notice>{counted(leftOut, 'document was', 'documents were')} left out by hand.</Notice>
      )}
      {run.canary_count !== null && (
        <Notice>
          After the first {counted(run.canary_count, 'payment')} the run waits for a person.
        </Notice>
      )}
      <PreviewFigures {...{ preview, currency, zone }} names={shown.names} links={null} />
      <Decision {...shown} />
      {preview.difference && <Difference {...{ currency, zone }} difference={preview.difference} />}
      <PreviewDetails {...{ preview, currency, zone }} names={shown.names} links={null} />
    </div>
  )
}

const Decision = ({ run, preview: { charge }, isOwn, error, csrf, currency }: Shown) => (
  <Card class="card confirm-card">
    {isOwn ? (
      <Notice>
        You asked for this run, so somebody else has to approve it: another manager or admin.
      </Notice>
    ) : (
      <form method="post" action={`/admin/runs/${run.id}/approve`}>
        <CsrfField token={csrf} />
        <input type="hidden" name="seen_count" value={charge.count} autocomplete="off" />
        <input type="hidden" name="seen_cents" value={charge.cents} autocomplete="off" />
        <div class="confirm-row">
          <CheckboxField
            name="confirm"
            label="I have looked at it, and approve"
            role="switch"
            class="switch"
            hint="Cards are charged and bank accounts debited for real."
            error={error}
            required
            autocomplete="off"
          />
          <Button look="primary" size="large" icon="check">
            Approve {counted(charge.count, 'document')} – {money(charge.cents, currency)}
          </Button>
        </div>
      </form>
    )}
    <FormActions>
      <ButtonLink look="danger" href={`/admin/runs/${run.id}/cancel`}>
        Refuse: cancel the run…
      </ButtonLink>
      <ButtonLink look="quiet" href={`/admin/runs/${run.id}`}>
        Decide later
      </ButtonLink>
    </FormActions>
  </Card>
)
