import type { Context } from '../context.ts'
import type { EntryPoint } from '../splynx/splynx.ts'
import { checkMail, checkReports, checkTerminals, checkWebhook } from './check-services.ts'
import { messageOf, type SetupStep, step } from './setup-step.ts'

export type { SetupStep }

/** Asks Splynx and IPpay about everything that an installation needs. Changes nothing. */
export async function checkSetup(context: Context): Promise<SetupStep[]> {
  const steps = await Promise.all([
    checkAddress(context),
    checkKey(context),
    checkPermissions(context),
    checkPaymentAccount(context),
    checkPaymentTypes(context),
    checkEntryPoints(context),
    checkWebhook(context),
    checkTerminals(context),
    checkReports(context),
    checkMail(context),
    checkRecycling(context),
  ])
  return steps
}

function checkAddress({ config }: Context): SetupStep {
  const ours = new URL(config.PUBLIC_URL)
  const theirs = new URL(config.SPLYNX_URL)
  const title = 'Our address'
  if (ours.protocol !== 'https:' && !/^(localhost|127\.)/.test(ours.hostname)) {
    return step('address', title, {
      state: 'failed',
      says: `${ours.origin} is not encrypted: cards must not be typed into it.`,
      how: ['Put a certificate before it and set PUBLIC_URL to its https address.'],
    })
  }
  if (ours.hostname !== theirs.hostname) {
    return step('address', title, {
      state: 'todo',
      says: `${ours.hostname} is another host than Splynx’s ${theirs.hostname}.`,
      how: [
        'Customers of the portal have to log in a second time, because browsers do not send us the portal’s cookie.',
        `Let Splynx’s web server hand /ippay and /admin of a path of its own over to us, and set PUBLIC_URL to ${theirs.origin}.`,
      ],
    })
  }
  return step('address', title, {
    state: 'done',
    says: `${ours.origin} shares its host with Splynx: customers of the portal need no second log-in.`,
  })
}

export async function checkKey({ splynx, config }: Context): Promise<SetupStep> {
  const title = 'Splynx API key'
  const result = await splynx.check()
  if (result.ok) {
    return step('key', title, {
      state: 'done',
      says: `Splynx accepts it and answers within ${result.latencyMs} ms.`,
    })
  }
  return step('key', title, {
    state: 'failed',
    says: result.cause,
    how: [
      'In Splynx open Administration, then API keys, and add one. “Unsecure access” stays off.',
      'Set SPLYNX_URL, SPLYNX_API_KEY and SPLYNX_API_SECRET to the address, the key and its secret.',
      'If the key has a list of allowed addresses, add the address of this server.',
    ],
    paste: [{ label: 'SPLYNX_URL', value: config.SPLYNX_URL }],
  })
}

export async function checkPermissions({ splynx }: Context): Promise<SetupStep> {
  const title = 'Permissions of the key'
  const permissions = await splynx.checkPermissions()
  const named = (state: string) =>
    permissions
      .filter((permission) => permission.state === state)
      .map(({ controller, action }) => `${controller}: ${action}`)
  const [missing, unclear] = [named('missing'), named('unclear')]
  if (missing.length > 0) {
    return step('permissions', title, {
      state: 'failed',
      says: `${missing.length} of ${permissions.length} are missing.`,
      how: ['In Splynx open the API key, then its permissions, and allow:', ...missing],
    })
  }
  if (unclear.length > 0) {
    return step('permissions', title, {
      state: 'failed',
      says: `Splynx did not say clearly about ${unclear.length} of ${permissions.length}.`,
      how: unclear,
    })
  }
  return step('permissions', title, {
    state: 'done',
    says: `All ${permissions.length} that can be checked are granted. Payment statements: add cannot be checked without adding one.`,
  })
}

/** The labels and their order are what other programs agree on (Splynx facts §2.5). */
export const ACCOUNT_LABELS = [
  'Card token',
  'Cardholder name',
  'Last 4 digits',
  'Card expiry',
  '',
  'Bank account token',
  'Routing number',
  'Name on bank account',
  'Bank account type',
  '',
]

async function checkPaymentAccount({ splynx }: Context): Promise<SetupStep> {
  const title = 'Payment account'
  const paste = ACCOUNT_LABELS.flatMap((value, at) =>
    value ? [{ label: `Field ${at + 1}`, value }] : [],
  )
  const how = [
    'In Splynx open Config, Finance, Payment accounts, and add one that is called IPpay with these fields. Fields 5 and 10 stay empty.',
  ]
  try {
    const definition = await splynx.findAccountDefinition()
    if (definition === null) {
      return step('account', title, { state: 'failed', says: 'There is none.', how, paste })
    }
    if (!/ippay/i.test(definition.title)) {
      return step('account', title, {
        state: 'failed',
        says: `None is called IPpay, and “${definition.title}” may belong to something else.`,
        how,
        paste,
      })
    }
    const labels = definition.labels.filter(Boolean).length
    return step('account', title, {
      state: 'done',
      says: `“${definition.title}” with ${labels} labelled fields.`,
    })
  } catch (error) {
    return step('account', title, { state: 'failed', says: messageOf(error) })
  }
}

