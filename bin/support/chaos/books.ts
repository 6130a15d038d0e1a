import { sql } from 'kysely'
import type { RefundKind, RefundStatus } from '../../../src/domain/refund.ts'
import { ask } from './reset.ts'
import type { Stage } from './stage.ts'

/** What moved money in the gateway's own books: taken, or given back. */
export interface Entry {
  transactionId: string
  type: string
  amountCents: number
  orderNumber: string
  /** The payment of ours that it names. */
  udField1: string
  at: string
  voidedBy?: string
}

/** A payment in Splynx's own books; below zero it shows that money went back. */
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
  customer_id: number
  channel: string
  transaction_id: string | null
  amount_cents: number
  refunded_cents: number
  purpose: 'invoice' | 'proforma' | 'refill'
  document_id: number | null
  splynx_payment_id: number | null
  inquiries: number
  /** A clerk has been told that its money became the customer's credit. */
  is_credit: number
  /** People have been told that somebody deleted it in Splynx. */
  is_missing: number
}

export interface OurRefund {
  id: string
  payment_id: string
  original_id: string
  kind: RefundKind
  status: RefundStatus
  amount_cents: number
  /** The document was to be paid again. */
  reopens: number
  transaction_id: string | null
}

export interface Books {
  debits: Entry[]
  credits: Entry[]
  receipts: Receipt[]
  payments: OurPayment[]
  refunds: OurRefund[]
}

/** Three accounts of the same money, by three parties that share no code. */
export async function readBooks({ sandbox, observer }: Stage): Promise<Books> {
  const [gateway, splynx, { rows: payments }, { rows: refunds }] = await Promise.all([
    ask<{ transactions: Entry[] }>(`${sandbox.gatewayUrl}/_sandbox/transactions`),
    ask<{ payments: Receipt[] }>(`${sandbox.splynxUrl}/_sandbox/payments`),
    sql<OurPayment>`
      select p.id, p.status, p.customer_id, p.channel, p.transaction_id, p.amount_cents, p.refunded_cents,
        p.purpose, p.document_id, r.splynx_payment_id,
        (select count(*) from payment_events e
          where e.payment_id = p.id and e.reason like 'inquiry:%') as inquiries,
        exists (select 1 from customer_credits c where c.payment_id = p.id) as is_credit,
        exists (select 1 from missing_records m where m.payment_id = p.id) as is_missing
      from payments p left join recordings r on r.payment_id = p.id`.execute(observer.db),
    sql<OurRefund>`
      select id, payment_id, original_id, kind, status, amount_cents, reopens, transaction_id
      from refunds`.execute(observer.db),
  ])
  const having = (...types: string[]) =>
    gateway.transactions.filter(({ type }) => types.includes(type))
  return {
    debits: having('SALE', 'CHECK'),
    credits: having('CREDIT', 'REVERSAL'),
    receipts: splynx.payments,
    payments,
    refunds,
  }
}
