import { z } from 'zod'
import { bankToken } from '../../world-tokens.ts'
import { returnRunOf } from '../banking-days.ts'
import { isAccountNumber, isRoutingNumber } from '../checks.ts'
import { record } from '../entries.ts'
import type { Gateway } from '../gateway.ts'
import type { BankReturn } from '../transaction.ts'
import { isApproved, isBankEntry } from '../transaction.ts'
import { ok, wrong } from './answers.ts'
import type { ControlReply } from './control.ts'

/** What a notice of change says is right, as far as its code is about it. */
const correctionShape = z.strictObject({
  routingNumber: z.string().refine(isRoutingNumber, 'not a routing number').optional(),
  accountNumber: z.string().refine(isAccountNumber, 'not an account number').optional(),
  /** 22 or 27 for a credit or debit to a checking account, 32 or 37 for savings. */
  transactionCode: z
    .string()
    .regex(/^\d\d$/)
    .optional(),
  name: z.string().max(22).optional(),
})

const returnShape = z.strictObject({
  transactionId: z.string(),
  /** R01 and so on; C01 to C99 are notices of change and leave the money where it is. */
  code: z.string().regex(/^[RC]\d\d$/),
  /** When it comes in; without it, now. */
  at: z.union([z.literal('on-schedule'), z.iso.datetime({ offset: true })]).optional(),
  corrected: correctionShape.optional(),
})

/** The bank sends a debit or a credit back, or says that the account has changed. */
export function postReturn(gateway: Gateway, body: unknown): ControlReply {
  const parsed = returnShape.safeParse(body)
  if (!parsed.success) return wrong(400, z.prettifyError(parsed.error))
  const { transactionId, code, corrected } = parsed.data
  if (corrected !== undefined && !code.startsWith('C')) {
    return wrong(400, 'Only a notice of change corrects something.')
  }
  const entry = gateway.ledger.findAnywhere(transactionId)
  if (entry === null) return wrong(404, 'No such transaction.')
  if (!isApproved(entry) || !isBankEntry(entry)) {
    return wrong(409, 'Only accepted bank entries come back.')
  }
  if (code.startsWith('R') && entry.returns?.some((earlier) => earlier.code.startsWith('R'))) {
    return wrong(409, 'It has been returned already.')
  }
  const at = timeOf(parsed.data.at, entry.at, gateway.clock.now())
  if (at < entry.at) return wrong(400, 'It cannot come back before it was sent.')
  const bankReturn = { code, at, ...(corrected && correctionOf(corrected)) }
  record(gateway, { kind: 'return', ipTransId: entry.ipTransId, bankReturn })
  return ok({ transactionId, ...bankReturn, at: new Date(at).toISOString() }, 201)
}

function timeOf(asked: string | undefined, takenAt: number, now: number): number {
  if (asked === undefined) return now
  return asked === 'on-schedule' ? returnRunOf(takenAt) : Date.parse(asked)
}

type Correction = z.infer<typeof correctionShape>

/**
 * As the bank writes it, but with only the last four digits of the account: no number is kept here.
 * Who knows both numbers gets the token of the corrected account with them.
 */
function correctionOf(corrected: Correction): Pick<BankReturn, 'correctedData' | 'newToken'> {
  const { routingNumber, accountNumber, transactionCode, name } = corrected
  const masked = accountNumber?.slice(-4).padStart(accountNumber.length, '*')
  const written = [routingNumber, masked, transactionCode, name].filter((part) => part)
  const both = routingNumber !== undefined && accountNumber !== undefined
  return {
    correctedData: written.join(' '),
    ...(both && { newToken: bankToken(routingNumber, accountNumber) }),
  }
}
