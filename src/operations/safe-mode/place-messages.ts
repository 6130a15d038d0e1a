import type { Context } from '../../context.ts'
import {
  listWaitingMessages,
  listWaitingOf,
  lockWaitingMessage,
  settleMessage,
} from '../../db/forgotten-messages.ts'
import {
  attachMessage,
  cancelHolder,
  findHolder,
  findOrMakeMethod,
  insertRestoredPayment,
  lockPaymentOf,
} from '../../db/restored-payments.ts'
import { restoreRefund } from '../../db/restored-refunds.ts'
import type { ForgottenMessage, Payment } from '../../db/schema.ts'
import { listUsedTerminals } from '../../db/terminals.ts'
import { isDatabaseAway, type Trx, transact } from '../../db/transact.ts'
import { placingOf } from '../../domain/forgotten.ts'
import { isUnderWay } from '../../domain/payment.ts'
import { createPaymentId } from '../payment-id.ts'

const LIMIT = 500
const IDS_PER_RING = 20

/**
 * Gives each forgotten message back to its payment, which becomes unknown, and rings for inquiries.
 * One whose document is held by another payment waits for that one to end: both stay true. Returns
 * how many found their place; the rest is tried again.
 */
export async function placeMessages(context: Context): Promise<number> {
  const { db, bell } = context
  const results: Result[] = []
  for (const { transaction_id } of await listWaitingMessages(db, LIMIT)) {
    results.push(await tryToPlace(context, transaction_id))
  }
  const paymentIds = results.flatMap(({ paymentId }) => paymentId ?? [])
  for (let at = 0; at < paymentIds.length; at += IDS_PER_RING) {
    await bell.ring('resolve-payment', { paymentIds: paymentIds.slice(at, at + IDS_PER_RING) })
  }
  return results.filter(({ isPlaced }) => isPlaced).length
}

interface Result {
  isPlaced: boolean
  /** To be asked about. */
  paymentId?: string
}

const WAITS: Result = { isPlaced: false }

/** One that cannot be placed must not keep the others from being asked about. */
async function tryToPlace(context: Context, transactionId: string): Promise<Result> {
  const { db, log } = context
  try {
    return await transact(db, (trx) => placeOne(context, trx, transactionId))
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    log.error({ transactionId, error }, 'a message of the journal cannot be placed')
    return WAITS
  }
}

async function placeOne(context: Context, trx: Trx, transactionId: string): Promise<Result> {
  const message = await lockWaitingMessage(trx, transactionId)
  if (!message) return WAITS
  return isRefund(message) ? placeRefund(context, trx, message) : placeSale(context, trx, message)
}

const isRefund = (
  message: ForgottenMessage,
): message is ForgottenMessage & { refund_id: string; original_id: string } =>
  message.refund_id !== null && message.original_id !== null

async function placeSale(context: Context, trx: Trx, message: ForgottenMessage): Promise<Result> {
  const known = await lockPaymentOf(trx, message.payment_id)
  const placing = placingOf(message.transaction_id, known)
  switch (placing) {
    case 'wait':
      return WAITS
    case 'known':
      return finish(trx, message, known!, 'it was known after all')
    case 'attach':
      return (await isFree(context, trx, message, known))
        ? attach(context, trx, message, known!)
        : WAITS
    case 'create':
    case 'create_anew': {
      if (!(await isFree(context, trx, message, undefined))) return WAITS
      const { config, now } = context
      const isAnew = placing === 'create_anew'
      const id = isAnew ? createPaymentId(message.sent_at) : message.payment_id
      const method = await findOrMakeMethod(trx, message, now())
      const made = { id, method, currency: config.CURRENCY }
      const payment = await insertRestoredPayment(trx, message, made, now())
      return payment ? attach(context, trx, message, payment) : WAITS
    }
  }
}

/** Whether no other payment holds the message's document; one that was never sent makes room. */
async function isFree(
  { now }: Context,
  trx: Trx,
  message: ForgottenMessage,
  own: Payment | undefined,
): Promise<boolean> {
  if (own && isUnderWay(own.status)) return true
  const holder = await findHolder(trx, message)
  if (!holder) return true
  if (holder.status !== 'pending' || (await listWaitingOf(trx, holder.id)).length > 0) return false
  return cancelHolder(trx, holder, now())
}

async function attach(
  context: Context,
  trx: Trx,
  message: ForgottenMessage,
  payment: Payment,
): Promise<Result> {
  const { now } = context
  const isForeign = await isOfNoTerminal(context, trx, message)
  await attachMessage(trx, payment, message, { isForeign, now: now() })
  return finish(trx, message, payment, isForeign ? 'sent by another terminal' : 'to be asked about')
}

async function finish(
  trx: Trx,
  message: ForgottenMessage,
  { id }: Payment,
  note: string,
): Promise<Result> {
  await settleMessage(trx, message.transaction_id, { state: 'placed', paymentId: id, note })
  return { isPlaced: true, paymentId: id }
}

/** While the payment itself is not decided, nobody can give anything back of it. */
async function placeRefund(
  context: Context,
  trx: Trx,
  message: ForgottenMessage & { refund_id: string; original_id: string },
): Promise<Result> {
  const { now } = context
  const payment = await lockPaymentOf(trx, message.payment_id)
  const isEarly = payment && isUnderWay(payment.status) && payment.status !== 'approved'
  const isExpected = !payment && (await hasOtherMessage(trx, message))
  if (isEarly || isExpected) return WAITS
  const isForeign = await isOfNoTerminal(context, trx, message)
  const restored = payment
    ? await restoreRefund(trx, payment, message, { isForeign, now: now() })
    : 'refused'
  const isPlaced = restored !== 'refused'
  const note = isPlaced ? 'to be asked about' : 'look this refund up at the gateway'
  await settleMessage(trx, message.transaction_id, { state: isPlaced ? 'placed' : 'by_hand', note })
  return { isPlaced }
}

/** Sent under a terminal that the restored database does not know. */
const isOfNoTerminal = async (
  { config }: Context,
  trx: Trx,
  { terminal }: ForgottenMessage,
): Promise<boolean> => !(await listUsedTerminals(trx, config.IPPAY_TERMINAL_ID)).includes(terminal)

/** The sale of the same payment, which makes it. */
const hasOtherMessage = async (trx: Trx, message: ForgottenMessage): Promise<boolean> =>
  (await listWaitingOf(trx, message.payment_id)).some(
    ({ transaction_id }) => transaction_id !== message.transaction_id,
  )
