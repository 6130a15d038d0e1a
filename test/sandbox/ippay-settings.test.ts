import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '../../src/sandbox/ippay/settings.ts'
import { ACCOUNT, GOOD_CARD, message, newId, said, setup } from './ippay-support.ts'

// Where the public facts are open, a setting chooses (IPpay facts §7, §14).

/** A gateway with a sale and a check, and a short way to send a message about either. */
async function setupWith(settings: Partial<Settings>) {
  const gateway = await setup({ settings })
  const [sale, check] = [newId(), newId()]
  await gateway.send('SALE', { ...GOOD_CARD, TransactionID: sale, TotalAmount: 6995 })
  await gateway.send('CHECK', {
    TransactionID: check,
    CardName: 'Ada',
    TotalAmount: 4999,
    raw: ACCOUNT,
  })
  return { ...gateway, sale, check }
}

describe('an inquiry', () => {
  it('may say 000 for "found", with the fields of what it found', async () => {
    const { send, sale } = await setupWith({ enquiry: 'found-with-fields' })
    const xml = await send('ENQ', { TransactionID: sale })
    expect(said(xml, 'ActionCode')).toBe('000')
    expect(said(xml, 'Approval')).toMatch(/^TEST/)
    expect(said(xml, 'TransactionType')).toBe('SALE')
    expect(said(xml, 'TotalAmount')).toBe('6995')
  })

  it('may not know what was voided, or no checks at all', async () => {
    const { send, sale, check } = await setupWith({
      enquiryVoided: 'unknown',
      enquiryOfChecks: false,
    })
    const codeOf = async (TransactionID: string) =>
      said(await send('ENQ', { TransactionID }), 'ActionCode')
    expect(await codeOf(sale)).toBe('000')
    await send('VOID', { TransactionID: sale, TotalAmount: 6995 })
    expect(await codeOf(sale)).toBe('025')
    expect(await codeOf(check)).toBe('025')
  })

  it('knows both unless told otherwise', async () => {
    const { send, sale, check } = await setupWith({})
    await send('VOID', { TransactionID: sale, TotalAmount: 6995 })
    for (const TransactionID of [sale, check]) {
      expect(said(await send('ENQ', { TransactionID }), 'ActionCode')).toBe('000')
    }
  })
})

describe('a void', () => {
  it('needs an amount only where the setting says so', async () => {
    const strict = await setupWith({ voidWithoutAmount: false })
    const refused = await strict.send('VOID', { TransactionID: strict.sale })
    expect(said(refused, 'ErrMsg')).toBe('Invalid amount.')
    const lenient = await setupWith({})
    expect(said(await lenient.send('VOID', { TransactionID: lenient.sale }), 'ActionCode')).toBe(
      '000',
    )
  })

  it('may cancel a check, until it settles', async () => {
    const { send, check, control, summary } = await setupWith({ voidOfCheck: true })
    const cancel = { TransactionID: check, TotalAmount: 4999 }
    expect(said(await send('VOID', cancel), 'ActionCode')).toBe('000')
    expect(summary().cents).toBe(6995)
    const late = await setupWith({ voidOfCheck: true })
    await control('PUT', 'clock', { advanceDays: 5 })
    await late.control('PUT', 'clock', { advanceDays: 5 })
    const answer = await late.send('VOID', { TransactionID: late.check, TotalAmount: 4999 })
    expect(said(answer, 'ActionCode')).toBe('958')
  })
})

describe('the words of 2014', () => {
  it('void and credit as JetPay did, and do not know REVERSEAUTH', async () => {
    const { send, sale } = await setupWith({ release: '2014' })
    const voided = await send('VOID', { TransactionID: sale, TotalAmount: 6995, CVV2: '123' })
    expect(said(voided, 'ResponseText')).toBe('VOID PROCESSED')
    expect(voided).not.toContain('CVV2')
    const credited = await send('CREDIT', { ...GOOD_CARD, TotalAmount: 100 })
    expect(said(credited, 'ResponseText')).toBe('RETURN ACCEPTED')
    expect(said(credited, 'Approval')).toMatch(/^\d{6}$/)
    const released = await send('REVERSEAUTH', { TransactionID: sale })
    expect(said(released, 'ErrMsg')).toContain('not a valid transaction type')
  })
})

