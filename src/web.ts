import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { createApp } from './app.tsx'
import { ConfigError, EVERY_VARIABLE, readConfig } from './config.ts'
import { createContext } from './context.ts'
import type { Log } from './log.ts'
import { checkAtStart } from './operations/safe-mode/check-at-start.ts'

/** Requests that still run when the process is told to stop have this long to end. */
const GRACE_MS = 10_000

/** A client that sends its request slower than this holds a connection and nothing else. */
const HEADERS_MS_MAX = 10_000
const REQUEST_MS_MAX = 30_000

try {
  start()
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 1
}

function start(): void {
  const config = readConfig(EVERY_VARIABLE)
  const context = createContext(config, { name: 'web', isAttended: true })
  const { log } = context
  const server = createAdaptorServer({ fetch: createApp(context).fetch }) as Server
  server.headersTimeout = HEADERS_MS_MAX
  server.requestTimeout = REQUEST_MS_MAX

  const stopping = new AbortController()
  server.on('error', async (error) => {
    stopping.abort()
    log.error({ error }, `web cannot listen on port ${config.PORT}`)
    process.exitCode = 1
    await context.close()
  })
  server.listen(config.PORT, () => log.info({ port: config.PORT }, 'web is listening'))
  // Pages do not wait for it: what they take in is sent by workers, who do.
  void checkAtStart(context, stopping.signal)

  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    stopping.abort()
    log.info('web is stopping')
    await drain(server, log)
    await context.close()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** Takes no more requests and waits for those that run, but not for ever. */
function drain(server: Server, log: Log): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => {
      log.warn('requests that took too long were cut off')
      server.closeAllConnections()
    }, GRACE_MS)
    server.close(() => {
      clearTimeout(deadline)
      resolve()
    })
    server.closeIdleConnections()
  })
}
