import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../../context.ts'
import { checkJournal } from './check-journal.ts'

const PAUSE_MS = 1_000

/**
 * Compares journal and database before this process does anything, however long MySQL or Redis are
 * away: without them there is nothing that it could do.
 */
export async function checkAtStart(context: Context, signal?: AbortSignal): Promise<void> {
  for (let tries = 1; !signal?.aborted; tries++) {
    try {
      const result = await checkJournal(context)
      context.log.info({ result }, 'the journal was compared with the database')
      return
    } catch (error) {
      if (tries % 10 === 1) context.log.warn({ error }, 'the journal cannot be compared yet')
      await sleep(PAUSE_MS, undefined, signal ? { signal } : {}).catch(() => {})
    }
  }
}
