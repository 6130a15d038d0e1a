import { type Row, rowOf, textOr } from './codec.ts'
import type { Answer, Http } from './http.ts'
import { encodeListing } from './query.ts'
import type { EntryPoint, Permission, Splynx } from './splynx.ts'

type Setup = Pick<Splynx, 'checkPermissions' | 'listEntryPoints' | 'findAccountDefinition'>

type Probe = Omit<Permission, 'state' | 'cause'> & {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
}

const FINANCE = '/admin/finance'
const CUSTOMERS = '/admin/customers'

/**
 * What the key must be allowed, by Splynx's names (Splynx facts §1.5), and a call that shows it and
 * changes nothing: reading one row, creating from an empty form, which fails validation, or touching
 * number 0, which is never there. Creating a statement is not among them: Splynx accepts an empty one.
 */
const PROBES: readonly Probe[] = [
  ...reads('Customers', `${CUSTOMERS}/customer`),
  ...reads('Invoices', `${FINANCE}/invoices`),
  ...reads('Proforma invoices (Requests)', `${FINANCE}/proforma-invoices`),
  ...reads('Payments', `${FINANCE}/payments`),
  { controller: 'Payments', action: 'add', method: 'POST', path: `${FINANCE}/payments` },
  { controller: 'Payments', action: 'delete', method: 'DELETE', path: `${FINANCE}/payments/0` },
  { controller: 'Transactions', action: 'add', method: 'POST', path: `${FINANCE}/transactions` },
  ...reads('Payment methods', `${FINANCE}/payment-methods`),
  ...reads('Customer payment accounts', `${CUSTOMERS}/customer-payment-accounts`),
  {
    controller: 'Customer payment accounts',
    action: 'update',
    method: 'PUT',
    path: `${CUSTOMERS}/customer-payment-accounts`,
  },
  ...reads('Payment statements (BankStatements)', `${FINANCE}/bank-statements`),
  {
    controller: 'Payment statement records (BankStatementsRecords)',
    action: 'add',
    method: 'POST',
    path: `${FINANCE}/bank-statements-records`,
  },
  ...reads('Partners', '/admin/administration/partners'),
  ...reads('Locations', '/admin/administration/locations'),
  ...reads('Administrators', '/admin/administration/administrators'),
]

function reads(controller: string, path: string): Probe[] {
  return [{ controller, action: 'view', method: 'GET', path }]
}

const ACCOUNTS = `${CUSTOMERS}/customer-payment-accounts`
const ENTRY_POINTS = '/admin/config/entry-points'

export function createSetup(http: Http): Setup {
  async function probe({ method, path, ...permission }: Probe): Promise<Permission> {
    const query =
      method === 'GET' ? encodeListing({ where: [], orderBy: 'id', limit: 1 }) : undefined
    const body = method === 'POST' || method === 'PUT' ? {} : undefined
    return { ...permission, ...verdictOf(await http.send({ method, path, query, body })) }
  }

  return {
    checkPermissions: () => Promise.all(PROBES.map(probe)),

    async listEntryPoints() {
      const rows = await http.readList({ path: ENTRY_POINTS })
      return rows.flatMap((value) => entryPointOf(rowOf(value)) ?? [])
    },

    async findAccountDefinition() {
      const rows = (await http.readList({ path: ACCOUNTS }))
        .map(rowOf)
        .filter((row) => row !== null)
      const row = rows.find(({ title }) => /ippay/i.test(textOr(title, ''))) ?? rows[0]
      if (row === undefined) return null
      const labels = Array.from({ length: 10 }, (_, at) => textOr(row[`field_${at + 1}`], ''))
      return { title: textOr(row.title, ''), labels }
    },
  }
}

/** Only a refusal proves that the permission is missing; 404, 422 and the like come behind it. */
function verdictOf(answer: Answer): Pick<Permission, 'state' | 'cause'> {
  if (answer.kind === 'silent') return { state: 'unclear', cause: answer.cause }
  const { status } = answer
  if (status === 403 || status === 405) return { state: 'missing', cause: String(status) }
  if (status === 401 || status >= 500) return { state: 'unclear', cause: String(status) }
  return { state: 'granted', cause: null }
}

function entryPointOf(row: Row | null): EntryPoint | null {
  if (row === null) return null
  return {
    title: textOr(row.title, ''),
    place: textOr(row.place, ''),
    type: textOr(row.type, ''),
    model: textOr(row.model, ''),
    // A widget's address stands inside its code.
    address: textOr(row.url, '') || textOr(row.code, ''),
    isEnabled: ['1', 'true'].includes(String(row.enabled)),
  }
}
