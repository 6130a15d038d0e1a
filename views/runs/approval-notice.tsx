import { ButtonLink } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { counted, money } from '../format.ts'
import type { RunView } from './run-view.ts'
import { starterOf } from './run-words.tsx'

/** Nothing happens before a second person has looked. */
export const ApprovalNotice = ({ run, second, canCharge, currency }: RunView) => (
  <div class="notice notice-warning">
    <Icon name="lock" size={18} />
    <div>
      <strong>This run waits for approval: nothing has been charged</strong>
      {run.approval_reason}.
      {run.asked_count !== null && run.asked_cents !== null && (
        <>
          {' '}
          Asked for: {counted(run.asked_count, 'document')}, {money(run.asked_cents, currency)}.
        </>
      )}{' '}
      {second === 'own'
        ? 'You asked for it, so another manager or admin has to approve it.'
        : `${starterOf(run)} asked for it; a manager or admin who did not has to approve it.`}
      {canCharge && (
        <div class="form-actions">
          {second === 'may' && (
            <ButtonLink look="primary" href={`/admin/runs/${run.id}/approve`} id="approve-link">
              Look at it and approve…
            </ButtonLink>
          )}
          <ButtonLink look="danger" href={`/admin/runs/${run.id}/cancel`}>
            Cancel the run…
          </ButtonLink>
        </div>
      )}
    </div>
  </div>
)
