import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../../context.ts'
import type { Claim } from '../../db/claims.ts'
import { type Learned, type Settled, writeOutcomes } from '../../db/outcomes.ts'
import type { Method } from '../../db/schema.ts'
import { isDatabaseAway } from '../../db/transact.ts'
import type { Outcome } from '../../domain/outcome.ts'
import { patienceOf } from '../../domain/patience.ts'
import { isAttended } from '../../domain/payment.ts'
import { takeSecurityCode } from '../../vault/security-codes.ts'
import { createBatches } from './batches.ts'
import { Slots } from './slots.ts'

/** What a claimed payment is sent with, made ready before it was claimed. */
export interface Instrument {
  method: Method
  /** Opened: the gateway's token itself. Never logged, never stored. */
  token: string
}

/** What became of one message: the outcome, and the status that it led to. */
export interface Sent {
  claim: Claim
  outcome: Outcome
  settled: Settled
  /** It was handed to the gateway's client; false when we held it back ourselves. */
  isTried: boolean
}

/** Sends what has been claimed and stores what comes of it. */
export interface Sender {
  /** Never rejects for anything that happens outside: every failure is an outcome. */
  send(claim: Claim, instrument: Instrument): Promise<Sent>
  /** Resolves when it is time to claim more: what is claimed too early only waits, and ages. */
  whenShort(): Promise<void>
  /** From now on nothing leaves any more; what is claimed goes back to waiting. */
  stop(): void
}

interface SenderOptions {
  /** Messages at the gateway at once. */
  concurrency: number
}

/**
 * One for each kind of traffic in a worker. Outcomes that arrive together are stored together:
 * that is what keeps a run of a hundred thousand charges at less than one statement each.
 */
export function createSender(context: Context, { concurrency }: SenderOptions): Sender {
  const slots = new Slots(concurrency)
  let isStopping = false
  const outcomes = createBatches<Learned, Settled>({
    write: (learned) => writeCertainly(context, learned),
    sizeMax: 100,
    delayMs: 2,
  })

  async function exchange(claim: Claim, instrument: Instrument) {
    const heldBack = isStopping ? 'the worker was stopping' : lateness(context, claim)
    if (heldBack) {
      return { isTried: false, outcome: { kind: 'unreached', cause: heldBack } as const }
    }
    return { isTried: true, outcome: await submit(context, claim, instrument) }
  }

  return {
    async send(claim, instrument) {
      const { outcome, isTried } = await slots.use(() => exchange(claim, instrument))
      const learned = { claim, outcome, actor: 'gateway', source: 'answer' }
      const settled = await outcomes.add(learned)
      if (outcome.kind === 'approved' && settled === null) {
        // It was decided otherwise meanwhile. That must never happen, and a person has to know.
        const { id, transaction_id } = claim.payment
        context.log.error({ paymentId: id, transaction_id }, 'an approval came too late to count')
      }
      return { claim, outcome, settled, isTried }
    },
    whenShort: () => slots.whenShort(),
    stop() {
      isStopping = true
    },
  }
}

/**
 * A message that could outlive the lease must not leave: whoever takes over would ask about it
 * before it has arrived.
 */
function lateness({ config, now }: Context, { attempt }: Claim): string | undefined {
  const waitedMs = now().getTime() - attempt.sent_at.getTime()
  return waitedMs > leaseMs(config) - config.GATEWAY_TIMEOUT_MS - LEASE_MARGIN_MS
    ? 'it waited too long for its turn'
    : undefined
}

const LEASE_MARGIN_MS = 5_000
/** How long a claimed payment belongs to its worker: its turn has to come, and its answer. */
export const leaseMs = ({ CLAIM_TURN_S, GATEWAY_TIMEOUT_MS }: Context['config']): number =>
  CLAIM_TURN_S * 1_000 + GATEWAY_TIMEOUT_MS + LEASE_MARGIN_MS

async function submit(
  context: Context,
  { payment, attempt }: Claim,
  { method, token }: Instrument,
): Promise<Outcome> {
  const message = {
    transactionId: attempt.transaction_id,
    amountCents: attempt.amount_cents,
    token,
    channel: payment.channel,
    orderNumber: payment.document_number ?? 'REFILL',
    paymentReference: payment.id,
    holderName: method.holder_name,
    ...(method.postal_code ? { postalCode: method.postal_code } : {}),
  }
  if (attempt.kind === 'check') {
    return context.gateway.check({
      ...message,
      accountType: method.account_type ?? 'checking',
      checkNumber: checkNumberOf(payment.id),
    })
  }
  const securityCode = isAttended(payment.channel)
    ? await takeSecurityCode(context, payment.id)
    : undefined
  return context.gateway.sale({ ...message, ...(securityCode ? { securityCode } : {}) })
}

/** Nine digits that tell entries apart (IPpay facts §8), from the random half of the payment's id. */
function checkNumberOf(paymentId: string): string {
  const number = Number.parseInt(Buffer.from(paymentId.slice(-8)).toString('hex').slice(-12), 16)
  return String((number % 899_999_999) + 100_000_000)
}

/** An outcome that we hold must not get lost because the database is away for a moment. */
async function writeCertainly(context: Context, learned: Learned[]): Promise<Settled[]> {
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    try {
      return await writeOutcomes(context.db, learned, context.now(), patienceOf(context.config))
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      context.log.warn({ outcomes: learned.length }, 'outcomes wait for the database')
      await sleep(pauseMs)
    }
  }
}
