import { describe, expect, it } from 'vitest'
import { decode } from '../../src/gateway/codec.ts'
import type { MoneyMessage } from '../../src/gateway/outcome.ts'
import { inquiryOutcomeOf, outcomeOf, tokenizedOf } from '../../src/gateway/outcome.ts'
import {
  answer,
  approvedCheck,
  approvedSale,
  echo,
  ID,
  refused,
  TOKEN,
  tokenized,
  withCode,
} from './support/answers.ts'

const MONEY: MoneyMessage[] = ['SALE', 'CHECK', 'VOID', 'CREDIT', 'REVERSAL']
const read = (xml: string) => decode(Buffer.from(xml))
const outcome = (xml: string, type: MoneyMessage = 'SALE') => outcomeOf(type, read(xml), ID)
const inquiry = (xml: string) => inquiryOutcomeOf(read(xml), ID)

describe('the answer to a message that moves money', () => {
  it.each(MONEY)('to %s is an approval with 000 only', (type) => {
    expect(outcome(approvedSale(), type)).toEqual({
      kind: 'approved',
      reply: { actionCode: '000', approvalCode: 'TEST42', responseText: 'APPROVED' },
    })
  })

  // Words that were seen with 000, old and new (§4).
  it.each([
    'ACCEPTED',
    'CAPTURES',
    'CHECK ACCEPTED',
    'VOID SUCCESSFUL',
    'VOID PROCESSED',
    'RETURN ACCEPTED',
    'SOMETHING NEW',
    'DECLINED',
  ])('is an approval with 000 whatever the words: %s', (text) => {
    expect(outcome(withCode('000', text)).kind).toBe('approved')
  })

  it.each([
    ['004', 'hard'],
    ['005', 'soft'],
    ['051', 'soft'],
    ['054', 'data'],
    ['101', 'data'],
    ['806', 'data'],
    ['900', 'config'],
    ['996', 'config'],
    ['017', 'soft'],
  ])('with %s is a decline of category %s, although the words say APPROVED', (code, category) => {
    for (const type of MONEY) {
      expect(outcome(withCode(code, 'APPROVED'), type)).toMatchObject({
        kind: 'declined',
        category,
        reply: { actionCode: code },
      })
    }
  })

  it.each(['021', '068', '096', '603', '960', '988', '989', '992', '999', '801', 'ABC'])(
    'with %s is unknown',
    (code) => {
      for (const type of MONEY) {
        expect(outcome(withCode(code), type)).toMatchObject({
          kind: 'unknown',
          cause: expect.stringMatching(`^code ${code}: `),
          reply: { actionCode: code },
        })
      }
    },
  )

  it.each(['008', '010', '011', '085', '604'])('with %s is for a person', (code) => {
    for (const type of MONEY) expect(outcome(withCode(code), type).kind).toBe('review')
  })

  it('with 400 is an approval of a void, and for a person otherwise', () => {
    for (const type of MONEY) {
      const kind = type === 'VOID' ? 'approved' : 'review'
      expect(outcome(withCode('400', 'REVERSAL ACCEPTED'), type).kind).toBe(kind)
    }
  })

  it.each([
    ['code 094', withCode('094')],
    ['code 907', withCode('907')],
    ['a refusal that mentions one', refused('Duplicate TransactionID.')],
    ['another refusal that mentions one', refused('TransactionID already used')],
  ])('that speaks of a duplicate is unknown: %s', (_what, xml) => {
    expect(outcome(xml)).toMatchObject({ kind: 'unknown', cause: 'duplicate' })
  })

  it('with 900 about the card is a decline for wrong details, without a TransactionID', () => {
    expect(outcome(refused('Invalid card number.'))).toEqual({
      kind: 'declined',
      category: 'data',
      reply: { actionCode: '900', approvalCode: null, responseText: 'Invalid card number.' },
    })
  })

  it.each(['CHECK', 'REVERSAL'] as const)('to %s with AdditionalInfo is for a person', (type) => {
    const xml = approvedCheck().replace('</ippay', '<AdditionalInfo>?</AdditionalInfo></ippay')
    expect(outcome(xml, type).kind).toBe('review')
    expect(outcome(approvedCheck(), type).kind).toBe('approved')
    expect(outcome(xml, 'SALE').kind).toBe('approved')
  })

  it('that names another transaction is unknown and leaves nothing of it behind', () => {
    for (const xml of [approvedSale('OTHER0OTHER0OTHER0'), withCode('005', 'NO', 'OTHER')]) {
      expect(outcome(xml)).toEqual({ kind: 'unknown', cause: 'answer for another transaction' })
    }
  })

  it('may write our id in small letters', () => {
    expect(outcome(approvedSale(ID.toLowerCase())).kind).toBe('approved')
  })

  it('without a usable action code is unknown', () => {
    for (const xml of [
      answer({ TransactionID: ID, ResponseText: 'APPROVED', Approval: 'TEST42' }),
      answer({ ErrMsg: 'Cannot determine the URL for the processor.' }),
      answer({ ActionCode: '0' }),
    ]) {
      expect(outcome(xml)).toMatchObject({
        kind: 'unknown',
        cause: 'answer without an action code',
      })
    }
  })

  it.each(['', 'nonsense', echo, '<html></html>', approvedSale().slice(0, -1)])(
    'that is none is unknown: %.20s',
    (xml) => {
      expect(outcome(xml)).toEqual({ kind: 'unknown', cause: 'unreadable answer' })
    },
  )
})

