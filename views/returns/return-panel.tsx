import type { ListedReturn } from '../../src/db/returns.ts'
import type { ReturnFee } from '../../src/db/schema.ts'
import { returnCodeOf } from '../../src/domain/return-codes.ts'
import { Button } from '../components/button.tsx'
import { Card, Columns, Stack } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { CheckboxField, FormActions, TextareaField } from '../components/field.tsx'
import { Day, Identifier, Moment, Money } from '../components/figures.tsx'
import { FormErrors } from '../components/form-errors.tsx'
import { Notice } from '../components/notice.tsx'
import type { Place } from '../payments/certainty.tsx'
import { paymentHref } from '../payments/payment-rows.tsx'
import { actorName } from '../payments/words.ts'
import { doneWords, returnHref, TASK_WORDS } from './words.ts'

export interface ReturnView {
  returned: ListedReturn
  fee: ReturnFee | undefined
  currency: string
  csrf: string
  mayAct: boolean
  /** The account may be allowed again by who ends the task. */
  mayAllowAgain: boolean
  errors: Readonly<Partial<Record<string, string>>>
  values: Readonly<Partial<Record<string, string>>>
  place: Place
}

/** One return: what it means, what was done, what is to do. */
export const ReturnPanel = (view: ReturnView) => (
  <div class="stack">
    {view.returned.open_task === 'alarm' && (
      <Notice tone="danger" title="The bank says that this debit was sent twice">
        {' '}
        Nothing of this document is charged again by itself until you have looked.
      </Notice>
    )}
    <Columns>
      <FactsCard {...view} />
      <TaskCard {...view} />
    </Columns>
  </div>
)

const FactsCard = ({ returned, fee, currency, place: { zone } }: ReturnView) => (
  <Card title="Return">
    <Definitions>
      <Definition term="Meaning">{returnCodeOf(returned.code).meaning}</Definition>
      <Definition term="Payment">
        {returned.payment_id && (
          <a href={paymentHref(returned.payment_id)}>
            {returned.customer_name}, {returned.document_number ?? 'refill'}
          </a>
        )}
      </Definition>
      <Definition term="Amount">
        {returned.amount_cents !== null && (
          <Money cents={returned.amount_cents} currency={returned.currency ?? currency} />
        )}
      </Definition>
      <Definition term="Came back">
        <Moment at={returned.returned_at} zone={zone} />
      </Definition>
      <Definition term="Learned from">
        {returned.source === 'report' ? 'The gateway’s report' : actorName(returned.actor)}
      </Definition>
      {returned.evidence && <Definition term="Evidence">{returned.evidence}</Definition>}
      {returned.source === 'person' && (
        <Definition term="In the report">
          {returned.reported_at ? <Moment at={returned.reported_at} zone={zone} /> : 'Not yet'}
        </Definition>
      )}
      <Definition term="Done about it">{doneWords(returned)}</Definition>
      {returned.note && <Definition term="Note">{returned.note}</Definition>}
      {returned.correction && <Definition term="New data">{returned.correction}</Definition>}
      {fee && (
        <Definition term="Fee">
          <Money cents={fee.amount_cents} currency={returned.currency ?? currency} />{' '}
          {fee.done_at ? 'in Splynx' : (fee.last_error ?? 'on its way to Splynx')}
        </Definition>
      )}
      <Definition term="TransactionID">
        <Identifier value={returned.transaction_id} label="Copy the TransactionID" />
      </Definition>
    </Definitions>
  </Card>
)

const TaskCard = (view: ReturnView) => {
  const { returned, place } = view
  if (returned.task === null) {
    return (
      <Card title="To do">
        <p>Nothing. {NEXT[returnCodeOf(returned.code).action] ?? ''}</p>
      </Card>
    )
  }
  if (returned.done_at) {
    return (
      <Card title="Done">
        <Definitions>
          <Definition term="What was asked">{TASK_WORDS[returned.task]}</Definition>
          <Definition term="Done">
            <Moment at={returned.done_at} zone={place.zone} />
          </Definition>
          <Definition term="By">{actorName(returned.done_by ?? '')}</Definition>
          <Definition term="Note">{returned.done_note}</Definition>
        </Definitions>
      </Card>
    )
  }
  return (
    <Card title="To do" lead={returned.act_by && <Deadline day={returned.act_by} />}>
      <Stack>
        <p>{TASK_WORDS[returned.task]}</p>
        {view.mayAct && <DoneForm {...view} />}
      </Stack>
    </Card>
  )
}

/** What goes on without anybody. */
const NEXT: Partial<Record<string, string>> = {
  represent: 'A run may debit the same amount again, as often and as late as the rules allow.',
  disable: 'The customer is told that another account or a card is needed.',
}

const Deadline = ({ day }: { day: string }) => (
  <>
    By <Day date={day} />
  </>
)

const DoneForm = ({ returned, csrf, errors, values, mayAllowAgain }: ReturnView) => (
  <form method="post" action={`${returnHref(returned.id)}/completion`}>
    <CsrfField token={csrf} />
    <FormErrors errors={errors} />
    <TextareaField
      name="note"
      label="What was done"
      hint="Kept with your name. No card or account numbers."
      maxlength={200}
      required
      value={values.note}
      error={errors.note}
    />
    {mayAllowAgain && (
      <CheckboxField
        name="allow"
        label="The account may be debited again"
        hint="Only if the customer has agreed to it."
      />
    )}
    <FormActions>
      <Button look="primary">Done</Button>
    </FormActions>
  </form>
)
