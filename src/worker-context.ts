import type { Context } from './context.ts'
import type { Sender } from './operations/sending/sender.ts'

/** What jobs work with: the context and the two ways to the gateway of this worker. */
export interface WorkerContext extends Context {
  /** For people who wait. */
  readonly sendAttended: Sender
  /** For runs; a full one holds nobody else up. */
  readonly sendRuns: Sender
}
