import { describe, expect, it } from 'vitest'
import { GOOD_CARD, newId, said, setup } from './ippay-support.ts'

/** A gateway with one approved transaction under `id`. */
async function setupWith(type: string, TotalAmount = 6995) {
  const gateway = await setup()
  const id = newId()
  const first = await gateway.send(type, { ...GOOD_CARD, TransactionID: id, TotalAmount })
  const about = async (followUp: string, fields: Record<string, string | number> = {}) => {
    const answer = await gateway.send(followUp, { TransactionID: id, ...fields })
    return { answer, code: said(answer, 'ActionCode') }
  }
  return { ...gateway, id, first, about }
}

describe('a repeated id', () => {
  it('is refused and nothing is booked a second time', async () => {
    const { send, summary, id } = await setupWith('SALE')
    const again = await send('SALE', { ...GOOD_CARD, TransactionID: id, TotalAmount: 6995 })
    expect(said(again, 'ActionCode')).toBe('900')
    expect(said(again, 'ErrMsg')).toMatch(/duplicate/i)
    expect(summary()).toMatchObject({ count: 1, cents: 6995 })
  })

  it('is the same id in small letters, and after a decline too', async () => {
    const { send, summary } = await setup()
    const declined = { ...GOOD_CARD, TransactionID: 'ABCDEF000000000001', TotalAmount: 105 }
    expect(said(await send('SALE', declined), 'ActionCode')).toBe('005')
    const again = { ...declined, TransactionID: 'abcdef000000000001', TotalAmount: 100 }
    expect(said(await send('SALE', again), 'ActionCode')).toBe('900')
    expect(summary().count).toBe(0)
  })

  it('is free again for another terminal and after 90 days', async () => {
    const { send, control, summary, id } = await setupWith('SALE')
    const sale = { ...GOOD_CARD, TransactionID: id, TotalAmount: 6995 }
    await send('SALE', { ...sale, TerminalID: 'TESTMERCHANT' })
    await control('PUT', 'clock', { advanceDays: 89 })
    await send('SALE', sale)
    expect(summary().count).toBe(2)
    await control('PUT', 'clock', { advanceDays: 1.1 })
    await send('SALE', sale)
    expect(summary().count).toBe(3)
  })

  it.each([
    ['refuse-094', '094', 1],
    ['repeat-answer', '000', 1],
    ['book-again', '000', 2],
  ])('answers as the setting %s says', async (repeatedId, code, count) => {
    const { send, control, summary, id, first } = await setupWith('SALE')
    await control('PUT', 'settings', { repeatedId })
    const again = await send('SALE', { ...GOOD_CARD, TransactionID: id, TotalAmount: 6995 })
    expect(said(again, 'ActionCode')).toBe(code)
    if (repeatedId === 'repeat-answer') expect(again).toBe(first)
    expect(summary().count).toBe(count)
  })

  it('of a request that was turned away is not used up', async () => {
    const { send } = await setup()
    const TransactionID = newId()
    await send('SALE', { ...GOOD_CARD, CardNum: '4111111111111112', TransactionID, TotalAmount: 1 })
    const sale = await send('SALE', { ...GOOD_CARD, TransactionID, TotalAmount: 100 })
    expect(said(sale, 'ActionCode')).toBe('000')
  })
})

describe('an inquiry', () => {
  it('repeats the stored answer of an approval', async () => {
    const { about, id, first } = await setupWith('SALE')
    const approval = said(first, 'Approval')
    expect((await about('ENQ')).answer).toBe(
      `<ippayResponse><TransactionID>${id}</TransactionID><ActionCode>000</ActionCode>` +
        `<Approval>${approval}</Approval><ResponseText>APPROVED</ResponseText></ippayResponse>`,
    )
  })

  it('repeats the stored answer of a decline', async () => {
    const { about, first } = await setupWith('SALE', 105)
    expect((await about('ENQ')).answer).toBe(first)
  })

  it('does not know an id that was never booked', async () => {
    const { send, control } = await setup()
    const TransactionID = newId()
    expect(said(await send('ENQ', { TransactionID }), 'ActionCode')).toBe('025')
    await control('PUT', 'settings', { enquiryUnknown: '940' })
    expect(said(await send('ENQ', { TransactionID }), 'ActionCode')).toBe('940')
  })

  it('says only that it was found when the setting says so', async () => {
    const { about, control } = await setupWith('SALE', 105)
    await control('PUT', 'settings', { enquiry: 'found' })
    const { answer, code } = await about('ENQ')
    expect(code).toBe('000')
    expect(said(answer, 'Approval')).toBe('')
  })
})

