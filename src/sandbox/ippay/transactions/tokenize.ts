import { createHash } from 'node:crypto'
import type { Answer } from '../answer.ts'
import { isAccountNumber, isRoutingNumber } from '../checks.ts'
import { record } from '../entries.ts'
import { idOfNew, type Message, Refused } from '../gateway.ts'
import type { Instrument } from '../instruments.ts'
import { readCard, withNewExpiry } from './card.ts'

/**
 * A card with its expiry, a bank account, or a new expiry for a token (IPpay facts §2, §6). No money
 * moves, so the TransactionID is only repeated: it may be used again, and ENQ does not know it.
 */
export function tokenize(message: Message): Answer {
  const transactionId = idOfNew(message)
  const token = keepToken(message, readInstrument(message))
  return { transactionId, actionCode: '000', responseText: 'TOKENIZED', token }
}

function readInstrument(message: Message): Instrument {
  const { gateway, request } = message
  const token = request.text('Token')
  if (token !== '') {
    const card = gateway.instruments.find('card', token)
    if (card === null) throw new Refused('token')
    if (request.text('CardExpMonth') === '') throw new Refused('expiry')
    return withNewExpiry(message, card)
  }
  const aba = request.text('ABA') || request.text('ACH', 'ABA')
  const account = request.text('AccountNumber') || request.text('ACH', 'AccountNumber')
  if (aba === '' && account === '') return readCard(message)
  return readAccount(message, aba, account)
}

export function readAccount({ gateway }: Message, aba: string, account: string): Instrument {
  if (!isRoutingNumber(aba)) throw new Refused('routing')
  if (!isAccountNumber(account)) throw new Refused('account')
  return gateway.instruments.account(aba, account)
}

/** Makes the instrument chargeable by token, and names the token as the dialect shapes it. */
export function keepToken({ gateway, request, terminalId }: Message, instrument: Instrument) {
  const name = request.dialect === 'jetpay' ? jetPayToken(instrument.token) : undefined
  record(gateway, { kind: 'token', instrument, terminalId, at: gateway.clock.now(), name })
  return name ?? instrument.token
}

const JETPAY_LETTERS = 'HIJKLNO'

/** 24 capitals (IPpay facts §5.3), of the few that recorded ones are made of. */
function jetPayToken(token: string): string {
  const bytes = createHash('sha256').update(`jetpay ${token}`).digest().subarray(0, 24)
  return Array.from(bytes, (byte) => JETPAY_LETTERS.charAt(byte % JETPAY_LETTERS.length)).join('')
}
