import { z } from 'zod'
import { finishCharge, ofTerms, selectDocuments, startCharge } from '../charge.ts'
import { created, ok, type Reply } from '../rest.ts'
import type { ControlCall, Sandbox } from './index.ts'
import { shaped, wrong } from './read.ts'

// "Charge" of Finance > Invoices (Splynx facts §4). In Splynx the handler is PHP on its own server; here
// the selected documents are posted to an address, and the answer is what the handler would return.

const ids = z.array(z.number().int()).default([])
const day = z.iso.date()

export const chargeShape = z.strictObject({
  type: z.enum(['invoices', 'requests']).default('invoices'),
  from: day,
  to: day,
  partners: ids,
  locations: ids,
  /** Payment methods of the customers. */
  payment: ids,
  status: z.string().default('not_paid'),
  total: z.object({ condition: z.enum(['=', '<', '>']), cents: z.number().int() }).optional(),
  customerIds: ids,
  numbers: z.array(z.string()).default([]),
  handler: z.string().default('ippay'),
  params: z.string().default(''),
  /** Only counts; without it the charge is confirmed. */
  preview: z.boolean().default(false),
  url: z.url().optional(),
})

const answerShape = z.object({
  results: z.array(
    z.object({
      id: z.number().int(),
      result: z.string(),
      amount: z.number().optional(),
      fee: z.number().optional(),
    }),
  ),
})

const TIMEOUT_MS = 60_000

export async function start({ splynx }: Sandbox, { body }: ControlCall): Promise<Reply> {
  const { books } = splynx
  const terms = shaped(chargeShape, body)
  const documents = selectDocuments(books, terms)
  if (terms.preview) return ok(ofTerms(documents))
  if (terms.url === undefined) throw wrong('url: who charges the documents?')
  const charge = startCharge(books, terms, documents)
  const payload = { charge_id: charge.id, handler: terms.handler, params: terms.params, documents }
  const results = await ask(terms.url, payload)
  finishCharge(books, charge, documents, results)
  return created({ id: charge.id, charge_status: charge.charge_status })
}

/** Null when no handler answered, or nothing that makes sense. */
async function ask(url: string, payload: object) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return answerShape.parse(await response.json()).results
  } catch {
    return null
  }
}
