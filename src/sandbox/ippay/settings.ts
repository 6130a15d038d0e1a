import { z } from 'zod'
import { isAddressRange } from './firewall.ts'

// Where the public facts are open, what the simulator does is a setting with the default that the
// facts suggest (IPpay facts §7, §14).

const terminalShape = z.strictObject({
  /** Asked for only where one is given. */
  password: z.string().default(''),
  /** SEC codes that it may use; without them, all (§8: WEB and TEL are not confirmed). */
  secCodes: z.array(z.string()).optional(),
})

const settingsShape = z.strictObject({
  terminals: z.record(z.string().min(1), terminalShape),
  /** Source addresses or ranges that may come in; with none, everybody (§1). */
  allowedAddresses: z.array(z.string().refine(isAddressRange, 'not an address or a range')),
  /** What meets everybody else, as a firewall does it: a reset, or silence. */
  blocked: z.enum(['reset', 'silence']),
  /** Roots of requests: `ippay` and `JetPay` letter by letter, `ippay` alone, or in any case. */
  requestRoot: z.enum(['exact', 'ippay-alone', 'any-case']),
  /** The words of the test system, which changed between 2014 and 2021 (§2, §5.3). */
  release: z.enum(['2021', '2014']),
  /**
   * A sale, check or credit whose TransactionID was used within 90 days: refused with 900 and a
   * sentence, refused with 094, answered as the first time without booking again, or booked again
   * as if nothing protected us.
   */
  repeatedId: z.enum(['refuse-900', 'refuse-094', 'repeat-answer', 'book-again']),
  /** What ENQ says of a known transaction: its stored answer, or 000 for "found". */
  enquiry: z.enum(['stored-answer', 'found', 'found-with-fields']),
  enquiryUnknown: z.enum(['025', '940']),
  /** What ENQ says of a transaction that was voided. */
  enquiryVoided: z.enum(['stored-answer', 'unknown']),
  /** Whether ENQ knows checks as well. */
  enquiryOfChecks: z.boolean(),
  /** Whether a VOID without an amount works, as §12 has it, though §2 lists the amount as needed. */
  voidWithoutAmount: z.boolean(),
  /** Whether VOID cancels a check before its settlement (§14). */
  voidOfCheck: z.boolean(),
  /** Whether the fee is inside the total amount or, for checks, comes on top (§3). */
  feeAmount: z.enum(['inside', 'on-top']),
  /** Whether a check needs a SEC code; without it, PPD is assumed (§8). */
  secRequired: z.boolean(),
  /** `AdditionalInfo` of accepted checks, whose content nobody knows; '' leaves it out (§4). */
  additionalInfo: z.string(),
  /** Whether answers carry IPpay's own number (§4). */
  showIpTransId: z.boolean(),
  /** Letters of the address and the security code check, where the test system has one each. */
  avs: z.string().regex(/^[A-Z]$/),
  cvv2: z.string().regex(/^[MNPSUY]$/),
  /** The root of answers to TOKENIZE; a client saw both. */
  tokenizeRoot: z.enum(['IPPayResponse', 'ippayResponse']),
  /** Whether cents select a decline (§10), which the production gateway does not do. */
  centsTriggers: z.boolean(),
  /** Whether they do so for checks too, which is not known. */
  centsTriggersOfChecks: z.boolean(),
  /** Reports of several years differ in their root, and the manual's examples do too (§9). */
  reportRoot: z.enum(['ippayResponse', 'ippayReport', 'by-type']),
  reportLogin: z.string(),
  reportPassword: z.string(),
})

export type Settings = z.infer<typeof settingsShape>

export const defaultSettings = (): Settings => ({
  terminals: { TESTTERMINAL: { password: '' }, TESTMERCHANT: { password: '' } },
  allowedAddresses: [],
  blocked: 'reset',
  requestRoot: 'exact',
  release: '2021',
  repeatedId: 'refuse-900',
  enquiry: 'stored-answer',
  enquiryUnknown: '025',
  enquiryVoided: 'stored-answer',
  enquiryOfChecks: true,
  voidWithoutAmount: true,
  voidOfCheck: false,
  feeAmount: 'inside',
  secRequired: false,
  additionalInfo: '',
  showIpTransId: false,
  avs: 'Y',
  cvv2: 'P',
  tokenizeRoot: 'IPPayResponse',
  centsTriggers: true,
  centsTriggersOfChecks: false,
  reportRoot: 'ippayResponse',
  reportLogin: 'REPORTLOGIN',
  reportPassword: 'secret',
})

/** The named changes, or in words what is wrong with them. */
export function readSettings(body: unknown): Partial<Settings> | string {
  const parsed = settingsShape.partial().safeParse(body)
  return parsed.success ? parsed.data : z.prettifyError(parsed.error)
}
