import type { Child } from 'hono/jsx'
import { fieldId } from './field.tsx'

export interface CardChoice {
  value: string
  /** What the choice is; often a `<Method>`. */
  label: Child
  hint?: Child
  disabled?: boolean
}

/** One of several, each as large as a thumb: saved methods, account types. Plain radio buttons. */
export const ChoiceCards = ({
  name,
  legend,
  choices,
  value,
  error,
  required = true,
}: {
  name: string
  legend: string
  choices: readonly CardChoice[]
  value?: string
  error?: string
  required?: boolean
}) => (
  <fieldset
    class={`choice-cards${error ? ' has-error' : ''}`}
    id={fieldId(name)}
    aria-describedby={error && `${fieldId(name)}-error`}
  >
    <legend>{legend}</legend>
    {choices.map((choice) => (
      <label class="choice-card">
        <input
          type="radio"
          name={name}
          value={choice.value}
          checked={choice.value === value}
          disabled={choice.disabled}
          required={required}
        />
        <span class="choice-card-text">
          <span class="choice-card-label">{choice.label}</span>
          {choice.hint && <span class="field-hint">{choice.hint}</span>}
        </span>
      </label>
    ))}
    {error && (
      <p class="field-error" id={`${fieldId(name)}-error`}>
        {error}
      </p>
    )}
  </fieldset>
)
