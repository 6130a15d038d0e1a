import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { readRunFigures } from '../../db/run-figures.ts'
import { insertSignOff } from '../../db/run-sign-offs.ts'
import { findRun } from '../../db/runs.ts'
import type { Run, RunSignOff } from '../../db/schema.ts'
import { transact } from '../../db/transact.ts'
import { hashText } from '../../domain/hash-text.ts'
import { hasRunEnded } from '../../domain/run.ts'
import { openCount, type SignedFacts, signedText } from '../../domain/run-sign-off.ts'
import { isFourEyes } from './judge-run.ts'

/**
 * `needs_note`: something is not decided, so a word of explanation belongs to it. `own`: whoever
 * started a run does not sign it off where runs have to be approved.
 */
export type SignOffAnswer = 'signed' | 'signed_before' | 'going_on' | 'needs_note' | 'own'

/** Freezes the figures of a run that has ended, with a hash over all that is signed. */
export async function signOffRun(
  context: Context,
  { runId, actor, note }: { runId: number; actor: string; note: string | null },
): Promise<SignOffAnswer> {
  const { db, now } = context
  const run = await findRun(db, runId)
  if (!run || !hasRunEnded(run.status)) return 'going_on'
  if (!(await maySignOff(context, run, actor))) return 'own'
  return transact(db, async (trx) => {
    const figures = await readRunFigures(trx, runId)
    if (openCount(figures) > 0 && note === null) return 'needs_note'
    const facts = { runId, figures, note, signedBy: actor, signedAt: now() }
    const hash = hashOf(facts)
    if (!(await insertSignOff(trx, { ...facts, hash }))) return 'signed_before'
    await recordAudit(trx, {
      at: facts.signedAt,
      actor,
      action: 'run.signed_off',
      subject: `run:${runId}`,
      details: { hash: hashText(hash), note, totals: figures.totals, reversals: figures.reversals },
    })
    return 'signed'
  })
}

export const maySignOff = async (
  context: Pick<Context, 'settings'>,
  run: Pick<Run, 'actor' | 'asked_by'>,
  actor: string,
): Promise<boolean> =>
  !(await isFourEyes(context)) || (run.actor !== actor && run.asked_by !== actor)

const hashOf = (facts: SignedFacts) => createHash('sha256').update(signedText(facts)).digest('hex')

/** Whether a signature still fits what is stored beside it. */
export const isSignatureGood = (signed: RunSignOff): boolean =>
  signed.hash ===
  hashOf({
    runId: signed.run_id,
    figures: signed.figures,
    note: signed.note,
    signedBy: signed.signed_by,
    signedAt: signed.signed_at,
  })
