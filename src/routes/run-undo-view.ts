import type { UndoView } from '../../views/runs/undo-progress.tsx'
import type { Context } from '../context.ts'
import { countUndoNotes, readUndoProgress } from '../db/run-undos.ts'
import type { RunUndo } from '../db/schema.ts'

/** How far a plan is, and why payments of it were left alone. */
export async function readUndoView({ db }: Context, undo: RunUndo): Promise<UndoView> {
  const [progress, notes] = await Promise.all([
    readUndoProgress(db, undo.id),
    countUndoNotes(db, undo.id),
  ])
  return { undo, progress, notes }
}
