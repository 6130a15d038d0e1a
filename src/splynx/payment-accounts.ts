import type { AccountField, AccountLayout } from './account-layout.ts'
import { ACCOUNT_FIELDS, layoutOf } from './account-layout.ts'
import type { Row } from './codec.ts'
import { idOf, readId, textOr } from './codec.ts'
import type { Http } from './http.ts'
import { errorOf, readOne } from './http.ts'
import { eachPage, PAGE_SIZE } from './paging.ts'
import type { Condition } from './query.ts'
import type { PaymentAccount, Splynx } from './splynx.ts'
import { SplynxError } from './splynx.ts'

type PaymentAccounts = Pick<Splynx, 'eachPaymentAccount' | 'savePaymentAccount'>

// Splynx facts §2.5: definitions and single rows at the one address, all rows at the other.
const ACCOUNTS = '/admin/customers/customer-payment-accounts'
const ACCOUNT_ROWS = '/admin/customers/customer-payment-account-data'

interface Definition {
  id: number
  layout: AccountLayout
}

/**
 * `paymentAccountId` names the definition; without it, the first that is called IPpay is taken, or
 * the first of all.
 */
export function createPaymentAccounts(http: Http, paymentAccountId?: number): PaymentAccounts {
  let loading: Promise<Definition> | undefined

  /** Read once: a definition must not be edited after the add-on was installed. */
  function loadDefinition(): Promise<Definition> {
    loading ??= findDefinition().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }

  async function findDefinition(): Promise<Definition> {
    const rows = await http.readList({ path: ACCOUNTS })
    const definitions = rows
      .map((row) => readOne(ACCOUNTS, row, (row) => ({ id: readId(row, 'id'), row })))
      .sort((a, b) => a.id - b.id)
    const chosen =
      paymentAccountId === undefined
        ? (definitions.find(({ row }) => /ippay/i.test(textOr(row.title, ''))) ?? definitions[0])
        : definitions.find(({ id }) => id === paymentAccountId)
    if (chosen) return { id: chosen.id, layout: layoutOf(chosen.row) }
    throw new SplynxError(
      `Splynx has no payment account definition ${paymentAccountId ?? ''}`.trim(),
    )
  }

  return {
    async *eachPaymentAccount(pageSize = PAGE_SIZE) {
      const { id, layout } = await loadDefinition()
      const where: Condition[] = [{ attribute: 'account_id', operator: '=', values: [id] }]
      // One row a customer, so the customer's id can cut the pages.
      const paged = { path: ACCOUNT_ROWS, where, key: 'customer_id', after: 0, pageSize }
      for await (const rows of eachPage(http, paged)) {
        if (rows.some((row) => idOf(row.account_id) !== id)) {
          throw new SplynxError(`Splynx ignores the definition at GET ${ACCOUNT_ROWS}`, 200)
        }
        // A row of nobody must not hide the others.
        const owned = rows.filter((row) => idOf(row.customer_id) !== null)
        yield owned.map((row) => accountOf(row, layout))
      }
    },

    async savePaymentAccount(customerId, fields) {
      const given = ACCOUNT_FIELDS.filter((field) => fields[field] !== undefined)
      if (given.length === 0) return
      const { id, layout } = await loadDefinition()
      const body = Object.fromEntries(given.map((field) => [placeOf(layout, field), fields[field]]))
      const query = `id=${customerId}--${id}`
      const call = { method: 'PUT', path: ACCOUNTS, query, body } as const
      const answer = await http.send(call)
      const isAccepted = answer.kind === 'answered' && [200, 202, 204].includes(answer.status)
      if (!isAccepted) throw errorOf(call, answer)
    },
  }
}

const placeOf = (layout: AccountLayout, field: AccountField) => `field_${layout[field]}`

function accountOf(row: Row, layout: AccountLayout): PaymentAccount {
  const text = (field: AccountField) => textOr(row[placeOf(layout, field)], '').trim()
  return {
    customerId: readId(row, 'customer_id'),
    cardToken: text('cardToken'),
    cardHolder: text('cardHolder'),
    cardLast4: text('cardLast4'),
    cardExpiry: expiryOf(text('cardExpiry')),
    bankToken: text('bankToken'),
    bankRouting: text('bankRouting'),
    bankHolder: text('bankHolder'),
    bankType: text('bankType'),
  }
}

/** `YYYY-MM` of the import, `MM-YYYY` of the portal, and what people type; empty when unclear. */
export function expiryOf(text: string): string {
  const [, year, month] = /^(\d{4})-(\d\d)$/.exec(text) ?? []
  const [, monthFirst, yearLast = ''] = /^(\d\d)[-/ ]?(\d{4}|\d\d)$/.exec(text) ?? []
  const expiry = {
    year: year ?? (yearLast.length === 2 ? `20${yearLast}` : yearLast),
    month: month ?? monthFirst ?? '',
  }
  return /^(?:0[1-9]|1[0-2])$/.test(expiry.month) ? `${expiry.year}-${expiry.month}` : ''
}
