import type { Context } from './context.ts'
import type { Sender } from './operations/sending/sender.ts'
import type { Splynx } from './splynx/splynx.ts'

/** What jobs work with: the context and the two ways to the gateway of this worker. */
export interface WorkerContext extends Context {
  /** The way to Splynx that runs and recordings cannot fill. */
  readonly splynxAttended: Splynx
  /** For people who wait. */
  readonly sendAttended: Sender
  /** For runs; a full one holds nobody else up. */
  readonly sendRuns: Sender
}
