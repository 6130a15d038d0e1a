import { parseArgs } from 'node:util'
import { isDay } from './world-calendar.ts'

export interface Credentials {
  login: string
  password: string
}

export interface MainOptions {
  /** Null leaves that simulator out; 0 takes a free port. */
  ippayPort: number | null
  splynxPort: number | null
  /** Of the mailbox's pages; null leaves the mail server out. */
  mailboxPort: number | null
  smtpPort: number
  seed: number
  customers: number
  today?: string
  latencyMs: number
  apiKey: string
  apiSecret: string
  staff: Credentials[]
  customerLogins: Credentials[]
  sessions: string[]
  addOnUrl?: string
  /** Where the gateway keeps what happened for its next start. */
  stateFile?: string
  /** A second address of the gateway, for clients that speak nothing but HTTPS. */
  ippayTls?: { port: number; keyFile: string; certFile: string }
}

/** A command line that cannot be obeyed; the message is one line for its author. */
export class UsageError extends Error {}

const USAGE = `npm run sandbox -- --ippay-port N --splynx-port N   (at least one of them; 0 takes a free port)
  --mailbox-port N            a mail server as well, and its pages at this port
  --smtp-port N               where that mail server listens (any free port)
  --seed S                    another world (1)
  --customers N               how many customers (400)
  --today YYYY-MM-DD          the world's day (the real one)
  --latency-ms N              how long every answer takes on top (0)
  --api-key K --api-secret S  of Splynx's API
  --staff login:password      repeated for more; likewise --customer login:password
  --session ID                a portal session that exists from the start; repeated for more
  --add-on-url URL            where Splynx's own pages find the add-on
  --state-file PATH           what the gateway has booked survives a restart
  --ippay-tls-port N --tls-key PATH --tls-cert PATH
                              the gateway over HTTPS as well; PEM files`

/** Null when help was asked for and printed. */
export function readOptions(args: string[]): MainOptions | null {
  const values = parsed(args)
  if (values.help) {
    process.stdout.write(`${USAGE}\n`)
    return null
  }
  const port = (name: 'ippay-port' | 'splynx-port' | 'ippay-tls-port' | 'mailbox-port') =>
    values[name] === undefined ? null : wholeNumber(name, values[name], 65_535)
  const options: MainOptions = {
    ippayPort: port('ippay-port'),
    splynxPort: port('splynx-port'),
    mailboxPort: port('mailbox-port'),
    smtpPort: wholeNumber('smtp-port', values['smtp-port'], 65_535),
    seed: wholeNumber('seed', values.seed, 2 ** 31 - 1),
    customers: wholeNumber('customers', values.customers, 1_000_000, 1),
    latencyMs: wholeNumber('latency-ms', values['latency-ms'], 600_000),
    apiKey: values['api-key'],
    apiSecret: values['api-secret'],
    staff: values.staff.map((text) => credentials('staff', text)),
    customerLogins: values.customer.map((text) => credentials('customer', text)),
    sessions: values.session,
  }
  if (options.ippayPort === null && options.splynxPort === null) {
    throw new UsageError('give --ippay-port, --splynx-port or both')
  }
  if (values.today !== undefined) options.today = day(values.today)
  if (values['add-on-url'] !== undefined) options.addOnUrl = values['add-on-url']
  addGatewayOptions(options, values, port('ippay-tls-port'))
  return options
}

function addGatewayOptions(
  options: MainOptions,
  values: ReturnType<typeof parsed>,
  tlsPort: number | null,
): void {
  const stateFile = values['state-file']
  const [keyFile, certFile] = [values['tls-key'], values['tls-cert']]
  if (options.ippayPort === null) {
    if (stateFile !== undefined) throw new UsageError('--state-file goes with --ippay-port')
    if (tlsPort !== null) throw new UsageError('--ippay-tls-port goes with --ippay-port')
  }
  if (stateFile !== undefined) options.stateFile = stateFile
  if (tlsPort === null) return
  if (keyFile === undefined || certFile === undefined) {
    throw new UsageError('--ippay-tls-port needs --tls-key and --tls-cert')
  }
  options.ippayTls = { port: tlsPort, keyFile, certFile }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        'ippay-port': { type: 'string' },
        'splynx-port': { type: 'string' },
        'mailbox-port': { type: 'string' },
        'smtp-port': { type: 'string', default: '0' },
        seed: { type: 'string', default: '1' },
        customers: { type: 'string', default: '400' },
        today: { type: 'string' },
        'latency-ms': { type: 'string', default: '0' },
        'api-key': { type: 'string', default: 'sandbox-key' },
        'api-secret': { type: 'string', default: 'sandbox-secret' },
        staff: {
          type: 'string',
          multiple: true,
          default: ['clerk:clerk', 'admin:admin', 'viewer:viewer'],
        },
        customer: { type: 'string', multiple: true, default: ['customer:customer'] },
        session: { type: 'string', multiple: true, default: [] },
        'add-on-url': { type: 'string' },
        'state-file': { type: 'string' },
        'ippay-tls-port': { type: 'string' },
        'tls-key': { type: 'string' },
        'tls-cert': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(/\. |\.?\n/)[0] ?? '') : '')
  }
}

function wholeNumber(name: string, text: string, most: number, least = 0): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not '${text}'`)
}

function day(text: string): string {
  if (isDay(text)) return text
  throw new UsageError(`--today takes a day as YYYY-MM-DD, not '${text}'`)
}

/** The password may hold colons, the login may not. */
function credentials(name: string, text: string): Credentials {
  const colon = text.indexOf(':')
  if (colon > 0 && colon < text.length - 1) {
    return { login: text.slice(0, colon), password: text.slice(colon + 1) }
  }
  throw new UsageError(`--${name} takes login:password`)
}
