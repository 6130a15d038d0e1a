import type { Staff } from '../../src/db/schema.ts'
import { ROLE_MEANING, ROLES } from '../../src/domain/role.ts'
import type { Locked } from '../../src/routes/staff-view.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Moment } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { Heading, RowLink, Table, TwoLines } from '../components/table.tsx'
import { counted } from '../format.ts'
import { AccountState, sourceWord } from './staff-words.tsx'

/** Everybody on the staff, what is locked, and what the roles mean. */
export const StaffPanel = ({
  staff,
  locked,
  addresses,
  zone,
  csrf,
}: {
  staff: readonly Staff[]
  /** Minutes by the id of the person. */
  locked: ReadonlyMap<number, number>
  addresses: readonly Locked[]
  zone: string
  csrf: string
}) => (
  <div class="stack">
    {addresses.length > 0 && <LockedAddresses addresses={addresses} csrf={csrf} />}
    <Card flush>
      <Table
        caption="Staff"
        head={
          <>
            <Heading>Name</Heading>
            <Heading>Role</Heading>
            <Heading>Account</Heading>
            <Heading>Last log-in</Heading>
            <Heading>State</Heading>
          </>
        }
      >
        {staff.map((person) => (
          <tr>
            <td>
              <TwoLines
                first={
                  <RowLink href={`/admin/staff/${person.id}`}>
                    {person.name || person.login}
                  </RowLink>
                }
                second={person.name ? person.login : undefined}
              />
            </td>
            <td class="role-word">{person.role}</td>
            <td>{sourceWord(person)}</td>
            <td>
              {person.last_login_at ? <Moment at={person.last_login_at} zone={zone} /> : 'Never'}
            </td>
            <td>
              <AccountState person={person} lockedMinutes={locked.get(person.id) ?? null} />
            </td>
          </tr>
        ))}
      </Table>
    </Card>
    <Card title="What each role may do">
      <Definitions>
        {ROLES.map((role) => (
          <Definition term={role.replace(/^./, (first) => first.toUpperCase())}>
            {ROLE_MEANING[role]}
          </Definition>
        ))}
      </Definitions>
    </Card>
  </div>
)

const LockedAddresses = ({ addresses, csrf }: { addresses: readonly Locked[]; csrf: string }) => (
  <Card
    title="Addresses that are locked"
    lead="Too many wrong passwords came from them. Nobody there can log in to the console."
  >
    <Rows label="Locked addresses">
      {addresses.map(({ name, minutes }) => (
        <Row
          title={name}
          note={`For ${counted(minutes, 'more minute')}`}
          actions={
            <form method="post" action="/admin/staff/addresses/unlock">
              <CsrfField token={csrf} />
              <input type="hidden" name="address" value={name} />
              <Button size="small">Unlock</Button>
            </form>
          }
        />
      ))}
    </Rows>
  </Card>
)
