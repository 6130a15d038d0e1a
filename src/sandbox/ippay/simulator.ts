import { createFaults, type Faults } from '../faults.ts'
import { createWorld, type World } from '../world.ts'
import { daysBetween, localToday } from '../world-calendar.ts'
import { Clock, IdMaker } from './clock.ts'
import { record, replay } from './entries.ts'
import type { Gateway, Tokenized } from './gateway.ts'
import { Instruments } from './instruments.ts'
import { Journal, StateFileError } from './journal.ts'
import { Ledger } from './ledger.ts'
import { RequestLog } from './request-log.ts'
import { defaultSettings, type Settings } from './settings.ts'
import { TimeIndex } from './time-index.ts'
import { Updater } from './updater.ts'

export interface SimulatorOptions {
  seed: number
  /** How many customers' cards and accounts have a token from the start. */
  customers: number
  /** `YYYY-MM-DD`; without it, the real day. */
  today?: string
  /** How long every answer of the gateway takes on top. */
  latencyMs?: number
  settings?: Partial<Settings>
  /** Where everything that happens is kept for the next start. */
  stateFile?: string
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
    const { stateFile } = options
    this.gateway = this.#createGateway(stateFile === undefined ? null : new Journal(stateFile))
    this.#restore()
  }

  reset(): void {
    const { journal } = this.gateway
    journal?.restart()
    this.faults.reset()
    this.requests = new RequestLog()
    this.gateway = this.#createGateway(journal)
    this.#keepClock()
  }

  close(): void {
    this.gateway.journal?.close()
  }

  #createGateway(journal: Journal | null): Gateway {
    const clock = new Clock(daysBetween(localToday(), this.#world.today) * 86_400_000)
    return {
      clock,
      ids: new IdMaker(clock),
      settings: { ...defaultSettings(), ...this.#options.settings },
      instruments: new Instruments(this.#world),
      ledger: new Ledger(),
      tokenized: new TimeIndex<Tokenized>(({ at }) => at),
      updater: new Updater(),
      journal,
    }
  }

  #restore(): void {
    const { gateway } = this
    if (gateway.journal === null) return
    let number = 1
    for (const line of gateway.journal.read()) {
      number++
      let entry: unknown = null
      try {
        entry = replay(gateway, line)
      } catch {
        // Said below, with the number of the line.
      }
      if (entry === null) {
        throw new StateFileError(`line ${number} of ${this.#options.stateFile} makes no sense`)
      }
    }
    gateway.ids.startAfter(gateway.ledger.latestAt)
    if (number === 1) this.#keepClock()
  }

  /** The day on which a state file began stays its day: time goes on while nobody runs it. */
  #keepClock(): void {
    record(this.gateway, { kind: 'clock', offsetMs: this.gateway.clock.offsetMs })
  }
}
