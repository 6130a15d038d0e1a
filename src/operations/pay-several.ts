import type { Context } from '../context.ts'
import { type DocumentKind, SplynxError } from '../splynx/splynx.ts'
import { type OpenResult, openPayment, type PaymentRequest } from './open-payment.ts'

/** One of the documents, with what the person saw to be due. */
export interface Wanted {
  kind: DocumentKind
  id: number
  expectedCents: number
}

export interface SeveralRequest
  extends Omit<PaymentRequest, 'target' | 'expectedCents' | 'securityCode'> {
  documents: readonly Wanted[]
  securityCode?: string
}

export type Refused = Exclude<OpenResult, { paymentId: string }>

export type SeveralResult =
  /** `left`: those of which no payment came about, because something happened in between. */
  { kind: 'opened'; left: Wanted[] } | { kind: 'none'; because: Refused }

/** What concerns one document alone; anything else would be said of the next one too. */
const OF_ONE_DOCUMENT: readonly OpenResult['kind'][] = ['under_way', 'amount_changed', 'not_open']

/**
 * One payment for each document, each through the one door and with a key made from the form's, so
 * that sending the form again makes none of them twice. What happens to one of them does not touch
 * the others. Rejects with `SplynxError` while nothing has been stored.
 */
export async function paySeveral(
  context: Context,
  { documents, requestKey, securityCode, ...request }: SeveralRequest,
): Promise<SeveralResult> {
  const left: Wanted[] = []
  let opened = 0
  let because: Refused = { kind: 'not_open' }
  for (const [at, document] of documents.entries()) {
    const { kind, id, expectedCents } = document
    const result = await openPayment(context, {
      ...request,
      target: { document: { kind, id } },
      expectedCents,
      requestKey: keyOf(requestKey, document),
      // It must not be kept beyond the first authorization, so the others go without it.
      ...(opened === 0 && securityCode ? { securityCode } : {}),
    }).catch((error: unknown) => {
      // Some are on their way by now: nobody may be told that nothing happened.
      if (opened > 0 && error instanceof SplynxError) return null
      throw error
    })
    if (result?.kind === 'opened' || result?.kind === 'repeated') {
      opened++
      continue
    }
    if (result && result.kind !== 'under_way') because = result
    if (result && OF_ONE_DOCUMENT.includes(result.kind)) {
      left.push(document)
      continue
    }
    left.push(...documents.slice(at))
    break
  }
  return opened > 0 ? { kind: 'opened', left } : { kind: 'none', because }
}

/** Begins with the form's key, by which all of its payments are found again. */
const keyOf = (requestKey: string, { kind, id }: Wanted): string => `${requestKey}:${kind}:${id}`
