import type { Context } from '../context.ts'
import { listUsedTerminals } from '../db/terminals.ts'
import { findOutgoingAddress } from '../gateway/outgoing-address.ts'
import { messageOf, type SetupStep, step } from './setup-step.ts'
import { findLastHook } from './webhooks/last-hook.ts'

/** Every terminal to which payments go or went. */
export async function checkTerminals(context: Context): Promise<SetupStep> {
  const { db, config } = context
  const terminals = await listUsedTerminals(db, config.IPPAY_TERMINAL_ID)
  const results = await Promise.all(terminals.map((id) => checkTerminal(context, id)))
  return results.find(({ state }) => state === 'failed') ?? joined(results)
}

const joined = (steps: readonly SetupStep[]): SetupStep => ({
  ...steps[0]!,
  says: steps.map(({ says }) => says).join(' '),
})

/** Asks IPpay whether it knows this one. */
export async function checkTerminal(
  { gateway, config }: Context,
  terminalId: string,
): Promise<SetupStep> {
  const title = 'IPpay terminal'
  const [result, outgoing] = await Promise.all([
    gateway.ping({ terminalId }),
    findOutgoingAddress(config.IPPAY_URL),
  ])
  if (result.ok) {
    return step('terminal', title, {
      state: 'done',
      says: `${terminalId} is known and answers within ${result.latencyMs} ms.`,
    })
  }
  return step('terminal', title, {
    state: 'failed',
    says: `${terminalId}: ${result.cause}.`,
    how: [
      'Ask IPpay to let the address of this server through: without it their firewall refuses us, or answers nothing.',
      outgoing?.isPrivate === false
        ? 'This server’s own address on the way there is public. Unless a router or proxy puts another in its place, it is the one to name.'
        : 'The address that IPpay sees is the public one of the router before this server, which nobody can tell from in here. Ask whoever runs your network.',
      'If it answers with a sentence, the terminal or its password is wrong. Both are kept under Settings; the first terminal is IPPAY_TERMINAL_ID with IPPAY_PASSWORD.',
    ],
    paste: [
      { label: 'IPPAY_URL', value: config.IPPAY_URL },
      ...(outgoing ? [{ label: 'This server’s own address', value: outgoing.address }] : []),
    ],
  })
}

/** Reads the last hour of the reporting service. */
export async function checkReports({ reports, now }: Context): Promise<SetupStep> {
  const title = 'IPpay reports'
  if (reports === null) {
    return step('reports', title, {
      state: 'todo',
      says: 'Not set up: returned bank debits and lost answers have to be entered by hand.',
      how: [
        'Ask IPpay for a login to the reporting service, and set IPPAY_REPORT_URL, IPPAY_REPORT_LOGIN and IPPAY_REPORT_PASSWORD.',
      ],
    })
  }
  try {
    const to = now()
    const from = new Date(to.getTime() - 60 * 60_000)
    const { records } = await reports.read('credit', { from, to })
    return step('reports', title, {
      state: 'done',
      says: `The service answers: ${records.length} card records in the last hour.`,
    })
  } catch (error) {
    return step('reports', title, { state: 'failed', says: messageOf(error) })
  }
}

/** Logs in at the mail server; nothing is sent. */
export async function checkMail({ mail }: Context): Promise<SetupStep> {
  const title = 'Mail server'
  if (mail === null) {
    return step('mail', title, {
      state: 'todo',
      says: 'Not set up: customers get no receipts and no notices.',
      how: ['Set SMTP_URL and MAIL_FROM, and start the program again.'],
    })
  }
  const result = await mail.check()
  return step('mail', title, {
    state: result.ok ? 'done' : 'failed',
    says: result.ok ? `It answers within ${result.latencyMs} ms.` : `${result.cause}.`,
    ...(result.ok ? {} : { how: ['Check SMTP_URL: server, port, login and password.'] }),
  })
}

const DAY_MS = 24 * 60 * 60_000

/** Splynx tells nobody which hooks it has, so what counts is whether one arrives. */
export async function checkWebhook(context: Context): Promise<SetupStep> {
  const { config, now } = context
  const title = 'Webhook of Splynx'
  const address = new URL('/ippay/webhooks/splynx', config.PUBLIC_URL).href
  const paste = [{ label: 'URL', value: address }]
  if (config.SPLYNX_WEBHOOK_SECRET === '') {
    return step('webhook', title, {
      state: 'todo',
      says: 'Not set up: changes in Splynx are noticed by polling, some minutes late.',
      how: [
        'Make up a long secret and set it as SPLYNX_WEBHOOK_SECRET here.',
        'In Splynx open Config, Integrations, Webhooks, and add one with this address and the same secret.',
      ],
      paste,
    })
  }
  const how = [
    'In Splynx open Config, Integrations, Webhooks: the address must be this one and the secret the one of SPLYNX_WEBHOOK_SECRET. Its ping must answer “pong”.',
    'Choose Invoices, Proforma invoices, Customers and Payments.',
  ]
  const last = await findLastHook(context).catch(() => undefined)
  if (last === undefined)
    return step('webhook', title, { state: 'todo', says: NOT_NOW, how, paste })
  if (last === null) {
    const says = 'The address is there and the secret is set, but none has arrived yet.'
    return step('webhook', title, { state: 'todo', says, how, paste })
  }
  const ageMs = now().getTime() - last.getTime()
  const says = `The last one with the right signature arrived ${agoInWords(ageMs)}.`
  return ageMs < DAY_MS
    ? step('webhook', title, { state: 'done', says })
    : step('webhook', title, { state: 'todo', says, how, paste })
}

const NOT_NOW = 'When the last one arrived cannot be said at the moment, because Redis is away.'

function agoInWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return 'less than a minute ago'
  if (minutes < 120) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ago`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} hours ago` : `${Math.floor(hours / 24)} days ago`
}
