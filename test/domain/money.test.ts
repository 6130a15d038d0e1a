import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  AMOUNT_CENTS_MAX,
  centsOfDecimal,
  decimalOfCents,
  parseAmount,
} from '../../src/domain/money.ts'

it.each([
  ['12', 1200],
  ['12.5', 1250],
  ['12.50', 1250],
  [' 12.50 ', 1250],
  ['0.01', 1],
  ['007', 700],
  ['999999.99', AMOUNT_CENTS_MAX],
])('a person who types %j means %d cents', (text, cents) => {
  expect(parseAmount(text)).toBe(cents)
})

it.each([
  '',
  '0',
  '0.00',
  '-1',
  '+1',
  '1e3',
  '12.505',
  '12.',
  '.5',
  '1,000',
  '1 000',
  '$5',
  '0x10',
  'NaN',
  'Infinity',
  '1000000',
  '99999999999999999999',
  '１２',
  '12.5.0',
  '12\n13',
])('%j is no amount', (text) => {
  expect(parseAmount(text)).toBeNull()
})

it('an amount that we show is read back as the same', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: AMOUNT_CENTS_MAX }),
      (cents) => parseAmount(decimalOfCents(cents)) === cents,
    ),
  )
  fc.assert(
    fc.property(
      fc.integer({ min: -1e11, max: 1e11 }),
      (cents) => centsOfDecimal(decimalOfCents(cents)) === cents,
    ),
  )
})

it.each([
  ['49.9900', 4999],
  [49.99, 4999],
  [0.1, 10],
  [1.1, 110],
  [4.35, 435],
  ['-5', -500],
  [-0.01, -1],
  ['0', 0],
  ['-0', 0],
  [1_000_000, 100_000_000],
])('Splynx means by %j %d cents', (value, cents) => {
  expect(centsOfDecimal(value)).toBe(cents)
})

it.each(['49.991', '0.001', 'abc', '', '1e5', 1e21, Number.NaN, 0.1 + 0.2, '1.2.3', '--1'])(
  '%j of Splynx is not rounded and not guessed',
  (value) => {
    expect(centsOfDecimal(value)).toBeNull()
  },
)
