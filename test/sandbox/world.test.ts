import { describe, expect, it } from 'vitest'
import { isApprovingAmount } from '../../src/sandbox/ippay/cents.ts'
import { isCardNumber, isRoutingNumber } from '../../src/sandbox/ippay/checks.ts'
import { bankToken, cardToken, createWorld } from '../../src/sandbox/world.ts'

const OPTIONS = { seed: 1, customers: 400, today: '2026-03-10' }

describe('a world', () => {
  it('is the same for the same options, whatever was asked before', () => {
    const [one, other] = [createWorld(OPTIONS), createWorld(OPTIONS)]
    expect(other.customer(300)).toEqual([...one.everyone()][299])
    expect(other.saved(300)).toEqual(one.saved(300))
    expect(createWorld({ ...OPTIONS, seed: 2 }).customer(300)).not.toEqual(one.customer(300))
  })

  it('has a first customer who can log in and pay', () => {
    for (const seed of [1, 2, 3, 40, 500]) {
      const customer = createWorld({ ...OPTIONS, seed }).customer(1)
      expect(customer).toMatchObject({
        login: 'customer',
        password: 'customer',
        status: 'active',
        cards: [{ behaviour: 'approve', declineCode: null }],
      })
      const open = customer.invoices.filter(({ status }) => status === 'not_paid')
      expect(open.some(({ dueCents }) => dueCents > 0)).toBe(true)
    }
  })

  it('knows no customer outside its count', () => {
    const world = createWorld(OPTIONS)
    expect(() => world.customer(0)).toThrow('no customer 0')
    expect(() => world.customer(401)).toThrow('no customer 401')
  })

  it('has the mixture of methods, cards and documents that it promises', () => {
    const everyone = [...createWorld({ ...OPTIONS, customers: 4_000 }).everyone()]
    const cards = everyone.flatMap((customer) => customer.cards)
    // Within one and a half points.
    const expectShare = (part: unknown[], of: unknown[], percent: number) =>
      expect((part.length / of.length) * 100).toBeCloseTo(percent, -0.5)
    const withCard = everyone.filter((customer) => customer.cards.length > 0)
    expectShare(withCard, everyone, 60)
    const without = everyone.filter((customer) => customer.paymentMethodId === 1)
    expectShare(without, everyone, 25)
    const soft = cards.filter(({ declineCode }) => ['005', '051'].includes(declineCode ?? ''))
    expectShare(soft, cards, 4)
    const hard = cards.filter(({ behaviour }) => behaviour === 'decline-hard')
    expectShare(hard, cards, 3)
    const expired = cards.filter(({ expYear, expMonth }) => expYear * 12 + expMonth < 2026 * 12 + 3)
    expectShare(expired, cards, 3)
    const open = everyone
      .flatMap((customer) => customer.invoices)
      .filter(({ status, dateCreated }) => status === 'not_paid' && dateCreated >= '2026-03-01')
    expect(open.length / everyone.length).toBeCloseTo(1.2, 1)
  })

  it('has every kind of document', () => {
    const everyone = [...createWorld(OPTIONS).everyone()]
    const invoices = everyone.flatMap((customer) => customer.invoices)
    const kinds = {
      deleted: invoices.some(({ status }) => status === 'deleted'),
      pending: invoices.some(({ status }) => status === 'pending'),
      nothingDue: invoices.some(({ status, dueCents }) => status === 'not_paid' && dueCents === 0),
      partly: invoices.some((one) => one.dueCents > 0 && one.dueCents < one.totalCents),
      overdue: invoices.some(({ dateDue, dueCents }) => dueCents > 0 && dateDue < OPTIONS.today),
      proforma: everyone.some(({ proformas }) =>
        proformas.some((one) => one.status === 'not_paid'),
      ),
    }
    expect(Object.entries(kinds).filter(([, isThere]) => !isThere)).toEqual([])
  })
})

describe('its documents', () => {
  const everyone = [...createWorld(OPTIONS).everyone()]
  const invoices = everyone.flatMap((customer) => customer.invoices)
  const payments = everyone.flatMap((customer) => customer.payments)

  it('add up: items to the total, payments to what is no longer due', () => {
    for (const { id, items, totalCents, dueCents } of invoices) {
      const sum = items.reduce((all, { quantity, priceCents, taxPercent }) => {
        const net = quantity * priceCents
        expect(Number.isInteger((net * taxPercent) / 100)).toBe(true)
        return all + net + (net * taxPercent) / 100
      }, 0)
      expect(sum).toBe(totalCents)
      const paid = payments
        .filter(({ invoiceId }) => invoiceId === id)
        .reduce((all, { amountCents }) => all + amountCents, 0)
      expect(totalCents - paid).toBe(dueCents)
    }
  })

  it('have ids and numbers of their own, and none from the future', () => {
    const documents = [...invoices, ...everyone.flatMap((customer) => customer.proformas)]
    expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length)
    expect(new Set(documents.map(({ number }) => number)).size).toBe(documents.length)
    expect(new Set(payments.map(({ receiptNumber }) => receiptNumber)).size).toBe(payments.length)
    for (const { dateCreated, number } of documents) {
      expect(dateCreated <= OPTIONS.today).toBe(true)
      expect(number).toMatch(/^2026\d{8}$/)
    }
    for (const { date } of payments) expect(date <= OPTIONS.today).toBe(true)
  })

  it('never ask for cents that the test gateway declines', () => {
    for (const { dueCents, totalCents } of invoices) {
      expect(isApprovingAmount(dueCents) && isApprovingAmount(totalCents)).toBe(true)
    }
  })

  it('make up the balance of who is billed afterwards', () => {
    for (const customer of everyone.filter(({ billingType }) => billingType === 'recurring')) {
      const owed = customer.invoices
        .filter(({ status }) => status !== 'deleted')
        .reduce((sum, { dueCents }) => sum + dueCents, 0)
      expect(customer.depositCents + owed).toBeGreaterThanOrEqual(0)
    }
  })
})

describe('its cards and accounts', () => {
  it('have valid numbers of their own and tokens that follow from them', () => {
    const world = createWorld({ ...OPTIONS, customers: 3_000 })
    const numbers = new Set<string>()
    const tokens = new Set<string>()
    let count = 0
    for (let id = 1; id <= world.customersCount; id++) {
      const { cards, bankAccounts } = world.saved(id)
      for (const { number, token, last4 } of cards) {
        expect(isCardNumber(number)).toBe(true)
        expect(token).toBe(cardToken(number))
        expect(token).toHaveLength(number.length)
        expect(token.endsWith(last4)).toBe(true)
        numbers.add(number)
        tokens.add(token)
        count++
      }
      for (const { aba, account, token } of bankAccounts) {
        expect(isRoutingNumber(aba)).toBe(true)
        expect(token).toBe(bankToken(aba, account))
        numbers.add(aba + account)
        tokens.add(token)
        count++
      }
    }
    expect(numbers.size).toBe(count)
    expect(tokens.size).toBe(count)
  })

  it('never have a token that passes for a number', () => {
    expect(cardToken('4000300020001000')).toMatch(/^4([A-M]\d){5}[A-M]1000$/)
    expect(cardToken('378282246310005')).toMatch(/^3([A-M]\d){5}0005$/)
    expect(bankToken('111000025', '12345')).toMatch(/^([A-M]\d){5}2345$/)
  })
})
