import type { CountAndSum } from '../../src/domain/run.ts'
import type { ChangedCustomer, ComparedRun } from '../../src/operations/runs/compare-run.ts'
import { Card } from '../components/card.tsx'
import { Money } from '../components/figures.tsx'
import { count, counted, moment } from '../format.ts'

interface Shown {
  difference: ComparedRun
  currency: string
  zone: string
}

/** How what is to be charged differs from the time before, by customer. */
export const Difference = ({ difference, currency, zone }: Shown) => {
  const { before, added, gone, changed, percent } = difference
  return (
    <Card
      title="Against the time before"
      class="card skip-card"
      lead={
        <>
          By customer, with <a href={`/admin/runs/${before.id}`}>run {before.id}</a> of{' '}
          {moment(before.created_at, zone)}
        </>
      }
    >
      <ul class="skips">
        <Kind label="New: not charged then" kind={added} currency={currency} />
        <Kind label="Gone: charged then" kind={gone} currency={currency} />
        <Kind label={`Changed by over ${percent} %`} kind={changed} currency={currency} isSigned />
      </ul>
    </Card>
  )
}

const Kind = ({
  label,
  kind,
  currency,
  isSigned,
}: {
  label: string
  kind: CountAndSum & { first: ChangedCustomer[] }
  currency: string
  isSigned?: boolean
}) => {
  const figures = (
    <span class="skip-figures">
      <span class="number">{count(kind.count)}</span>
      <span>
        {isSigned && kind.cents > 0 && '+'}
        <Money cents={kind.cents} currency={currency} />
      </span>
    </span>
  )
  const rest = kind.count - kind.first.length
  return (
    <li>
      <details class="skip">
        <summary>
          <span>{label}</span>
          {figures}
        </summary>
        <ul class="skip-list">
          {kind.count === 0 && <li class="quiet">Nobody</li>}
          {kind.first.map(({ customerId, customerName, cents, beforeCents }) => (
            <li>
              <a href={`/admin/customers/${customerId}`}>{customerName}</a>
              <span>
                <Money cents={beforeCents} currency={currency} /> →{' '}
                <Money cents={cents} currency={currency} />
              </span>
            </li>
          ))}
          {rest > 0 && <li class="quiet">and {counted(rest, 'more customer')}</li>}
        </ul>
      </details>
    </li>
  )
}
