import { randomBytes } from 'node:crypto'

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const LENGTH = 18
// The largest multiple of 36 that a byte can hold: bytes above it would favour some characters.
const FAIR_BYTES = 252

/**
 * An id of our own for one message: 18 upper-case letters and digits, unique per terminal for 90
 * days (IPpay facts §7). 93 random bits, so that no two workers ever need to agree on one.
 */
export function createTransactionId(): string {
  let id = ''
  while (id.length < LENGTH) {
    for (const byte of randomBytes(LENGTH + 6)) {
      if (byte < FAIR_BYTES && id.length < LENGTH) id += LETTERS_AND_DIGITS[byte % 36]
    }
  }
  return id
}

export const isTransactionId = (text: string): boolean => /^[0-9A-Z]{18}$/.test(text)
