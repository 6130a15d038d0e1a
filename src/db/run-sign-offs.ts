import type { RunFigures } from '../domain/run.ts'
import type { Db } from './connect.ts'
import type { RunSignOff } from './schema.ts'
import type { Trx } from './transact.ts'

export const findSignOff = (db: Db, runId: number): Promise<RunSignOff | undefined> =>
  db.selectFrom('run_sign_offs').selectAll().where('run_id', '=', runId).executeTakeFirst()

export interface NewSignOff {
  runId: number
  figures: RunFigures
  note: string | null
  hash: string
  signedBy: string
  signedAt: Date
}

/** False when somebody has signed before: what is signed stays. */
export async function insertSignOff(
  trx: Trx,
  { runId, figures, note, hash, signedBy, signedAt }: NewSignOff,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('run_sign_offs')
    .ignore()
    .values({
      run_id: runId,
      figures: JSON.stringify(figures),
      note,
      hash,
      signed_by: signedBy,
      signed_at: signedAt,
    })
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}
