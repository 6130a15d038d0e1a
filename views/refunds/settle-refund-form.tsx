import type { Refund } from '../../src/db/schema.ts'
import type { REFUND_ANSWERS } from '../../src/operations/refunds/settle-refund.ts'
import type { FieldErrors } from '../components/form-errors.tsx'
import { SettleCard } from '../payments/settle-form.tsx'

type Answer = (typeof REFUND_ANSWERS)[number]
type Choices = Record<Answer, { label: string; hint: string }>

const NOT_KNOWN = {
  label: 'Still not known',
  hint: 'Only notes what you found.',
}

const OF_VOID: Choices = {
  went_back: { label: 'It is voided', hint: 'The gateway shows it. The money is back.' },
  refused: { label: 'It was refused', hint: 'The gateway shows the void as declined.' },
  undone: {
    label: 'It has settled',
    hint: 'It is in a settlement, so nothing was voided. It can be given back by credit.',
  },
  never_arrived: {
    label: 'It never arrived',
    hint: 'The gateway shows the payment as approved and knows of no void.',
  },
  not_known: NOT_KNOWN,
}

const OF_CREDIT: Choices = {
  went_back: { label: 'It went back', hint: 'The gateway shows the credit as approved.' },
  refused: { label: 'It was refused', hint: 'The gateway shows a decline. No money went back.' },
  undone: {
    label: 'It went back and was voided',
    hint: 'The gateway shows both. No money left.',
  },
  never_arrived: {
    label: 'It never arrived',
    hint: 'Neither the gateway nor its reports know it. Another refund can be asked for.',
  },
  not_known: NOT_KNOWN,
}

/** For a manager who has looked the refund up at the gateway. */
export const SettleRefundForm = ({
  refund,
  ...rest
}: {
  refund: Refund
  csrf: string
  values: Readonly<Partial<Record<string, string>>>
  errors: FieldErrors
}) => (
  <SettleCard
    {...rest}
    title="Settle the refund by hand"
    action={`/admin/refunds/${refund.id}/verdict`}
    legend="What became of it?"
    choices={refund.kind === 'void' ? OF_VOID : OF_CREDIT}
    confirm="Store this answer? If it says that nothing went back, the money can be given back again."
  />
)
