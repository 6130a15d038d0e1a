import fc from 'fast-check'
import { ulid } from 'ulid'
import { expect, it } from 'vitest'
import { findPayment } from '../../../src/db/payments.ts'
import { listRefundsOf } from '../../../src/db/refunds.ts'
import { recordPayments } from '../../../src/operations/record-payments.ts'
import { cancelRefund } from '../../../src/operations/refunds/cancel-refund.ts'
import { openRefund } from '../../../src/operations/refunds/open-refund.ts'
import { sendRefund } from '../../../src/operations/refunds/send-refund.ts'
import { settleRefund } from '../../../src/operations/refunds/settle-refund.ts'
import { sweep } from '../../../src/operations/sweep.ts'
import { type TestContext, testContext } from '../../support/context.ts'
import { makeApproved, makeMethod, makePaymentOf } from '../../support/factories.ts'
import { createBooks, type Fault } from './books.ts'
import { DAY_MS, requestFor, TO_SETTLEMENT_MS } from './support.ts'

type Step =
  | { do: 'open'; cents: number; times: number; reopens: boolean; isSent: boolean }
  | { do: 'send'; workers: number }
  | { do: 'cancel' }
  | { do: 'pass'; ms: number; times: number }
  | { do: 'fail'; faults: Fault[] }
  | { do: 'splynx'; isDown: boolean }

const TAKEN = 4999
const fault = fc.constantFrom<Fault>('lost_after', 'lost_before', 'none', 'never_left', 'refused')
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      cents: fc.constantFrom(TAKEN, 2500, 1000, TAKEN, TAKEN + 1),
      times: fc.integer({ min: 1, max: 3 }),
      reopens: fc.boolean(),
      isSent: fc.boolean(),
    }),
    weight: 4,
  },
  fc.record({ do: fc.constant('send' as const), workers: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('cancel' as const) }),
  {
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(120_000, 30_000, 240_000, TO_SETTLEMENT_MS, DAY_MS),
      times: fc.integer({ min: 1, max: 4 }),
    }),
    weight: 4,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      faults: fc.array(fault, { maxLength: 2 }),
    }),
    weight: 3,
  },
  fc.record({ do: fc.constant('splynx' as const), isDown: fc.boolean() }),
)

async function setup() {
  const context = testContext()
  const settlesAt = new Date(context.now().getTime() + TO_SETTLEMENT_MS)
  const books = createBooks(context.now, settlesAt)
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const payment = await makePaymentOf(context, document, { method })
  const { attempt } = await makeApproved(context, payment)
  books.sale.id = attempt.transaction_id
  // The clock and Splynx are shared by all workers of this world.
  const { clock, splynx } = context
  const world = testContext({ gateway: books.gateway, clock, splynx })
  await recordPayments(world, [payment.id])
  return { world, books, paymentId: payment.id, document }
}
type World = Awaited<ReturnType<typeof setup>>

async function take(here: World, step: Step): Promise<void> {
  const { world, books, paymentId } = here
  switch (step.do) {
    case 'open': {
      const { cents: amountCents, times, reopens } = step
      // Whatever the program would choose, somebody asks for it, several times at once.
      for (const expectedKind of ['void', 'credit'] as const) {
        const request = requestFor(paymentId, {
          amountCents,
          expectedKind,
          reopens,
          requestKey: ulid(),
        })
        await Promise.all(Array.from({ length: times }, () => openRefund(world.another(), request)))
      }
      if (step.isSent) await take(here, { do: 'send', workers: 2 })
      return
    }
    case 'send': {
      const [refund] = (await listRefundsOf(world.db, paymentId)).slice(-1)
      if (!refund) return
      const workers = Array.from({ length: step.workers }, () => world.another())
      await Promise.all(workers.map((worker) => sendRefund(worker, refund.id)))
      return
    }
    case 'cancel': {
      const [refund] = (await listRefundsOf(world.db, paymentId)).slice(-1)
      const act = { actor: 'staff:clerk', address: '' }
      if (refund) await cancelRefund(world, { refundId: refund.id, ...act, because: 'A mistake' })
      return
    }
    case 'pass':
      for (let times = 0; times < step.times; times++) {
        world.clock.forward(step.ms)
        await work(world)
      }
      return
    case 'fail':
      books.faults.push(...step.faults)
      return
    case 'splynx':
      world.splynx.isDown = step.isDown
  }
}

async function work(world: TestContext): Promise<void> {
  const other = world.another()
  await Promise.all([sweep(world), sweep(other)])
  await Promise.all([world.drain(), other.drain()])
}

/** All trouble ends; what the gateway cannot tell a person looks up in its books. */
async function finish({ world, books, paymentId }: World): Promise<void> {
  books.faults.length = 0
  world.splynx.isDown = false
  for (let hours = 0; hours < 12; hours++) {
    world.clock.forward(DAY_MS)
    await work(world)
    for (const refund of await listRefundsOf(world.db, paymentId)) {
      if (refund.status !== 'review') continue
      const isDone =
        refund.kind === 'void' ? books.isVoided() : books.hasCredit(refund.transaction_id!)
      const answer = isDone ? ('went_back' as const) : ('refused' as const)
      const said = { refundId: refund.id, actor: 'staff:manager', evidence: 'looked', address: '' }
      await settleRefund(world, { ...said, answer })
    }
  }
}

/** The void did its work, its answer got lost, the next one is refused, and somebody tries again. */
const LOST_VOID: Step[] = [
  { do: 'fail', faults: ['lost_after'] },
  { do: 'open', cents: TAKEN, times: 1, reopens: true, isSent: true },
  { do: 'pass', ms: 120_000, times: 4 },
  { do: 'open', cents: TAKEN, times: 1, reopens: true, isSent: true },
]

it('no history of refunds gives back more than was taken, and all books agree', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 6, maxLength: 20, size: 'max' }),
      async (steps) => {
        const here = await setup()
        const { world, books, paymentId, document } = here
        for (const one of steps) {
          await take(here, one)
          expect(books.backCents()).toBeLessThanOrEqual(TAKEN)
        }
        await finish(here)

        const backCents = books.backCents()
        expect(backCents).toBeLessThanOrEqual(TAKEN)
        const payment = (await findPayment(world.db, paymentId))!
        expect(payment.refunded_cents).toBe(backCents)
        const isWhole = backCents === TAKEN
        const ended = books.isVoided() ? 'voided' : 'refunded'
        expect(payment.status).toBe(isWhole ? ended : 'recorded')

        const refunds = await listRefundsOf(world.db, paymentId)
        const approved = refunds.filter(({ status }) => status === 'approved')
        const sum = approved.reduce((cents, { amount_cents }) => cents + amount_cents, 0)
        expect(sum).toBe(backCents)
        for (const { status } of refunds)
          expect(['approved', 'declined', 'cancelled']).toContain(status)

        const inSplynx = world.splynx.payments.reduce(
          (cents, { amountCents }) => cents + amountCents,
          0,
        )
        expect(inSplynx).toBe(TAKEN - backCents)
        const reopened = approved.filter(({ reopens }) => reopens === 1)
        const dueCents = reopened.reduce((cents, { amount_cents }) => cents + amount_cents, 0)
        const shown = world.splynx.documents.get(`invoice:${document.id}`)!
        expect(shown.dueCents).toBe(dueCents)
      },
    ),
    { numRuns: 25, examples: [[LOST_VOID]] },
  )
}, 300_000)
