import { expect, it } from 'vitest'
import { createTransactionId, isTransactionId } from '../../src/gateway/transaction-id.ts'

const ids = Array.from({ length: 20_000 }, createTransactionId)

it('has 18 upper-case letters and digits', () => {
  for (const id of ids) expect(isTransactionId(id)).toBe(true)
})

it('does not repeat', () => {
  expect(new Set(ids).size).toBe(ids.length)
})

it('uses every character about equally often', () => {
  const counts = new Map<string, number>()
  for (const character of ids.join('')) counts.set(character, (counts.get(character) ?? 0) + 1)
  expect(counts.size).toBe(36)
  // 10,000 expected of each, standard deviation 99. A byte taken modulo 36 would give four
  // characters 14 % more than the others.
  for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(700)
})

it.each([
  '',
  'K7QX2M9RB4TW81ZC5',
  'K7QX2M9RB4TW81ZC5DD',
  'k7qx2m9rb4tw81zc5d',
  'K7QX2M9RB4TW81ZC5-',
])('%j is no id', (text) => {
  expect(isTransactionId(text)).toBe(false)
})
