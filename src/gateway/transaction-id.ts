import { randomFillSync } from 'node:crypto'

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const LENGTH = 18
// The largest multiple of 36 that a byte can hold: bytes above it would favour some characters.
const FAIR_BYTES = 252

const pool = Buffer.alloc(4_096)
let used = pool.length

/** The system is asked once for the random bytes of many ids. */
function drawByte(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return pool[used++]!
}

/**
 * An id of our own for one message: 18 upper-case letters and digits, unique per terminal for 90
 * days (IPpay facts §7). 93 random bits, so that no two workers ever need to agree on one.
 */
export function createTransactionId(): string {
  let id = ''
  while (id.length < LENGTH) {
    const byte = drawByte()
    if (byte < FAIR_BYTES) id += LETTERS_AND_DIGITS[byte % 36]
  }
  return id
}

export const isTransactionId = (text: string): boolean => /^[0-9A-Z]{18}$/.test(text)
