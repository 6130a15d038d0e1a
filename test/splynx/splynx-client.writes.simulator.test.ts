import { describe, expect, it, onTestFinished } from 'vitest'
import type { NewPayment, PaymentAccount } from '../../src/splynx/splynx.ts'
import { client, control, deny, faulty, issue, raw, splynx, TODAY } from './support/simulator.ts'
import { collect } from './support/stub.ts'

describe('payments', () => {
  let receipts = 0
  const paymentOf = (changes: Partial<NewPayment>): NewPayment => ({
    customerId: 3,
    amountCents: 4_999,
    date: TODAY,
    receiptNumber: `CONTRACT${++receipts}`,
    paymentType: 3,
    comment: 'IPpay',
    ...changes,
  })

  it.each(['invoice', 'proforma'] as const)(
    'pay a document (%s) and are found again',
    async (kind) => {
      const { id } = await issue(kind, 3, 4_999)
      const payment = paymentOf({ document: { kind, id } })
      expect(await splynx.findPaymentByReceipt(payment.receiptNumber)).toBeNull()
      const result = await splynx.createPayment(payment)
      expect(result).toEqual({ kind: 'created', id: expect.any(Number) })
      expect(await splynx.findDocument(kind, id)).toMatchObject({ status: 'paid', dueCents: 0 })
      expect(await splynx.findPaymentByReceipt(payment.receiptNumber)).toEqual({
        id: result.kind === 'created' && result.id,
        amountCents: 4_999,
        invoiceId: kind === 'invoice' ? id : null,
        proformaId: kind === 'proforma' ? id : null,
      })
    },
  )

  it('without a document raise the balance', async () => {
    const before = await splynx.findBalanceCents(4)
    await splynx.createPayment(paymentOf({ customerId: 4, amountCents: 2_001 }))
    expect(await splynx.findBalanceCents(4)).toBe(before + 2_001)
  })

  it('are booked once under one receipt number', async () => {
    const payment = paymentOf({ customerId: 4 })
    const results = await Promise.all([1, 2, 3].map(() => splynx.createPayment(payment)))
    expect(results.map(({ kind }) => kind).sort()).toEqual(['created', 'duplicate', 'duplicate'])
  })

  it('are refused with a reason', async () => {
    expect(await splynx.createPayment(paymentOf({ customerId: 999_999 }))).toEqual({
      kind: 'refused',
      cause: expect.stringContaining('customer_id'),
    })
    await deny('Payments:add')
    expect(await splynx.createPayment(paymentOf({}))).toEqual({
      kind: 'refused',
      cause: expect.stringMatching(/^403 FORBIDDEN/),
    })
  })

  it.each([
    { fault: 'lose-before', booked: false },
    { fault: 'lose-after', booked: true },
    { fault: 'half-closed', booked: true },
    { fault: 'garbled', booked: true },
    { fault: 'error-500', booked: false },
    { fault: 'error-500-after', booked: true },
  ])('whose answer is lost ($fault) are unknown until looked up', async ({ fault, booked }) => {
    const payment = paymentOf({ amountCents: 1_111 })
    await faulty(fault, 'finance/payments')
    expect(await splynx.createPayment(payment)).toMatchObject({ kind: 'unknown' })
    const found = await splynx.findPaymentByReceipt(payment.receiptNumber)
    expect(found?.amountCents).toBe(booked ? 1_111 : undefined)
  })
})

