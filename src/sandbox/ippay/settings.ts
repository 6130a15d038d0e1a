import { z } from 'zod'

// Where the public facts are open, what the simulator does is a setting with the default that the
// facts suggest (IPpay facts §7).

const settingsShape = z.strictObject({
  /** Terminals that exist; a password is asked for only where one is given. */
  terminals: z.record(z.string().min(1), z.strictObject({ password: z.string().default('') })),
  /**
   * A sale, check or credit whose TransactionID was used within 90 days: refused with 900 and a
   * sentence, refused with 094, answered as the first time without booking again, or booked again
   * as if nothing protected us.
   */
  repeatedId: z.enum(['refuse-900', 'refuse-094', 'repeat-answer', 'book-again']),
  /** What ENQ says of a known transaction: its stored answer, or only that it was found. */
  enquiry: z.enum(['stored-answer', 'found']),
  enquiryUnknown: z.enum(['025', '940']),
  /** The root of answers to TOKENIZE; a client saw both. */
  tokenizeRoot: z.enum(['IPPayResponse', 'ippayResponse']),
  /** Whether cents select a decline (§10), which the production gateway does not do. */
  centsTriggers: z.boolean(),
  /** Reports of several years differ in their root (§9). */
  reportRoot: z.enum(['ippayResponse', 'ippayReport']),
  reportLogin: z.string(),
  reportPassword: z.string(),
})

export type Settings = z.infer<typeof settingsShape>

export const defaultSettings = (): Settings => ({
  terminals: { TESTTERMINAL: { password: '' }, TESTMERCHANT: { password: '' } },
  repeatedId: 'refuse-900',
  enquiry: 'stored-answer',
  enquiryUnknown: '025',
  tokenizeRoot: 'IPPayResponse',
  centsTriggers: true,
  reportRoot: 'ippayResponse',
  reportLogin: 'REPORTLOGIN',
  reportPassword: 'secret',
})

/** Changes the named settings; answers what is wrong with them, or null. */
export function changeSettings(settings: Settings, body: unknown): string | null {
  const parsed = settingsShape.partial().safeParse(body)
  if (!parsed.success) return z.prettifyError(parsed.error)
  Object.assign(settings, parsed.data)
  return null
}
