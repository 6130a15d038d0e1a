import { ConfigError, EVERY_VARIABLE, readConfig } from './config.ts'
import { createContext } from './context.ts'
import { createSender } from './operations/sending/sender.ts'
import { PEOPLE_AT_ONCE, startWorkers } from './queue/workers.ts'
import { untilToldToStop } from './until-told-to-stop.ts'
import type { WorkerContext } from './worker-context.ts'

try {
  const config = readConfig(EVERY_VARIABLE)
  const live = createContext(config, { name: 'worker' })
  const context: WorkerContext = {
    ...live,
    sendAttended: createSender(live, { concurrency: PEOPLE_AT_ONCE }),
    sendRuns: createSender(live, { concurrency: config.WORKER_CONCURRENCY }),
  }
  const workers = startWorkers(context)
  live.log.info({ concurrency: config.WORKER_CONCURRENCY }, 'the worker is ready')

  await untilToldToStop()
  live.log.info('the worker stops: nothing new is sent, what is at the gateway ends')
  context.sendAttended.stop()
  context.sendRuns.stop()
  await Promise.all(workers.map((worker) => worker.close()))
  await live.close()
  process.exit(0) // connections of the workers may still wait for a Redis that is away
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exit(1)
}
