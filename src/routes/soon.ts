import type { Log } from '../log.ts'

/** A page that takes longer makes people press the button again. */
const WAIT_MS = 8_000

/**
 * The result, or undefined when it takes too long: then the work goes on without the person, who
 * finds the result on the page later.
 */
export async function soon<T>(
  work: Promise<T>,
  log: Log,
  waitMs = WAIT_MS,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, waitMs, undefined)
  })
  let isAwaited = true
  work.catch((error) => {
    if (!isAwaited) log.error({ error }, 'work that went on after its page failed')
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    isAwaited = false
    clearTimeout(timer)
  }
}
