import type { SettingLine } from '../../src/operations/settings/read-settings.ts'
import { Button } from '../components/button.tsx'
import { Field, SelectField, TextareaField } from '../components/field.tsx'
import { moment } from '../format.ts'
import type { Scope } from './settings-page.tsx'
import { staffName } from './words.ts'

interface Props {
  line: SettingLine
  scope: Scope
  /** What was typed and refused; else what holds. */
  typed?: string
  error?: string
  canChange: boolean
  currency: string
  zone: string
}

/** The field, what stood in it when the page was made, and where its value comes from. */
export const SettingField = (props: Props) => {
  const { line, canChange } = props
  return (
    <div class="setting">
      <Control {...props} />
      <Origin {...props} />
      {canChange && (
        <>
          <input type="hidden" name={`was.${line.name}`} value={line.typed} />
          <input type="hidden" name={`seen.${line.name}`} value={line.seen} />
        </>
      )}
    </div>
  )
}

const Control = ({ line, typed = line.typed, error, canChange, currency }: Props) => {
  const { name, setting, choices } = line
  const hint = setting.unit ? `${setting.help} In ${setting.unit}.` : setting.help
  const labelled = { name, label: setting.label, hint, error, disabled: !canChange }
  if (choices) return <SelectField {...labelled} value={typed} choices={choices} />
  if (setting.isLong) return <TextareaField {...labelled} value={typed} />
  if (setting.kind === 'secret') {
    return (
      <Field
        {...labelled}
        type="password"
        autocomplete="new-password"
        required={false}
        placeholder={line.words === 'none' ? 'None' : 'Set. Write a new one to change it.'}
      />
    )
  }
  const isNumber = setting.kind === 'money' || setting.kind === 'whole'
  return (
    <Field
      {...labelled}
      value={typed}
      required={false}
      width={isNumber ? 'short' : undefined}
      inputmode={setting.kind === 'money' ? 'decimal' : isNumber ? 'numeric' : undefined}
      prefix={setting.kind === 'money' ? signOf(currency) : undefined}
      spellcheck={false}
    />
  )
}

const signOf = (currency: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value ?? currency

const SOURCE: Record<SettingLine['source'], string> = {
  partner: 'This partner’s own value',
  all: 'Value of all partners',
  environment: 'From the environment',
  standard: 'Standard value',
}

const Origin = ({ line, scope, canChange, zone }: Props) => {
  const { name, source, saved, otherwise, isUnreadable } = line
  const without = scope.partnerId === null ? 'the standard' : 'the value of all'
  return (
    <p class="setting-origin">
      <span class={`setting-source is-${source}`}>{SOURCE[source]}</span>
      {saved && (
        <span>
          {saved.by ? `changed by ${staffName(saved.by)}` : 'changed'} on {moment(saved.at, zone)}
        </span>
      )}
      {isUnreadable && <strong>What was saved cannot be read any more and does not count.</strong>}
      {saved && canChange && (
        <Button look="quiet" size="small" form={`reset-${name}`}>
          Use {without} ({otherwise})
        </Button>
      )}
    </p>
  )
}
