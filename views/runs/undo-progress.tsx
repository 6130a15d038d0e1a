import type { UndoProgress } from '../../src/db/run-undos.ts'
import type { RunUndo } from '../../src/db/schema.ts'
import { REFUND_STATUSES } from '../../src/domain/refund.ts'
import { Card } from '../components/card.tsx'
import { Money } from '../components/figures.tsx'
import { REFUND_LABEL } from '../components/status-labels.ts'
import { Heading, NumericCell, Table } from '../components/table.tsx'
import { count, moment } from '../format.ts'

export interface UndoView {
  undo: RunUndo
  progress: UndoProgress
  notes: readonly { note: string; count: number }[]
}

/** Whether anything of a plan may still change. */
export const isUndoMoving = ({ undo, progress: { refunds } }: UndoView): boolean =>
  undo.finished_at === null ||
  (['pending', 'submitting', 'unknown'] as const).some(
    (status) => (refunds[status]?.count ?? 0) > 0,
  )

/** How far the voids of a run are. */
export const UndoProgressCard = ({
  undo,
  progress,
  notes,
  currency,
  zone,
}: UndoView & { currency: string; zone: string }) => {
  const { waiting, refused, refunds } = progress
  const rows = [
    { label: 'Waiting for their turn', sum: waiting },
    ...REFUND_STATUSES.map((status) => ({
      label: status === 'approved' ? 'Voided' : REFUND_LABEL[status].word,
      sum: refunds[status] ?? { count: 0, cents: 0 },
    })),
    { label: 'Left alone', sum: refused },
  ].filter(({ sum }) => sum.count > 0)
  return (
    <Card
      title="Taken back"
      lead={`By ${undo.actor.replace(/^staff:/, '')}, ${moment(undo.created_at, zone)}: ${undo.reason}`}
      flush
    >
      <Table
        caption="Voids of this run by how far they are"
        head={
          <>
            <Heading>Voids</Heading>
            <Heading numeric>Payments</Heading>
            <Heading numeric>Sum</Heading>
          </>
        }
      >
        {rows.map(({ label, sum }) => (
          <tr>
            <td>{label}</td>
            <NumericCell>{count(sum.count)}</NumericCell>
            <NumericCell>
              <Money cents={sum.cents} currency={currency} />
            </NumericCell>
          </tr>
        ))}
      </Table>
      {notes.length > 0 && (
        <ul class="plain-list card-foot">
          {notes.map(({ note, count: number }) => (
            <li>
              {note}: {count(number)}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
