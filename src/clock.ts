import { schedule } from 'node-cron'
import { ConfigError, EVERY_VARIABLE, readConfig } from './config.ts'
import { createContext } from './context.ts'
import { checkAtStart } from './operations/safe-mode/check-at-start.ts'
import { SCHEDULE } from './schedule.ts'
import { untilToldToStop } from './until-told-to-stop.ts'

try {
  const config = readConfig(EVERY_VARIABLE)
  const context = createContext(config, { name: 'clock' })
  const { log } = context
  const underWay = new Set<Promise<unknown>>()
  const tasks = SCHEDULE.map(({ name, cron, tick }) =>
    schedule(
      cron,
      async () => {
        const ticking = tick(context).catch((error) =>
          log.error({ line: name, error }, 'a tick failed'),
        )
        underWay.add(ticking)
        await ticking
        underWay.delete(ticking)
      },
      // A tick that takes longer than its pause is not joined by a second one.
      { noOverlap: true, name },
    ),
  )
  log.info({ lines: SCHEDULE.length }, 'the clock is ready')
  const stopping = new AbortController()
  const checking = checkAtStart(context, stopping.signal)

  await untilToldToStop()
  stopping.abort()
  await Promise.all(tasks.map((task) => task.stop()))
  await Promise.all(underWay)
  await checking
  await context.close()
  process.exit(0)
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exit(1)
}
