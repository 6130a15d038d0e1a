import { describe, expect, it } from 'vitest'
import {
  CARD_BRAND_LABEL,
  cardBrand,
  isCardNumber,
  isExpired,
  isLuhnValid,
  isRoutingNumber,
  isSecurityCode,
  withoutSeparators,
} from '../../src/domain/card.ts'

describe('card numbers', () => {
  it.each([
    '4000300020001000',
    '4111111111111111',
    '5111111111111118',
    '378282246310005',
    '6011111111111117',
    '4242424242424242',
    '4222222222222',
    '6304000000000000000',
  ])('%s has a right length and check digit', (number) => {
    expect(isCardNumber(number)).toBe(true)
  })

  it.each([
    ['4111111111111112', 'a wrong check digit'],
    ['411111111117', 'twelve digits'],
    ['41111111111111111118', 'twenty digits'],
    ['0000000000000000', 'a zero in front'],
    ['4111 1111 1111 1111', 'separators'],
    ['411111111111111l', 'a letter'],
    ['４１１１１１１１１１１１１１１１', 'digits of another script'],
    ['', 'nothing'],
  ])('%j is refused: %s', (number) => {
    expect(isCardNumber(number)).toBe(false)
  })

  it('notices every single wrong digit', () => {
    const number = '4000300020001000'
    for (let index = 0; index < number.length; index++) {
      for (let digit = 0; digit <= 9; digit++) {
        const changed = number.slice(0, index) + digit + number.slice(index + 1)
        expect(isLuhnValid(changed)).toBe(changed === number)
      }
    }
  })

  it('reads a number as people type it', () => {
    expect(withoutSeparators(' 4111 1111-1111.1111\t')).toBe('4111111111111111')
  })

  it.each([
    ['4000300020001000', 'visa'],
    ['5111111111111118', 'mastercard'],
    ['2221000000000009', 'mastercard'],
    ['2720990000000007', 'mastercard'],
    ['2721000000000004', null],
    ['378282246310005', 'amex'],
    ['6011111111111117', 'discover'],
    ['6500000000000002', 'discover'],
    ['30569309025904', 'diners'],
    ['3530111333300000', 'jcb'],
    ['6200000000000005', 'unionpay'],
    ['6304000000000000', 'maestro'],
    ['9999', null],
    ['41', null],
    ['visa', null],
  ])('%s is of brand %s', (number, brand) => {
    expect(cardBrand(number)).toBe(brand)
  })

  it('has a name for people for each brand', () => {
    expect(CARD_BRAND_LABEL.amex).toBe('American Express')
  })
})

describe('bank routing numbers', () => {
  it.each(['071025661', '111000025', '122000496', '021000021'])('%s is one', (number) => {
    expect(isRoutingNumber(number)).toBe(true)
  })

  it.each(['071025662', '701025661', '000000000', '12345678', '0710256610', '07102566a', ''])(
    '%j is none',
    (number) => {
      expect(isRoutingNumber(number)).toBe(false)
    },
  )
})

describe('expiry', () => {
  it.each([
    ['2026-11-30T23:59:59Z', false, 'the last second of the month'],
    ['2026-12-01T11:59:59Z', false, 'while the month still lasts somewhere'],
    ['2026-12-01T12:00:00Z', true, 'once the month is over everywhere'],
    ['2025-01-01T00:00:00Z', false, 'long before'],
    ['2027-01-01T00:00:00Z', true, 'long after'],
  ])('of 11/2026 at %s is %s: %s', (now, expired) => {
    expect(isExpired(11, 2026, new Date(now))).toBe(expired)
  })

  it('of December ends with the year', () => {
    expect(isExpired(12, 2026, new Date('2026-12-31T23:00:00Z'))).toBe(false)
    expect(isExpired(12, 2026, new Date('2027-01-02T00:00:00Z'))).toBe(true)
  })

  it.each([0, 13, -1, 1.5, Number.NaN])('month %s is never good', (month) => {
    expect(isExpired(month, 2099, new Date('2026-11-24T00:00:00Z'))).toBe(true)
  })
})

describe('security codes', () => {
  it.each([
    ['123', 'visa', true],
    ['1234', 'visa', false],
    ['1234', 'amex', true],
    ['123', 'amex', false],
    ['123', null, true],
    ['1234', null, true],
    ['12', null, false],
    ['12a', 'visa', false],
    ['12345', 'amex', false],
  ] as const)('%s on a card of %s: %s', (code, brand, right) => {
    expect(isSecurityCode(code, brand)).toBe(right)
  })
})
