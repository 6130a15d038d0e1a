import type { Child } from 'hono/jsx'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Field, FormActions } from '../components/field.tsx'
import { Day, Money } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Icon } from '../components/icon.tsx'
import type { ZipOption } from '../components/method-fields.tsx'
import { money } from '../format.ts'
import { Filled, useLanguage, useWords } from '../words/speaking.tsx'
import {
  type DocumentFacts,
  isOverdue,
  isPartlyPaid,
  OverdueMark,
  PartlyPaidMark,
} from './document-marks.tsx'
import { MethodChoice, type Typed } from './method-choice.tsx'
import type { SavedMethod } from './method-option.ts'

export const Reassurance = () => (
  <p class="reassurance">
    <Icon name="lock" />
    {useWords().common.keepsNothing}
  </p>
)

export const DueLine = ({ document, today }: { document: DocumentFacts; today: string }) => (
  <>
    {document.dueOn && (
      <>
        <Filled sentence={useWords().common.due}>
          <Day date={document.dueOn} />
        </Filled>{' '}
      </>
    )}
    {isOverdue(document, today) && <OverdueMark />} {isPartlyPaid(document) && <PartlyPaidMark />}
  </>
)

export interface PayFormProps {
  action: string
  csrf: string
  zip: ZipOption
  document: DocumentFacts
  currency: string
  now: Date
  /** Of this form: sending it twice makes one payment. */
  requestKey: string
  methods: readonly SavedMethod[]
  typed?: Typed
  errors?: FieldErrors
  /** Whoever holds a link sees nothing about the customer and keeps nothing. */
  isByLink?: boolean
  /** How much of the document may be paid now, if not all of it must be. */
  part?: { minCents: number; maxCents: number } | null
  /** Declined a moment ago: another one is proposed. */
  notMethodId?: number
  /** What else is asked for before the button. */
  question?: Child
}

/** What is to be paid of one document, and with what. */
export const PayForm = ({
  action,
  csrf,
  zip,
  document,
  currency,
  now,
  requestKey,
  methods,
  typed,
  errors = {},
  isByLink,
  part,
  notMethodId,
  question,
}: PayFormProps) => {
  const { totalCents, dueCents } = document
  const language = useLanguage()
  const words = useWords().pay
  return (
    <form method="post" action={action} data-choose-method>
      <CsrfField token={csrf} />
      <input type="hidden" name="requestKey" value={requestKey} autocomplete="off" />
      <input type="hidden" name="dueCents" value={dueCents} autocomplete="off" />
      <FormErrors errors={errors} />
      <Card>
        <Definitions wide>
          <Definition term={words.total}>
            <Money cents={totalCents} currency={currency} />
          </Definition>
          {isPartlyPaid(document) && (
            <Definition term={words.paidSoFar}>
              <Money cents={totalCents - dueCents} currency={currency} />
            </Definition>
          )}
          <Definition term={words.stillDue}>
            <Money cents={dueCents} currency={currency} />
          </Definition>
          {!part && (
            <Definition term={words.toPayNow} total>
              <Money cents={dueCents} currency={currency} />
            </Definition>
          )}
        </Definitions>
        {part && (
          <PartField {...part} currency={currency} value={typed?.amount} error={errors.amount} />
        )}
      </Card>
      <Card>
        <MethodChoice
          legend={words.payWith}
          {...{ methods, now, zip, typed, errors, isByLink, notMethodId }}
        />
        {question}
        <FormActions>
          <Button look="primary" size="large" wide icon="lock">
            {part ? words.payNow : words.payAmount(money(dueCents, currency, language))}
          </Button>
        </FormActions>
        <Reassurance />
      </Card>
    </form>
  )
}

/** Filled in with all that is due, so that nobody pays a part by oversight. */
const PartField = ({
  minCents,
  maxCents,
  currency,
  value,
  error,
}: {
  minCents: number
  maxCents: number
  currency: string
  value?: string
  error?: string
}) => {
  const words = useWords().pay
  const amountOf = (cents: number) => money(cents, currency, useLanguage())
  return (
    <Field
      name="amount"
      label={words.toPayNow}
      prefix={currency === 'USD' ? '$' : undefined}
      width="short"
      inputmode="decimal"
      autocomplete="off"
      maxlength={12}
      value={value}
      hint={`${words.amountRange(amountOf(minCents), amountOf(maxCents))}. ${words.restStaysDue}`}
      error={error}
    />
  )
}
