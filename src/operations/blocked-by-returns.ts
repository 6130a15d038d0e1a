import type { ReturnedDebit } from '../db/returned-documents.ts'
import type { Method } from '../db/schema.ts'
import {
  canRepresent,
  type Representable,
  type RepresentRules,
  returnCodeOf,
} from '../domain/return-codes.ts'
import type { SkipReason } from '../domain/run.ts'

type Rule = Extract<Representable, { allowed: false }>['rule']

const REASON_OF: Record<Rule, SkipReason> = {
  not_returned: 'returned_never',
  code: 'returned_never',
  amount: 'returned_never',
  limit: 'returned_limit',
  window: 'returned_limit',
  wait: 'returned_wait',
}

/**
 * The rule that keeps a run from debiting an account again for a document whose debit came back, if
 * there is one (rules of the trade N1, N3). A card, or another account, is asked for the first time. A
 * person who pays gives a new authorization and is not held up by any of this.
 */
export function blockedByReturns(
  returned: readonly ReturnedDebit[] | undefined,
  method: Pick<Method, 'kind' | 'fingerprint' | 'consent_at'>,
  amountCents: number,
  now: Date,
  rules?: RepresentRules,
): { reason: SkipReason; detail: string } | null {
  if (!returned) return null
  const doubled = returned.find(({ code }) => returnCodeOf(code).action === 'alarm')
  if (doubled) {
    const detail = `${doubled.code}: the bank says that it was sent twice. A person looks first`
    return { reason: 'returned_never', detail }
  }
  if (method.kind !== 'bank') return null
  const history = returned.filter(
    (debit) => debit.fingerprint === method.fingerprint && !isAuthorisedAnew(debit, method),
  )
  const verdict = canRepresent(history, { amountCents, now }, rules)
  if (verdict.allowed || verdict.rule === 'not_returned') return null
  const day = verdict.notBefore ? ` That is ${verdict.notBefore}.` : ''
  return { reason: REASON_OF[verdict.rule], detail: verdict.reason + day }
}

/**
 * The customer has allowed the account again since. That does not give a balance that was too low more
 * tries than it has.
 */
const isAuthorisedAnew = (
  { code, returnedAt }: ReturnedDebit,
  { consent_at }: Pick<Method, 'consent_at'>,
): boolean =>
  returnCodeOf(code).action !== 'represent' && consent_at !== null && consent_at > returnedAt
