import { parseArgs } from 'node:util'

export interface DemoOptions {
  /** Undefined: 3000, or any free one when that is taken. */
  port: number | undefined
  fresh: boolean
  json: boolean
  once: boolean
}

export const USAGE = `usage: bin/demo [--port N] [--json] [--once] [--fresh]

  --port N   the web port (3000 when it is free, else any free one)
  --json     when all is ready, print one JSON line: addresses, logins, DATABASE_URL, REDIS_URL,
             process ids
  --once     charge every open invoice of the seeded period, print the control totals and the
             simulators' own count as one JSON line, and stop; exit code 0 if they agree to the cent
  --fresh    empty the database of DATABASE_URL first, whatever is in it

The simulators begin anew at each start, so the data does, too: what was paid in an earlier demo
would contradict them. DATABASE_URL and REDIS_URL name servers to use instead of private ones; a
database that an earlier demo filled is emptied, one that holds other payments only with --fresh.`

export class UsageError extends Error {
  override name = 'UsageError'
}

/** Throws a `UsageError` of one line. Answers 'help' when that is all that was asked for. */
export function readDemoOptions(args: string[]): DemoOptions | 'help' {
  const { values } = parse(args)
  if (values.help) return 'help'
  return {
    port: values.port === undefined ? undefined : readPort(values.port),
    fresh: values.fresh,
    json: values.json,
    once: values.once,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    const [sentence] = (error as Error).message.split('. ')
    throw new UsageError(`${sentence} (see bin/demo --help)`)
  }
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) {
    throw new UsageError(`--port must be a whole number from 1 to 65535, not "${text}"`)
  }
  return port
}
