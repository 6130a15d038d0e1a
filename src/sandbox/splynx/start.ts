import { createFaults } from '../faults.ts'
import { type Listener, listen } from '../listener.ts'
import { createWorld } from '../world.ts'
import { seedsOf, seedTransactions } from './seed.ts'
import { seedInstallation } from './seed-installation.ts'
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
  const { seed, customers, today } = options
  const faults = createFaults(seed, options.latencyMs)
  const world = createWorld({ seed, customers, ...(today && { today }) })
  const seeds = seedsOf(world)
  const create = () =>
    createSplynx(options, seeds, (books, settings) => {
      seedInstallation(books, world, options.addOnUrl ?? '')
      seedTransactions(books, world)
      return seedPeople(books, settings, world, options)
    })
  const sandbox = {
    faults,
    splynx: create(),
    reset() {
      faults.reset()
      sandbox.splynx.hooks.close()
      sandbox.splynx = create()
    },
    refuseFor: (ms: number) => listener.refuseFor(ms),
  }
  const listener: Listener = await listen(createSplynxServer(sandbox), options.port)
  return {
    url: listener.url,
    close() {
      sandbox.splynx.hooks.close()
      return listener.close()
    },
  }
}
