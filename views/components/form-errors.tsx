import { useWords } from '../words/speaking.tsx'
import { fieldId } from './field.tsx'
import { Icon } from './icon.tsx'

/** Field name → what is wrong with it. The empty name is about the form as a whole. */
export type FieldErrors = Readonly<Partial<Record<string, string>>>

/** Stands on top of a refused form, takes the focus and leads to each field. Nothing if all is well. */
export const FormErrors = ({ errors }: { errors: FieldErrors }) => {
  const entries = Object.entries(errors).filter(([, message]) => message)
  if (entries.length === 0) return null
  return (
    <div class="notice notice-danger form-errors" role="alert" tabindex={-1} data-focus>
      <Icon name="x_octagon" size={18} />
      <div>
        <strong>{useWords().common.needsAttention(entries.length)}</strong>
        <ul>
          {entries.map(([name, message]) => (
            <li>{name ? <a href={`#${fieldId(name)}`}>{message}</a> : message}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}
