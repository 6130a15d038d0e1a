import type { Random } from './random.ts'

/** What is to be charged: the same for every client. */
export interface Charge {
  kind: 'card' | 'bank'
  token: string
  accountType: 'checking' | 'savings' | null
  holder: string
  amountCents: number
  orderNumber: string
}

export type NaiveAnswer = 'charged' | 'declined' | 'failed'

const TRIES_MAX = 3
const TIMEOUT_MS = 1_000

/**
 * Charges as the public clients of this gateway do: an answer is an approval or a decline, anything
 * else is an error, and after an error the charge is sent again under a new id.
 */
export async function chargeNaively(
  gatewayUrl: string,
  charge: Charge,
  random: Random,
): Promise<NaiveAnswer> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const answer = await send(gatewayUrl, messageOf(charge, newId(random)))
    if (answer !== null) return answer
  }
  return 'failed'
}

async function send(url: string, body: string): Promise<Exclude<NaiveAnswer, 'failed'> | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const headers = { 'content-type': 'text/xml' }
    const response = await fetch(url, { method: 'POST', headers, body, signal })
    const code = /<ActionCode>(\d+)</.exec(await response.text())?.[1]
    if (!response.ok || code === undefined) return null
    return code === '000' ? 'charged' : 'declined'
  } catch {
    return null
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

const newId = (random: Random): string =>
  Array.from({ length: 18 }, () => LETTERS[random.between(0, LETTERS.length - 1)]).join('')

function messageOf(
  { kind, token, accountType, holder, amountCents, orderNumber }: Charge,
  transactionId: string,
): string {
  const method =
    kind === 'card'
      ? `<Token>${token}</Token>`
      : `<ACH Type="${(accountType ?? 'checking').toUpperCase()}" SEC="PPD">` +
        `<Token>${token}</Token><CheckNumber>1</CheckNumber></ACH>`
  return (
    `<ippay><TransactionType>${kind === 'card' ? 'SALE' : 'CHECK'}</TransactionType>` +
    `<TerminalID>TESTTERMINAL</TerminalID><TransactionID>${transactionId}</TransactionID>` +
    `<TotalAmount>${amountCents}</TotalAmount>` +
    `<CardName>${holder.replace(/[^A-Za-z ]/g, '')}</CardName>` +
    `<OrderNumber>${orderNumber}</OrderNumber>${method}</ippay>`
  )
}
