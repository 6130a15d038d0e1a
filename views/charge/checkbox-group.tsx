import { fieldId } from '../components/field.tsx'

/** Several of several. None means all of them, which the hint says. */
export const CheckboxGroup = ({
  name,
  legend,
  hint,
  error,
  choices,
  values,
}: {
  name: string
  legend: string
  hint?: string
  error?: string
  choices: readonly { value: string; label: string }[]
  values: readonly string[]
}) => {
  const id = fieldId(name)
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <fieldset
      id={id}
      class={`check-group${error ? ' has-error' : ''}`}
      aria-describedby={described || undefined}
    >
      <legend>{legend}</legend>
      <div class="check-group-choices">
        {choices.map(({ value, label }) => (
          <label>
            <input type="checkbox" name={name} value={value} checked={values.includes(value)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  )
}
