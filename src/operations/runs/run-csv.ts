import { createHash } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { type ExportedDocument, listExportedDocuments } from '../../db/run-export.ts'
import { CSV_START, csvLine } from '../../domain/csv.ts'
import { cellText, RUN_COLUMNS } from './run-columns.ts'

const PAGE = 1_000

/** Every document of a run, a page at a time. */
export async function* eachDocumentOf(
  db: Db,
  runId: number,
): AsyncGenerator<ExportedDocument[], void> {
  for (let afterItemId = 0; ; ) {
    const page = await listExportedDocuments(db, runId, { afterItemId, limit: PAGE })
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    afterItemId = page.at(-1)!.itemId
  }
}

/** The result of a run as CSV, piece by piece. */
export async function* runCsv(db: Db, runId: number, zone: string): AsyncGenerator<string, void> {
  yield CSV_START + csvLine(RUN_COLUMNS.map(({ heading }) => heading))
  for await (const page of eachDocumentOf(db, runId)) {
    yield page.map((row) => lineOf(row, zone)).join('')
  }
}

const lineOf = (row: ExportedDocument, zone: string): string =>
  csvLine(RUN_COLUMNS.map((column) => cellText(column, column.read(row), zone)))

/** The SHA-256 of the file that `runCsv` makes, and how many documents it names. */
export async function hashRunCsv(
  db: Db,
  runId: number,
  zone: string,
): Promise<{ sha256: string; count: number }> {
  const hash = createHash('sha256')
  let count = -1
  for await (const piece of runCsv(db, runId, zone)) {
    hash.update(piece)
    // The first line is the headings.
    count += piece.match(/\r\n/g)?.length ?? 0
  }
  return { sha256: hash.digest('hex'), count }
}
