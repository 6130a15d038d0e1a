import type { CustomerInSplynx, UnpaidDocument } from '../../views/customers/customer-panel.tsx'
import type { Context } from '../context.ts'
import { listMethods } from '../db/methods.ts'
import { findPaymentsUnderWay } from '../db/payments.ts'
import { listFilterChoices } from '../operations/filter-choices.ts'
import { isMethodExpired } from '../operations/sending/instruments.ts'
import type { Document, DocumentKind } from '../splynx/splynx.ts'
import { SplynxError } from '../splynx/splynx.ts'

/** As many unpaid documents of a kind as a page shows. */
const DOCUMENTS_SHOWN_MAX = 100

/** What Splynx knows of a customer, or why it cannot be said. */
export async function readCustomerInSplynx(
  context: Context,
  customerId: number,
): Promise<CustomerInSplynx | 'away' | 'gone'> {
  const { splynx } = context
  try {
    const [customer, balanceCents, partnerName, invoices, proformas] = await Promise.all([
      splynx.findCustomer(customerId),
      splynx.findBalanceCents(customerId).catch(nullIfAway),
      readPartnerNames(context),
      readUnpaid(context, 'invoice', customerId),
      readUnpaid(context, 'proforma', customerId),
    ])
    if (!customer) return 'gone'
    return {
      customer,
      partner: partnerName(customer.partnerId),
      balanceCents,
      documents: [...invoices.documents, ...proformas.documents],
      isMore: invoices.isMore || proformas.isMore,
      unreadable: invoices.unreadable + proformas.unreadable,
    }
  } catch (error) {
    if (!(error instanceof SplynxError)) throw error
    context.log.warn({ error, customerId }, 'a customer cannot be read from Splynx')
    return 'away'
  }
}

function nullIfAway(error: unknown): null {
  if (error instanceof SplynxError) return null
  throw error
}

interface Unpaid {
  documents: UnpaidDocument[]
  isMore: boolean
  unreadable: number
}

async function readUnpaid(
  { db, splynx }: Context,
  kind: DocumentKind,
  customerId: number,
): Promise<Unpaid> {
  const documents: Document[] = []
  let unreadable = 0
  const filter = { kind, status: 'not_paid' as const, customerIds: [customerId] }
  for await (const page of splynx.eachDocument(filter, DOCUMENTS_SHOWN_MAX + 1)) {
    documents.push(...page.documents)
    unreadable += page.bad.length
    if (documents.length > DOCUMENTS_SHOWN_MAX) break
  }
  const shown = documents.slice(0, DOCUMENTS_SHOWN_MAX)
  const ids = shown.map(({ id }) => id)
  const underWay = await findPaymentsUnderWay(db, kind, ids)
  return {
    documents: shown.map((document) => ({ document, underWay: underWay.get(document.id) })),
    isMore: documents.length > DOCUMENTS_SHOWN_MAX,
    unreadable,
  }
}

/** Names a partner by its id, or by the number alone where Splynx does not say. */
export async function readPartnerNames(context: Context): Promise<(id: number) => string> {
  const partners = (await listFilterChoices(context))?.partners ?? []
  const names = new Map(partners.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? `Partner ${id}`
}

/** The customer's saved cards and bank accounts, each with whether it may still be charged. */
export async function readSavedMethods({ db, now }: Context, customerId: number) {
  const methods = await listMethods(db, customerId)
  return methods.map((method) => ({ ...method, isExpired: isMethodExpired(method, now()) }))
}
