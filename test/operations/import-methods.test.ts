import { describe, expect, it } from 'vitest'
import { importMethods } from '../../src/operations/import-methods.ts'
import type { PaymentAccount } from '../../src/splynx/splynx.ts'
import { testContext } from '../support/context.ts'
import { makeMethod } from '../support/factories.ts'

const ROW: PaymentAccount = {
  customerId: 7,
  cardToken: '4B2G7K1M9A3C1000',
  cardHolder: 'Ada Lovelace',
  cardLast4: '1000',
  cardExpiry: '2031-03',
  bankToken: '',
  bankRouting: '',
  bankHolder: '',
  bankType: '',
}
const BANK = {
  bankToken: 'D3H7K1B9F2M5A1999',
  bankHolder: 'Ada Lovelace',
  bankType: 'Savings',
}

/** A Splynx with these payment accounts, page by page. */
function withAccounts(...pages: PaymentAccount[][]) {
  const context = testContext()
  context.splynx.addCustomer({ id: 7, name: 'Ada Lovelace', postalCode: '60601' })
  context.splynx.eachPaymentAccount = async function* () {
    yield* pages
  }
  return context
}

const methodsOf = ({ db }: ReturnType<typeof withAccounts>) =>
  db.selectFrom('methods').selectAll().orderBy('id').execute()

describe('taking over saved methods', () => {
  it('keeps the token sealed, the card as default, and the ZIP code of the address', async () => {
    const context = withAccounts([{ ...ROW, ...BANK }])
    expect(await importMethods(context)).toEqual({
      cards: 1,
      bankAccounts: 1,
      known: 0,
      leftOut: [],
    })
    const [card, bank] = await methodsOf(context)
    expect(card).toMatchObject({
      customer_id: 7,
      kind: 'card',
      brand: 'visa',
      last4: '1000',
      exp_month: 3,
      exp_year: 2031,
      is_default: 1,
      postal_code: '60601',
      consent_at: null,
    })
    expect(bank).toMatchObject({ kind: 'bank', account_type: 'savings', is_default: 0 })
    expect(context.vault.openToken(card!.token_sealed)).toBe(ROW.cardToken)
    expect(card!.token_sealed).not.toContain(ROW.cardToken)
  })

  it('a second time changes nothing but the newest details', async () => {
    const context = withAccounts([ROW], [{ ...ROW, cardExpiry: '2033-01' }])
    expect(await importMethods(context)).toMatchObject({ cards: 1, known: 1 })
    expect(await methodsOf(context)).toMatchObject([{ exp_month: 1, exp_year: 2033 }])
  })

  it('brings back no card that was switched off, and takes no consent away', async () => {
    const context = withAccounts([ROW])
    const fingerprint = context.vault.fingerprint(ROW.cardToken)
    const known = { customer_id: 7, fingerprint }
    const { consent_at } = await makeMethod(context, { ...known, status: 'active' })
    await context.db
      .updateTable('methods')
      .set({ status: 'disabled', disabled_reason: 'Declined for good by the bank' })
      .execute()
    await importMethods(context)
    expect(await methodsOf(context)).toMatchObject([{ status: 'disabled', consent_at }])
  })

  it('keeps a second card that the customer has, and its default', async () => {
    const context = withAccounts([ROW])
    await makeMethod(context, { customer_id: 7, last4: '2222', is_default: true })
    await importMethods(context)
    expect(await methodsOf(context)).toMatchObject([
      { last4: '2222', is_default: 1 },
      { last4: '1000', is_default: 0 },
    ])
  })

  it.each([
    ['a card number in place of a token', { cardToken: '4000300020001000' }],
    ['an account number in place of a token', { cardToken: '', bankToken: '11111999' }],
    ['no expiry', { cardExpiry: '' }],
    ['a month that is none', { cardExpiry: '2031-13' }],
    ['no last four digits', { cardLast4: '' }],
  ])('%s is left out, reported and kept nowhere', async (_, changes) => {
    const context = withAccounts([{ ...ROW, ...changes }])
    const { leftOut, cards, bankAccounts } = await importMethods(context)
    expect(leftOut).toMatchObject([{ customerId: 7, reason: expect.any(String) }])
    expect(JSON.stringify(leftOut)).not.toMatch(/\d{5}/)
    expect([cards, bankAccounts]).toEqual([0, 0])
    expect(await methodsOf(context)).toEqual([])
  })

  it('a dry run says the same and writes nothing', async () => {
    const context = withAccounts([
      { ...ROW, ...BANK },
      { ...ROW, customerId: 8, cardExpiry: '' },
    ])
    const foreseen = await importMethods(context, { isDryRun: true })
    expect(await methodsOf(context)).toEqual([])
    expect(await importMethods(context)).toEqual(foreseen)
    expect(await importMethods(context, { isDryRun: true })).toMatchObject({ cards: 0, known: 2 })
  })
})
