import type { Child, JSX, PropsWithChildren } from 'hono/jsx'
import { useWords } from '../words/speaking.tsx'

/** What every labelled control shares. The control's id is `field-<name>` unless given. */
interface Labelled {
  name: string
  label: string
  id?: string
  hint?: Child
  /** Shown beside the control and announced with it; `FormErrors` links to it. */
  error?: string
  /** Said in words after the label, because most fields of our forms are needed. */
  optional?: boolean
  /** `short` for amounts, codes and dates; `full` takes the whole row of a `FieldGrid`. */
  width?: 'short' | 'full'
}

export const fieldId = (name: string): string => `field-${name}`

/** The ids and states that tie a control to its label, hint and error. */
function wiring({ name, id = fieldId(name), hint, error }: Labelled) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return {
    id,
    name,
    ...(described && { 'aria-describedby': described }),
    ...(error && { 'aria-invalid': 'true' as const }),
  }
}

const Frame = ({ children, ...field }: PropsWithChildren<Labelled>) => {
  const { id = fieldId(field.name), label, hint, error, optional, width } = field
  return (
    <div class={`field${width ? ` field-${width}` : ''}${error ? ' has-error' : ''}`}>
      <label for={id}>
        {label}
        {optional && <span class="field-optional"> ({useWords().common.optional})</span>}
      </label>
      {children}
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
    </div>
  )
}

type Attributes<Tag extends 'input' | 'select' | 'textarea'> = Omit<
  JSX.IntrinsicElements[Tag],
  keyof Labelled
>

function split<T extends Labelled>(props: T) {
  const { name, label, id, hint, error, optional, width, ...attributes } = props
  return { field: { name, label, id, hint, error, optional, width }, attributes }
}

/** An `<input>`. `prefix` stands inside it, in front: a currency sign. */
export const Field = ({
  prefix,
  ...props
}: Labelled & { prefix?: string } & Attributes<'input'>) => {
  const { field, attributes } = split(props)
  const input = <input type="text" required={!field.optional} {...attributes} {...wiring(field)} />
  return (
    <Frame {...field}>
      {prefix ? (
        <span class="input-with-prefix">
          <span aria-hidden="true">{prefix}</span>
          {input}
        </span>
      ) : (
        input
      )}
    </Frame>
  )
}

export interface Choice {
  value: string
  label: string
}

/** A `<select>`. A `placeholder` becomes the first choice, with an empty value. */
export const SelectField = ({
  choices,
  value = '',
  placeholder,
  ...props
}: Labelled & { choices: readonly Choice[]; value?: string; placeholder?: string } & Omit<
    Attributes<'select'>,
    'value'
  >) => {
  const { field, attributes } = split(props)
  return (
    <Frame {...field}>
      <select {...attributes} {...wiring(field)}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  )
}

export const TextareaField = ({
  value = '',
  ...props
}: Labelled & { value?: string } & Omit<Attributes<'textarea'>, 'value'>) => {
  const { field, attributes } = split(props)
  return (
    <Frame {...field}>
      <textarea rows={3} {...attributes} {...wiring(field)}>
        {value}
      </textarea>
    </Frame>
  )
}

export const CheckboxField = (props: Labelled & Attributes<'input'>) => {
  const { field, attributes } = split(props)
  const { id = fieldId(field.name), label, hint, error } = field
  return (
    <div class={`field field-checkbox${error ? ' has-error' : ''}`}>
      <label for={id}>
        <input type="checkbox" value="1" {...attributes} {...wiring(field)} />
        <span>{label}</span>
      </label>
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
    </div>
  )
}

/** Fields side by side where there is room, one below the other on a phone. */
export const FieldGrid = ({ children }: PropsWithChildren) => (
  <div class="field-grid">{children}</div>
)

/** The row of buttons that ends a form. The primary one comes first. */
export const FormActions = ({ children }: PropsWithChildren) => (
  <div class="form-actions">{children}</div>
)