describe('payment accounts', () => {
  it('are listed, each customer once, with the fields of the IPpay layout', async () => {
    const rows = await raw('customers/customer-payment-account-data')
    const accounts = (await collect(splynx.eachPaymentAccount(25))).flat()
    const customerIds = accounts.map(({ customerId }) => customerId)
    expect(customerIds).toEqual(rows.map(({ customer_id }) => customer_id).sort(ascending))
    const row = rows.find(({ field_1, field_6 }) => field_1 && field_6)
    expect(accounts.find(({ customerId }) => customerId === row?.customer_id)).toEqual({
      customerId: row?.customer_id,
      cardToken: row?.field_1,
      cardHolder: row?.field_2,
      cardLast4: row?.field_3,
      cardExpiry: row?.field_4,
      bankToken: row?.field_6,
      bankRouting: row?.field_7,
      bankHolder: row?.field_8,
      bankType: row?.field_9,
    })
  })

  const ascending = (a: string | number | undefined, b: string | number | undefined) =>
    Number(a) - Number(b)

  it('are made where there was none, and changed only where a field is given', async () => {
    const withAccount = new Set(
      (await raw('customers/customer-payment-account-data')).map(({ customer_id }) => customer_id),
    )
    const customerId = Array.from({ length: 150 }, (_, at) => at + 1).find(
      (id) => !withAccount.has(id),
    )!
    await splynx.savePaymentAccount(customerId, { bankToken: 'BANK', bankType: 'CHECKING' })
    await splynx.savePaymentAccount(customerId, { cardToken: 'CARD', bankType: '' })
    const accounts = (await collect(splynx.eachPaymentAccount())).flat()
    expect(accounts.find((account) => account.customerId === customerId)).toEqual({
      customerId,
      cardToken: 'CARD',
      cardHolder: '',
      cardLast4: '',
      cardExpiry: '',
      bankToken: 'BANK',
      bankRouting: '',
      bankHolder: '',
      bankType: '',
    } satisfies PaymentAccount)
  })

  it('of a customer who is not there cannot be saved', async () => {
    const saving = splynx.savePaymentAccount(999_999, { cardToken: 'T' })
    await expect(saving).rejects.toMatchObject({ status: 404, internalCode: 'NOT_FOUND' })
  })
})

describe('logging in', () => {
  it('staff learn who they are', async () => {
    expect(await splynx.logInStaff('clerk', 'clerk-password')).toEqual({
      id: 2,
      login: 'clerk',
      name: 'Martin Hale',
      role: 'financial-manager',
    })
  })

  it('customers learn who they are, and nobody else', async () => {
    expect(await splynx.logInCustomer('ada', 'ada-password')).toEqual({ customerId: 1 })
    expect(await splynx.logInCustomer('grace', 'grace-password')).toEqual({ customerId: 2 })
  })

  it('is null with a wrong password, a wrong login or the other door', async () => {
    expect(await splynx.logInStaff('clerk', 'wrong')).toBeNull()
    expect(await splynx.logInStaff('nobody', 'clerk-password')).toBeNull()
    expect(await splynx.logInStaff('ada', 'ada-password')).toBeNull()
    expect(await splynx.logInCustomer('ada', 'wrong')).toBeNull()
    expect(await splynx.logInCustomer('clerk', 'clerk-password')).toBeNull()
  })
})

describe('check', () => {
  it('passes', async () => {
    expect(await splynx.check()).toEqual({ ok: true, latencyMs: expect.any(Number) })
  })

  it('tells a wrong secret from a missing permission', async () => {
    const stranger = client({ secret: 'wrong' })
    onTestFinished(() => stranger.close())
    expect(await stranger.check()).toEqual({
      ok: false,
      cause: expect.stringContaining('401 UNAUTHORIZED'),
    })
    await deny('Partners:index')
    expect(await splynx.check()).toEqual({
      ok: false,
      cause: expect.stringContaining('403 FORBIDDEN'),
    })
  })
})

it('a key that checks its nonces accepts one request after another', async () => {
  await control('PUT', 'settings', { checkNonce: true })
  onTestFinished(async () => void (await control('PUT', 'settings', { checkNonce: false })))
  const alone = client({ connections: 1 })
  onTestFinished(() => alone.close())
  for (let turn = 0; turn < 20; turn++) expect(await alone.findCustomer(1)).not.toBeNull()
})
