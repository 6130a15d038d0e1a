import { z } from 'zod'
import type { Clock } from './clock.ts'
import { type Payload, payloadOf, pingOf, type Sent, sendHook } from './hook-message.ts'
import type { Change } from './journal.ts'

// Webhooks: Splynx tells an address of what changed (Splynx facts §6).

export const hookShape = z.strictObject({
  url: z.url(),
  secret: z.string().default(''),
  format: z.enum(['json', 'form']).default('json'),
  algorithm: z.enum(['sha1', 'sha256']).default('sha1'),
  /** `Payments`, `Invoices:edit` and the like; none is everything. */
  events: z.array(z.string()).default([]),
  enabled: z.boolean().default(true),
})

export interface Hook extends z.infer<typeof hookShape> {
  id: number
}

export interface Delivery {
  id: number
  hookId: number
  payload: Payload
  status: 'waiting' | 'delivered' | 'failed'
  attempts: { at: string; status: number | null; problem?: string }[]
  /** Unix milliseconds on Splynx's clock; null when no later try is planned. */
  nextAt: number | null
}

/** After a first failure it is tried again at once, after a minute, ten minutes and an hour. */
const RETRY_AFTER_MS = [0, 60_000, 600_000, 3_600_000]
const DELIVERIES_MAX = 10_000

export class Hooks {
  readonly #hooks: Hook[] = []
  readonly #deliveries: Delivery[] = []
  /** Each hook hears of one thing after the other. */
  readonly #queues = new Map<number, Promise<void>>()
  #timer: NodeJS.Timeout | undefined
  #lastId = 0
  #isClosed = false

  constructor(readonly clock: Clock) {}

  get all(): readonly Hook[] {
    return this.#hooks
  }

  get deliveries(): readonly Delivery[] {
    return this.#deliveries
  }

  add(options: z.infer<typeof hookShape>): Hook {
    const hook = { id: (this.#hooks.at(-1)?.id ?? 0) + 1, ...options }
    this.#hooks.push(hook)
    return hook
  }

  find(id: number): Hook | undefined {
    return this.#hooks.find((hook) => hook.id === id)
  }

  remove(hook: Hook): void {
    this.#hooks.splice(this.#hooks.indexOf(hook), 1)
  }

  ping(hook: Hook): Promise<Sent> {
    return sendHook(hook, pingOf(hook))
  }

  get isHeard(): boolean {
    return this.#hooks.some(({ enabled }) => enabled)
  }

  tell(change: Change): void {
    for (const hook of this.#hooks) {
      if (!hook.enabled || !isWanted(hook, change)) continue
      this.#lastId += 1
      const delivery: Delivery = {
        id: this.#lastId,
        hookId: hook.id,
        payload: payloadOf(hook, change, this.clock.datetime()),
        status: 'waiting',
        attempts: [],
        nextAt: null,
      }
      this.#deliveries.push(delivery)
      if (this.#deliveries.length > DELIVERIES_MAX) this.#deliveries.shift()
      this.#queue(hook, delivery)
    }
  }

  /** Tries what is due by now, and waits until nothing is on its way. */
  async settle(): Promise<void> {
    // What an act changed is told when the act is over.
    await Promise.resolve()
    this.#retryDue()
    let queues: Promise<void>[]
    do {
      queues = [...this.#queues.values()]
      await Promise.all(queues)
    } while ([...this.#queues.values()].some((queue, at) => queue !== queues[at]))
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  #queue(hook: Hook, delivery: Delivery): void {
    const former = this.#queues.get(hook.id) ?? Promise.resolve()
    this.#queues.set(
      hook.id,
      former.then(() => this.#attempt(hook, delivery)),
    )
  }

  async #attempt(hook: Hook, delivery: Delivery): Promise<void> {
    if (this.#isClosed || delivery.status !== 'waiting') return
    delivery.nextAt = null
    const sent = await sendHook(hook, delivery.payload)
    delivery.attempts.push({ at: this.clock.datetime(), ...sent })
    if (sent.status !== null && sent.status >= 200 && sent.status < 300) {
      delivery.status = 'delivered'
      return
    }
    const wait = RETRY_AFTER_MS[delivery.attempts.length - 1]
    if (wait === undefined) delivery.status = 'failed'
    else if (wait === 0) await this.#attempt(hook, delivery)
    else {
      delivery.nextAt = this.clock.now() + wait
      this.#sleep()
    }
  }

  #retryDue(): void {
    for (const delivery of this.#deliveries) {
      const { nextAt, hookId } = delivery
      const hook = this.find(hookId)
      if (nextAt === null || nextAt > this.clock.now() || hook === undefined) continue
      delivery.nextAt = null
      this.#queue(hook, delivery)
    }
    this.#sleep()
  }

  /** Until the next one is due by the real clock. */
  #sleep(): void {
    clearTimeout(this.#timer)
    const times = this.#deliveries.map(({ nextAt }) => nextAt).filter((time) => time !== null)
    if (times.length === 0 || this.#isClosed) return
    const waitMs = Math.max(0, Math.min(...times) - this.clock.now())
    this.#timer = setTimeout(() => this.#retryDue(), waitMs)
    this.#timer.unref()
  }
}

function isWanted({ events }: Hook, { model, action }: Change): boolean {
  const name = model.slice(model.lastIndexOf('\\') + 1)
  return events.length === 0 || events.includes(name) || events.includes(`${name}:${action}`)
}
