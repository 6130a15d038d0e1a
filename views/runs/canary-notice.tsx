import { Button, ButtonLink } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Icon } from '../components/icon.tsx'
import { count, counted, money } from '../format.ts'
import type { RunView } from './run-view.ts'

/** The first payments are through: how they went, and what now. */
export const CanaryNotice = ({ run, totals, canCharge, csrf, currency }: RunView) => {
  const { charged, declined, unknown, waiting } = totals
  const rest = run.selected_at === null ? 'all the rest' : counted(waiting.count, 'document')
  return (
    <div class="notice notice-warning canary">
      <Icon name="pause_circle" size={18} />
      <div>
        <strong>
          First {count(charged.count + declined.count + unknown.count)}: {count(charged.count)}{' '}
          charged, {count(declined.count)} declined
          {unknown.count > 0 && `, ${count(unknown.count)} not known yet`}
        </strong>
        Charged so far: {money(charged.cents, currency)}. Nothing more is sent until somebody
        decides about {rest}
        {run.selected_at !== null && ` still waiting, ${money(waiting.cents, currency)}`}.
        {canCharge && (
          <form method="post" action={`/admin/runs/${run.id}/resume`} class="form-actions">
            <CsrfField token={csrf} />
            <Button look="primary" icon="play" id="canary-go-on">
              Go on with the rest
            </Button>
            <ButtonLink look="danger" href={`/admin/runs/${run.id}/cancel`}>
              Cancel the run…
            </ButtonLink>
          </form>
        )}
      </div>
    </div>
  )
}
