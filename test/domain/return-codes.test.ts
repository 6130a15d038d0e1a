import { describe, expect, it } from 'vitest'
import {
  actBy,
  canRepresent,
  RETURN_CODES,
  type ReturnAction,
  type ReturnedPresentment,
  returnCodeOf,
} from '../../src/domain/return-codes.ts'

// Written from the rules of the trade §3.1, apart from the table under test.
const EXPECTED: Record<Exclude<ReturnAction, 'person'>, string> = {
  represent: 'R01 R09',
  disable: 'R02 R03 R04 R12 R13 R20 R28',
  revoke: 'R05 R07 R10 R29 R51',
  correct: 'R11',
  hold: 'R08',
  alarm: 'R24',
  change: 'C01 C02 C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 C13',
}
const SPOKEN_FOR = new Map(
  Object.entries(EXPECTED).flatMap(([action, codes]) =>
    codes.split(' ').map((code) => [code, action] as const),
  ),
)
const numbered = (letter: string, last: number) =>
  Array.from({ length: last }, (_, index) => letter + String(index + 1).padStart(2, '0'))
const EVERY_CODE = [...numbered('R', 85), 'R90', ...numbered('C', 13)]

describe('what a return asks for', () => {
  it.each(EVERY_CODE)('%s leads to what the rules say, else to a person', (code) => {
    const { action, meaning } = returnCodeOf(code)
    expect(action).toBe(SPOKEN_FOR.get(code) ?? 'person')
    expect(meaning).toMatch(/^[A-Z][^.]{10,}$/)
  })

  it('has a meaning of its own for every code that Nacha assigned', () => {
    const meanings = [...RETURN_CODES.values()].map(({ meaning }) => meaning)
    expect(new Set(meanings).size).toBe(meanings.length)
    expect(RETURN_CODES.size).toBe(84)
  })

  it('is the same however the code is written', () => {
    expect(returnCodeOf(' r01 ')).toEqual(returnCodeOf('R01'))
  })

  it.each(['', 'R99', 'R48', 'C14', 'X01', '__proto__', 'toString'])(
    'is a person for %j, which nobody knows',
    (code) => {
      expect(returnCodeOf(code)).toMatchObject({ action: 'person', stopsDebits: false })
      expect(returnCodeOf(code).meaning).toMatch(/not in the list/)
    },
  )

  it('counts to the limits that Nacha sets', () => {
    const counting = (kind: string) =>
      EVERY_CODE.filter((code) => returnCodeOf(code).countsTo === kind)
    expect(counting('unauthorised')).toEqual(['R05', 'R07', 'R10', 'R11', 'R29', 'R51'])
    expect(counting('administrative')).toEqual(['R02', 'R03', 'R04'])
  })

  it('stops further debits of a dead, frozen, closed or disputed account', () => {
    const stopping = EVERY_CODE.filter((code) => returnCodeOf(code).stopsDebits)
    expect(stopping.join(' ')).toBe(
      'R02 R03 R04 R05 R07 R08 R10 R11 R12 R13 R14 R15 R16 R20 R24 R28 R29 R51',
    )
  })
})

describe('presenting a returned debit again', () => {
  // Friday; three banking days later is Wednesday.
  const returned = (changes: Partial<ReturnedPresentment> = {}): ReturnedPresentment => ({
    code: 'R01',
    returnedAt: new Date('2026-03-06T16:00:00Z'),
    amountCents: 4_999,
    originalAt: new Date('2026-03-02T16:00:00Z'),
    ...changes,
  })
  const now = new Date('2026-03-11T16:00:00Z')
  const ask = (
    history: ReturnedPresentment[],
    changes: { amountCents?: number; now?: Date } = {},
  ) => canRepresent(history, { amountCents: 4_999, now, ...changes })

  it('is allowed twice after a lack of money', () => {
    expect(ask([returned()])).toEqual({ allowed: true, left: 2 })
    expect(ask([returned({ code: 'R09' })])).toEqual({ allowed: true, left: 2 })
    expect(ask([returned(), returned()])).toEqual({ allowed: true, left: 1 })
  })

  it('is not allowed a third time', () => {
    expect(ask([returned(), returned(), returned()])).toMatchObject({ rule: 'limit' })
  })

  it.each(EVERY_CODE.filter((code) => code !== 'R01' && code !== 'R09'))(
    'is never allowed after %s, not even when another return was for lack of money',
    (code) => {
      expect(ask([returned({ code })])).toMatchObject({ allowed: false, rule: 'code' })
      expect(ask([returned({ code }), returned()])).toMatchObject({ rule: 'code' })
    },
  )

  it('is not allowed when nothing came back', () => {
    expect(ask([])).toMatchObject({ allowed: false, rule: 'not_returned' })
  })

  it.each([4_998, 5_000])('is not allowed with another amount, as %i', (amountCents) => {
    expect(ask([returned()], { amountCents })).toMatchObject({ allowed: false, rule: 'amount' })
  })

  it('waits three banking days, counted by the clock of the Reserve Banks', () => {
    // 23:59 on Tuesday in New York is past midnight in UTC.
    expect(ask([returned()], { now: new Date('2026-03-11T03:59:59Z') })).toEqual({
      allowed: false,
      rule: 'wait',
      reason: expect.any(String),
      notBefore: '2026-03-11',
    })
    expect(ask([returned()], { now: new Date('2026-03-11T04:00:00Z') }).allowed).toBe(true)
  })

  it('waits after the latest of several returns', () => {
    const again = returned({ returnedAt: new Date('2026-03-10T16:00:00Z') })
    expect(ask([again, returned()])).toMatchObject({ rule: 'wait', notBefore: '2026-03-13' })
  })

  it('is not allowed later than 180 days after the original', () => {
    const at = (day: string) => ({ now: new Date(`${day}T16:00:00Z`) })
    expect(ask([returned()], at('2026-08-29')).allowed).toBe(true)
    expect(ask([returned()], at('2026-08-30'))).toMatchObject({ allowed: false, rule: 'window' })
  })

  it('goes by other figures where they are set', () => {
    const rules = { representLimit: 1, windowDays: 30, waitBankingDays: 0 }
    const one = { amountCents: 4_999, now: new Date('2026-03-06T17:00:00Z') }
    expect(canRepresent([returned()], one, rules)).toEqual({ allowed: true, left: 1 })
    expect(canRepresent([returned(), returned()], one, rules)).toMatchObject({ rule: 'limit' })
  })
})

describe('the last day to act', () => {
  const at = new Date('2026-03-06T16:00:00Z')

  it('is sixty days after a debit that was not as agreed', () => {
    expect(actBy('R11', at)).toBe('2026-05-05')
  })

  it('is six banking days after a notice of change', () => {
    expect(actBy('C01', at)).toBe('2026-03-16')
  })

  it('is not set for anything else', () => {
    expect(actBy('R01', at)).toBeNull()
    expect(actBy('R10', at)).toBeNull()
  })
})
