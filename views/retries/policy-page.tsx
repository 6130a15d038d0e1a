import { type RetryKind, rangesOf } from '../../src/domain/retry-policy.ts'
import { CheckboxGroup } from '../charge/checkbox-group.tsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FieldGrid, FormActions } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { WEEKDAYS } from '../schedules/schedule-words.ts'
import { policyHref, policyWords } from './retry-words.ts'

/** One policy. */
export const PolicyForm = ({
  kind,
  values,
  errors,
  csrf,
}: {
  kind: RetryKind
  values: Readonly<Record<string, string>>
  errors: FieldErrors
  csrf: string
}) => {
  const { triesMax, windowDays, spacingDays } = rangesOf(kind)
  const isReturned = kind[1] === 'returned'
  const number = (name: string, label: string, hint: string) => (
    <Field
      {...{ name, label, hint }}
      inputmode="numeric"
      autocomplete="off"
      value={values[name]}
      error={errors[name]}
    />
  )
  return (
    <Card lead={policyWords(kind).hint}>
      <form method="post" action={policyHref(kind)} class="stack" novalidate>
        <FormErrors errors={errors} />
        <CsrfField token={csrf} />
        <FieldGrid>
          {number(
            'tries_max',
            'Tries',
            `The first one included; 1 is not again. At most ${triesMax.max}.`,
          )}
          {number('window_days', 'Within', `Days, at most ${windowDays.max}.`)}
          {number(
            'spacing_days',
            'Apart',
            `${isReturned ? 'Banking days after it came back' : 'Days between two tries'}, at most ${spacingDays.max}.`,
          )}
          <Field
            name="month_days"
            label="Days of the month"
            optional
            hint="Pay days such as 1, 15. 31 is the last day of every month."
            autocomplete="off"
            value={values.month_days}
            error={errors.month_days}
          />
        </FieldGrid>
        <CheckboxGroup
          name="weekday"
          legend="Weekdays"
          hint="A day of either list will do. Without both it is any day."
          choices={WEEKDAYS}
          values={(values.weekday ?? '').split(',')}
          error={errors.weekday}
        />
        <FormActions>
          <Button look="primary">Save changes</Button>
          <ButtonLink href="/admin/retries">Back</ButtonLink>
        </FormActions>
      </form>
    </Card>
  )
}
