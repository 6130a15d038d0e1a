import { z } from 'zod'
import { cardToken } from '../../world-tokens.ts'
import { isCardNumber, monthsOf, readExpiry } from '../checks.ts'
import { record } from '../entries.ts'
import type { Gateway } from '../gateway.ts'
import type { Instrument } from '../instruments.ts'
import { type AccountUpdate, UPDATE_RESULTS, type UpdateResult } from '../updater.ts'
import { ok, wrong } from './answers.ts'
import type { ControlReply } from './control.ts'

const updateShape = z
  .strictObject({
    token: z.string(),
    terminalId: z.string().optional(),
    /** Without it the card brands were asked and have not answered. */
    result: z.enum(UPDATE_RESULTS).optional(),
    newCardNumber: z.string().refine(isCardNumber, 'not a card number').optional(),
    /** `MM/YY`; without it, three years from now. */
    newExpiry: z
      .string()
      .regex(/^\d\d\/\d\d$/)
      .optional(),
  })
  .refine(({ result, newCardNumber }) => (result === 'A') === (newCardNumber !== undefined), {
    error: 'The result A, and no other, needs newCardNumber.',
  })

type Asked = z.infer<typeof updateShape>

/** The account updater asks about a card, or gets its answer (IPpay facts §6). */
export function postAccountUpdate(gateway: Gateway, body: unknown): ControlReply {
  const parsed = updateShape.safeParse(body)
  if (!parsed.success) return wrong(400, z.prettifyError(parsed.error))
  const card = gateway.instruments.find('card', parsed.data.token)
  if (card === null) return wrong(404, 'No such card token.')
  const renewed = renewedCard(gateway, card, parsed.data)
  if (renewed === null) return wrong(400, 'newExpiry is MM/YY.')

  const { result = '', terminalId } = parsed.data
  const update: AccountUpdate = {
    terminalId: terminalId ?? Object.keys(gateway.settings.terminals)[0] ?? '',
    oldToken: card.token,
    oldExpiry: card.expiry,
    newToken: result === 'A' ? renewed.token : card.token,
    newExpiry: renewed.expiry,
    result,
    at: gateway.clock.now(),
  }
  if (result !== '') changeCards(gateway, result, card, renewed)
  record(gateway, { kind: 'account-update', update })
  return ok({ ...update, at: new Date(update.at).toISOString() }, 201)
}

/** The card as it is from now on. */
function renewedCard(gateway: Gateway, card: Instrument, asked: Asked): Instrument | null {
  const { result, newCardNumber, newExpiry } = asked
  if (result !== 'A' && result !== 'E') return card
  const expiry = newExpiry === undefined ? inThreeYears(gateway) : expiryOf(newExpiry)
  if (expiry === null) return null
  if (newCardNumber === undefined) return { ...card, expiry }
  const token = cardToken(newCardNumber)
  return { ...card, expiry, token, last4: newCardNumber.slice(-4) }
}

function expiryOf(text: string): number | null {
  const [month = '', year = ''] = text.split('/')
  return readExpiry(month, year)
}

function inThreeYears({ clock }: Gateway): number {
  const now = new Date(clock.now())
  return monthsOf(now.getUTCFullYear() + 3, now.getUTCMonth() + 1)
}

/** No such account: what an issuer says to a number that it has replaced or closed. */
const GONE = '014'

function changeCards(
  gateway: Gateway,
  result: UpdateResult,
  card: Instrument,
  renewed: Instrument,
) {
  const keep = (instrument: Instrument) => record(gateway, { kind: 'instrument', instrument })
  if (result === 'A' || result === 'E') keep(renewed)
  if (result === 'A' || result === 'C') keep({ ...card, declineCode: GONE })
}
