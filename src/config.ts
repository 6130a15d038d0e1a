import { z } from 'zod'
import { centsOfDecimal } from './domain/money.ts'
import type { Channel } from './domain/payment.ts'
import type { RefundLimits } from './domain/refund.ts'
import type { SecCode } from './gateway/messages.ts'
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
  // Which SEC code a debit of a bank account carries, by the channel it was authorized through. What
  // is not named is PPD; ask IPpay before you set WEB or TEL (IPpay facts §8).
  IPPAY_SEC_CODES: z
    .string()
    .regex(
      /^((customer|link|clerk|run|schedule)=(PPD|CCD|WEB|TEL)(,(?!$)|$))+$/,
      'must look like customer=WEB,clerk=TEL, with PPD, CCD, WEB or TEL for each channel',
    )
    .transform(
      (value): Partial<Record<Channel, SecCode>> =>
        Object.fromEntries(value.split(',').map((pair) => pair.split('='))),
    )
    .default({}),
  // The reporting service; without an address nothing is compared and no return is fetched.
  IPPAY_REPORT_URL: url(['http:', 'https:']).optional(),
  IPPAY_REPORT_LOGIN: z.string().default(''),
  IPPAY_REPORT_PASSWORD: z.string().default(''),
  // How often reports are read, and how often while an outcome is unknown or the service fails.
  REPORT_EVERY_S: seconds(1, 86_400).default(3_600),
  REPORT_EVERY_UNKNOWN_S: seconds(1, 86_400).default(900),
  // Each reading begins so much before where the last one ended, for what is booked late; returns
  // are booked later than messages.
  REPORT_OVERLAP_S: seconds(0, 604_800).default(21_600),
  RETURNS_OVERLAP_DAYS: wholeNumber(1, 90).default(7),
  // Where the very first reading begins.
  REPORT_FIRST_DAYS: wholeNumber(0, 365).default(7),
  // That a report does not show a message means something only when it was read so far past it.
  REPORT_SILENCE_S: seconds(1, 604_800).default(7_200),
  // A reporting service that fails for so long is shown on the console's first page.
  REPORT_WARN_S: seconds(60, 604_800).default(14_400),
  // What a customer is charged in Splynx for a debit that came back; 0 charges nothing.
  RETURN_FEE_CENTS: wholeNumber(0, 100_000).default(0),
  // Messages to the terminal at once, and in a second, for all workers together; none: no limit.
  IPPAY_CONCURRENCY_MAX: wholeNumber(1, 10_000).optional(),
  IPPAY_RATE_MAX: wholeNumber(1, 10_000).optional(),
  GATEWAY_TIMEOUT_MS: wholeNumber(1_000, 300_000).default(75_000),
  SPLYNX_TIMEOUT_MS: wholeNumber(1_000, 300_000).default(30_000),
  // How long a person's page waits for Splynx.
  SPLYNX_PEOPLE_TIMEOUT_MS: wholeNumber(500, 300_000).default(8_000),
  // Requests to Splynx at once, and in a second, for all processes together; none: no limit.
  SPLYNX_CONCURRENCY_MAX: wholeNumber(1, 10_000).optional(),
  SPLYNX_RATE_MAX: wholeNumber(1, 10_000).optional(),
  // How a process begins to prove who it is: "auto" signs requests and takes a token where the key
  // checks its nonces, "token" has one from the start.
  SPLYNX_AUTH: z.enum(['auto', 'token']).default('auto'),
  // The secret of the hook in Splynx; without one the hook's address is not there.
  SPLYNX_WEBHOOK_SECRET: z.string().default(''),
  SPLYNX_WEBHOOK_HASH: z.enum(['sha1', 'sha256']).default('sha1'),
  // Recorded payments also become records of a payment statement, one statement for each day or
  // month.
  SPLYNX_STATEMENT_GROUPING: z.enum(['off', 'day', 'month']).default('month'),
  // The mail server, as smtp://user:password@host:587 or smtps://…; without one nobody is written to.
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  // From whom mails come: an address, or `Name <address>`.
  MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]+<)?[^\s<>@]+@[^\s<>@]+>?$/, 'must be an address, or a name and <address>')
    .optional(),
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
  // Where workers keep a second copy of what they were about to send, apart from MySQL and Redis.
  JOURNAL_DIR: z.string().default(''),
  WORKER_CONCURRENCY: wholeNumber(1, 1_000).default(50),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TZ: z
    .string()
    .refine((zone) => isZone(zone), 'must be a time zone such as America/Chicago')
    .default('UTC'),
  // How much of one payment a role may give back; who is not named, and an admin, all of it.
  REFUND_LIMITS: z
    .string()
    .regex(
      /^((clerk|manager)=\d{1,6}(\.\d\d)?(,(?!$)|$))+$/,
      'must look like clerk=100.00,manager=2000.00',
    )
    .transform(
      (value): RefundLimits =>
        Object.fromEntries(
          value.split(',').map((pair) => {
            const [role = '', amount = ''] = pair.split('=')
            return [role, centsOfDecimal(amount) ?? 0]
          }),
        ),
    )
    .default({ clerk: 10_000, manager: 200_000 }),
  // Splynx's ids of the payment methods that payments are recorded under (Splynx facts §2.9).
  SPLYNX_CARD_PAYMENT_TYPE: wholeNumber(1, 1_000_000).default(3),
  SPLYNX_BANK_PAYMENT_TYPE: wholeNumber(1, 1_000_000).default(2),
  // The name of Splynx's own session cookie, by which a customer of its portal needs no second
  // log-in here; empty switches that off. Browsers send it where we share Splynx's host name.
  SPLYNX_SESSION_COOKIE: z
    .string()
    .regex(/^[\w-]{0,64}$/, 'must be the name of a cookie')
    .default('PHPSESSID'),
  // The original add-on's links with an id or a number in them, which need no log-in: as it has them,
  // without the customer's saved method, or not at all. Signed links always work.
  PLAIN_LINKS: z.enum(['on', 'new_methods_only', 'off']).default('on'),
  // How long a signed link works that the console hands out.
  LINK_DAYS: wholeNumber(1, 365).default(30),
  // Whether a card form asks for the ZIP code that the card's bank compares.
  ZIP_CODE: z.enum(['off', 'optional', 'required']).default('optional'),
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
  for (const name of ['IPPAY_REPORT_LOGIN', 'IPPAY_REPORT_PASSWORD']) {
    if (config.IPPAY_REPORT_URL && config[name] === '') {
      throw new ConfigError(`${name} is missing, and IPPAY_REPORT_URL asks for it`)
    }
  }
  if (config.SMTP_URL && 'MAIL_FROM' in config && !config.MAIL_FROM) {
    throw new ConfigError('MAIL_FROM is missing, and SMTP_URL asks for it')
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
