import { z } from 'zod'
import { ok, type Reply } from '../rest.ts'
import type { ControlCall, Sandbox } from './index.ts'
import { shaped } from './read.ts'

const amount = z
  .number()
  .min(0)
  .max(3_650 * 86_400)
  .default(0)

const shape = z.strictObject({
  advanceSeconds: amount,
  advanceMinutes: amount,
  advanceHours: amount,
  advanceDays: amount,
})

export function show({ splynx: { clock } }: Sandbox): Reply {
  return ok({ now: new Date(clock.now()).toISOString(), today: clock.today() })
}

/** Tokens and sessions grow old, and webhooks that fall due are tried before the answer comes. */
export async function move(sandbox: Sandbox, { body }: ControlCall): Promise<Reply> {
  const { clock, hooks } = sandbox.splynx
  const { advanceSeconds, advanceMinutes, advanceHours, advanceDays } = shaped(shape, body)
  const hours = advanceDays * 24 + advanceHours
  clock.advance(((hours * 60 + advanceMinutes) * 60 + advanceSeconds) * 1_000)
  await hooks.settle()
  return show(sandbox)
}
