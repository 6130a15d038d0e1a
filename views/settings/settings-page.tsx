import type { KnownTerminal } from '../../src/operations/settings/list-terminals.ts'
import type { SettingLine } from '../../src/operations/settings/read-settings.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { FormActions, SelectField } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Notice } from '../components/notice.tsx'
import { Connections, type FixedConnection } from './connections.tsx'
import { SettingField } from './setting-field.tsx'
import { Terminals } from './terminals.tsx'
import { GROUP } from './words.ts'

export interface Scope {
  /** Null: all partners. */
  partnerId: number | null
  partners: readonly { id: number; name: string; hasOwn: boolean }[]
}

export interface PageProps {
  scope: Scope
  groups: readonly { group: keyof typeof GROUP; lines: readonly SettingLine[] }[]
  terminals: readonly KnownTerminal[]
  fixed: readonly FixedConnection[]
  canChange: boolean
  errors: FieldErrors
  /** What was typed and could not be saved. */
  typed: Readonly<Record<string, string>>
  csrf: string
  currency: string
  zone: string
}

/** One form a group, so that a save says what it is about. */
export const SettingsPage = (props: PageProps) => {
  const { scope, groups, terminals, fixed, canChange, errors, csrf, zone } = props
  return (
    <div class="stack settings">
      <FormErrors errors={named(errors, groups)} />
      <ChooseScope {...scope} />
      {!canChange && <Notice>You may look at everything here. Changes are for admins.</Notice>}
      <div class="settings-groups">
        {groups.map(({ group, lines }) => (
          <Group {...props} group={group} lines={lines} />
        ))}
      </div>
      {scope.partnerId === null && <Terminals {...{ terminals, canChange, csrf, zone }} />}
      {scope.partnerId === null && <Connections {...{ fixed, canChange, csrf }} />}
    </div>
  )
}

/** Above the page a sentence has to say which field it is about. */
const named = (errors: FieldErrors, groups: PageProps['groups']): FieldErrors =>
  Object.fromEntries(
    groups
      .flatMap(({ lines }) => lines)
      .filter(({ name }) => errors[name])
      .map(({ name, setting }) => [name, `${setting.label}: ${errors[name]}`]),
  )

const ChooseScope = ({ partnerId, partners }: Scope) => (
  <form method="get" action="/admin/settings" class="settings-scope">
    <SelectField
      name="partner"
      label="Settings of"
      value={partnerId === null ? '' : String(partnerId)}
      choices={[
        { value: '', label: 'All partners' },
        ...partners.map(({ id, name, hasOwn }) => ({
          value: String(id),
          label: hasOwn ? `${name} (own values)` : name,
        })),
      ]}
    />
    <Button>Show</Button>
    {partnerId !== null && (
      <p class="field-hint">
        What this partner has no value of its own for follows the value of all partners.
      </p>
    )}
  </form>
)

const Group = ({
  scope,
  group,
  lines,
  canChange,
  errors,
  typed,
  csrf,
  currency,
  zone,
}: PageProps & { group: keyof typeof GROUP; lines: readonly SettingLine[] }) => (
  <Card id={group} title={GROUP[group].title} lead={GROUP[group].lead}>
    <form method="post" action="/admin/settings" novalidate autocomplete="off">
      <CsrfField token={csrf} />
      {scope.partnerId !== null && <input type="hidden" name="partner" value={scope.partnerId} />}
      {lines.map((line) => (
        <SettingField
          {...{ line, canChange, currency, zone, scope }}
          typed={typed[line.name]}
          error={errors[line.name]}
        />
      ))}
      {canChange && (
        <FormActions>
          <Button aria-label={`Save: ${GROUP[group].title}`}>Save</Button>
        </FormActions>
      )}
    </form>
    {canChange &&
      lines
        .filter(({ saved }) => saved !== null)
        .map(({ name, seen }) => (
          <form method="post" action="/admin/settings/reset" id={`reset-${name}`}>
            <CsrfField token={csrf} />
            {scope.partnerId !== null && (
              <input type="hidden" name="partner" value={scope.partnerId} />
            )}
            <input type="hidden" name="name" value={name} />
            <input type="hidden" name="seen" value={seen} />
          </form>
        ))}
  </Card>
)
