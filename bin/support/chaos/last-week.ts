import { ulid } from 'ulid'
import { createTransactionId } from '../../../src/gateway/transaction-id.ts'
import type { OpenDocument } from './documents.ts'
import type { Stage } from './stage.ts'

const WEEK_MS = 7 * 86_400_000

/**
 * Charges some invoices as if it had been last week, so that the gateway has settled them by our
 * clock: what a clerk gives back of them goes as a credit. They are in all three books and in no
 * journal, because nothing of them is under way. Returns the ids of the payments.
 */
export async function chargeLastWeek(
  stage: Stage,
  documents: readonly OpenDocument[],
): Promise<string[]> {
  const ids = await Promise.all(documents.map((document) => chargeThen(stage, document)))
  return ids.filter((id) => id !== null)
}

async function chargeThen({ observer }: Stage, asked: OpenDocument): Promise<string | null> {
  const { db, gateway, splynx, vault, config } = observer
  const at = new Date(Date.now() - WEEK_MS)
  const [method, document, customer] = await Promise.all([
    db
      .selectFrom('methods')
      .selectAll()
      .where('customer_id', '=', asked.customerId)
      .where('kind', '=', 'card')
      .where('status', '=', 'active')
      .executeTakeFirst(),
    splynx.findDocument(asked.kind, asked.id),
    splynx.findCustomer(asked.customerId),
  ])
  if (!method || !customer || document?.status !== 'not_paid' || document.dueCents <= 0) return null
  const id = ulid(at.getTime())
  const transactionId = createTransactionId()
  const outcome = await gateway.sale({
    transactionId,
    amountCents: document.dueCents,
    token: vault.openToken(method.token_sealed),
    channel: 'clerk',
    orderNumber: document.number,
    paymentReference: id,
  })
  if (outcome.kind !== 'approved') return null
  const recorded = await splynx.createPayment({
    customerId: customer.id,
    document: { kind: document.kind, id: document.id },
    amountCents: document.dueCents,
    date: at.toISOString().slice(0, 10),
    receiptNumber: transactionId,
    paymentType: config.SPLYNX_CARD_PAYMENT_TYPE,
    comment: 'last week',
  })
  if (recorded.kind !== 'created') throw new Error('Splynx would not take last week’s payments')
  await db
    .insertInto('payments')
    .values({
      id,
      customer_id: customer.id,
      customer_name: customer.name,
      partner_id: customer.partnerId,
      purpose: document.kind,
      document_id: document.id,
      document_number: document.number,
      method_id: method.id,
      method_kind: method.kind,
      brand: method.brand,
      last4: method.last4,
      amount_cents: document.dueCents,
      currency: config.CURRENCY,
      status: 'recorded',
      channel: 'clerk',
      actor: 'staff:ada',
      transaction_id: transactionId,
      attempts_made: 1,
      created_at: at,
      updated_at: at,
    })
    .execute()
  await db
    .insertInto('attempts')
    .values({
      transaction_id: transactionId,
      payment_id: id,
      number: 1,
      kind: 'sale',
      status: 'approved',
      amount_cents: document.dueCents,
      method_id: method.id,
      action_code: '000',
      sent_at: at,
      answered_at: at,
    })
    .execute()
  await db
    .insertInto('recordings')
    .values({ payment_id: id, tries: 1, splynx_payment_id: recorded.id, recorded_at: at })
    .execute()
  return id
}
