import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { CheckboxField, FormActions, TextareaField } from '../components/field.tsx'
import { FormErrors } from '../components/form-errors.tsx'
import { counted } from '../format.ts'
import type { SafeModeView } from './safe-mode-panel.tsx'

/** For a manager. While a message has no payment there is nothing to release yet. */
export const ReleaseForm = ({ totals, csrf, values, errors }: SafeModeView) => {
  const doubtful = totals.open + totals.byHand
  return (
    <Card
      id="release"
      title="Release"
      lead="Payments and schedules go on at once. Paused runs stay paused."
    >
      {totals.waiting > 0 ? (
        <p>
          {counted(totals.waiting, 'message has', 'messages have')} no payment yet, so nothing would
          keep their documents from being charged again. Wait until they do.
        </p>
      ) : (
        <form method="post" action="/admin/safe-mode/release">
          <CsrfField token={csrf} />
          <FormErrors errors={errors} />
          <TextareaField
            name="reason"
            label="What you checked"
            hint="Kept in the audit trail with your name."
            maxlength={200}
            required
            value={values.reason}
            error={errors.reason}
          />
          {doubtful > 0 && (
            <CheckboxField
              name="accepts_open"
              label={`${counted(doubtful, 'outcome stays', 'outcomes stay')} unknown`}
              hint="Their payments keep their documents, so those are not charged again."
              error={errors.accepts_open}
            />
          )}
          <CheckboxField
            name="confirm"
            label="The restore is over, and I have checked what stands under “Before the release”"
            required
            error={errors.confirm}
          />
          <FormActions>
            <Button
              look="danger"
              confirm="Release safe mode? From then on payments are charged again."
              confirmLabel="Release"
            >
              Release safe mode
            </Button>
          </FormActions>
        </form>
      )}
    </Card>
  )
}

/** For an administrator who knows of a restore that the journal cannot tell. */
export const SwitchOnForm = ({ csrf, values, errors }: SafeModeView) => (
  <Card
    id="switch-on"
    title="Switch it on by hand"
    lead="When a backup was restored and the journal is lost as well. Runs are paused, and nothing is charged until a manager releases it."
  >
    <form method="post" action="/admin/safe-mode">
      <CsrfField token={csrf} />
      <FormErrors errors={errors} />
      <TextareaField
        name="reason"
        label="Why"
        maxlength={200}
        required
        value={values.reason}
        error={errors.reason}
      />
      <FormActions>
        <Button
          look="danger"
          confirm="Switch safe mode on? Nobody can pay until a manager releases it."
          confirmLabel="Switch on"
        >
          Switch safe mode on
        </Button>
      </FormActions>
    </form>
  </Card>
)
