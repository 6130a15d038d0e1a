import { describe, expect, it } from 'vitest'
import { newId, said, setup } from './ippay-support.ts'

const ACCOUNT =
  '<ACH Type="CHECKING" SEC="PPD"><AccountNumber>11111999</AccountNumber>' +
  '<ABA>071025661</ABA><CheckNumber>20481</CheckNumber></ACH>'
const CHECK = { CardName: 'Ada Miller', TotalAmount: 4999, raw: ACCOUNT }

describe('a check', () => {
  it('is accepted in the recorded words', async () => {
    const { send, summary } = await setup()
    const answer = await send('CHECK', { ...CHECK, TransactionID: 'B2N6V0XJ4S8F3QLC7T' })
    expect(answer).toBe(
      '<ippayResponse><TransactionID>B2N6V0XJ4S8F3QLC7T</TransactionID><ActionCode>000</ActionCode>' +
        '<Approval>000000</Approval><ResponseText>CHECK ACCEPTED</ResponseText></ippayResponse>',
    )
    expect(summary()).toMatchObject({ count: 1, cents: 4999 })
  })

  it('goes by the token of its account, however that was made', async () => {
    const { send } = await setup()
    const asked = ACCOUNT.replace('<ACH', '<ACH Tokenize="true"')
    const token = said(await send('CHECK', { ...CHECK, raw: asked }), 'Token')
    expect(token).toBe(
      said(await send('TOKENIZE', { ABA: '071025661', AccountNumber: '11111999' }), 'Token'),
    )
    const raw = `<ACH Type='SAVINGS' SEC='CCD'><Token>${token}</Token><CheckNumber>1</CheckNumber></ACH>`
    expect(said(await send('CHECK', { ...CHECK, raw }), 'ActionCode')).toBe('000')
  })

  it.each([
    ['a routing number with a wrong check digit', ACCOUNT.replace('071025661', '071025662')],
    ['an account number that is none', ACCOUNT.replace('11111999', '1-1')],
    ['no check number', ACCOUNT.replace('<CheckNumber>20481</CheckNumber>', '')],
    ['an unknown token', '<ACH><Token>D3H7K1B9F2M5A1999</Token><CheckNumber>1</CheckNumber></ACH>'],
    ['nothing', ''],
  ])('with %s is refused', async (_what, raw) => {
    const { send, summary } = await setup()
    expect(said(await send('CHECK', { ...CHECK, raw }), 'ActionCode')).toBe('900')
    expect(summary().count).toBe(0)
  })

  it('without the name of its holder is refused', async () => {
    const { send } = await setup()
    const { CardName: _, ...nameless } = CHECK
    expect(said(await send('CHECK', nameless), 'ActionCode')).toBe('900')
  })

  it('cannot be charged as a card, nor a card as a check', async () => {
    const { send } = await setup()
    const bank = said(
      await send('TOKENIZE', { ABA: '071025661', AccountNumber: '11111999' }),
      'Token',
    )
    expect(said(await send('SALE', { Token: bank, TotalAmount: 100 }), 'ActionCode')).toBe('900')
  })

  it('cannot be cancelled', async () => {
    const { send, summary } = await setup()
    const TransactionID = newId()
    await send('CHECK', { ...CHECK, TransactionID })
    expect(said(await send('VOIDACH', { ...CHECK, TransactionID }), 'ActionCode')).toBe('900')
    expect(said(await send('VOID', { TransactionID, TotalAmount: 4999 }), 'ActionCode')).toBe('025')
    expect(summary().count).toBe(1)
  })

  it('with a repeated id is refused', async () => {
    const { send, summary } = await setup()
    const TransactionID = newId()
    await send('CHECK', { ...CHECK, TransactionID })
    const again = await send('CHECK', { ...CHECK, TransactionID })
    expect(said(again, 'ErrMsg')).toMatch(/duplicate/i)
    expect(summary().count).toBe(1)
  })
})

describe('a reversal', () => {
  it('gives money back to an account under an id of its own', async () => {
    const { send, summary } = await setup()
    const answer = await send('REVERSAL', { ...CHECK, TransactionID: newId() })
    expect(said(answer, 'ResponseText')).toBe('CHECK ACCEPTED')
    expect(said(answer, 'Approval')).toBe('000000')
    expect(summary().cents).toBe(-4999)
  })

  it('of an earlier check never gives back more than it took', async () => {
    const { send, summary } = await setup()
    const TransactionID = newId()
    await send('CHECK', { ...CHECK, TransactionID })
    expect(said(await send('REVERSAL', { TransactionID }), 'ActionCode')).toBe('000')
    expect(summary().cents).toBe(0)
    expect(said(await send('REVERSAL', { TransactionID }), 'ActionCode')).toBe('943')
  })
})

describe('a return', () => {
  it('can be made of an accepted check, once, and shows in the ledger', async () => {
    const { send, control } = await setup()
    const transactionId = newId()
    await send('CHECK', { ...CHECK, TransactionID: transactionId })
    const returned = { transactionId, code: 'R01' }
    expect((await control('POST', 'returns', { transactionId, code: 'C01' })).status).toBe(201)
    expect((await control('POST', 'returns', returned)).status).toBe(201)
    expect((await control('POST', 'returns', returned)).status).toBe(409)
    const { body } = await control('GET', 'transactions')
    expect(body.transactions).toMatchObject([{ returns: ['C01', 'R01'] }])
  })

  it.each([
    [{ transactionId: 'T00000000000000000', code: 'R01' }, 404],
    [{ transactionId: 'T00000000000000000', code: 'X1' }, 400],
    [{}, 400],
  ])('of %j is refused', async (body, status) => {
    const { control } = await setup()
    expect((await control('POST', 'returns', body)).status).toBe(status)
  })
})
