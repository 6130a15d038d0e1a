import { createFaults } from '../faults.ts'
import { type Listener, listen } from '../listener.ts'
import { createWorld } from '../world.ts'
import { seedBooks } from './seed.ts'
import { type Logins, seedPeople } from './seed-people.ts'
import { createSplynxServer } from './server.ts'
import { createSplynx } from './splynx.ts'

export interface StartOptions extends Logins {
  /** 0 takes a free one. */
  port: number
  seed: number
  customers: number
  /** `YYYY-MM-DD`; without it, the real day. */
  today?: string
  /** How long every answer of the API takes on top. */
  latencyMs?: number
  apiKey: string
  apiSecret: string
  /** Where the add-on answers, for the links on the pages; empty means the same host. */
  addOnUrl?: string
}

/** Starts a simulated Splynx on 127.0.0.1 and answers once it listens. */
export async function startSplynx(
  options: StartOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const faults = createFaults(options.seed, options.latencyMs)
  const sandbox = {
    faults,
    splynx: createSeeded(options),
    reset() {
      faults.reset()
      sandbox.splynx = createSeeded(options)
    },
    refuseFor: (ms: number) => listener.refuseFor(ms),
  }
  const listener: Listener = await listen(createSplynxServer(sandbox), options.port)
  return { url: listener.url, close: listener.close }
}

function createSeeded(options: StartOptions) {
  const { seed, customers, today } = options
  return createSplynx(options, (books) => {
    const world = createWorld({ seed, customers, ...(today && { today }) })
    seedBooks(books, world)
    return seedPeople(books, world, options)
  })
}
