import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import { DateTime } from 'luxon'
import type { Context } from '../../context.ts'
import { decimalOfCents } from '../../domain/money.ts'
import { RUN_COLUMNS, type RunColumn } from './run-columns.ts'
import { eachDocumentOf } from './run-csv.ts'

/** A sheet of lines, the first cell of each in bold. */
export interface NotesSheet {
  name: string
  rows: readonly (readonly (string | number | Date | null)[])[]
}

/** So much of a workbook waits for a slow reader, and no more. */
const WAITING_BYTES = 1_000_000

type Writer = import('exceljs').stream.xlsx.WorkbookWriter

/**
 * The documents of a run as a workbook, written while it is read, so that a hundred thousand of them
 * take no more memory than one page. Numbers are numbers, times are times, and no cell is a formula.
 */
export function runWorkbook(
  context: Context,
  runId: number,
  { before = [], after = [] }: { before?: NotesSheet[]; after?: NotesSheet[] } = {},
): Readable {
  const out = new PassThrough({ highWaterMark: WAITING_BYTES })
  write(context, out, runId, before, after).catch((error: unknown) => {
    context.log.error({ runId, error }, 'a workbook could not be written')
    out.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  return out
}

async function write(
  { db, config }: Context,
  out: PassThrough,
  runId: number,
  before: NotesSheet[],
  after: NotesSheet[],
): Promise<void> {
  // Large, and few pages need it.
  const { default: excel } = await import('exceljs')
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
  for (const sheet of before) writeNotes(book, sheet, config.TZ)
  const sheet = book.addWorksheet('Documents', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = RUN_COLUMNS.map(({ heading, width, kind }) => ({
    header: heading,
    width,
    ...(FORMAT[kind] && { style: { numFmt: FORMAT[kind] } }),
  }))
  sheet.getRow(1).font = { bold: true }
  sheet.getRow(1).commit()
  for await (const page of eachDocumentOf(db, runId)) {
    for (const row of page) {
      const cells = RUN_COLUMNS.map((column) => cellOf(column, column.read(row), config.TZ))
      sheet.addRow(cells).commit()
    }
    if (!(await hasRoom(out))) return
  }
  sheet.commit()
  for (const notes of after) writeNotes(book, notes, config.TZ)
  await book.commit()
}

const FORMAT: Record<RunColumn['kind'], string | undefined> = {
  text: undefined,
  whole: '0',
  money: '#,##0.00',
  moment: 'yyyy-mm-dd hh:mm:ss',
}

function writeNotes(book: Writer, { name, rows }: NotesSheet, zone: string): void {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = [{ width: 28 }, { width: 44 }, { width: 18 }, { width: 18 }, { width: 60 }]
  for (const cells of rows) {
    const row = sheet.addRow(
      cells.map((cell) => (cell instanceof Date ? timeIn(cell, zone) : cell)),
    )
    cells.forEach((cell, at) => {
      if (cell instanceof Date) row.getCell(at + 1).numFmt = FORMAT.moment!
    })
    row.getCell(1).font = { bold: true }
    row.commit()
  }
  sheet.commit()
}

function cellOf({ kind }: RunColumn, value: ReturnType<RunColumn['read']>, zone: string) {
  if (value instanceof Date) return timeIn(value, zone)
  // The one place where an amount becomes a fraction: a spreadsheet knows nothing else.
  return kind === 'money' && value !== null ? Number(decimalOfCents(Number(value))) : value
}

/** A spreadsheet has no zones: the time that a clock there showed. */
const timeIn = (at: Date, zone: string): Date =>
  DateTime.fromJSDate(at, { zone }).setZone('utc', { keepLocalTime: true }).toJSDate()

/** Waits for a slow reader; false when there is none any more. */
async function hasRoom(out: PassThrough): Promise<boolean> {
  if (out.writableNeedDrain && !out.destroyed) {
    await Promise.race([once(out, 'drain'), once(out, 'close')])
  }
  return !out.destroyed
}
