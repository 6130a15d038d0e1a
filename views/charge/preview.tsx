import { type CountAndSum, SKIP_LABEL } from '../../src/domain/run.ts'
import type {
  PreviewedPartner,
  PreviewedSkip,
  RunPreview,
} from '../../src/operations/preview-run.ts'
import type { Selected } from '../../src/operations/select-documents.ts'
import { Card, Columns, Stack } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Money } from '../components/figures.tsx'
import { Stat, Stats } from '../components/stat.tsx'
import { Heading, NumericCell, Table, TwoLines } from '../components/table.tsx'
import { count, counted, money } from '../format.ts'
import { Customer, SavedMethod } from './documents-page.tsx'
import type { ChoiceNames } from './filter-words.ts'
import { skipDetail } from './skip-detail.ts'

interface Shown {
  preview: RunPreview
  names: ChoiceNames
  links: { charged: string; skipped: string } | null
  currency: string
  zone: string
}

export const PreviewFigures = ({ preview, currency }: Shown) => {
  const { selected, charge } = preview
  const skipped = selected.count - charge.count
  return (
    <Stats>
      <Stat label="Documents">{count(selected.count)}</Stat>
      <Stat label="Total sum">{money(selected.totalCents, currency)}</Stat>
      <Stat label="Due sum">{money(selected.cents, currency)}</Stat>
      <Stat
        label="To be charged"
        tone={charge.count > 0 ? 'success' : undefined}
        note={counted(charge.count, 'document')}
      >
        {money(charge.cents, currency)}
      </Stat>
      <Stat label="Skipped" note={counted(skipped, 'document')}>
        {money(selected.cents - charge.cents, currency)}
      </Stat>
    </Stats>
  )
}

/** Where the figures come from, and the first documents by name. */
export const PreviewDetails = (shown: Shown) => {
  const { selected, charge, skips } = shown.preview
  if (selected.count === 0) {
    return (
      <Card>
        <Empty title="No document matches this filter" icon="search">
          Try another period or status, or leave out a partner, a customer or a number.
        </Empty>
      </Card>
    )
  }
  return (
    <Columns>
      {charge.count > 0 ? (
        <Charged {...shown} />
      ) : (
        <Card title="To be charged">
          <Empty title="Nothing can be charged" icon="slash">
            Every document of this selection is skipped. The reasons stand beside it.
          </Empty>
        </Card>
      )}
      <Stack>
        {charge.count > 0 && <Sources {...shown} />}
        {skips.length > 0 && <Skipped {...shown} />}
      </Stack>
    </Columns>
  )
}

const Charged = ({ preview: { firstCharged, charge }, links, currency }: Shown) => (
  <Card
    title="To be charged"
    lead={
      firstCharged.length < charge.count
        ? `The first ${count(firstCharged.length)} of ${counted(charge.count, 'document')}`
        : undefined
    }
    actions={<a href={links?.charged}>See all, or leave some out</a>}
    flush
  >
    <Table
      class="table-frame table-pairs"
      caption="First documents to be charged"
      head={
        <>
          <Heading>Document</Heading>
          <Heading>Customer</Heading>
          <Heading>Method</Heading>
          <Heading numeric>Due</Heading>
        </>
      }
    >
      {firstCharged.map((document) => (
        <tr>
          <td class="number">{document.documentNumber}</td>
          <td>
            <Customer {...document} />
          </td>
          <td>
            <SavedMethod {...document} />
          </td>
          <NumericCell>
            <Money cents={document.amountCents} currency={currency} />
          </NumericCell>
        </tr>
      ))}
    </Table>
  </Card>
)

const Sources = ({ preview: { chargeByKind, byPartner, charge }, names, currency }: Shown) => {
  const known = new Map(names?.partners.map(({ id, name }) => [id, name]))
  return (
    <Card title="How it is charged" flush>
      <Table
        caption="Sums by method and by partner"
        head={
          <>
            <Heading>By method</Heading>
            <Heading numeric>Documents</Heading>
            <Heading numeric>Sum</Heading>
          </>
        }
      >
        <SumRow label="Cards" sum={chargeByKind.card} currency={currency} />
        <SumRow label="Bank accounts" sum={chargeByKind.bank} currency={currency} />
        <tr class="rows-head">
          <th scope="colgroup" colspan={3}>
            By partner
          </th>
        </tr>
        {byPartner.map(({ partnerId, byKind, ...sum }) => (
          <SumRow
            label={partnerId === null ? 'No partner' : (known.get(partnerId) ?? `#${partnerId}`)}
            detail={kindsInWords(byKind, currency)}
            sum={sum}
            currency={currency}
          />
        ))}
        <SumRow label="Together" sum={charge} currency={currency} isTotal />
      </Table>
    </Card>
  )
}

/** Only where there are both; else the line above says it. */
const kindsInWords = ({ card, bank }: PreviewedPartner['byKind'], currency: string) =>
  card.count > 0 && bank.count > 0
    ? `cards ${money(card.cents, currency)}, bank ${money(bank.cents, currency)}`
    : card.count > 0
      ? 'cards'
      : 'bank accounts'

const SumRow = ({
  label,
  detail,
  sum,
  currency,
  isTotal,
}: {
  label: string
  detail?: string
  sum: CountAndSum
  currency: string
  isTotal?: boolean
}) => (
  <tr class={isTotal ? 'rows-total' : undefined}>
    <td>
      <TwoLines first={label} second={detail} />
    </td>
    <NumericCell>{count(sum.count)}</NumericCell>
    <NumericCell>
      <Money cents={sum.cents} currency={currency} />
    </NumericCell>
  </tr>
)

const Skipped = (shown: Shown) => (
  <Card
    title="Skipped, and why"
    class="card skip-card"
    actions={<a href={shown.links?.skipped}>See all</a>}
  >
    <ul class="skips">
      {shown.preview.skips.map((skip) => (
        <li>
          <SkipReasonDetails {...shown} skip={skip} />
        </li>
      ))}
    </ul>
  </Card>
)

const SkipReasonDetails = ({ skip, currency, zone }: Shown & { skip: PreviewedSkip }) => {
  const rest = skip.count - skip.first.length
  return (
    <details class="skip">
      <summary>
        <span>{SKIP_LABEL[skip.reason]}</span>
        <span class="skip-figures">
          <span class="number">{count(skip.count)}</span>
          <Money cents={skip.cents} currency={currency} />
        </span>
      </summary>
      <ul class="skip-list">
        {skip.first.map((document) => (
          <li>
            <span>
              <Customer {...document} /> <span class="quiet">{document.documentNumber}</span>
              <SkipNote {...document} zone={zone} />
            </span>
            <Money cents={document.amountCents} currency={currency} />
          </li>
        ))}
        {rest > 0 && <li class="quiet">and {counted(rest, 'more document')}</li>}
      </ul>
    </details>
  )
}

const SkipNote = ({ decision, zone }: Selected & { zone: string }) =>
  decision.kind === 'skip' && decision.detail ? (
    <small class="quiet"> {skipDetail(decision.detail, zone)}</small>
  ) : null
