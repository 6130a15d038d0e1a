import { isCardNumber, monthsOf, readExpiry } from '../checks.ts'
import { findByNumber, type Message, Refused } from '../gateway.ts'
import type { Instrument } from '../instruments.ts'
import { isBankEntry } from '../transaction.ts'

// The card of a request: its number, a token, a swiped track, or an earlier transaction with it
// (IPpay facts §3).

export function readCard(message: Message): Instrument {
  const { gateway, request } = message
  const token = request.text('Token')
  if (request.text('CardNum') !== '') return readNumber(message)
  if (token !== '') {
    const card = gateway.instruments.find('card', token)
    if (card === null) throw new Refused('token')
    return withNewExpiry(message, card)
  }
  if (request.text('Track1') !== '' || request.text('Track2') !== '') return readTrack(message)
  const card = cardOfEarlier(message)
  if (card === null) throw new Refused('no card')
  return withNewExpiry(message, card)
}

const CARD_ELEMENTS = [
  'CardNum',
  'Token',
  'Track1',
  'Track2',
  'ipTransID',
  'ipTransId',
  'UniqueID',
] as const

export const hasCard = ({ request }: Message): boolean =>
  CARD_ELEMENTS.some((element) => request.text(element) !== '')

function readNumber({ gateway, request }: Message): Instrument {
  const number = request.text('CardNum')
  if (!isCardNumber(number)) throw new Refused('card number')
  const expiry = readExpiry(request.text('CardExpMonth'), request.text('CardExpYear'))
  if (expiry === null) throw new Refused('expiry')
  return gateway.instruments.card(number, expiry)
}

/** A charge by token needs no expiry (§6); one that is sent counts instead of the stored one. */
export function withNewExpiry({ request }: Message, card: Instrument): Instrument {
  const [month, year] = [request.text('CardExpMonth'), request.text('CardExpYear')]
  if (month === '' && year === '') return card
  const expiry = readExpiry(month, year)
  if (expiry === null) throw new Refused('expiry')
  return { ...card, expiry }
}

/** `%B4111111111111111^NAME^3004…` or `;4111111111111111=3004…`: the year comes first. */
function readTrack({ gateway, request }: Message): Instrument {
  const track = request.text('Track1') || request.text('Track2')
  const [, number = '', year = '', month = ''] =
    /^[%;]?B?(\d{13,19})(?:\^[^^]*\^|=)(\d\d)(\d\d)/.exec(track) ?? []
  if (!isCardNumber(number)) throw new Refused('card number')
  const expiry = readExpiry(month, year)
  if (expiry === null) throw new Refused('expiry')
  return gateway.instruments.card(number, expiry)
}

function cardOfEarlier(message: Message): Instrument | null {
  const earlier = findByNumber(message)
  if (earlier === null || isBankEntry(earlier)) return null
  const { token, last4, expiry } = earlier
  const { instruments } = message.gateway
  return instruments.find('card', token) ?? instruments.cardOf(token, last4, expiry)
}

export function accountOfEarlier(message: Message): Instrument | null {
  const earlier = findByNumber(message)
  if (earlier === null || !isBankEntry(earlier)) return null
  return message.gateway.instruments.accountOf(earlier.token, earlier.last4)
}

export function isExpired({ gateway }: Message, { expiry }: Instrument): boolean {
  const now = new Date(gateway.clock.now())
  return expiry > 0 && expiry < monthsOf(now.getUTCFullYear(), now.getUTCMonth() + 1)
}
