import type { Return } from '../../src/db/schema.ts'
import { returnCodeOf } from '../../src/domain/return-codes.ts'
import { Card } from '../components/card.tsx'
import { Moment } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { returnHref, TASK_LABEL } from './words.ts'

/** What the bank said about a payment, on the payment's page. */
export const ReturnsOfPayment = ({
  returns,
  zone,
}: {
  returns: readonly Return[]
  zone: string
}) => {
  if (returns.length === 0) return null
  return (
    <Card title="From the bank" flush>
      <Rows label="From the bank">
        {returns.map((returned) => (
          <Row
            title={
              <a href={returnHref(returned.id)}>
                {returned.code} {returnCodeOf(returned.code).meaning}
              </a>
            }
            note={
              <>
                <Moment at={returned.returned_at} zone={zone} />
                {returned.open_task && ` · To do: ${TASK_LABEL[returned.open_task]}`}
              </>
            }
          />
        ))}
      </Rows>
    </Card>
  )
}
