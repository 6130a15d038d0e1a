import type { CustomerHoldRow } from '../../src/db/schema.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Day, Moment } from '../components/figures.tsx'

/** Whether runs may charge the customer. */
export const HoldCard = ({
  customerId,
  hold,
  isHeld,
  canChange,
  zone,
}: {
  customerId: number
  hold: CustomerHoldRow | null
  /** A pause whose day has come holds nothing up any more. */
  isHeld: boolean
  canChange: boolean
  zone: string
}) => (
  <Card
    title="Automatic charges"
    actions={
      canChange && (
        <ButtonLink size="small" href={`/admin/customers/${customerId}/hold`}>
          {isHeld ? 'Change' : 'Pause or stop'}
        </ButtonLink>
      )
    }
  >
    {hold && isHeld ? (
      <>
        <p>
          {hold.until_day ? (
            <>
              <strong>Paused</strong> until <Day date={hold.until_day} />
            </>
          ) : (
            <strong>The customer wants none</strong>
          )}
          : {hold.reason}
        </p>
        <p class="quiet">
          By {hold.made_by.replace('staff:', '')}, <Moment at={hold.made_at} zone={zone} />
        </p>
      </>
    ) : (
      <p class="quiet">Runs and schedules may charge the saved methods.</p>
    )}
  </Card>
)
