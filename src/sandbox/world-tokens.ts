import { createHash } from 'node:crypto'

// Tokens as IPpay shapes them (IPpay facts §6): the same card always gives the same token. They are
// derived from the number alone, so both simulators know them without talking to each other.

const LETTERS = 'ABCDEFGHIJKLM'

/** As long as the number, its first and last four digits kept, letters and digits in turn between. */
export function cardToken(number: string): string {
  const hidden = number.length - 5
  return `${number.slice(0, 1)}${lettersAndDigits(number, hidden)}${number.slice(-4)}`
}

/** As long as routing and account number together, the account's last four digits kept. */
export function bankToken(aba: string, account: string): string {
  const kept = account.slice(-4)
  const hidden = aba.length + account.length - kept.length
  return `${lettersAndDigits(`${aba}/${account}`, hidden)}${kept}`
}

function lettersAndDigits(secret: string, length: number): string {
  const bytes = createHash('sha256').update(`ippay sandbox ${secret}`).digest()
  let text = ''
  for (let at = 0; at < length; at++) {
    const byte = bytes[at % bytes.length] ?? 0
    text += at % 2 === 0 ? LETTERS.charAt(byte % LETTERS.length) : String(byte % 10)
  }
  return text
}
