import type { ReturnRates } from '../../src/db/returned-documents.ts'
import { RETURN_RATE_DAYS, RETURN_RATE_LIMITS } from '../../src/domain/returns.ts'
import { Stat, Stats } from '../components/stat.tsx'
import { count, counted } from '../format.ts'

const LABEL: Record<keyof typeof RETURN_RATE_LIMITS, string> = {
  unauthorised: 'Not authorized',
  administrative: 'Wrong account data',
  all: 'All returns',
}

/** Returns among all debits, beside the limits that the bank holds us to. */
export const Rates = ({ rates }: { rates: ReturnRates }) => (
  <Stats>
    {(['unauthorised', 'administrative', 'all'] as const).map((part) => {
      const limit = RETURN_RATE_LIMITS[part]
      const isAbove = rates.debits > 0 && rates[part] * 10_000 > limit * rates.debits
      return (
        <Stat
          label={LABEL[part]}
          tone={isAbove ? 'danger' : undefined}
          note={`${isAbove ? 'Above the limit' : 'Limit'} ${percent(limit)}; ${counted(rates[part], 'return')}`}
        >
          {rates.debits === 0 ? '–' : percent(Math.round((rates[part] * 10_000) / rates.debits))}
        </Stat>
      )
    })}
    <Stat label="Debits accepted" note={`in the last ${RETURN_RATE_DAYS} days`}>
      {count(rates.debits)}
    </Stat>
  </Stats>
)

/** Hundredths of a percent → `0.50 %`. */
const percent = (hundredths: number): string => `${(hundredths / 100).toFixed(2)} %`