describe('a check', () => {
  const CHECK = { CardName: 'Ada', TotalAmount: 4999, FeeAmount: 100 }

  it('includes its fee, or has it on top', async () => {
    const inside = await setup()
    await inside.send('CHECK', { ...CHECK, raw: ACCOUNT })
    expect(inside.summary().cents).toBe(4999)
    const onTop = await setup({ settings: { feeAmount: 'on-top' } })
    await onTop.send('CHECK', { ...CHECK, raw: ACCOUNT })
    expect(onTop.summary().cents).toBe(5099)
  })

  it('uses the SEC codes of its terminal, PPD where it says nothing', async () => {
    const terminals = { TESTTERMINAL: { password: '', secCodes: ['PPD', 'CCD'] } }
    const { send, control } = await setup({ settings: { terminals } })
    const codeOf = async (sec: string) =>
      said(await send('CHECK', { ...CHECK, raw: ACCOUNT.replace(' SEC="PPD"', sec) }), 'ActionCode')
    expect(await codeOf(' SEC="CCD"')).toBe('000')
    expect(await codeOf(' SEC="WEB"')).toBe('900')
    expect(await codeOf('')).toBe('000')
    await control('PUT', 'settings', { secRequired: true })
    expect(await codeOf('')).toBe('900')
  })

  it('may be accepted with additional information, and decline by its cents', async () => {
    const { send } = await setup({
      settings: { additionalInfo: 'Look here', centsTriggersOfChecks: true },
    })
    const accepted = await send('CHECK', { ...CHECK, raw: ACCOUNT })
    expect(said(accepted, 'AdditionalInfo')).toBe('Look here')
    const declined = await send('CHECK', { ...CHECK, TotalAmount: 4905, raw: ACCOUNT })
    expect(said(declined, 'ActionCode')).toBe('005')
    expect(declined).not.toContain('AdditionalInfo')
  })
})

describe('a request', () => {
  it.each<[Settings['requestRoot'], string, boolean]>([
    ['exact', 'ippay', true],
    ['exact', 'JetPay', true],
    ['exact', 'IPPay', false],
    ['ippay-alone', 'JetPay', false],
    ['any-case', 'IPPAY', true],
    ['any-case', 'jetpay', true],
    ['any-case', 'other', false],
  ])('under requestRoot %s and the root %s is read: %s', async (requestRoot, root, isRead) => {
    const { post } = await setup({ settings: { requestRoot } })
    const answer = await post(message('PING', {}, root))
    expect(said(answer, 'ActionCode')).toBe(isRead ? '000' : '900')
  })

  it.each([
    ['N', 'N', 'N'],
    ['A', 'Y', 'N'],
    ['Z', 'N', 'Y'],
    ['R', 'X', 'X'],
  ])('may get the address letter %s', async (avs, address, zip) => {
    const { send } = await setup({ settings: { avs, cvv2: 'N' } })
    const fields = { BillingPostalCode: '58501', CVV2: '1', TotalAmount: 100 }
    const answer = await send('SALE', { ...GOOD_CARD, ...fields })
    expect(said(answer, 'AVS')).toBe(avs)
    expect(said(answer, 'AddressMatch')).toBe(address)
    expect(said(answer, 'ZipMatch')).toBe(zip)
    expect(said(answer, 'CVV2')).toBe('N')
  })
})

describe("IPpay's own number", () => {
  const setupNumber = async () => {
    const gateway = await setup({ settings: { showIpTransId: true } })
    const sale = await gateway.send('SALE', { ...GOOD_CARD, TotalAmount: 6995 })
    const check = await gateway.send('CHECK', { CardName: 'Ada', TotalAmount: 500, raw: ACCOUNT })
    return { ...gateway, sale: said(sale, 'ipTransID'), check: said(check, 'ipTransID') }
  }

  it.each(['ipTransID', 'ipTransId'])(
    'stands for card or account under the name %s',
    async (name) => {
      const { send, sale, check, summary } = await setupNumber()
      expect(sale).toMatch(/^\d{26}$/)
      const codeOf = async (type: string, number: string, fields: object = {}) =>
        said(await send(type, { [name]: number, TotalAmount: 100, ...fields }), 'ActionCode')
      expect(await codeOf('SALE', sale)).toBe('000')
      expect(await codeOf('AUTHONLY', sale.replace(/^0+/, ''))).toBe('000')
      expect(await codeOf('CREDIT', sale)).toBe('000')
      expect(await codeOf('CHECK', check, { CardName: 'Ada' })).toBe('000')
      expect(await codeOf('REVERSAL', check, { CardName: 'Ada' })).toBe('000')
      expect(await codeOf('SALE', check)).toBe('900')
      expect(await codeOf('CHECK', sale, { CardName: 'Ada' })).toBe('900')
      expect(summary().cents).toBe(7495)
    },
  )

  it('names the transaction to void', async () => {
    const { send, sale, summary } = await setupNumber()
    const voided = await send('VOID', { ipTransID: sale, TotalAmount: 6995 })
    expect(said(voided, 'ActionCode')).toBe('000')
    expect(summary().cents).toBe(500)
  })

  it('of another terminal names nothing', async () => {
    const { send, sale } = await setupNumber()
    const other = { TerminalID: 'TESTMERCHANT', ipTransID: sale, TotalAmount: 100 }
    expect(said(await send('SALE', other), 'ActionCode')).toBe('900')
  })
})

it('every setting can be put as it is shown', async () => {
  const { control } = await setup()
  const { body } = await control('GET', 'settings')
  expect(body).toEqual(defaultSettings())
  expect((await control('PUT', 'settings', body)).status).toBe(200)
})
