import type { StaffSession } from '../../src/routes/staff-view.ts'
import { Button } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Moment } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'

/** Where somebody is logged in. Without `endHref` they are only shown. */
export const SessionRows = ({
  sessions,
  current,
  zone,
  csrf,
  endHref,
}: {
  sessions: readonly StaffSession[]
  /** The one in front of us. */
  current?: string
  zone: string
  csrf: string
  endHref?: (handle: string) => string
}) => (
  <Rows label="Devices that are logged in">
    {sessions.map(({ handle, device, address, startedAt, seenAt }) => (
      <Row
        title={handle === current ? `${device}: this device` : device}
        note={
          <>
            {address}, logged in <Moment at={startedAt} zone={zone} />, last seen{' '}
            <Moment at={seenAt} zone={zone} />
          </>
        }
        actions={
          endHref && handle !== current ? (
            <form method="post" action={endHref(handle)}>
              <CsrfField token={csrf} />
              <Button size="small">
                Log out <span class="visually-hidden">{device}</span>
              </Button>
            </form>
          ) : undefined
        }
      />
    ))}
  </Rows>
)
