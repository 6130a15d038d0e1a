import type { LiveContext } from './context.ts'
import { createLimiters } from './limits/limiters.ts'
import { checkAtStart } from './operations/safe-mode/check-at-start.ts'
import { createSender, limitOf } from './operations/sending/sender.ts'
import { noteOwnTerminal } from './operations/settings/change-terminals.ts'
import { PEOPLE_AT_ONCE, startWorkers } from './queue/workers.ts'
import { untilToldToStop } from './until-told-to-stop.ts'
import type { WorkerContext } from './worker-context.ts'

/** Works until it is told to stop, and ends what it has begun. */
export async function runWorker(live: LiveContext): Promise<void> {
  const { config, log } = live
  const limiters = createLimiters(limitOf(config.IPPAY_TERMINAL_ID), {
    redis: live.redis,
    concurrencyMax: config.IPPAY_CONCURRENCY_MAX,
    rateMax: config.IPPAY_RATE_MAX,
  })
  const context: WorkerContext = {
    ...live,
    splynxAttended: live.splynxForPeople,
    sendAttended: createSender(live, { concurrency: PEOPLE_AT_ONCE, limiters, isUrgent: true }),
    sendRuns: createSender(live, { concurrency: config.WORKER_CONCURRENCY, limiters }),
  }
  await noteOwnTerminal(context)
  // Before the first claim: a database that was restored must not charge anything.
  await checkAtStart(context)
  const workers = startWorkers(context)
  log.info({ concurrency: config.WORKER_CONCURRENCY }, 'the worker is ready')

  await untilToldToStop()
  log.info('the worker stops: nothing new is sent, what is at the gateway ends')
  context.sendAttended.stop()
  context.sendRuns.stop()
  await Promise.all(workers.map((worker) => worker.close()))
  await limiters?.close()
  await live.close()
}