describe('a void', () => {
  it('cancels a sale with a new approval and takes it out of the sums', async () => {
    const { about, first, control, summary } = await setupWith('SALE')
    const { answer } = await about('VOID', { TotalAmount: 6995, CVV2: '123' })
    expect(answer).toMatch(
      /<ActionCode>000<\/ActionCode><Approval>TEST\d\d<\/Approval><CVV2>P<\/CVV2><ResponseText>VOID SUCCESSFUL</,
    )
    expect(said(answer, 'Approval')).not.toBe(said(first, 'Approval'))
    expect(summary()).toEqual({ count: 0, cents: 0, byType: {} })
    const { body } = await control('GET', 'transactions')
    expect(body.transactions).toMatchObject([{ type: 'SALE', voidedBy: 'VOID' }])
  })

  it.each([
    ['another amount', { TotalAmount: 6994 }],
    ['another id', { TransactionID: newId(), TotalAmount: 6995 }],
  ])('with %s does nothing', async (_what, fields) => {
    const { about, summary } = await setupWith('SALE')
    expect((await about('VOID', fields)).code).toBe('025')
    expect(summary().count).toBe(1)
  })

  it('works once, and never on a decline', async () => {
    const approved = await setupWith('SALE')
    expect((await approved.about('VOID', { TotalAmount: 6995 })).code).toBe('000')
    expect((await approved.about('VOID', { TotalAmount: 6995 })).code).toBe('025')
    const declined = await setupWith('SALE', 105)
    expect((await declined.about('VOID', { TotalAmount: 105 })).code).toBe('025')
  })

  it('comes too late after settlement', async () => {
    const { about, control, summary } = await setupWith('SALE')
    await control('PUT', 'clock', { advanceDays: 5 })
    expect((await about('VOID', { TotalAmount: 6995 })).code).toBe('958')
    expect(summary().count).toBe(1)
  })
})

describe('an authorisation', () => {
  it('moves no money until it is captured, and then once', async () => {
    const { about, first, summary } = await setupWith('AUTHONLY')
    expect(summary().count).toBe(0)
    const { answer, code } = await about('CAPT', { TotalAmount: 6995, CVV2: '123' })
    expect(code).toBe('000')
    expect(said(answer, 'Approval')).toBe(said(first, 'Approval'))
    expect(answer).not.toContain('CVV2')
    expect(summary()).toMatchObject({ cents: 6995, byType: { CAPT: { count: 1, cents: 6995 } } })
    expect((await about('CAPT', { TotalAmount: 6995 })).code).toBe('025')
  })

  it('may be captured for less', async () => {
    const { about, summary } = await setupWith('AUTHONLY', 9900)
    expect((await about('CAPT', { TotalAmount: 4400 })).code).toBe('000')
    expect(summary().cents).toBe(4400)
  })

  it('that was declined or is a sale cannot be captured', async () => {
    expect((await (await setupWith('AUTHONLY', 1305)).about('CAPT')).code).toBe('025')
    expect((await (await setupWith('SALE')).about('CAPT')).code).toBe('025')
  })

  it('can be released, after which there is nothing to capture', async () => {
    const { about } = await setupWith('AUTHONLY')
    const { answer } = await about('REVERSEAUTH', { ...GOOD_CARD, TotalAmount: 6995 })
    expect(said(answer, 'ResponseText')).toBe('VOID SUCCESSFUL')
    expect((await about('CAPT')).code).toBe('025')
  })

  it('over nothing checks a card', async () => {
    const { send } = await setup()
    const check = await send('AUTHONLY', { ...GOOD_CARD, TotalAmount: 0 })
    expect(said(check, 'ActionCode')).toBe('000')
  })

  it('that was captured is voided by its amount as captured', async () => {
    const { about, summary } = await setupWith('AUTHONLY', 9900)
    await about('CAPT', { TotalAmount: 4400 })
    expect((await about('VOID', { TotalAmount: 9900 })).code).toBe('025')
    expect((await about('VOID', { TotalAmount: 4400 })).code).toBe('000')
    expect(summary().cents).toBe(0)
  })
})

describe('money back', () => {
  it('for a sale comes in parts, together never more than was paid', async () => {
    const { about, summary } = await setupWith('SALE')
    expect((await about('CREDIT', { TotalAmount: 5000 })).code).toBe('000')
    expect((await about('CREDIT', { TotalAmount: 1996 })).code).toBe('943')
    expect((await about('CREDIT', { TotalAmount: 1995 })).code).toBe('000')
    expect(summary()).toMatchObject({ cents: 0, byType: { CREDIT: { count: 2, cents: 6995 } } })
  })

  it('without a sale needs a new id and a card, whose expiry and cents do not matter', async () => {
    const { send, summary } = await setup()
    const credit = { ...GOOD_CARD, CardExpYear: '20', TransactionID: newId(), TotalAmount: 1505 }
    const answer = await send('CREDIT', credit)
    expect(said(answer, 'ActionCode')).toBe('000')
    expect(said(answer, 'ResponseText')).toBe('APPROVED')
    expect(summary().cents).toBe(-1505)
    expect(said(await send('CREDIT', credit), 'ErrMsg')).toMatch(/duplicate/i)
    const bare = { TransactionID: newId(), TotalAmount: 100 }
    expect(said(await send('CREDIT', bare), 'ActionCode')).toBe('025')
  })

  it('without a sale can itself be voided', async () => {
    const { send, summary } = await setup()
    const TransactionID = newId()
    await send('CREDIT', { ...GOOD_CARD, TransactionID, TotalAmount: 500 })
    const answer = await send('VOID', { TransactionID, TotalAmount: 500 })
    expect(said(answer, 'ActionCode')).toBe('000')
    expect(summary().cents).toBe(0)
  })
})

describe('a forced sale', () => {
  it('keeps the approval that the issuer gave by voice, whatever the cents', async () => {
    const { send } = await setup()
    const force = { ...GOOD_CARD, TotalAmount: 105 }
    const answer = await send('FORCE', { ...force, Approval: '502F6B' })
    expect(said(answer, 'ActionCode')).toBe('000')
    expect(said(answer, 'Approval')).toBe('502F6B')
    expect(said(await send('FORCE', force), 'ActionCode')).toBe('900')
  })
})
