import { DateTime } from 'luxon'
import type { Context } from '../../context.ts'
import { claimReturnFees, writeFeeDone, writeFeeFailure } from '../../db/return-fees.ts'
import type { ReturnFee } from '../../db/schema.ts'

type Result = { splynxTransactionId: number } | { cause: string; isRefused: boolean }

/** Longer than Splynx may take for one fee: looking it up and creating it, each with its tries. */
const leaseMs = ({ SPLYNX_TIMEOUT_MS }: Context['config']) => 6 * SPLYNX_TIMEOUT_MS + 5_000

/**
 * Debits customers in Splynx for debits that came back, repeated until it succeeds. Above the first
 * try a fee is looked for by the return's id before it is created, so none is charged twice.
 */
export async function chargeReturnFees(
  context: Context,
  returnIds: readonly string[],
): Promise<{ charged: number; waiting: number }> {
  const { db, config, now } = context
  const claims = await claimReturnFees(db, returnIds, { now: now(), leaseMs: leaseMs(config) })
  let charged = 0
  for (const fee of claims) {
    const result = await chargeOne(context, fee)
    if ('splynxTransactionId' in result) {
      await writeFeeDone(db, fee, result.splynxTransactionId, now())
      charged += 1
    } else {
      await writeFeeFailure(db, fee, result, now())
      context.log.warn(
        { returnId: fee.return_id, tries: fee.tries, ...result },
        'Splynx does not have a return fee yet',
      )
    }
  }
  return { charged, waiting: claims.length - charged }
}

/** What the fee is found again by. */
const commentOf = ({ return_id }: ReturnFee) => `IPpay return ${return_id}`

async function chargeOne({ splynx, config, now }: Context, fee: ReturnFee): Promise<Result> {
  const comment = commentOf(fee)
  try {
    const earlier =
      fee.tries > 1 ? await splynx.findTransactionByComment(fee.customer_id, comment) : null
    if (earlier) return { splynxTransactionId: earlier.id }
  } catch (error) {
    return { cause: error instanceof Error ? error.message : 'no answer', isRefused: false }
  }
  const result = await splynx.createTransaction({
    customerId: fee.customer_id,
    amountCents: fee.amount_cents,
    date: DateTime.fromJSDate(now(), { zone: config.TZ }).toISODate() ?? '',
    description: 'Fee for a returned payment',
    comment,
  })
  if (result.kind === 'created') return { splynxTransactionId: result.id }
  return { cause: result.cause, isRefused: result.kind === 'refused' }
}
