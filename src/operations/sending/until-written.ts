import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../../context.ts'
import { isDatabaseAway } from '../../db/transact.ts'

/** An outcome that we hold must not get lost because the database is away for a moment. */
export async function untilWritten<T>({ log }: Context, write: () => Promise<T>): Promise<T> {
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    try {
      return await write()
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      log.warn('outcomes wait for the database')
      await sleep(pauseMs)
    }
  }
}
