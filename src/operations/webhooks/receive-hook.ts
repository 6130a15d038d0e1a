import type { Context } from '../../context.ts'
import { hastenLooks } from '../../db/auto-refills.ts'
import { findPaymentIdsByReceipts } from '../../db/missing-records.ts'
import { listWaitingForDocuments, listWaitingOfCustomers } from '../../db/waiting-payments.ts'
import type { Concerns } from '../../queue/payloads.ts'
import type { Hook } from './read-hook.ts'

/** What a hook is about: ids of Splynx's, none of which is believed to be ours yet. */
interface Mentioned {
  invoiceIds: number[]
  proformaIds: number[]
  customerIds: number[]
  /** Of payments that were deleted. */
  receiptNumbers: string[]
}

/**
 * Rings for what a hook is about, if anything here waits for it. Each of our own recordings makes
 * Splynx post a hook or two, so what concerns nothing of ours must cost next to nothing.
 */
export async function receiveHook(context: Context, hook: Hook): Promise<'rung' | 'ignored'> {
  const mentioned = mentionedIn(hook)
  const concerns = await concernsOf(context, mentioned)
  // Whatever has changed of a customer, the balance may be another one.
  const hastened = await hastenLooks(context.db, mentioned.customerIds, context.now())
  if (hastened > 0) await context.bell.ring('look-at-balances', {}, { onceAs: 'balances' })
  if (Object.values(concerns).every((ids) => ids.length === 0)) return 'ignored'
  await context.bell.ring('follow-splynx', concerns)
  return 'rung'
}

async function concernsOf({ db }: Context, mentioned: Mentioned): Promise<Required<Concerns>> {
  const { invoiceIds, proformaIds, customerIds, receiptNumbers } = mentioned
  const [forInvoices, forProformas, ofCustomers, paymentIds] = await Promise.all([
    listWaitingForDocuments(db, 'invoice', invoiceIds),
    listWaitingForDocuments(db, 'proforma', proformaIds),
    listWaitingOfCustomers(db, customerIds),
    findPaymentIdsByReceipts(db, receiptNumbers),
  ])
  return {
    invoiceIds: forInvoices.flatMap(({ document_id }) => document_id ?? []),
    proformaIds: forProformas.flatMap(({ document_id }) => document_id ?? []),
    customerIds: [...new Set(ofCustomers.map(({ customer_id }) => customer_id))],
    paymentIds,
  }
}

// What Splynx calls it is not documented; whatever else it may say is found by polling.
const DELETION = /delet|remov|destroy/i
const RECEIPT = /^[\w-]{1,32}$/

function mentionedIn({ model, action, attributes }: Hook): Mentioned {
  const mentioned: Mentioned = {
    ...{ invoiceIds: [], proformaIds: [], customerIds: [], receiptNumbers: [] },
  }
  const ids = (name: string) => idsOf(attributes[name])
  switch (model) {
    case 'Invoices':
      return { ...mentioned, invoiceIds: ids('id') }
    case 'Requests':
    case 'ProformaInvoices':
      return { ...mentioned, proformaIds: ids('id') }
    case 'Customer':
    case 'Customers':
      return { ...mentioned, customerIds: ids('id') }
    case 'Payments': {
      const receipt = String(attributes.receipt_number ?? '')
      const isDeleted = DELETION.test(action) && RECEIPT.test(receipt)
      return {
        ...mentioned,
        invoiceIds: ids('invoice_id'),
        proformaIds: ids('request_id'),
        receiptNumbers: isDeleted ? [receipt] : [],
      }
    }
    default:
      return mentioned
  }
}

/** Ids come as numbers or texts; 0 is none. */
function idsOf(value: unknown): number[] {
  const id = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? [id] : []
}
