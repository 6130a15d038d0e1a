import type { Caller } from './access.ts'
import type { Clock } from './clock.ts'
import type { ApiKeys } from './keys.ts'
import { Invalid, Problem } from './problem.ts'
import type { Reply } from './rest.ts'

const LINES_MAX = 1_000

export interface ApiLogLine {
  keyId: number
  datetime: string
  ip: string
  method: string
  path: string
  status: number
}

/** Administration > Logs > API: calls of the keys that have logging on (Splynx facts §2.10). */
export class ApiLog {
  readonly #lines: ApiLogLine[] = []

  constructor(
    readonly keys: ApiKeys,
    readonly clock: Clock,
  ) {}

  /** Latest first. */
  get lines(): ApiLogLine[] {
    return this.#lines.toReversed()
  }

  noting(
    { person }: Caller,
    call: { method: string; path: string; origin: { address: string } },
    work: () => Reply,
  ): Reply {
    const key = person.kind === 'key' ? this.keys.find(person.id) : undefined
    if (!key?.enable_logging) return work()
    const note = (status: number) => {
      const { method, path, origin } = call
      const datetime = this.clock.datetime()
      this.#lines.push({ keyId: key.id, datetime, ip: origin.address, method, path, status })
      if (this.#lines.length > LINES_MAX) this.#lines.shift()
    }
    try {
      const reply = work()
      note(reply.status)
      return reply
    } catch (error) {
      note(error instanceof Problem || error instanceof Invalid ? error.status : 500)
      throw error
    }
  }
}
