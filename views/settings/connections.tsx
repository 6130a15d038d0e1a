import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Heading, Table, TwoLines } from '../components/table.tsx'

export interface FixedConnection {
  what: 'splynx' | 'webhook' | 'reports' | 'mail'
  title: string
  /** Its address, or that it is not set; never a secret. */
  value: string
  /** Where it is set. */
  variables: string
}

interface Props {
  fixed: readonly FixedConnection[]
  canChange: boolean
  csrf: string
}

/** What is set in the environment alone, with a button that tries it. */
export const Connections = ({ fixed, canChange, csrf }: Props) => (
  <Card
    id="connections"
    title="Connections"
    lead="Set in the environment. A change needs a restart of all processes, so that none of them works with the old account while others use the new one."
  >
    <Table
      caption="Connections"
      head={
        <>
          <Heading>Connection</Heading>
          <Heading>Set in</Heading>
          {canChange && <Heading>Test</Heading>}
        </>
      }
    >
      {fixed.map(({ what, title, value, variables }) => (
        <tr>
          <td>
            <TwoLines first={title} second={value} />
          </td>
          <td class="settings-variables">
            <code>{variables}</code>
          </td>
          {canChange && (
            <td>
              <form method="post" action="/admin/settings/tests">
                <CsrfField token={csrf} />
                <input type="hidden" name="what" value={what} />
                <Button size="small">Test this</Button>
              </form>
            </td>
          )}
        </tr>
      ))}
    </Table>
  </Card>
)
