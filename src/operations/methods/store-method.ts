import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { saveMethod } from '../../db/methods.ts'
import { replaceChanged } from '../../db/return-effects.ts'
import type { NewMethod } from '../../db/schema.ts'
import { transact } from '../../db/transact.ts'
import { mirrorMethods } from './mirror-methods.ts'

/** What the customer agreed to, and the evidence for it: which text, when, from where. */
export interface Consent {
  version: string
  address: string
  agent: string
}

/** What a card and a bank account have in common when somebody adds them. */
export interface Addition {
  customerId: number
  /** `one_time` serves the payment that it was typed in for, and is never offered again. */
  keep: 'saved' | 'one_time'
  isDefault?: boolean
  /** Null only for a card that is not kept: pressing the button is the consent to that one charge. */
  consent: Consent | null
  actor: string
}

export type AddResult =
  | { kind: 'added'; methodId: number }
  /** The gateway will not have the number, or the bank has refused the card for good. */
  | { kind: 'refused'; isForGood: boolean }
  /** The gateway gave no answer that makes sense. No money is involved. */
  | { kind: 'failed' }

type Facts = Pick<
  NewMethod,
  | 'kind'
  | 'brand'
  | 'last4'
  | 'holder_name'
  | 'exp_month'
  | 'exp_year'
  | 'account_type'
  | 'postal_code'
>

/** Keeps what the gateway made a token of: sealed, with its consent and a line in the trail. */
export async function storeMethod(
  context: Context,
  { customerId, keep, isDefault = false, consent, actor }: Addition,
  token: string,
  facts: Facts,
): Promise<AddResult> {
  const { db, vault, now } = context
  const at = now()
  const methodId = await saveMethod(
    db,
    {
      ...facts,
      customer_id: customerId,
      status: keep === 'saved' ? 'active' : 'one_time',
      token_sealed: vault.sealToken(token),
      fingerprint: vault.fingerprint(token),
      is_default: isDefault,
      consent_at: consent && at,
      consent_version: consent?.version,
      consent_address: consent?.address.slice(0, 45),
      consent_agent: consent?.agent.slice(0, 255),
      created_at: at,
      updated_at: at,
    },
    at,
  )
  if (methodId === null) return { kind: 'refused', isForGood: true }
  if (keep === 'one_time') return { kind: 'added', methodId }
  if (facts.kind === 'bank') {
    const added = { id: methodId, customer_id: customerId }
    await transact(db, (trx) => replaceChanged(trx, added, at))
  }
  await recordAudit(db, {
    at,
    actor,
    action: 'method.added',
    subject: `method:${methodId}`,
    details: { kind: facts.kind, last4: facts.last4, consent: consent?.version ?? null },
    address: consent?.address ?? null,
  })
  void mirrorMethods(context, customerId, facts.kind)
  return { kind: 'added', methodId }
}
