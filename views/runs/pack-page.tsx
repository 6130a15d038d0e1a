import { addsUp } from '../../src/domain/run-sign-off.ts'
import type { RunPack } from '../../src/operations/runs/run-pack.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Notice } from '../components/notice.tsx'
import { Heading, NumericCell, Table } from '../components/table.tsx'
import { count, fullMoment, money } from '../format.ts'
import { approvalRows, eventRows, hashRows, type PackWords, parameterRows } from './pack-sheets.ts'

/** What an auditor asks for, to be read here or printed; the documents are in the files. */
export const RunPackPage = ({ pack, ...words }: { pack: RunPack } & PackWords) => {
  const { run, figures } = pack
  return (
    <div class="stack">
      <div class="form-actions no-print">
        <ButtonLink look="primary" href={`/admin/runs/${run.id}/pack.xlsx`} download>
          All of it as XLSX
        </ButtonLink>
        <ButtonLink href={`/admin/runs/${run.id}/result.csv`} download>
          Documents as CSV
        </ButtonLink>
        <button type="button" class="button button-secondary" data-print hidden>
          Print
        </button>
      </div>
      {!addsUp(figures.totals) && (
        <Notice tone="danger">The parts of the control totals are not the whole.</Notice>
      )}
      <Facts title="Parameters" rows={parameterRows(pack, words)} zone={words.zone} />
      <Facts title="Approval and signature" rows={approvalRows(pack)} zone={words.zone} />
      <Totals pack={pack} currency={words.currency} />
      <Facts title="Documents" rows={hashRows(pack)} zone={words.zone} />
      <Events pack={pack} zone={words.zone} />
    </div>
  )
}

type Row = ReturnType<typeof parameterRows>[number]

const Facts = ({ title, rows, zone }: { title: string; rows: Row[]; zone: string }) => (
  <Card title={title}>
    <Definitions>
      {rows.map(([term, value]) => (
        <Definition term={String(term)}>
          {value === null ? null : (
            <span class="wrap-anywhere">
              {value instanceof Date ? fullMoment(value, zone) : value}
            </span>
          )}
        </Definition>
      ))}
    </Definitions>
  </Card>
)

const PARTS = [
  'charged',
  'declined',
  'unknown',
  'skipped',
  'cancelled',
  'sending',
  'waiting',
] as const
const REVERSALS = ['voided', 'refunded', 'returned'] as const

const Totals = ({
  pack: {
    figures: { totals, reversals },
    signOff,
  },
  currency,
}: {
  pack: RunPack
  currency: string
}) => {
  const signed = signOff?.figures
  const row = (label: string, sum: { count: number; cents: number }, signedCents?: number) => (
    <tr>
      <td>{label}</td>
      <NumericCell>{count(sum.count)}</NumericCell>
      <NumericCell>{money(sum.cents, currency)}</NumericCell>
      <NumericCell>{signedCents === undefined ? '–' : money(signedCents, currency)}</NumericCell>
    </tr>
  )
  return (
    <Card title="Totals" flush>
      <Table
        caption="Control totals"
        head={
          <>
            <Heading>Part</Heading>
            <Heading numeric>Documents</Heading>
            <Heading numeric>Sum</Heading>
            <Heading numeric>Signed</Heading>
          </>
        }
      >
        {PARTS.map((part) => row(part, totals[part], signed?.totals[part].cents))}
        {row('selected', totals.selected, signed?.totals.selected.cents)}
        {REVERSALS.map((part) =>
          row(`${part} since`, reversals[part], signed?.reversals[part].cents),
        )}
      </Table>
    </Card>
  )
}

const Events = ({ pack, zone }: { pack: RunPack; zone: string }) => (
  <Card title="Events" lead="From the audit trail, each with the beginning of its hash" flush>
    <Table
      caption="Events of this run"
      head={
        <>
          <Heading>At</Heading>
          <Heading>What</Heading>
          <Heading>Who</Heading>
          <Heading>Hash</Heading>
          <Heading>Details</Heading>
        </>
      }
    >
      {eventRows(pack).map(([at, action, actor, hash, details]) => (
        <tr>
          <td class="number">{at instanceof Date ? fullMoment(at, zone) : at}</td>
          <td>{action}</td>
          <td>{actor}</td>
          <td>
            <code>{hash}</code>
          </td>
          <td class="wrap-anywhere">{details}</td>
        </tr>
      ))}
    </Table>
  </Card>
)
