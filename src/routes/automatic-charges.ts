import type { AutomaticCharges, CustomerInSplynx } from '../../views/customers/customer-panel.tsx'
import { isoDay } from '../../views/format.ts'
import type { Context } from '../context.ts'
import { findCustomerHolds, holdOf } from '../db/customer-holds.ts'
import { findLatestPaymentId } from '../db/latest-payment.ts'
import { findMethods, listMethods } from '../db/methods.ts'
import type { Method, Payment } from '../db/schema.ts'
import { isHeldOn } from '../domain/customer-hold.ts'
import type { Meter } from '../domain/retry.ts'
import {
  type NextTry,
  readMethodMeters,
  readNextTries,
  type TriedDocument,
} from '../operations/retries/next-tries.ts'

/** What runs would do with a customer by themselves, and what a clerk has decided about it. */
export async function readAutomatic(
  context: Context,
  customerId: number,
  inSplynx: CustomerInSplynx | 'away' | 'gone',
  methods: readonly Method[],
): Promise<AutomaticCharges> {
  const { db, config, now } = context
  const documents = typeof inSplynx === 'string' ? [] : triedDocuments(inSplynx)
  const [holds, tries, meters] = await Promise.all([
    findCustomerHolds(db, [customerId]),
    readNextTries(context, { customerId, documents, methods }),
    readMethodMeters(context, methods),
  ])
  const hold = holds.get(customerId) ?? null
  const isHeld = hold !== null && isHeldOn(holdOf(hold), isoDay(now(), config.TZ))
  return { hold, isHeld, tries, meters }
}

/** What a payment is under way for is not tried again meanwhile. */
const triedDocuments = ({ documents, customer }: CustomerInSplynx): TriedDocument[] =>
  documents
    .filter(({ underWay }) => underWay === undefined)
    .map(({ document }) => ({
      purpose: document.kind,
      id: document.id,
      number: document.number,
      amountCents: document.dueCents,
      totalCents: document.totalCents,
      issuedOn: document.issuedOn,
      dueOn: document.dueOn,
      partnerId: customer.partnerId,
    }))

/** The next try after a payment that was declined or came back, if it is the last one of its document. */
export async function readNextTryOf(
  context: Context,
  payment: Pick<
    Payment,
    | 'id'
    | 'customer_id'
    | 'purpose'
    | 'document_id'
    | 'document_number'
    | 'amount_cents'
    | 'partner_id'
    | 'status'
    | 'method_id'
  >,
): Promise<{ tries: NextTry[]; meter?: Meter }> {
  const { purpose, document_id: documentId, customer_id: customerId } = payment
  const isOpen = payment.status === 'declined' || payment.status === 'returned'
  if (!isOpen || purpose === 'refill' || documentId === null) return { tries: [] }
  const latestId = await findLatestPaymentId(context.db, purpose, documentId)
  if (latestId !== payment.id) return { tries: [] }
  const document: TriedDocument = {
    ...{ purpose, id: documentId, number: payment.document_number ?? '' },
    amountCents: payment.amount_cents,
    partnerId: payment.partner_id,
    ...{ totalCents: null, issuedOn: null, dueOn: null },
  }
  const methods = await listMethods(context.db, customerId)
  const [tries, used] = await Promise.all([
    readNextTries(context, { customerId, documents: [document], methods }),
    findMethods(context.db, [payment.method_id]),
  ])
  const meters = await readMethodMeters(context, used)
  return { tries, meter: meters.get(payment.method_id) }
}
