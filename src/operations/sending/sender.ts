import type { Context } from '../../context.ts'
import type { Claim } from '../../db/claims.ts'
import { type Learned, type Settled, writeOutcomes } from '../../db/outcomes.ts'
import type { Method } from '../../db/schema.ts'
import type { JournalMessage } from '../../domain/journal.ts'
import type { Outcome } from '../../domain/outcome.ts'
import { patienceOf } from '../../domain/patience.ts'
import { isAttended } from '../../domain/payment.ts'
import type { Limiters } from '../../limits/limiters.ts'
import { takeSecurityCode } from '../../vault/security-codes.ts'
import { mailWishes } from '../mails/mail-wishes.ts'
import { createBatches } from './batches.ts'
import { noteMessages } from './note-messages.ts'
import { Slots } from './slots.ts'
import { untilWritten } from './until-written.ts'

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
  /** What all workers together may send to a terminal; shared by the senders of one worker. */
  limiters?: Limiters | undefined
  /** Somebody waits for what is sent here, so it comes first where the terminal is limited. */
  isUrgent?: boolean
}

/**
 * One for each kind of traffic in a worker. Outcomes that arrive together are stored together:
 * that is what keeps a run of a hundred thousand charges at less than one statement each.
 */
export function createSender(context: Context, options: SenderOptions): Sender {
  const { concurrency, limiters, isUrgent = false } = options
  const slots = new Slots(concurrency)
  if (limiters) {
    // As many again as have a place may wait for one, which shows the others that they are wanted;
    // more claims would only age.
    const resize = (places: number) => slots.resize(Math.min(concurrency, 2 * places + 2))
    resize(limiters.size)
    limiters.onResize(resize)
  }
  let isStopping = false
  const outcomes = createBatches<Learned, Settled>({
    write: (learned) =>
      untilWritten(context, async () => {
        const { db, config, now } = context
        const payments = learned.map(({ claim }) => claim.payment)
        const wishes = await mailWishes(context, payments)
        return writeOutcomes(db, learned, now(), patienceOf(config), wishes)
      }),
    sizeMax: 100,
    delayMs: 2,
  })

  // What is claimed together is noted together, in one command.
  const notes = createBatches<JournalMessage, void>({
    write: async (messages) => {
      await noteMessages(context, messages)
      return messages.map(() => undefined)
    },
    sizeMax: 100,
    delayMs: 0,
  })

  async function exchange(claim: Claim, instrument: Instrument) {
    const heldBack = isStopping ? 'the worker was stopping' : lateness(context, claim)
    if (heldBack) return notSent(heldBack)
    return { isTried: true, outcome: await submit(context, claim, instrument) }
  }

  /** As `exchange`, with a place at the terminal. */
  async function exchangeInTurn(claim: Claim, instrument: Instrument) {
    if (!limiters) return exchange(claim, instrument)
    const limiter = limiters.of(limitOf(terminalOf(context, claim)))
    const leave = await limiter.enter({ isUrgent, withinMs: turnLeftMs(context, claim) })
    return leave ? exchange(claim, instrument).finally(leave) : notSent(TOO_LATE)
  }

  return {
    async send(claim, instrument) {
      await notes.add(journalMessageOf(context, claim, instrument))
      const { outcome, isTried } = await slots.use(() => exchangeInTurn(claim, instrument))
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

/** What one terminal may take counts for itself. */
export const limitOf = (terminalId: string): string => `gateway:${terminalId}`

/** Messages of the time when there was one terminal name none. */
const terminalOf = ({ config }: Pick<Context, 'config'>, { attempt }: Claim): string =>
  attempt.terminal_id ?? config.IPPAY_TERMINAL_ID

const journalMessageOf = (
  context: Pick<Context, 'config'>,
  claim: Claim,
  { method }: Instrument,
): JournalMessage => {
  const { payment, attempt } = claim
  return {
    transactionId: attempt.transaction_id,
    kind: attempt.kind,
    paymentId: payment.id,
    customerId: payment.customer_id,
    purpose: payment.purpose,
    documentId: payment.document_id,
    documentNumber: payment.document_number,
    amountCents: attempt.amount_cents,
    methodId: method.id,
    fingerprint: method.fingerprint,
    channel: payment.channel,
    runId: payment.run_id,
    terminal: terminalOf(context, claim),
    sentAt: attempt.sent_at,
    refund: null,
  }
}

const notSent = (cause: string) =>
  ({ isTried: false, outcome: { kind: 'unreached', cause } }) as const

const TOO_LATE = 'it waited too long for its turn'

/**
 * A message that could outlive the lease must not leave: whoever takes over would ask about it
 * before it has arrived.
 */
const lateness = (context: Context, claim: Claim): string | undefined =>
  turnLeftMs(context, claim) < 0 ? TOO_LATE : undefined

function turnLeftMs({ config, now }: Context, { attempt }: Claim): number {
  const waitedMs = now().getTime() - attempt.sent_at.getTime()
  return leaseMs(config) - config.GATEWAY_TIMEOUT_MS - LEASE_MARGIN_MS - waitedMs
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
    terminalId: attempt.terminal_id,
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

/** Nine digits that tell entries apart (IPpay facts §8), from the random half of what they belong to. */
export function checkNumberOf(id: string): string {
  const number = Number.parseInt(Buffer.from(id.slice(-8)).toString('hex').slice(-12), 16)
  return String((number % 899_999_999) + 100_000_000)
}
