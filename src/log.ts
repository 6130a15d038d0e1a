import { destination, type Logger, pino } from 'pino'
import { scrub } from './gateway/scrub.ts'

export type Log = Logger
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** Where whole lines go. */
export interface Sink {
  write(line: string): void
}

const REMOVED = '[removed]'

// Known by their names, wherever they stand in the first three levels of what is logged.
const SECRET_NAMES = [
  'authorization',
  'card',
  'cardNumber',
  'cookie',
  'cookies',
  'cvv',
  'password',
  'sash',
  'secret',
  'securityCode',
  'set-cookie',
  'token',
]

/**
 * Writes JSON, one object a line. What is secret by its name is removed first; then every line
 * passes the same net as the gateway's transcripts, because a card number may stand in any text,
 * the message of an error included.
 */
export function createLog(level: LogLevel, name: string, sink: Sink = destination(1)): Log {
  const options = {
    level,
    name,
    redact: { paths: SECRET_NAMES.flatMap(pathsOf), censor: REMOVED },
    serializers: { err: describeError, error: describeError },
  }
  return pino(options, { write: (line: string) => sink.write(scrubLine(line)) })
}

const pathsOf = (name: string): string[] => ['', '*', '*.*'].map((parent) => `${parent}["${name}"]`)

// A number that stood alone, without quotes, must not leave a line that is no JSON any more.
const scrubLine = (line: string): string =>
  scrub(line).replace(/([:[,])\[removed\]/g, '$1"$2[removed]"')

interface ErrorLine {
  type: string
  message: string
  code?: unknown
  stack?: string
  cause?: ErrorLine
}

/**
 * Named fields only: errors of the database carry the whole statement with its values, errors of
 * an HTTP client the request.
 */
function describeError(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { name, message, stack, cause } = error
  return {
    type: name,
    message,
    ...('code' in error ? { code: error.code } : {}),
    ...(stack ? { stack } : {}),
    ...(cause !== undefined && depth < 3 ? { cause: describeError(cause, depth + 1) } : {}),
  }
}
