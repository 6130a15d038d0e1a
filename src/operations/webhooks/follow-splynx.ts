import type { Context } from '../../context.ts'
import type { Concerns } from '../../queue/payloads.ts'
import { followCustomers } from './follow-customers.ts'
import { followDocuments } from './follow-documents.ts'
import { followRecordings } from './follow-recordings.ts'

/**
 * Brings what waits here in line with what has changed in Splynx. What changed is read from Splynx
 * itself, so it may be called any number of times, in any order, for no reason at all.
 */
export async function followSplynx(context: Context, concerns: Concerns): Promise<string> {
  const { invoiceIds = [], proformaIds = [], customerIds = [], paymentIds = [] } = concerns
  const invoices = await followDocuments(context, 'invoice', invoiceIds)
  const proformas = await followDocuments(context, 'proforma', proformaIds)
  const customers = await followCustomers(context, customerIds)
  const { missing } = await followRecordings(context, paymentIds)
  const cancelled = invoices.cancelled + proformas.cancelled + customers.cancelled
  const lowered = invoices.lowered + proformas.lowered
  return `${cancelled} cancelled, ${lowered} lowered, ${missing} missing`
}
