import { PAYMENT_STATUSES } from '../../src/domain/payment.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Field, FieldGrid, FormActions, SelectField } from '../components/field.tsx'
import { PAYMENT_LABEL } from '../components/status-labels.ts'
import { CHANNEL_LABEL, METHOD_KIND_LABEL } from './words.ts'

/** As it stands in the address. */
export type FilterValues = Readonly<
  Partial<Record<'q' | 'status' | 'channel' | 'method' | 'from' | 'to' | 'run', string>>
>
export type FilterErrors = Readonly<Partial<Record<string, string>>>

/** What is set or wrong is never hidden. */
const hasFilter = ({ q: _, ...filters }: FilterValues, { q: __, ...errors }: FilterErrors) =>
  Object.values(filters).some(Boolean) || Object.keys(errors).length > 0

const choices = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

const STATUS_CHOICES = PAYMENT_STATUSES.map((value) => ({
  value,
  label: PAYMENT_LABEL[value].word,
}))

/** One box for whatever is at hand, and filters that stay in the address. */
export const PaymentFilters = ({
  values,
  errors,
}: {
  values: FilterValues
  errors: FilterErrors
}) => (
  <Card>
    <form method="get" action="/admin/payments">
      <Field
        name="q"
        type="search"
        label="Search"
        required={false}
        value={values.q}
        error={errors.q}
        maxlength={100}
        autocomplete="off"
        spellcheck={false}
        hint="Document number, customer name or id, amount such as $49.99, last four digits, TransactionID or payment id"
      />
      <details class="more-filters" open={hasFilter(values, errors)}>
        <summary>Filters</summary>
        <FieldGrid>
          <SelectField
            name="status"
            label="Status"
            placeholder="Any"
            choices={STATUS_CHOICES}
            value={values.status}
            error={errors.status}
          />
          <SelectField
            name="channel"
            label="Asked for by"
            placeholder="Anybody"
            choices={choices(CHANNEL_LABEL)}
            value={values.channel}
            error={errors.channel}
          />
          <SelectField
            name="method"
            label="Method"
            placeholder="Any"
            choices={choices(METHOD_KIND_LABEL)}
            value={values.method}
            error={errors.method}
          />
          <Field
            name="from"
            type="date"
            label="From"
            required={false}
            value={values.from}
            error={errors.from}
          />
          <Field
            name="to"
            type="date"
            label="To"
            required={false}
            value={values.to}
            error={errors.to}
          />
          <Field
            name="run"
            label="Run"
            required={false}
            inputmode="numeric"
            maxlength={15}
            value={values.run}
            error={errors.run}
          />
        </FieldGrid>
      </details>
      <FormActions>
        <Button look="primary" icon="search">
          Show
        </Button>
        {Object.values(values).some(Boolean) && (
          <ButtonLink look="quiet" href="/admin/payments">
            Clear
          </ButtonLink>
        )}
      </FormActions>
    </form>
  </Card>
)
