import type { Child } from 'hono/jsx'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { FormActions } from '../components/field.tsx'
import { Day, Money } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Icon } from '../components/icon.tsx'
import type { ZipOption } from '../components/method-fields.tsx'
import { money } from '../format.ts'
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
    We keep no card number, account number or security code.
  </p>
)

export const DueLine = ({ document, today }: { document: DocumentFacts; today: string }) => (
  <>
    {document.dueOn && (
      <>
        Due <Day date={document.dueOn} />{' '}
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
  question,
}: PayFormProps) => {
  const { totalCents, dueCents } = document
  return (
    <form method="post" action={action} data-choose-method>
      <CsrfField token={csrf} />
      <input type="hidden" name="requestKey" value={requestKey} autocomplete="off" />
      <input type="hidden" name="dueCents" value={dueCents} autocomplete="off" />
      <FormErrors errors={errors} />
      <Card>
        <Definitions wide>
          <Definition term="Total of the document">
            <Money cents={totalCents} currency={currency} />
          </Definition>
          {isPartlyPaid(document) && (
            <Definition term="Paid so far">
              <Money cents={totalCents - dueCents} currency={currency} />
            </Definition>
          )}
          <Definition term="Still due">
            <Money cents={dueCents} currency={currency} />
          </Definition>
          <Definition term="To pay now" total>
            <Money cents={dueCents} currency={currency} />
          </Definition>
        </Definitions>
      </Card>
      <Card>
        <MethodChoice legend="Pay with" {...{ methods, now, zip, typed, errors, isByLink }} />
        {question}
        <FormActions>
          <Button look="primary" size="large" wide icon="lock">
            Pay {money(dueCents, currency)}
          </Button>
        </FormActions>
        <Reassurance />
      </Card>
    </form>
  )
}
