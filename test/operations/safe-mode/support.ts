import { findPayment } from '../../../src/db/payments.ts'
import type { Payment } from '../../../src/db/schema.ts'
import { APPROVED, type BogusGateway, createBogusGateway } from '../../../src/gateway/bogus.ts'
import { checkJournal } from '../../../src/operations/safe-mode/check-journal.ts'
import type { Document } from '../../../src/splynx/splynx.ts'
import { type TestContext, testContext } from '../../support/context.ts'
import { makeMethod, makePaymentOf } from '../../support/factories.ts'

export const MINUTE_MS = 60_000

export interface BookedGateway extends BogusGateway {
  /** TransactionIDs that it took money under, in order; a repeat stands there twice. */
  readonly booked: string[]
  /** What is sent now gets lost on its way there. */
  isDeaf: boolean
  /** What is sent now is booked, and the answer gets lost. */
  isMute: boolean
}

/** A gateway that knows what it has booked, so that it can be asked about what we forgot. */
export function bookedGateway(): BookedGateway {
  const lost = { kind: 'unknown', cause: 'no answer in time' } as const
  const gateway = Object.assign(createBogusGateway(), {
    booked: [] as string[],
    isDeaf: false,
    isMute: false,
  })
  const take = async ({ transactionId }: { transactionId: string }) => {
    if (gateway.isDeaf) return lost
    gateway.booked.push(transactionId)
    return gateway.isMute ? lost : APPROVED
  }
  return Object.assign(gateway, {
    sale: take,
    check: take,
    credit: take,
    inquire: async (transactionId: string) => {
      gateway.sent.push({ kind: 'inquiry', transactionId })
      return gateway.booked.includes(transactionId) ? APPROVED : ({ kind: 'not_found' } as const)
    },
  })
}

export interface Shop {
  context: TestContext
  gateway: BookedGateway
  /** A waiting payment of a new document, by a card that is saved. */
  order(): Promise<{ payment: Payment; document: Document }>
  /** Ordered, sent and recorded. */
  sell(): Promise<{ payment: Payment; document: Document }>
  statusOf(payment: Pick<Payment, 'id'>): Promise<string | undefined>
  /** Looks, asks and asks again until nothing is left to ask about. */
  check(): Promise<string>
  askUntilQuiet(): Promise<void>
}

export function openShop(parts: Parameters<typeof testContext>[0] = {}): Shop {
  const gateway = bookedGateway()
  // Without reports: "not found" then counts without waiting for one.
  const context = testContext({ gateway, ...parts, changes: { reports: null, ...parts.changes } })
  const shop: Shop = {
    context,
    gateway,
    async order() {
      const document = context.splynx.addDocument()
      const method = await makeMethod(context, { customer_id: document.customerId })
      return { payment: await makePaymentOf(context, document, { method }), document }
    },
    async sell() {
      const order = await shop.order()
      await send(context, order.payment)
      return order
    },
    statusOf: async ({ id }) => (await findPayment(context.db, id))?.status,
    check: () => checkJournal(context),
    async askUntilQuiet() {
      for (let round = 0; round < 4; round++) {
        await context.drain()
        context.clock.forward(5 * MINUTE_MS)
        await context.bell.ring('sweep', {})
        await context.bell.ring('check-journal', {})
        await context.drain()
      }
    },
  }
  return shop
}

/** Rings as the page does and does what follows, up to Splynx. */
export async function send(context: TestContext, { id }: Pick<Payment, 'id'>): Promise<string[]> {
  await context.bell.ring('pay-invoice', { paymentId: id })
  return context.drain()
}
