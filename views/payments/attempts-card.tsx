import type { Attempt } from '../../src/db/schema.ts'
import { actionCodeOf } from '../../src/domain/action-codes.ts'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Identifier, Moment } from '../components/figures.tsx'
import { AttemptBadge } from '../components/status-badge.tsx'
import { Heading, Table, TwoLines } from '../components/table.tsx'
import { moment, timeOfDay } from '../format.ts'
import type { PaymentView } from './payment-panel.tsx'
import { ATTEMPT_KIND_LABEL, avsMeaning, cvvMeaning } from './words.ts'

/** Every message to the gateway about the payment. */
export const AttemptsCard = ({ attempts, payment, place: { zone } }: PaymentView) => (
  <Card title="At the gateway" flush>
    {attempts.length === 0 ? (
      <Empty icon="sending" title="Nothing has been sent">
        The gateway has not heard of this payment.
      </Empty>
    ) : (
      <Table
        id="attempts"
        caption="Attempts"
        head={
          <>
            <Heading>Attempt</Heading>
            <Heading>Result</Heading>
            <Heading>Code</Heading>
            <Heading>Approval</Heading>
            <Heading>Checks</Heading>
            <Heading>Sent and answered</Heading>
            <Heading>TransactionID</Heading>
          </>
        }
      >
        {attempts.map((attempt) => (
          <tr>
            <td>
              <TwoLines
                first={`${attempt.number}. ${ATTEMPT_KIND_LABEL[attempt.kind]}`}
                second={
                  attempts.length > 1 &&
                  attempt.transaction_id === payment.transaction_id &&
                  'the one that counts'
                }
              />
            </td>
            <td>
              <AttemptBadge status={attempt.status} />
            </td>
            <td>
              <Code {...attempt} />
            </td>
            <td>{attempt.approval_code ?? '–'}</td>
            <td>
              <Checks attempt={attempt} brand={payment.brand} />
            </td>
            <td>
              <TwoLines
                first={<Moment at={attempt.sent_at} zone={zone} />}
                second={answered(attempt, zone)}
              />
            </td>
            <td>
              <Identifier value={attempt.transaction_id} label="Copy the TransactionID" />
            </td>
          </tr>
        ))}
      </Table>
    )}
  </Card>
)

function answered({ sent_at, answered_at }: Attempt, zone: string): string {
  if (!answered_at) return 'no answer yet'
  const isSameDay = moment(sent_at, zone).slice(0, 12) === moment(answered_at, zone).slice(0, 12)
  return `answered ${isSameDay ? timeOfDay(answered_at, zone) : moment(answered_at, zone)}`
}

/** The gateway's code in our words, and its own words where they say more. */
const Code = ({ action_code, response_text, cause }: Attempt) => {
  if (action_code === null) return <>{cause ?? response_text ?? '–'}</>
  const { meaning } = actionCodeOf(action_code, response_text)
  const said = cause ?? response_text
  const addsNothing = said?.toLowerCase() === meaning.toLowerCase()
  return <TwoLines first={`${action_code} ${meaning}`} second={addsNothing ? null : said} />
}

const Checks = ({ attempt, brand }: { attempt: Attempt; brand: string | null }) => {
  const { avs, cvv_result } = attempt
  const address = avs && `Address ${avs}: ${avsMeaning(avs, brand)}`
  const code = cvv_result && `Security code ${cvv_result}: ${cvvMeaning(cvv_result)}`
  if (!address && !code) return <>–</>
  return (
    <small>
      {address}
      {address && code && <br />}
      {code}
    </small>
  )
}
