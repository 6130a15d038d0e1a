import { CheckboxGroup } from '../charge/checkbox-group.tsx'
import { type FieldValues, FilterFields } from '../charge/filter-fields.tsx'
import type { ChoiceNames } from '../charge/filter-words.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { CheckboxField, Field, FieldGrid, FormActions, SelectField } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { ScheduleWarnings } from './schedule-warnings.tsx'
import { CHARGE_FROM_CHOICES, CLOSED_DAY_CHOICES, WEEKDAYS } from './schedule-words.ts'

/** A new schedule, or one that is there. Nothing runs at the moment of saving. */
export const ScheduleForm = ({
  id,
  values,
  errors,
  names,
  zones,
  csrf,
  currency,
  warnings = [],
}: {
  /** Missing for a new one. */
  id?: number
  values: FieldValues
  errors: FieldErrors
  names: ChoiceNames
  zones: readonly string[]
  csrf: string
  currency: string
  /** Why what is saved can never charge anything. */
  warnings?: readonly string[]
}) => (
  <form
    method="post"
    action={id === undefined ? '/admin/schedules' : `/admin/schedules/${id}`}
    class="stack"
    novalidate
  >
    <FormErrors errors={errors} />
    <ScheduleWarnings warnings={warnings} />
    <Card title="When">
      <FieldGrid>
        <Field
          name="name"
          label="Name"
          value={values.name}
          error={errors.name}
          maxlength={100}
          autocomplete="off"
        />
        <Field
          name="time"
          label="Time of day"
          type="time"
          value={values.time}
          error={errors.time}
        />
        <Field
          name="zone"
          label="Time zone"
          list="zones"
          value={values.zone}
          error={errors.zone}
          maxlength={64}
          autocomplete="off"
          spellcheck={false}
        />
        <Field
          name="catch_up_minutes"
          label="Catch up for"
          hint="Minutes. If the clock was down at its time, it is started late, but not later than this."
          inputmode="numeric"
          value={values.catch_up_minutes}
          error={errors.catch_up_minutes}
          autocomplete="off"
        />
        <SelectField
          name="closed_days"
          label="When banks are closed"
          hint="Weekends, holidays of the Federal Reserve and your own closed days in the settings."
          choices={CLOSED_DAY_CHOICES}
          value={values.closed_days}
          error={errors.closed_days}
        />
      </FieldGrid>
      <datalist id="zones">
        {zones.map((zone) => (
          <option value={zone} />
        ))}
      </datalist>
      <div class="filter-lists">
        <CheckboxGroup
          name="weekday"
          legend="Days"
          choices={WEEKDAYS}
          values={(values.weekday ?? '').split(',')}
          error={errors.weekday}
        />
        <CheckboxField
          name="enabled"
          label="Switched on"
          role="switch"
          class="switch"
          checked={Boolean(values.enabled)}
          hint="Saved after its time of day, it begins the next day."
        />
      </div>
    </Card>
    <Card title="What">
      <FilterFields
        {...{ values, errors, names, currency }}
        period={
          <>
            <SelectField
              name="charge_from"
              label="Charge from"
              hint="And later, as long as it is unpaid: a declined one is tried again by the retry policy."
              choices={CHARGE_FROM_CHOICES}
              value={values.charge_from}
              error={errors.charge_from}
            />
            <Field
              name="days_after_issue"
              label="Days after the issue"
              optional
              hint="For the last choice only."
              inputmode="numeric"
              value={values.days_after_issue}
              error={errors.days_after_issue}
              autocomplete="off"
            />
            <Field
              name="look_back_days"
              label="Issued within"
              hint="Days, counted back from the day of the run."
              inputmode="numeric"
              value={values.look_back_days}
              error={errors.look_back_days}
              autocomplete="off"
            />
          </>
        }
      />
    </Card>
    <FormActions>
      <CsrfField token={csrf} />
      <Button look="primary">{id === undefined ? 'Create schedule' : 'Save changes'}</Button>
      <ButtonLink href="/admin/schedules">Back</ButtonLink>
    </FormActions>
  </form>
)
