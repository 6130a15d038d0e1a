import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import { CSV_START, csvLine } from '../../domain/csv.ts'
import { decimalOfCents } from '../../domain/money.ts'
import type { Cell, CellKind, ReportSection } from '../../domain/report.ts'
import type { Log } from '../../log.ts'

/** One table of a report. Amounts are decimal numbers, shares between 0 and 1. */
export function sectionCsv({ columns, rows }: ReportSection): string {
  const lines = rows.map((row) => csvLine(row.map((cell, at) => textOf(cell, columns[at]!.kind))))
  return [CSV_START, csvLine(columns.map(({ heading }) => heading)), ...lines].join('')
}

function textOf(cell: Cell, kind: CellKind): string {
  if (cell === null) return ''
  if (kind === 'money') return decimalOfCents(Number(cell))
  return kind === 'share' ? Number(cell).toFixed(4) : String(cell)
}

const FORMAT: Partial<Record<CellKind, string>> = {
  money: '#,##0.00',
  count: '#,##0',
  share: '0.0%',
  day: 'yyyy-mm-dd',
}

/** All tables of a report as a workbook, a sheet each, written while it is read. */
export function reportWorkbook(log: Log, sections: readonly ReportSection[]): Readable {
  const out = new PassThrough()
  write(out, sections).catch((error: unknown) => {
    log.error({ error }, 'a workbook could not be written')
    out.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  return out
}

async function write(out: PassThrough, sections: readonly ReportSection[]): Promise<void> {
  // Large, and few pages need it.
  const { default: excel } = await import('exceljs')
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
  for (const { title, columns, rows } of sections) {
    const sheet = book.addWorksheet(title.slice(0, 31), {
      views: [{ state: 'frozen', ySplit: 1 }],
    })
    sheet.columns = columns.map(({ heading, kind }) => {
      const numFmt = FORMAT[kind]
      return {
        header: heading,
        width: kind === 'text' ? 28 : 16,
        ...(numFmt && { style: { numFmt } }),
      }
    })
    sheet.getRow(1).font = { bold: true }
    sheet.getRow(1).commit()
    for (const row of rows) {
      sheet.addRow(row.map((cell, at) => typedCell(cell, columns[at]!.kind))).commit()
    }
    sheet.commit()
    if (out.writableNeedDrain && !out.destroyed) {
      await Promise.race([once(out, 'drain'), once(out, 'close')])
    }
    if (out.destroyed) return
  }
  await book.commit()
}

function typedCell(cell: Cell, kind: CellKind): Cell | Date {
  if (cell === null) return null
  // The one place where an amount becomes a fraction: a spreadsheet knows nothing else.
  if (kind === 'money') return Number(decimalOfCents(Number(cell)))
  return kind === 'day' ? new Date(`${cell}T00:00:00Z`) : cell
}
