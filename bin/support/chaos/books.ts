import { sql } from 'kysely'
import type { Stage } from './stage.ts'

/** A debit in the gateway's own books. */
export interface Debit {
  transactionId: string
  type: string
  amountCents: number
  orderNumber: string
  udField1: string
  voidedBy?: string
}

/** A payment in Splynx's own books. */
export interface Receipt {
  id: number
  invoiceId: number | null
  amountCents: number
  receiptNumber: string
}

export interface OurPayment {
  id: string
  status: string
  transaction_id: string | null
  amount_cents: number
  document_id: number | null
  document_number: string | null
  splynx_payment_id: number | null
  inquiries: number
}

export interface Books {
  debits: Debit[]
  receipts: Receipt[]
  payments: OurPayment[]
}

/** Three accounts of the same money, by three parties that share no code. */
export async function readBooks({ sandbox, observer }: Stage): Promise<Books> {
  const [gateway, splynx, { rows: payments }] = await Promise.all([
    readJson<{ transactions: Debit[] }>(`${sandbox.gatewayUrl}/_sandbox/transactions`),
    readJson<{ payments: Receipt[] }>(`${sandbox.splynxUrl}/_sandbox/payments`),
    sql<OurPayment>`
      select p.id, p.status, p.transaction_id, p.amount_cents, p.document_id, p.document_number,
        r.splynx_payment_id,
        (select count(*) from payment_events e
          where e.payment_id = p.id and e.reason like 'inquiry:%') as inquiries
      from payments p left join recordings r on r.payment_id = p.id`.execute(observer.db),
  ])
  const debits = gateway.transactions.filter(({ type }) => type === 'SALE' || type === 'CHECK')
  return { debits, receipts: splynx.payments, payments }
}

async function readJson<T>(url: string): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return (await response.json()) as T
}

/** Every way in which the three contradict each other, in words. Empty: they agree to the cent. */
export function contradictions({ debits, receipts, payments }: Books): string[] {
  const found: string[] = []
  const living = debits.filter(({ voidedBy }) => voidedBy === undefined)

  for (const [order, of] of groupBy(living, ({ orderNumber }) => orderNumber)) {
    if (of.length > 1) found.push(`document ${order} was charged ${of.length} times: ${ids(of)}`)
  }
  const taken = payments.filter(({ status }) => status === 'approved' || status === 'recorded')
  const takenBy = new Map(taken.map((payment) => [payment.transaction_id, payment]))
  for (const debit of living) {
    const payment = takenBy.get(debit.transactionId)
    if (!payment) {
      const ours = payments.find(({ id }) => id === debit.udField1)
      found.push(`the gateway took ${debit.transactionId}; we say ${ours?.status ?? 'nothing'}`)
    } else if (payment.amount_cents !== debit.amountCents) {
      found.push(`${payment.id}: we say ${payment.amount_cents}, they took ${debit.amountCents}`)
    }
  }
  const debited = new Set(living.map(({ transactionId }) => transactionId))
  for (const { id, status, transaction_id } of taken) {
    if (!debited.has(transaction_id ?? '')) found.push(`${id} is ${status}, nothing was taken`)
  }

  for (const [receipt, of] of groupBy(receipts, ({ receiptNumber }) => receiptNumber)) {
    if (of.length > 1) found.push(`Splynx has ${receipt} ${of.length} times`)
    if (!takenBy.has(receipt)) found.push(`Splynx has ${receipt}, which we did not take`)
  }
  const recorded = new Map(receipts.map((receipt) => [receipt.receiptNumber, receipt]))
  for (const { id, transaction_id, amount_cents, splynx_payment_id } of taken) {
    const receipt = recorded.get(transaction_id ?? '')
    if (!receipt) found.push(`${id} is not in Splynx`)
    else if (receipt.amountCents !== amount_cents) found.push(`${id}: another amount in Splynx`)
    else if (receipt.id !== splynx_payment_id) found.push(`${id}: another payment in Splynx`)
  }
  for (const [invoice, of] of groupBy(receipts, ({ invoiceId }) => invoiceId)) {
    if (invoice !== null && of.length > 1)
      found.push(`invoice ${invoice} is paid ${of.length} times`)
  }
  return found
}

const ids = (debits: Debit[]) => debits.map(({ transactionId }) => transactionId).join(', ')

function groupBy<T, K>(list: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}
