import { ulid } from 'ulid'
import type { Context } from '../../src/context.ts'
import { type Claim, claimPayments } from '../../src/db/claims.ts'
import { NO_MAILS } from '../../src/db/mails.ts'
import { findMethod, saveMethod } from '../../src/db/methods.ts'
import { type Learned, writeOutcomes } from '../../src/db/outcomes.ts'
import { findPayment, insertPayments } from '../../src/db/payments.ts'
import { insertRunItems } from '../../src/db/run-items.ts'
import { insertRun } from '../../src/db/runs.ts'
import type { Method, NewMethod, NewPaymentRow, Payment } from '../../src/db/schema.ts'
import { transact } from '../../src/db/transact.ts'
import { patienceOf } from '../../src/domain/patience.ts'
import type { RunFilter } from '../../src/domain/run.ts'
import { APPROVED } from '../../src/gateway/bogus.ts'
import { createTransactionId } from '../../src/gateway/transaction-id.ts'
import { leaseMs } from '../../src/operations/sending/sender.ts'
import type { Document } from '../../src/splynx/splynx.ts'

// Rows are made through the doors that the program uses, so that none is in a state it cannot reach.

type World = Pick<Context, 'db' | 'now' | 'vault' | 'config'>

let number = 0

/** A saved card unless said otherwise. `token` decides its fingerprint: the same is the same card. */
export async function makeMethod(
  { db, now, vault }: World,
  { token = `TOKEN${++number}`, ...changes }: Partial<NewMethod> & { token?: string } = {},
): Promise<Method> {
  const isBank = changes.kind === 'bank'
  const row: NewMethod = {
    customer_id: 1,
    kind: 'card',
    status: 'active',
    brand: isBank ? null : 'Visa',
    last4: '1111',
    holder_name: 'Ada Lovelace',
    exp_month: isBank ? null : 12,
    exp_year: isBank ? null : 2030,
    account_type: isBank ? 'checking' : null,
    postal_code: '60601',
    token_sealed: vault.sealToken(token),
    fingerprint: vault.fingerprint(token),
    is_default: false,
    disabled_reason: null,
    consent_at: now(),
    consent_version: '1',
    consent_address: null,
    consent_agent: null,
    created_at: now(),
    updated_at: now(),
    ...changes,
  }
  const id = await saveMethod(db, row, now())
  return (await findMethod(db, id!))!
}

/** The row of a payment that nobody has sent: an invoice of 49.99 by a customer, unless changed. */
export function paymentRow(
  { now, config }: World,
  method: Method,
  changes: Partial<NewPaymentRow> = {},
): NewPaymentRow {
  const at = now()
  return {
    id: ulid(at.getTime()),
    customer_id: method.customer_id,
    customer_name: `Customer ${method.customer_id}`,
    partner_id: 1,
    purpose: 'invoice',
    document_id: changes.purpose === 'refill' ? null : ++number,
    document_number: changes.purpose === 'refill' ? null : '2026000001',
    method_id: method.id,
    method_kind: method.kind,
    brand: method.brand,
    last4: method.last4,
    amount_cents: 4999,
    currency: config.CURRENCY,
    status: 'pending',
    channel: 'customer',
    actor: 'customer:1',
    run_id: null,
    run_item_id: null,
    request_key: null,
    look_at: at,
    created_at: at,
    updated_at: at,
    ...changes,
  }
}

/** A payment that waits to be sent. */
export async function makePayment(
  context: World,
  changes: Partial<NewPaymentRow> & { method?: Method } = {},
): Promise<Payment> {
  const { method = await makeMethod(context), ...columns } = changes
  const row = paymentRow(context, method, columns)
  const taken = await transact(context.db, (trx) => insertPayments(trx, [row]))
  if (!taken.has(row.id)) throw new Error('a unique key refused the payment of a test')
  return (await findPayment(context.db, row.id))!
}

/** A waiting payment of a document, as `openPayment` makes it. */
export const makePaymentOf = (
  context: World,
  document: Document,
  changes: Partial<NewPaymentRow> & { method?: Method } = {},
): Promise<Payment> =>
  makePayment(context, {
    purpose: document.kind,
    document_id: document.id,
    document_number: document.number,
    amount_cents: document.dueCents,
    customer_id: document.customerId,
    ...changes,
  })

/** Claims it for a worker: the message may be on its way. */
export async function claim(context: World, { id }: Pick<Payment, 'id'>): Promise<Claim> {
  const terminalOf = () => context.config.IPPAY_TERMINAL_ID
  const at = { now: context.now(), leaseMs: leaseMs(context.config) }
  const options = { ...at, createTransactionId, terminalOf }
  const [claimed] = await transact(context.db, (trx) => claimPayments(trx, [id], options))
  if (!claimed) throw new Error('a payment of a test could not be claimed')
  return claimed
}

/** Stores what was learned about a claimed payment. */
export async function learn(context: World, claimed: Claim, outcome: Learned['outcome']) {
  const learned = { claim: claimed, outcome, actor: 'gateway', source: 'answer' }
  const [settled] = await writeOutcomes(
    context.db,
    [learned],
    context.now(),
    patienceOf(context.config),
    NO_MAILS,
  )
  return settled
}

export const UNKNOWN = { kind: 'unknown', cause: 'no answer in time' } as const
export const UNREACHED = { kind: 'unreached', cause: 'ECONNREFUSED' } as const

/** A payment whose answer was lost. */
export async function makeUnknown(
  context: World,
  changes: Parameters<typeof makePayment>[1] = {},
): Promise<Claim> {
  const claimed = await claim(context, await makePayment(context, changes))
  await learn(context, claimed, UNKNOWN)
  return claimed
}

/** A payment whose money is taken and that Splynx does not know yet. */
export async function makeApproved(context: World, payment: Payment): Promise<Claim> {
  const claimed = await claim(context, payment)
  await learn(context, claimed, APPROVED)
  return claimed
}

/** A run of the given documents, selected and waiting to be charged with each customer's method. */
export async function makeRun(
  context: World,
  entries: { document: Document; method: Method }[],
  changes: { filter?: Partial<RunFilter> } = {},
): Promise<{ runId: number; itemIds: number[] }> {
  const { db, now } = context
  const filter: RunFilter = { documentKind: 'invoice', status: 'not_paid', ...changes.filter }
  const { runId } = await insertRun(db, { source: 'manual', filter, actor: 'staff:clerk' }, now())
  const itemIds = await insertRunItems(
    db,
    runId,
    entries.map(({ document, method }) => ({
      document_id: document.id,
      document_number: document.number,
      customer_id: document.customerId,
      customer_name: `Customer ${document.customerId}`,
      partner_id: 1,
      method_id: method.id,
      amount_cents: document.dueCents,
      state: 'waiting' as const,
      skip_reason: null,
      skip_detail: null,
    })),
  )
  await db.updateTable('runs').set({ selected_at: now() }).where('id', '=', runId).execute()
  return { runId, itemIds }
}