describe('the answer to an inquiry', () => {
  it('is an approval with 000 and an approval code', () => {
    expect(inquiry(approvedSale())).toMatchObject({
      kind: 'approved',
      reply: { approvalCode: 'TEST42' },
    })
    expect(inquiry(approvedCheck()).kind).toBe('approved')
  })

  it('is unknown with 000 and no details, which may only mean that it was found', () => {
    expect(inquiry(withCode('000', 'FOUND'))).toMatchObject({
      kind: 'unknown',
      cause: 'found without details',
    })
  })

  it.each(['VOID SUCCESSFUL', 'Voided', 'REVERSED', 'DECLINED'])(
    'is for a person when 000 comes with the words %s',
    (text) => {
      expect(inquiry(approvedSale().replace('APPROVED', text)).kind).toBe('review')
    },
  )

  it('is for a person when an accepted check carries AdditionalInfo', () => {
    const xml = approvedCheck().replace('</ippay', '<AdditionalInfo/></ippay')
    expect(inquiry(xml).kind).toBe('review')
  })

  it.each(['025', '940'])('is not found with %s', (code) => {
    expect(inquiry(withCode(code, 'NOT FOUND'))).toEqual({ kind: 'not_found' })
  })

  it('is not found when the refusal says so', () => {
    expect(inquiry(refused('Transaction not found.'))).toEqual({ kind: 'not_found' })
  })

  it.each([
    ['005', 'soft'],
    ['051', 'soft'],
    ['091', 'soft'],
    ['041', 'hard'],
    ['054', 'data'],
    ['912', 'data'],
  ])('with %s is a clear decline of the original, %s', (code, category) => {
    expect(inquiry(withCode(code))).toMatchObject({ kind: 'declined', category })
  })

  it.each([
    ['019', 'may be said of the inquiry'],
    ['028', 'may be said of the inquiry'],
    ['182', 'may be said of the inquiry'],
    ['750', 'may be said of the inquiry'],
    ['017', 'is in no list'],
    ['801', 'is in no list'],
    ['996', 'speaks of our terminal'],
    ['926', 'speaks of our password'],
    ['958', 'speaks of a state'],
    ['992', 'is no answer'],
    ['999', 'is no answer'],
    ['096', 'is no answer'],
  ])('with %s is unknown: it %s', (code) => {
    expect(inquiry(withCode(code)).kind).toBe('unknown')
  })

  it('is unknown when the inquiry itself was refused', () => {
    for (const text of ['Transaction type is not valid', 'Invalid card number.']) {
      expect(inquiry(refused(text)).kind).toBe('unknown')
    }
  })

  it('is unknown when it speaks of a duplicate', () => {
    expect(inquiry(refused('Duplicate TransactionID'))).toMatchObject({
      kind: 'unknown',
      cause: 'duplicate',
    })
  })

  it.each(['008', '010', '011', '400', '604'])('with %s is for a person', (code) => {
    expect(inquiry(withCode(code)).kind).toBe('review')
  })

  it.each([approvedSale('OTHER0OTHER0OTHER0'), withCode('025', '', 'OTHER'), '', echo])(
    'about another transaction, or none, is unknown',
    (xml) => {
      expect(inquiry(xml).kind).toBe('unknown')
    },
  )
})

describe('the answer to TOKENIZE', () => {
  const token = (xml: string, kind: 'card' | 'bank' = 'card') => tokenizedOf(kind, read(xml), ID)

  it('is a token, under either name of the root', () => {
    for (const xml of [tokenized(), tokenized().replaceAll('IPPayResponse', 'ippayResponse')]) {
      expect(token(xml)).toEqual({ kind: 'tokenized', token: TOKEN })
    }
  })

  it('is a failure when no token came, or one that may be the number itself', () => {
    for (const xml of [withCode('000', 'TOKENIZED'), tokenized('4111111111111111')]) {
      expect(token(xml)).toEqual({ kind: 'failed', cause: 'no usable token in the answer' })
    }
  })

  it('is a refusal with our words when the number is wrong', () => {
    expect(token(refused('Invalid card number.'))).toMatchObject({ kind: 'refused', code: '900' })
    expect(token(withCode('912'))).toMatchObject({ message: expect.stringMatching(/^This card/) })
    expect(token(withCode('924'), 'bank')).toMatchObject({
      message: expect.stringMatching(/^This bank account/),
    })
  })

  it('says the same for every cause', () => {
    const message = (code: string) => {
      const result = token(withCode(code))
      return result.kind === 'refused' ? result.message : null
    }
    expect(new Set(['005', '041', '054', '082', '912', '933'].map(message)).size).toBe(1)
  })

  it.each(['996', '992', '094', '008'])(
    'with %s is a failure: the number is not at fault',
    (code) => {
      expect(token(withCode(code)).kind).toBe('failed')
    },
  )

  it('is a failure when it is none', () => {
    expect(token('')).toEqual({ kind: 'failed', cause: 'unreadable answer' })
  })
})
