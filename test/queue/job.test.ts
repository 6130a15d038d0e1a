import { expect, it } from 'vitest'
import { defineJob, performJob, Retry, retryPauseMs } from '../../src/queue/job.ts'
import { SplynxError } from '../../src/splynx/splynx.ts'
import { testContext } from '../support/context.ts'

const job = { data: {}, attemptsMade: 0 }

it('what is done is done, good or bad', async () => {
  const definition = defineJob('sweep', async () => ({ done: 'declined' }))
  expect(await performJob(testContext(), definition, job)).toBe('declined')
})

it('what asks to be tried again is thrown, without an alarm', async () => {
  const context = testContext()
  const definition = defineJob('sweep', async () => ({ retry: 'not now' }))
  await expect(performJob(context, definition, job)).rejects.toThrow(Retry)
  expect(context.logged()).toBe('')
})

it.each(['PROTOCOL_CONNECTION_LOST', 'ECONNREFUSED', 'ER_SERVER_SHUTDOWN'])(
  'a database that is away (%s) is waited for, without an alarm',
  async (code) => {
    const context = testContext()
    const definition = defineJob('sweep', async () => {
      throw Object.assign(new Error('lost'), { code })
    })
    await expect(performJob(context, definition, job)).rejects.toThrow('the database is away')
    expect(context.logged()).toBe('')
  },
)

it('anything else is shouted about and thrown as it is', async () => {
  const context = testContext()
  const definition = defineJob('sweep', async () => {
    throw new SplynxError('Splynx: GET: no answer')
  })
  await expect(performJob(context, definition, job)).rejects.toThrow(SplynxError)
  expect(context.logged()).toContain('a job failed')
})

it('pauses between tries double up to a minute, each varied by half', () => {
  const spread = (triesMade: number) =>
    Array.from({ length: 200 }, () => retryPauseMs(triesMade)).sort((a, b) => a - b)
  for (const [triesMade, middleMs] of [
    [0, 500],
    [1, 500],
    [2, 1_000],
    [5, 8_000],
    [8, 60_000],
    [50, 60_000],
  ] as const) {
    const pauses = spread(triesMade)
    expect(pauses[0]).toBeGreaterThanOrEqual(middleMs / 2)
    expect(pauses.at(-1)).toBeLessThanOrEqual(middleMs * 1.5)
    expect(pauses.at(-1)! - pauses[0]!).toBeGreaterThan(middleMs / 2)
  }
})
