import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { FormActions } from '../components/field.tsx'
import { Day, Money } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Icon } from '../components/icon.tsx'
import { money } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import {
  type DocumentFacts,
  isOverdue,
  isPartlyPaid,
  OverdueMark,
  PartlyPaidMark,
} from './document-marks.tsx'
import { MethodChoice, type Typed } from './method-choice.tsx'
import type { SavedMethod } from './method-option.ts'
import type { PortalPage } from './page.ts'
import { documentName, payHref } from './words.ts'

export const Reassurance = () => (
  <p class="reassurance">
    <Icon name="lock" />
    We keep no card number, account number or security code.
  </p>
)

/** One document, what is to be paid of it, and with what. */
export const PayPage = ({
  page,
  document,
  currency,
  now,
  today,
  requestKey,
  methods,
  typed,
  errors = {},
}: {
  page: PortalPage
  document: DocumentFacts
  currency: string
  now: Date
  today: string
  /** Of this form: sending it twice makes one payment. */
  requestKey: string
  methods: readonly SavedMethod[]
  typed?: Typed
  errors?: FieldErrors
}) => {
  const { kind, id, number, totalCents, dueCents, dueOn } = document
  return (
    <CustomerLayout
      title={`Pay ${documentName(kind, number, id)}`}
      heading={documentName(kind, number, id)}
      lead={
        <>
          {dueOn && (
            <>
              Due <Day date={dueOn} />{' '}
            </>
          )}
          {isOverdue(document, today) && <OverdueMark />}{' '}
          {isPartlyPaid(document) && <PartlyPaidMark />}
        </>
      }
      crumbs={[{ href: '/ippay/dashboard', label: 'Overview' }]}
      active="pay"
      {...page}
    >
      <form method="post" action={payHref(kind, id)} data-choose-method>
        <CsrfField token={page.csrf} />
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
          <MethodChoice legend="Pay with" {...{ methods, now, typed, errors }} />
          <FormActions>
            <Button look="primary" size="large" wide icon="lock">
              Pay {money(dueCents, currency)}
            </Button>
          </FormActions>
          <Reassurance />
        </Card>
      </form>
    </CustomerLayout>
  )
}
