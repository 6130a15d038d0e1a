import type { UndoProspect } from '../../src/db/run-undos.ts'
import type { Run } from '../../src/db/schema.ts'
import type { CountAndSum, RunFigures } from '../../src/domain/run.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { CheckboxField, Field, FormActions } from '../components/field.tsx'
import { Money } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Notice } from '../components/notice.tsx'
import { Heading, NumericCell, Table, TwoLines } from '../components/table.tsx'
import { count, counted, moment, money } from '../format.ts'
import { UndoProgressCard, type UndoView } from './undo-progress.tsx'

interface Shown {
  run: Run
  prospect: UndoProspect
  figures: RunFigures
  /** Until then all that can be voided now still can be. */
  until: Date
  undos: readonly UndoView[]
  isUnderWay: boolean
  errors: FieldErrors
  reason: string
  requestKey: string
  csrf: string
  currency: string
  zone: string
}

/** What of a run can be called back, and the button that does it. */
export const UndoRun = (shown: Shown) => {
  const { undos, isUnderWay, prospect, currency, zone } = shown
  return (
    <div class="stack">
      {undos.map((undo) => (
        <UndoProgressCard {...undo} {...{ currency, zone }} />
      ))}
      <Prospect {...shown} />
      {!isUnderWay && prospect.voidable.count > 0 && <Confirm {...shown} />}
    </div>
  )
}

const Prospect = ({ prospect, figures, until, currency, zone }: Shown) => {
  const { voidable, settled, debits, spokenFor } = prospect
  const { unknown } = figures.totals
  const { voided, refunded, returned } = figures.reversals
  const goneBack = {
    count: voided.count + refunded.count + returned.count,
    cents: voided.cents + refunded.cents + returned.cents,
  }
  const row = (label: string, note: string, sum: CountAndSum) => (
    <tr>
      <td>
        <TwoLines first={label} second={note} />
      </td>
      <NumericCell>{count(sum.count)}</NumericCell>
      <NumericCell>
        <Money cents={sum.cents} currency={currency} />
      </NumericCell>
    </tr>
  )
  return (
    <Card title="What can be taken back" flush>
      <Table
        caption="Payments of this run by what can be done about them"
        head={
          <>
            <Heading>Payments</Heading>
            <Heading numeric>Number</Heading>
            <Heading numeric>Sum</Heading>
          </>
        }
      >
        {row(
          'Can be voided',
          `Cards, until ${moment(until, zone)}; some may have longer`,
          voidable,
        )}
        {row('Settled already', 'Each needs a refund of its own', settled)}
        {row('Bank debits', 'Cannot be called back; given back once they are final', debits)}
        {row('With a refund under way', 'Or given back in part: look at each', spokenFor)}
        {row('Not known yet', 'Ask the gateway first, then look here again', unknown)}
        {row('Gone back already', 'Voided, refunded or returned by the bank', goneBack)}
      </Table>
    </Card>
  )
}

const Confirm = ({ run, prospect, errors, reason, requestKey, csrf, currency }: Shown) => {
  const { voidable } = prospect
  return (
    <Card class="card confirm-card">
      <form method="post" action={`/admin/runs/${run.id}/undo`}>
        <CsrfField token={csrf} />
        <input type="hidden" name="request_key" value={requestKey} autocomplete="off" />
        <input type="hidden" name="count" value={voidable.count} autocomplete="off" />
        <input type="hidden" name="cents" value={voidable.cents} autocomplete="off" />
        <FormErrors errors={errors} />
        <Notice tone="warning" title="This cannot be undone">
          {counted(voidable.count, 'payment')} of this run, {money(voidable.cents, currency)}, are
          voided one after the other. Some may settle before their turn comes; they are left alone
          and listed.
        </Notice>
        <Field
          name="reason"
          label="Reason, for the record"
          value={reason}
          error={errors.reason}
          maxlength={200}
          autocomplete="off"
        />
        <CheckboxField
          name="reopens"
          label="The documents are to be paid again"
          hint="Their payments are taken out of Splynx, so that customers owe them as before. No run charges them by itself."
          checked
          autocomplete="off"
        />
        <CheckboxField
          name="confirm"
          label={`Void ${counted(voidable.count, 'payment')} – ${money(voidable.cents, currency)}`}
          role="switch"
          class="switch"
          error={errors.confirm}
          required
          autocomplete="off"
        />
        <FormActions>
          <Button look="danger" icon="undo">
            Void {counted(voidable.count, 'payment')} – {money(voidable.cents, currency)}
          </Button>
          <ButtonLink href={`/admin/runs/${run.id}`}>Leave it as it is</ButtonLink>
        </FormActions>
      </form>
    </Card>
  )
}
