import { describe, expect, it } from 'vitest'
import type { CodeCategory } from '../../src/domain/action-codes.ts'
import {
  ACTION_CODES,
  actionCodeOf,
  adviceFor,
  isDuplicateText,
  isListed,
  NEVER_RETRIED,
} from '../../src/domain/action-codes.ts'

// Written from the table of IPpay facts §5.1, apart from the one under test.
const EXPECTED: Record<CodeCategory, string> = {
  ok: '000',
  hard: `004 007 012 013 014 015 039 041 043 046 052 053 055 057 062 063 071 078 093 105 111 117
    119 200 300 601 602 905 910 913 943`,
  data: `054 082 101 103 104 122 125 187 806 908 912 914 917 923 924 930 931 932 933 981`,
  soft: `001 002 005 006 019 028 051 061 065 070 075 080 086 089 091 092 100 106 107 182 750 899
    987`,
  config: `003 025 027 030 058 076 077 079 081 084 087 109 110 115 181 183 188 189 900 901 902 903
    904 906 909 911 919 920 921 925 926 934 935 940 941 942 955 956 958 959 961 962 996 997`,
  duplicate: '094 907',
  unknown: '021 068 096 603 960 988 989 992 999',
  review: '008 010 011 085 400 604',
}
const LISTED = Object.entries(EXPECTED).flatMap(([category, codes]) =>
  codes.split(/\s+/).map((code) => ({ code, category })),
)

describe('the table of action codes', () => {
  it.each(LISTED)('$code is $category', ({ code, category }) => {
    expect(ACTION_CODES[code]).toMatchObject({ category })
  })

  it('has no other code', () => {
    expect(Object.keys(ACTION_CODES).sort()).toEqual(LISTED.map(({ code }) => code).sort())
  })

  it('has a meaning without a number for each', () => {
    for (const { meaning } of Object.values(ACTION_CODES)) expect(meaning).toMatch(/^[A-Z]\D{3,}$/)
  })

  it('forbids any retry for the codes of the card brands, and for no other', () => {
    const never = Object.keys(ACTION_CODES).filter((code) => ACTION_CODES[code]?.neverRetry)
    expect(never.sort()).toEqual('004 007 012 014 015 041 043 046 057'.split(' '))
    for (const code of never) expect(ACTION_CODES[code]?.advice).toMatch(/card brands forbid/)
    // Rules of the trade C1 and C5, by the networks' names of the codes.
    expect(NEVER_RETRIED.visaCodes.join(' ')).toBe('04 07 12 14 15 41 43 46 57 R0 R1 R3')
    expect(NEVER_RETRIED.mastercardAdvice.join(' ')).toBe('03 21')
    const numbered = NEVER_RETRIED.visaCodes.filter((code) => /^\d+$/.test(code))
    expect(numbered.map((code) => `0${code}`)).toEqual(never)
  })

  it('never takes a code that Visa forbids to retry for one that may be tried another day', () => {
    for (const code of NEVER_RETRIED.visaCodes) {
      expect(['hard', 'unknown']).toContain(actionCodeOf(`0${code}`).category)
    }
  })

  it('says to a clerk what to do about each, and never to charge what may have been charged', () => {
    for (const { advice, category } of Object.values(ACTION_CODES)) {
      expect(advice).toMatch(/^[A-Z][^\d]{10,}\.$/)
      expect(/do not charge again/.test(advice)).toBe(
        category === 'unknown' || category === 'duplicate',
      )
    }
  })

  it('takes only 000 for success', () => {
    const ok = Object.keys(ACTION_CODES).filter((code) => ACTION_CODES[code]?.category === 'ok')
    expect(ok).toEqual(['000'])
  })
})

describe('reading a code', () => {
  it.each([
    ['017', 'soft'],
    ['420', 'soft'],
    ['799', 'soft'],
    ['800', 'unknown'],
    ['998', 'unknown'],
    ['0A5', 'unknown'],
    ['00', 'unknown'],
    ['1e2', 'unknown'],
    ['', 'unknown'],
    ['__proto__', 'unknown'],
    ['toString', 'unknown'],
    [null, 'unknown'],
  ])('%j, which is not in the table, is %s', (code, category) => {
    expect(actionCodeOf(code).category).toBe(category)
    expect(isListed(code ?? '')).toBe(false)
  })

  it.each([
    ['Invalid card number.', 'data'],
    ['Invalid account number', 'data'],
    ['ABA number is invalid', 'data'],
    ['Card is expired', 'data'],
    ['Duplicate TransactionID', 'duplicate'],
    ['TransactionID already exists', 'duplicate'],
    ['Cannot determine the URL for the processor.', 'config'],
    ['Transaction type is not valid', 'config'],
    [null, 'config'],
  ])('900 with the words %j is %s', (message, category) => {
    expect(actionCodeOf('900', message).category).toBe(category)
  })

  it('never takes a refusal that mentions a duplicate for a decline', () => {
    expect(actionCodeOf('750', 'DUPLICATE TRANSACTION').category).toBe('duplicate')
    expect(isDuplicateText('DECLINED')).toBe(false)
  })

  it('lets no words turn an approval into anything else, nor anything else into an approval', () => {
    expect(actionCodeOf('000', 'DECLINED').category).toBe('ok')
    expect(actionCodeOf('000', 'APPROVED (DUPLICATE)').category).toBe('ok')
    expect(actionCodeOf('005', 'APPROVED').category).toBe('soft')
  })
})

describe('advice for customers', () => {
  it('tells a card tester nothing: every decline reads the same', () => {
    const declines = LISTED.filter(({ category }) => ['hard', 'data', 'soft'].includes(category))
    expect(new Set(declines.map(({ code }) => adviceFor(code)))).toEqual(new Set(['not_accepted']))
  })

  it('never invites to pay again while the outcome is open', () => {
    for (const category of ['duplicate', 'unknown', 'review'] as const) {
      expect(adviceFor(null, category)).toBe('not_certain')
    }
  })

  it('goes by the category where the gateway’s words decided it', () => {
    expect(adviceFor('900', 'data')).toBe(adviceFor('051'))
    expect(adviceFor('900')).not.toBe(adviceFor('051'))
  })
})
