import { readFileSync } from 'node:fs'
import { defaultSettings } from './ippay/settings.ts'
import { type Ippay, startIppay } from './ippay/start.ts'
import { type MainOptions, readOptions, UsageError } from './main-options.ts'
import { startSplynx } from './splynx/start.ts'
import { localToday } from './world-calendar.ts'

// Both simulators, or one of them, in one process. Prints one line of JSON when they are ready.

const options = optionsOrExit()
if (options !== null) await run(options)

function optionsOrExit(): MainOptions | null {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`sandbox: ${error.message} (--help shows all flags)\n`)
    process.exit(2)
  }
}

async function run(options: MainOptions): Promise<void> {
  const { ippayPort, splynxPort } = options
  try {
    const ippay = ippayPort === null ? null : await startGateway(options, ippayPort)
    const splynx = splynxPort === null ? null : await startSplynx({ ...options, port: splynxPort })
    const mailbox = options.mailboxPort === null ? null : await startMail(options)
    endOnSignal(async () => {
      await Promise.all([ippay?.close(), splynx?.close(), mailbox?.close()])
    })
    const ready = {
      ...(ippay && addressesOfIppay(ippay)),
      ...(splynx && addressesOfSplynx(splynx.url, options)),
      ...(mailbox && { mailboxUrl: mailbox.url, smtpUrl: mailbox.smtpUrl }),
      seed: options.seed,
      customers: options.customers,
      today: options.today ?? localToday(),
    }
    process.stdout.write(`${JSON.stringify(ready)}\n`)
  } catch (error) {
    process.stderr.write(`sandbox: ${error instanceof Error ? error.message : error}\n`)
    process.exit(1)
  }
}

function startGateway({ ippayTls, ...options }: MainOptions, port: number): Promise<Ippay> {
  if (ippayTls === undefined) return startIppay({ ...options, port })
  const key = readFileSync(ippayTls.keyFile, 'utf8')
  const cert = readFileSync(ippayTls.certFile, 'utf8')
  return startIppay({ ...options, port, tls: { port: ippayTls.port, key, cert } })
}

/** Loaded for who wants it: its mail server is a package for development alone. */
async function startMail({ mailboxPort, smtpPort, seed }: MainOptions) {
  const { startMailbox } = await import('./mailbox/start.ts')
  return startMailbox({ port: mailboxPort ?? 0, smtpPort, seed })
}

function addressesOfIppay({ url, tlsUrl }: Ippay) {
  const { reportLogin, reportPassword } = defaultSettings()
  return {
    ippayUrl: url,
    gateway: `${url}/ippay`,
    jetpay: `${url}/jetpay`,
    reports: `${url}/ippayReport/`,
    ...(tlsUrl !== null && { ippayTlsUrl: tlsUrl }),
    terminalId: 'TESTTERMINAL',
    terminalPassword: '',
    report: { login: reportLogin, password: reportPassword },
  }
}

function addressesOfSplynx(url: string, options: MainOptions) {
  const { apiKey, apiSecret, staff, customerLogins, sessions } = options
  return {
    splynxUrl: url,
    api: `${url}/api/2.0/`,
    apiKey,
    apiSecret,
    staff: staff[0],
    customer: customerLogins[0],
    staffLogins: staff,
    customerLogins,
    sessions,
  }
}

function endOnSignal(close: () => Promise<void>): void {
  const end = () => {
    close().finally(() => process.exit(0))
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}
