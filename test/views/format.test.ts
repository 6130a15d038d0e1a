import { describe, expect, it } from 'vitest'
import {
  cardExpiry,
  count,
  counted,
  day,
  duration,
  fullMoment,
  isoDay,
  methodName,
  moment,
  money,
  timeOfDay,
} from '../../views/format.ts'

describe('money', () => {
  it.each([
    [0, '$0.00'],
    [5, '$0.05'],
    [4999, '$49.99'],
    [123_450, '$1,234.50'],
    [-4999, '-$49.99'],
    [-1, '-$0.01'],
    [100_000_000_00, '$100,000,000.00'],
    [Number.MAX_SAFE_INTEGER, '$90,071,992,547,409.91'],
  ])('%i cents read %s', (cents, text) => {
    expect(money(cents, 'USD')).toBe(text)
  })

  it('shows the currency it was asked for, with two decimals', () => {
    expect(money(123_450, 'EUR')).toBe('€1,234.50')
    expect(money(123_450, 'CAD')).toBe('CA$1,234.50')
  })
})

describe('points in time', () => {
  const at = new Date('2026-11-25T05:19:07Z')

  it('are told in the zone of the reader, also when that is another day', () => {
    expect(moment(at, 'America/Chicago')).toBe('Nov 24, 2026, 11:19 PM')
    expect(moment(at, 'UTC')).toBe('Nov 25, 2026, 5:19 AM')
    expect(isoDay(at, 'America/Chicago')).toBe('2026-11-24')
    expect(timeOfDay(at, 'Asia/Tokyo')).toBe('2:19:07 PM')
  })

  it('name the zone where nothing may be left open', () => {
    expect(fullMoment(at, 'America/Chicago')).toBe('Tuesday, November 24, 2026, 11:19:07 PM CST')
  })

  it('follow summer time', () => {
    expect(moment(new Date('2026-07-01T12:00:00Z'), 'America/Chicago')).toBe('Jul 1, 2026, 7:00 AM')
  })
})

it('a date has no zone and stays what it is', () => {
  expect(day('2026-11-05')).toBe('Nov 5, 2026')
})

it('what is no date is shown as it came', () => {
  expect(day('0000-00-00')).toBe('0000-00-00')
})

it.each([
  [0, '0 s'],
  [-5, '0 s'],
  [999, '0 s'],
  [75_000, '1 min 15 s'],
  [120_000, '2 min'],
  [3_600_000, '1 h'],
  [3_725_000, '1 h 2 min'],
])('%i ms read %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})

it('counts have separators and their noun agrees with them', () => {
  expect(count(1_234_567)).toBe('1,234,567')
  expect(counted(1, 'invoice')).toBe('1 invoice')
  expect(counted(0, 'invoice')).toBe('0 invoices')
  expect(counted(2, 'entry', 'entries')).toBe('2 entries')
})

it.each([
  [{ kind: 'card', brand: 'visa', last4: '4242' }, 'Visa ···· 4242'],
  [{ kind: 'card', brand: null, last4: '0005' }, 'Card ···· 0005'],
  [{ kind: 'card', brand: 'toString', last4: '0005' }, 'Card ···· 0005'],
  [{ kind: 'bank', brand: null, last4: '6789', accountType: 'savings' }, 'Savings ···· 6789'],
  [{ kind: 'bank', brand: null, last4: '6789' }, 'Bank account ···· 6789'],
] as const)('%o is called %s', (method, name) => {
  expect(methodName(method)).toBe(name)
})

it('an expiry reads as on the card', () => {
  expect(cardExpiry(3, 2027)).toBe('03/27')
  expect(cardExpiry(12, 2100)).toBe('12/00')
})
