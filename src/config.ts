import { z } from 'zod'
import { parseKeyRing } from './vault/key-ring.ts'

const url = (protocols: string[]) =>
  z.string().refine(
    (text) => {
      try {
        return protocols.includes(new URL(text.replace(/,[^/]*/, '')).protocol)
      } catch {
        return false
      }
    },
    `must be an address that starts with ${protocols.join(' or ')}//`,
  )

const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)

const seconds = (min: number, max: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)

const text = z.string().trim().min(1, 'must not be empty')

/** Every environment variable that the program reads, with what it takes to make sense. */
const VARIABLES = {
  DATABASE_URL: url(['mysql:', 'mariadb:']),
  // redis-sentinel://host,host/master-name and redis-cluster://host,host name several hosts.
  REDIS_URL: url([
    'redis:',
    'rediss:',
    'redis-sentinel:',
    'rediss-sentinel:',
    'redis-cluster:',
    'rediss-cluster:',
  ]),
  PORT: wholeNumber(1, 65_535).default(3000),
  PUBLIC_URL: url(['http:', 'https:']).default('http://localhost:3000'),
  APP_KEYS: z.string().transform((value, context) => {
    try {
      return parseKeyRing(value)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
      return z.NEVER
    }
  }),
  // How many proxies of ours stand before web. As many entries of X-Forwarded-For, from its end,
  // are believed; with 0 none is.
  TRUST_PROXY: wholeNumber(0, 10).default(0),
  // Lets a collector on another host read /metrics, as a bearer token.
  METRICS_TOKEN: z.string().default(''),
  SPLYNX_URL: url(['http:', 'https:']),
  SPLYNX_API_KEY: text,
  SPLYNX_API_SECRET: text,
  IPPAY_URL: url(['http:', 'https:']),
  IPPAY_TERMINAL_ID: text,
  IPPAY_PASSWORD: z.string().default(''),
  GATEWAY_TIMEOUT_MS: wholeNumber(1_000, 300_000).default(75_000),
  SPLYNX_TIMEOUT_MS: wholeNumber(1_000, 300_000).default(30_000),
  // Waits in seconds; a fault run shortens them. When to ask about an unknown outcome, each counted
  // from the last time; after the last one daily.
  INQUIRY_DELAYS_S: z
    .string()
    .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?)*$/, 'must be seconds separated by commas')
    .transform((value) => value.split(',').map(Number))
    .default([30, 90, 180, 600, 2_700, 10_800]),
  // "Not found" counts as not charged only for a message this old, and said twice, this far apart.
  NOT_FOUND_QUIET_S: seconds(0.1, 86_400).default(120),
  NOT_FOUND_TWICE_S: seconds(0.1, 86_400).default(60),
  // How long a claimed payment may wait for its turn at the gateway.
  CLAIM_TURN_S: seconds(1, 600).default(60),
  // The least time before a message that never left is tried again.
  UNREACHED_RETRY_S: seconds(0.1, 3_600).default(15),
  // Between two questions whether a gateway that answers nobody is back.
  BREAKER_PROBE_S: seconds(0.1, 600).default(10),
  WORKER_CONCURRENCY: wholeNumber(1, 1_000).default(50),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TZ: z
    .string()
    .refine((zone) => isZone(zone), 'must be a time zone such as America/Chicago')
    .default('UTC'),
  // Splynx's ids of the payment methods that payments are recorded under (Splynx facts §2.9).
  SPLYNX_CARD_PAYMENT_TYPE: wholeNumber(1, 1_000_000).default(3),
  SPLYNX_BANK_PAYMENT_TYPE: wholeNumber(1, 1_000_000).default(2),
  CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be three capital letters')
    .default('USD'),
} as const

export type Variable = keyof typeof VARIABLES
export type Config<V extends Variable = Variable> = Readonly<{
  [K in V]: z.output<(typeof VARIABLES)[K]>
}>

export class ConfigError extends Error {
  override name = 'ConfigError'
}

/**
 * Reads what this process needs from the environment, once. Throws a `ConfigError` of one line
 * that names the first variable that is missing or makes no sense.
 */
export function readConfig<V extends Variable>(
  names: readonly V[],
  environment: NodeJS.ProcessEnv = process.env,
): Config<V> {
  const config: Record<string, unknown> = {}
  for (const name of names) {
    const raw = environment[name] === '' ? undefined : environment[name]
    const result = VARIABLES[name].safeParse(raw)
    if (!result.success) {
      const problem = raw === undefined ? 'is missing' : result.error.issues[0]?.message
      throw new ConfigError(`${name} ${problem}`)
    }
    config[name] = result.data
  }
  return Object.freeze(config) as Config<V>
}

export const EVERY_VARIABLE = Object.keys(VARIABLES) as Variable[]

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
