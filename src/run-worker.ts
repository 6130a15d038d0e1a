import type { LiveContext } from './context.ts'
import { createSender } from './operations/sending/sender.ts'
import { PEOPLE_AT_ONCE, startWorkers } from './queue/workers.ts'
import { untilToldToStop } from './until-told-to-stop.ts'
import type { WorkerContext } from './worker-context.ts'

/** Works until it is told to stop, and ends what it has begun. */
export async function runWorker(live: LiveContext): Promise<void> {
  const { config, log } = live
  const context: WorkerContext = {
    ...live,
    sendAttended: createSender(live, { concurrency: PEOPLE_AT_ONCE }),
    sendRuns: createSender(live, { concurrency: config.WORKER_CONCURRENCY }),
  }
  const workers = startWorkers(context)
  log.info({ concurrency: config.WORKER_CONCURRENCY }, 'the worker is ready')

  await untilToldToStop()
  log.info('the worker stops: nothing new is sent, what is at the gateway ends')
  context.sendAttended.stop()
  context.sendRuns.stop()
  await Promise.all(workers.map((worker) => worker.close()))
  await live.close()
}
