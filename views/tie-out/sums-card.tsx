import type { TieOut, TieOutSum } from '../../src/db/schema.ts'
import type { MethodKind } from '../../src/domain/payment.ts'
import { LINES, type Line, netCents, type Side } from '../../src/domain/tie-out.ts'
import { Card } from '../components/card.tsx'
import { Money } from '../components/figures.tsx'
import { Heading, NumericCell, Table } from '../components/table.tsx'
import { count } from '../format.ts'
import { LINE_LABEL, METHOD_LABEL, SIDE_LABEL } from './words.ts'

export interface SumsView {
  tieOut: TieOut
  sums: readonly TieOutSum[]
  currency: string
}

const isCompared = (tieOut: TieOut, side: Side): boolean =>
  side === 'ledger' || tieOut[`${side}_state`] === 'compared'

/** Which columns the table has: two where no reporting service is set up. */
const sidesOf = ({ gateway_state }: TieOut): Side[] =>
  gateway_state === 'none' ? ['ledger', 'splynx'] : ['ledger', 'gateway', 'splynx']

/** The three books of a day side by side, to the cent. */
export const SumsCard = ({ tieOut, sums, currency }: SumsView) => {
  const sides = sidesOf(tieOut)
  const net = (side: Side, kind?: MethodKind) =>
    sums
      .filter((row) => row.side === side && (kind === undefined || row.method_kind === kind))
      .reduce((sum, row) => sum + netOf(row), 0)
  return (
    <Card
      title="Sums"
      lead="By when the money moved. What Splynx deleted because all of it went back counts as taken and as given back."
      flush
    >
      <Table
        caption="Sums of the day"
        head={
          <>
            <Heading>What</Heading>
            {sides.map((side) => (
              <Heading numeric>{SIDE_LABEL[side]}</Heading>
            ))}
          </>
        }
        foot={
          <>
            <th scope="row">Net of the day</th>
            {sides.map((side) => (
              <Figure
                cents={isCompared(tieOut, side) ? net(side) : null}
                ours={net('ledger')}
                currency={currency}
              />
            ))}
          </>
        }
      >
        {(['card', 'bank'] as const).map((kind) =>
          LINES.filter((line) => kind === 'bank' || line !== 'returned').map((line) => (
            <tr>
              <th scope="row">
                {METHOD_LABEL[kind]}: {LINE_LABEL[line].toLowerCase()}
              </th>
              {sides.map((side) => {
                const row = rowOf(sums, side, kind)
                return (
                  <Figure
                    cents={isCompared(tieOut, side) ? (row?.[`${line}_cents`] ?? 0) : null}
                    ours={rowOf(sums, 'ledger', kind)?.[`${line}_cents`] ?? 0}
                    times={row?.[`${line}_count`]}
                    currency={currency}
                  />
                )
              })}
            </tr>
          )),
        )}
      </Table>
    </Card>
  )
}

const rowOf = (sums: readonly TieOutSum[], side: Side, kind: MethodKind) =>
  sums.find((row) => row.side === side && row.method_kind === kind)

export const netOf = (row: TieOutSum): number =>
  netCents(
    Object.fromEntries(LINES.map((line) => [line, { cents: row[`${line}_cents`] }])) as Record<
      Line,
      { cents: number }
    >,
  )

/** A figure that is not ours says so in words, too: colour alone would not do. */
const Figure = ({
  cents,
  ours,
  times,
  currency,
}: {
  cents: number | null
  ours: number
  times?: number | undefined
  currency: string
}) => (
  <NumericCell class={cents !== null && cents !== ours ? 'numeric is-different' : 'numeric'}>
    {cents === null ? (
      <span class="quiet">not compared</span>
    ) : (
      <>
        <Money cents={cents} currency={currency} />
        {times !== undefined && <small class="figure-note">{count(times)} ×</small>}
        {cents !== ours && (
          <small class="figure-note">
            differs by <Money cents={cents - ours} currency={currency} />
          </small>
        )}
      </>
    )}
  </NumericCell>
)
