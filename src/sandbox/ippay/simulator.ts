import { createFaults, type Faults } from '../faults.ts'
import { createWorld, type World } from '../world.ts'
import { daysBetween, localToday } from '../world-calendar.ts'
import { Clock, IdMaker } from './clock.ts'
import type { Gateway } from './gateway.ts'
import { Instruments } from './instruments.ts'
import { Ledger } from './ledger.ts'
import { RequestLog } from './request-log.ts'
import { defaultSettings, type Settings } from './settings.ts'

export interface SimulatorOptions {
  seed: number
  /** How many customers' cards and accounts have a token from the start. */
  customers: number
  /** `YYYY-MM-DD`; without it, the real day. */
  today?: string
  /** How long every answer of the gateway takes on top. */
  latencyMs?: number
  settings?: Partial<Settings>
}

/** One simulated gateway with all that belongs to it, and the way back to its start. */
export class Simulator {
  readonly faults: Faults
  gateway: Gateway
  requests = new RequestLog()
  readonly #options: SimulatorOptions
  readonly #world: World

  constructor(options: SimulatorOptions) {
    this.#options = options
    this.#world = createWorld(options)
    this.faults = createFaults(options.seed, options.latencyMs)
    this.gateway = this.#createGateway()
  }

  reset(): void {
    this.faults.reset()
    this.requests = new RequestLog()
    this.gateway = this.#createGateway()
  }

  #createGateway(): Gateway {
    const clock = new Clock(daysBetween(localToday(), this.#world.today) * 86_400_000)
    return {
      clock,
      ids: new IdMaker(clock),
      settings: { ...defaultSettings(), ...this.#options.settings },
      instruments: new Instruments(this.#world),
      ledger: new Ledger(),
      tokenized: [],
    }
  }
}
