import { randomFillSync } from 'node:crypto'
import { ulid } from 'ulid'

const pool = Buffer.alloc(4_096)
let used = pool.length

/**
 * From 0 up to 1. An id takes sixteen of these, and a run makes many ids: the system is asked once for
 * thousands.
 */
function draw(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return pool[used++]! / 256
}

/** The id of a new payment: 26 characters that sort by time. */
export const createPaymentId = (at: Date): string => ulid(at.getTime(), draw)
