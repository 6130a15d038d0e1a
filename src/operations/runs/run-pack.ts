import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import type { AuditLine } from '../../db/audit-list.ts'
import { listAudit } from '../../db/audit-list.ts'
import { findExclusions } from '../../db/run-exclusions.ts'
import { readRunFigures } from '../../db/run-figures.ts'
import { findSignOff } from '../../db/run-sign-offs.ts'
import { listUndosOf } from '../../db/run-undos.ts'
import type { Run, RunSignOff, RunUndo } from '../../db/schema.ts'
import { hashOfText, hashText } from '../../domain/hash-text.ts'
import type { RunFigures } from '../../domain/run.ts'
import { hashRunCsv } from './run-csv.ts'

/** All that an auditor asks about a run but the documents themselves. */
export interface RunPack {
  run: Run
  figures: RunFigures
  exclusions: number[]
  signOff: RunSignOff | null
  undos: RunUndo[]
  /** The trail of this run, the oldest first. */
  events: AuditLine[]
  /** Of the documents as they are now. */
  documents: { sha256: string; count: number }
  /** As it was put on record when the pack was first made. */
  firstMade: { sha256: string; at: Date; by: string } | null
}

const EVENTS_MAX = 1_000
const MADE = 'run.pack_made'

export async function readRunPack({ db, config }: Context, run: Run): Promise<RunPack> {
  const subject = `run:${run.id}`
  const [figures, exclusions, signOff, undos, trail, documents] = await Promise.all([
    readRunFigures(db, run.id),
    findExclusions(db, run.id),
    findSignOff(db, run.id),
    listUndosOf(db, run.id),
    listAudit(db, { subject }, { size: EVENTS_MAX }),
    hashRunCsv(db, run.id, config.TZ),
  ])
  const events = trail.lines.reverse()
  const made = events.find(({ action }) => action === MADE)
  const { sha256 = '' } = made ? (JSON.parse(made.details) as { sha256?: string }) : {}
  return {
    ...{ run, figures, undos, events, documents },
    exclusions: [...exclusions].sort((a, b) => a - b),
    signOff: signOff ?? null,
    firstMade: made ? { sha256: hashOfText(sha256), at: made.at, by: made.actor } : null,
  }
}

/** Puts the documents' hash on record, once: what is made later can be held against it. */
export async function recordRunPack(
  context: Context,
  { run, actor }: { run: Run; actor: string },
): Promise<void> {
  const { db, now } = context
  const subject = `run:${run.id}`
  const { lines } = await listAudit(db, { subject }, { size: EVENTS_MAX })
  if (lines.some(({ action }) => action === MADE)) return
  const { sha256, count } = await hashRunCsv(db, run.id, context.config.TZ)
  const details = { sha256: hashText(sha256), count }
  await recordAudit(db, { at: now(), actor, action: MADE, subject, details })
}
