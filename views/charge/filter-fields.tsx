import type { Child } from 'hono/jsx'
import { Field, FieldGrid, SelectField } from '../components/field.tsx'
import type { FieldErrors } from '../components/form-errors.tsx'
import { money } from '../format.ts'
import { CheckboxGroup } from './checkbox-group.tsx'
import type { ChoiceNames, NamedChoice } from './filter-words.ts'

/** What stands in the fields; several values of one field are joined by commas. */
export type FieldValues = Readonly<Record<string, string>>

const DOCUMENT_KINDS = [
  { value: 'invoice', label: 'Invoices' },
  { value: 'proforma', label: 'Proforma invoices' },
]
const STATUSES = [
  { value: 'not_paid', label: 'Unpaid' },
  { value: 'pending', label: 'Pending' },
]
const METHOD_KINDS = [
  { value: 'card', label: 'Cards only' },
  { value: 'bank', label: 'Bank accounts only' },
]
const OPERATORS = [
  { value: '>', label: 'More than' },
  { value: '<', label: 'Less than' },
  { value: '=', label: 'Exactly' },
]

/** The fields that a charge and a schedule share. `period` is what each has of its own. */
export const FilterFields = ({
  values,
  errors,
  names,
  period,
  currency,
}: {
  values: FieldValues
  errors: FieldErrors
  names: ChoiceNames
  period: Child
  currency: string
}) => (
  <>
    <FieldGrid>
      <SelectField
        name="kind"
        label="Documents"
        choices={DOCUMENT_KINDS}
        value={values.kind}
        error={errors.kind}
      />
      <SelectField
        name="status"
        label="Status"
        choices={STATUSES}
        value={values.status}
        error={errors.status}
      />
      {period}
      <SelectField
        name="payment_type"
        label="Customer payment type"
        placeholder="Any"
        choices={withMissing(names?.paymentTypes, values.payment_type, 'Payment type')}
        value={values.payment_type}
        error={errors.payment_type}
      />
      <SelectField
        name="method"
        label="Charge with"
        placeholder="Any saved method"
        choices={METHOD_KINDS}
        value={values.method}
        error={errors.method}
      />
      <SelectField
        name="total_operator"
        label="Total is"
        choices={OPERATORS}
        value={values.total_operator}
        error={errors.total_operator}
      />
      <Field
        name="total"
        label="Amount"
        optional
        prefix={signOf(currency)}
        inputmode="decimal"
        autocomplete="off"
        value={values.total}
        error={errors.total}
      />
    </FieldGrid>
    <div class="filter-lists">
      <CheckboxGroup
        name="partner"
        legend="Partners"
        hint="All of them if none is chosen."
        choices={withMissing(names?.partners, values.partner, 'Partner')}
        values={split(values.partner)}
        error={errors.partner}
      />
      <CheckboxGroup
        name="location"
        legend="Locations"
        hint="All of them if none is chosen."
        choices={withMissing(names?.locations, values.location, 'Location')}
        values={split(values.location)}
        error={errors.location}
      />
      <Field
        name="customers"
        label="Customer ids"
        optional
        hint="Several are separated by commas."
        autocomplete="off"
        inputmode="numeric"
        value={values.customers}
        error={errors.customers}
      />
      <Field
        name="numbers"
        label="Document numbers"
        optional
        hint="Several are separated by commas."
        autocomplete="off"
        value={values.numbers}
        error={errors.numbers}
      />
    </div>
  </>
)

/** `$` of `$0.00`. */
const signOf = (currency: string) => money(0, currency).replace(/[\d.,\s]/g, '')

const split = (value = '') => value.split(',').filter(Boolean)

/** What was chosen stays in the form even when Splynx does not answer or knows it no longer. */
function withMissing(known: readonly NamedChoice[] = [], chosen = '', noun: string) {
  const choices = known.map(({ id, name }) => ({ value: String(id), label: name }))
  const missing = split(chosen).filter(
    (value) => /^\d{1,15}$/.test(value) && !choices.some((choice) => choice.value === value),
  )
  return [...choices, ...missing.map((value) => ({ value, label: `${noun} ${value}` }))]
}
