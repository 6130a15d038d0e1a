import { z } from 'zod'
import type { ApiKey } from './keys.ts'

/** What an operator could set in Splynx, and what differs between its versions. */
const shape = z.strictObject({
  /** A paid proforma becomes an invoice at once, as prepaid customers may have it (facts §3.7). */
  issueInvoiceAfterPayment: z.boolean(),
  /** A new invoice takes what earlier payments left over (facts §3.6). */
  payFromBalance: z.boolean(),
  /** A payment without a document goes to the invoice of the same total, if there is one. */
  matchEqualTotals: z.boolean(),
  /** Ids and other whole numbers travel as text, as in versions 3 and 4 (facts §2.3). */
  numbersAsText: z.boolean(),
  /** Answer 405 METHOD_DISABLED: a path, or `METHOD path`. */
  disabled: z.array(z.string()),
  /** The name of the session's cookie; PHP's own, as long as nobody changes it (facts §1.6). */
  sessionCookie: z.string().regex(/^[\w-]+$/),
  /** A web session is over after so long without a visit. */
  sessionSeconds: z.number().int().positive(),
  /** Customers may ask for a new password. */
  resetPassword: z.boolean(),
})

export type Settings = z.infer<typeof shape>

export const defaultSettings = (): Settings => ({
  issueInvoiceAfterPayment: false,
  payFromBalance: false,
  matchEqualTotals: false,
  numbersAsText: false,
  disabled: [],
  sessionCookie: 'PHPSESSID',
  sessionSeconds: 1_800,
  resetPassword: true,
})

/** The same of the first API key, under names of their own. */
const keyShape = z.strictObject({
  checkNonce: z.boolean(),
  unsecureAuth: z.boolean(),
  partnerId: z.number().int().nullable(),
  denied: z.array(z.string()),
})

const changes = z.strictObject({ ...shape.shape, ...keyShape.shape }).partial()

export const showSettings = (settings: Settings, key: ApiKey) => ({
  checkNonce: key.check_nonce,
  unsecureAuth: key.unsecure_auth,
  partnerId: key.partner_id || null,
  denied: key.denied,
  ...settings,
})

/** Changes the settings that a body names, or none: then what is wrong with it comes back. */
export function changeSettings(settings: Settings, key: ApiKey, body: unknown): string | null {
  const parsed = changes.safeParse(body)
  if (!parsed.success) return z.prettifyError(parsed.error)
  const { checkNonce, unsecureAuth, partnerId, denied, ...others } = parsed.data
  key.check_nonce = checkNonce ?? key.check_nonce
  key.unsecure_auth = unsecureAuth ?? key.unsecure_auth
  key.partner_id = partnerId === undefined ? key.partner_id : (partnerId ?? 0)
  key.denied = denied ?? key.denied
  Object.assign(settings, others)
  return null
}
