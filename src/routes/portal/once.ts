import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { awayProblem } from '../../middleware/http-problem.ts'

const BUSY = 'busy'
/** Longer than a form's work can take: two calls to other systems, each with its own patience. */
const BUSY_MS_MAX = 120_000
const LOOK_AGAIN_MS = 100
/** Long enough for those who wait; a corrected form has a new key. */
const RESULT_MS = 3_000

/**
 * Does the work of a form once, however often and in however many processes at the same time it
 * arrives: a double click, two tabs, a proxy that repeats. The others wait and learn the same result,
 * so it must be JSON and hold nothing secret. Who fails leaves the work to the next.
 */
export async function once<T extends object>(
  redis: Redis,
  formKey: string,
  work: () => Promise<T>,
): Promise<T> {
  const key = `ippay:form:${formKey}`
  for (;;) {
    if (await ask(redis.set(key, BUSY, 'PX', BUSY_MS_MAX, 'NX'))) return first(redis, key, work)
    const found = await ask(redis.get(key))
    if (found === BUSY) await sleep(LOOK_AGAIN_MS)
    else if (found !== null) return JSON.parse(found) as T
  }
}

async function first<T extends object>(
  redis: Redis,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  let result: T
  try {
    result = await work()
  } catch (error) {
    await redis.del(key).catch(() => {})
    throw error
  }
  // The work is done, so nothing may turn it into a failure any more.
  await redis.set(key, JSON.stringify(result), 'PX', RESULT_MS).catch(() => {})
  return result
}

/** Without Redis a security code cannot wait, and two posts of one form cannot be told apart. */
async function ask<R>(answer: Promise<R>): Promise<R> {
  try {
    return await answer
  } catch (error) {
    const problem = awayProblem((words) => words.paymentsAway)
    problem.cause = error
    throw problem
  }
}
