import { ConfigError, EVERY_VARIABLE, readConfig } from './config.ts'
import { createContext } from './context.ts'
import { runWorker } from './run-worker.ts'

try {
  const context = createContext(readConfig(EVERY_VARIABLE), { name: 'worker' })
  await runWorker(context)
  process.exit(0) // connections of the queues may still wait for a Redis that is away
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exit(1)
}
