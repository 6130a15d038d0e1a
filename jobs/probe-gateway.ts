import { probeGateway } from '../src/operations/breaker.ts'
import { defineJob } from '../src/queue/job.ts'

/** While the breaker is open: is the gateway back? */
export const probeGatewayJob = defineJob('probe-gateway', async (context) => ({
  done: await probeGateway(context),
}))
