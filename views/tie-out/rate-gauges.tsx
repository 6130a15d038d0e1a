import type { ReturnRates } from '../../src/db/returned-documents.ts'
import { RETURN_RATE_DAYS, RETURN_RATE_LIMITS } from '../../src/domain/returns.ts'
import { Gauge } from '../charts/gauge.tsx'
import { Card } from '../components/card.tsx'
import { count } from '../format.ts'

const LABEL: Record<keyof typeof RETURN_RATE_LIMITS, string> = {
  unauthorised: 'Not authorized',
  administrative: 'Wrong account data',
  all: 'All returns',
}

/** Returns among all debits beside the limits that the bank holds us to. */
export const RateGauges = ({ rates }: { rates: ReturnRates }) => (
  <Card
    title="Returned debits"
    lead={`Of ${count(rates.debits)} accepted debits of the last ${RETURN_RATE_DAYS} days, against Nacha’s limits.`}
    actions={<a href="/admin/returns">All returns</a>}
  >
    <div class="gauges">
      {(['unauthorised', 'administrative', 'all'] as const).map((part) => (
        <Gauge
          label={LABEL[part]}
          value={rates.debits === 0 ? null : rates[part] / rates.debits}
          limit={RETURN_RATE_LIMITS[part] / 10_000}
          note={`${count(rates[part])} returned`}
        />
      ))}
    </div>
  </Card>
)
