import type { Context } from '../context.ts'
import type { BankDetails } from '../gateway/gateway.ts'
import { type Addition, type AddResult, type Consent, storeMethod } from './methods/store-method.ts'
import { settingsOfCustomer } from './partner-of.ts'

export interface BankAccount extends BankDetails {
  accountType: 'checking' | 'savings'
  holderName: string
}

/**
 * Adds a bank account: the gateway makes a token of its numbers, and only that is kept. A debit needs
 * the holder's authorization even when it happens once, so there is always a consent.
 */
export async function addBankAccount(
  context: Context,
  { account, ...addition }: Addition & { account: BankAccount; consent: Consent },
): Promise<AddResult> {
  const { routingNumber, accountNumber, accountType, holderName } = account
  const { terminalId } = await settingsOfCustomer(context, addition.customerId)
  const numbers = { routingNumber, accountNumber }
  const made = await context.gateway.tokenizeBank(numbers, { terminalId })
  if (made.kind === 'refused') return { kind: 'refused', isForGood: false }
  if (made.kind === 'failed') {
    context.log.warn({ cause: made.cause }, 'the gateway made no token of a bank account')
    return { kind: 'failed' }
  }
  return storeMethod(context, addition, made.token, {
    kind: 'bank',
    brand: null,
    last4: accountNumber.slice(-4),
    holder_name: holderName,
    exp_month: null,
    exp_year: null,
    account_type: accountType,
    postal_code: null,
  })
}
