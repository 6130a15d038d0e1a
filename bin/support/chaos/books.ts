import { sql } from 'kysely'
import { ask } from './reset.ts'
import type { Stage } from './stage.ts'

/** A debit in the gateway's own books. */
export interface Debit {
  transactionId: string
  type: string
  amountCents: number
  orderNumber: string
  /** The payment of ours that it names. */
  udField1: string
  at: string
  voidedBy?: string
}

/** A payment in Splynx's own books. */
export interface Receipt {
  id: number
  customerId: number
  invoiceId: number | null
  requestId: number | null
  amountCents: number
  receiptNumber: string
  source: 'api' | 'world'
}

export interface OurPayment {
  id: string
  status: string
  transaction_id: string | null
  amount_cents: number
  purpose: 'invoice' | 'proforma' | 'refill'
  document_id: number | null
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
    ask<{ transactions: Debit[] }>(`${sandbox.gatewayUrl}/_sandbox/transactions`),
    ask<{ payments: Receipt[] }>(`${sandbox.splynxUrl}/_sandbox/payments`),
    sql<OurPayment>`
      select p.id, p.status, p.transaction_id, p.amount_cents, p.purpose, p.document_id,
        r.splynx_payment_id,
        (select count(*) from payment_events e
          where e.payment_id = p.id and e.reason like 'inquiry:%') as inquiries
      from payments p left join recordings r on r.payment_id = p.id`.execute(observer.db),
  ])
  const debits = gateway.transactions.filter(({ type }) => type === 'SALE' || type === 'CHECK')
  return { debits, receipts: splynx.payments, payments }
}
