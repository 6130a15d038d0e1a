import { EVERY_VARIABLE, readConfig } from '../../../src/config.ts'
import { createContext, type LiveContext } from '../../../src/context.ts'
import type { Outcome } from '../../../src/domain/outcome.ts'
import { runWorker } from '../../../src/run-worker.ts'

// A worker that lacks one protection, to show that the fault run notices. It exists here alone: the
// product has no switch for it.
const live = createContext(readConfig(EVERY_VARIABLE), { name: 'worker' })
await runWorker(cripple(live, process.argv[2]))
process.exit(0)

function cripple(context: LiveContext, missing: string | undefined): LiveContext {
  const { gateway, splynx } = context
  if (missing === 'inquiry') {
    // As public clients do it: no answer means that it failed, so send it again.
    const trustsSilence = (outcome: Outcome): Outcome =>
      outcome.kind === 'unknown' ? { kind: 'unreached', cause: outcome.cause } : outcome
    return {
      ...context,
      gateway: {
        ...gateway,
        sale: async (sale) => trustsSilence(await gateway.sale(sale)),
        check: async (check) => trustsSilence(await gateway.check(check)),
      },
    }
  }
  if (missing === 'look-up') {
    return { ...context, splynx: { ...splynx, findPaymentByReceipt: async () => null } }
  }
  return context
}
