import type { RunTotals } from '../../src/domain/run.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FormActions } from '../components/field.tsx'
import { counted, money } from '../format.ts'

/** Says what will happen before it does: there is no way back. */
export const CancelRun = ({
  runId,
  totals,
  isSelecting,
  csrf,
  currency,
  reason,
  error,
}: {
  runId: number
  totals: RunTotals
  isSelecting: boolean
  csrf: string
  currency: string
  reason?: string | undefined
  error?: string | undefined
}) => {
  const { waiting, sending, charged } = totals
  return (
    <Card class="card narrow-card">
      <form method="post" action={`/admin/runs/${runId}/cancel`} class="stack">
        <ul class="plain-list">
          <li>
            {counted(waiting.count, 'document')} that still {waiting.count === 1 ? 'waits' : 'wait'}
            , {money(waiting.cents, currency)}, will not be charged by this run.
          </li>
          {isSelecting && <li>Documents that are not selected yet will not be.</li>}
          <li>
            {counted(sending.count, 'document')} at the gateway, {money(sending.cents, currency)},{' '}
            {sending.count === 1 ? 'ends and counts' : 'end and count'}: what is sent cannot be
            called back here.
          </li>
          <li>
            {counted(charged.count, 'document')} charged so far, {money(charged.cents, currency)},{' '}
            {charged.count === 1 ? 'stays' : 'stay'} charged.
          </li>
        </ul>
        <p>A cancelled run cannot be resumed. What is left can be charged by another run.</p>
        <Field
          name="reason"
          label="Why?"
          hint="It is kept in the audit trail and with each payment."
          maxlength={200}
          autocomplete="off"
          value={reason}
          error={error}
        />
        <FormActions>
          <CsrfField token={csrf} />
          <Button look="danger" icon="slash">
            Cancel run {runId}
          </Button>
          <ButtonLink href={`/admin/runs/${runId}`}>Let it go on</ButtonLink>
        </FormActions>
      </form>
    </Card>
  )
}