async function checkPaymentTypes({ splynx, settings }: Context): Promise<SetupStep> {
  const title = 'Payment methods'
  const { cardPaymentTypeId, bankPaymentTypeId } = await settings.of(null)
  const wanted = [
    { id: cardPaymentTypeId, noun: 'cards' },
    { id: bankPaymentTypeId, noun: 'bank debits' },
  ]
  try {
    const known = new Map((await splynx.listPaymentMethods()).map(({ id, name }) => [id, name]))
    const missing = wanted.filter(({ id }) => !known.has(id))
    if (missing.length > 0) {
      return step('types', title, {
        state: 'failed',
        says: `Splynx has no payment method ${missing.map(({ id }) => id).join(' and ')}.`,
        how: [
          `Choose under Settings, Recording in Splynx, what ${missing.map(({ noun }) => noun).join(' and ')} are recorded under.`,
          'If none fits, add one in Splynx under Config, Finance, Payment methods.',
        ],
        paste: [...known].map(([id, name]) => ({ label: name, value: String(id) })),
      })
    }
    const words = wanted.map(({ id, noun }) => `${noun} as “${known.get(id)}”`).join(', ')
    return step('types', title, { state: 'done', says: `Payments are recorded: ${words}.` })
  } catch (error) {
    return step('types', title, { state: 'failed', says: messageOf(error) })
  }
}

const ENTRY_POINTS = [
  { label: 'Portal, menu link “Payment credentials”', path: '/ippay/credentials' },
  { label: 'Portal, menu link “Refill”', path: '/ippay' },
  { label: 'Portal, action link on Invoices “Pay”', path: '/ippay/pay-invoice' },
  { label: 'Portal, action link on Requests “Pay”', path: '/ippay/pay-request' },
  { label: 'Portal, code on the dashboard', path: '/ippay/widget', isFramed: true },
  { label: 'Admin, menu link “Charge invoices with IPpay”', path: '/admin/enter' },
]

async function checkEntryPoints({ splynx, config }: Context): Promise<SetupStep> {
  const title = 'Entry points in Splynx'
  const addressOf = (path: string) => new URL(path, config.PUBLIC_URL).href
  const paste = ENTRY_POINTS.map(({ label, path, isFramed }) => ({
    label,
    value: isFramed
      ? `<iframe src="${addressOf(path)}" title="To pay" style="width:100%;height:420px;border:0"></iframe>`
      : addressOf(path),
  }))
  const how = [
    'Splynx lets nobody add entry points from outside. Open Config, Integrations, Modules list, the module’s entry points, and add what you want to offer. Action links open in a modal window.',
  ]
  try {
    const present = await splynx.listEntryPoints()
    const isThere = ({ path }: { path: string }) => present.some((point) => leadsTo(point, path))
    const missing = ENTRY_POINTS.filter((point) => !isThere(point))
    const count = ENTRY_POINTS.length - missing.length
    return step('entry-points', title, {
      state: missing.length === 0 ? 'done' : 'todo',
      says: `${count} of ${ENTRY_POINTS.length} are there and switched on.`,
      ...(missing.length > 0
        ? { how, paste: paste.filter((_, at) => missing.includes(ENTRY_POINTS[at]!)) }
        : {}),
    })
  } catch (error) {
    return step('entry-points', title, { state: 'todo', says: messageOf(error), how, paste })
  }
}

/** Whether it leads to this page of ours, with or without a host before and a query behind. */
function leadsTo({ address, isEnabled }: EntryPoint, path: string): boolean {
  const at = address.indexOf(path)
  return isEnabled && at >= 0 && !/[\w/-]/.test(address[at + path.length] ?? '')
}

/** Nothing that IPpay answers says it, so somebody has to ask. */
async function checkRecycling({ settings }: Context): Promise<SetupStep> {
  const title = 'Retries'
  const { gatewayRecycling, ownRetries } = await settings.of(null)
  if (gatewayRecycling === 'off') {
    return step('recycling', title, {
      state: 'done',
      says: 'IPpay’s own recycling of declined payments is off, by what the settings say.',
      how: [
        'Ask IPpay once whether that is so for all your terminals: its answers do not show it.',
      ],
    })
  }
  if (!ownRetries) {
    return step('recycling', title, {
      state: 'done',
      says: 'IPpay recycles declined payments, and runs try each document once.',
    })
  }
  return step('recycling', title, {
    state: 'failed',
    says: 'IPpay recycles declined payments, and runs would try them again, too: no run starts.',
    how: [
      'Have IPpay switch recycling off, then say so in the settings; or switch retries by runs off there.',
    ],
  })
}
