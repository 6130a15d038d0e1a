import type { KnownTerminal } from '../../src/operations/settings/list-terminals.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FieldGrid, FormActions } from '../components/field.tsx'
import { Heading, Table, TwoLines } from '../components/table.tsx'
import { moment } from '../format.ts'
import { staffName } from './words.ts'

interface Props {
  terminals: readonly KnownTerminal[]
  canChange: boolean
  csrf: string
  zone: string
}

const PASSWORD: Record<KnownTerminal['password'], string> = {
  none: 'None',
  environment: 'Set in the environment',
  saved: 'Set',
}

/** What a setting may name. Passwords go in and never come out. */
export const Terminals = ({ terminals, canChange, csrf, zone }: Props) => (
  <Card
    id="terminals"
    title="Terminals"
    lead="A payment is asked about, voided and refunded at the terminal it was sent by, whatever the settings say later. So a terminal that was ever used stays."
  >
    <Table
      caption="Terminals"
      head={
        <>
          <Heading>Terminal</Heading>
          <Heading>Password</Heading>
          {canChange && <Heading>Test</Heading>}
        </>
      }
    >
      {terminals.map((terminal) => (
        <tr>
          <td>
            <TwoLines
              first={<code>{terminal.id}</code>}
              second={
                terminal.isOfEnvironment
                  ? 'From the environment'
                  : terminal.isUsed
                    ? 'Used'
                    : 'Not used yet'
              }
            />
          </td>
          <td>
            <TwoLines
              first={PASSWORD[terminal.password]}
              second={
                terminal.password === 'saved' &&
                terminal.updatedAt &&
                `changed by ${staffName(terminal.updatedBy ?? '')} on ${moment(terminal.updatedAt, zone)}`
              }
            />
          </td>
          {canChange && (
            <td>
              <div class="settings-row-actions">
                <form method="post" action="/admin/settings/tests">
                  <CsrfField token={csrf} />
                  <input type="hidden" name="what" value="terminal" />
                  <input type="hidden" name="terminal" value={terminal.id} />
                  <Button size="small">Test this</Button>
                </form>
                {!terminal.isUsed && (
                  <form method="post" action="/admin/settings/terminals/removal">
                    <CsrfField token={csrf} />
                    <input type="hidden" name="terminal" value={terminal.id} />
                    <Button size="small" look="quiet">
                      Remove
                    </Button>
                  </form>
                )}
              </div>
            </td>
          )}
        </tr>
      ))}
    </Table>
    {canChange && (
      <div class="settings-terminal-forms">
        <TerminalForm
          title="Add a terminal"
          action="/admin/settings/terminals"
          button="Add"
          hint="Only if IPpay agreed one with you."
          {...{ csrf }}
        />
        <TerminalForm
          title="Change a password"
          action="/admin/settings/terminals/password"
          button="Change"
          hint="Empty takes the saved one away."
          {...{ csrf }}
        />
      </div>
    )}
  </Card>
)

const TerminalForm = ({
  title,
  action,
  button,
  hint,
  csrf,
}: {
  title: string
  action: string
  button: string
  hint: string
  csrf: string
}) => {
  const id = action.replaceAll('/', '-')
  return (
    <details class="settings-details">
      <summary>{title}</summary>
      <form method="post" action={action} autocomplete="off">
        <CsrfField token={csrf} />
        <FieldGrid>
          <Field
            name="terminal"
            id={`terminal${id}`}
            label="Terminal"
            maxlength={40}
            spellcheck={false}
          />
          <Field
            name="terminal_password"
            id={`password${id}`}
            label="Password"
            type="password"
            autocomplete="new-password"
            hint={hint}
            optional
            maxlength={100}
          />
        </FieldGrid>
        <FormActions>
          <Button>{button}</Button>
        </FormActions>
      </form>
    </details>
  )
}
