import { setTimeout as sleep } from 'node:timers/promises'
import { type Payload, sendHook } from '../../../src/sandbox/splynx/hook-message.ts'
import type { Hook } from '../../../src/sandbox/splynx/hooks.ts'
import { draw } from './documents.ts'
import type { Random } from './random.ts'
import { ask, tell } from './reset.ts'
import type { Stage } from './stage.ts'

/** As the pages know it; Splynx signs with it. */
export const WEBHOOK_SECRET = 'told to both'
const ROUNDS = 5
const A_ROUND = 25

const hookOf = ({ pagesUrl }: Stage, random: Random): Omit<Hook, 'id'> => ({
  url: `${pagesUrl}/ippay/webhooks/splynx`,
  secret: WEBHOOK_SECRET,
  format: random.chance(0.5) ? 'json' : 'form',
  algorithm: 'sha1',
  events: [],
  enabled: true,
})

/**
 * Splynx tells of everything that changes, through the same gate as people, and the same messages come
 * once more: late, in any order, several times at once, and now and then signed by somebody else.
 */
export async function tellOfChanges(stage: Stage, random: Random, withinMs: number): Promise<void> {
  const { splynxUrl } = stage.sandbox
  const hook = hookOf(stage, random)
  await tell('POST', `${splynxUrl}/_sandbox/hooks`, hook)
  for (let round = 0; round < ROUNDS; round++) {
    await sleep(withinMs / ROUNDS)
    const told = await ask<{ payload: Payload }[]>(`${splynxUrl}/_sandbox/hooks/deliveries`)
    const again = draw(told, random, A_ROUND)
    await Promise.all(again.map(({ payload }) => repeat(hook, payload, random)))
  }
}

async function repeat(hook: Omit<Hook, 'id'>, payload: Payload, random: Random): Promise<void> {
  const isForged = random.chance(0.1)
  const sent = { id: 0, ...hook, ...(isForged && { secret: 'a guess' }) }
  const times = random.between(1, 3)
  const answers = await Promise.all(Array.from({ length: times }, () => sendHook(sent, payload)))
  const isBelieved = answers.some(({ status }) => status === 200)
  if (isForged && isBelieved) throw new Error('a webhook that Splynx had not signed was believed')
}
