import { describe, expect, it } from 'vitest'
import { addBankAccount } from '../../src/operations/add-bank-account.ts'
import { addCard } from '../../src/operations/add-card.ts'
import { chooseDefaultMethod } from '../../src/operations/choose-default-method.ts'
import { removeMethod } from '../../src/operations/remove-method.ts'
import type { PaymentAccount } from '../../src/splynx/splynx.ts'
import { SplynxError } from '../../src/splynx/splynx.ts'
import { testContext } from '../support/context.ts'
import { makeMethod } from '../support/factories.ts'

const CONSENT = { version: '2026-11', address: '192.0.2.7', agent: 'Mosaic/1.0' }
const CARD = {
  customerId: 7,
  keep: 'saved',
  consent: CONSENT,
  actor: 'customer:7',
  card: {
    number: '4000300020001000',
    expMonth: 3,
    expYear: 2031,
    holderName: 'Ada Lovelace',
    securityCode: '123',
  },
} as const
const ACCOUNT = {
  customerId: 7,
  keep: 'saved',
  consent: CONSENT,
  actor: 'customer:7',
  account: {
    routingNumber: '071025661',
    accountNumber: '9081726354',
    accountType: 'savings',
    holderName: 'Ada Lovelace',
  },
} as const
const request = (methodId: number) => ({
  customerId: 7,
  methodId,
  actor: 'customer:7',
  address: '192.0.2.7',
})

type Fields = Partial<Omit<PaymentAccount, 'customerId'>>

/** A context whose Splynx says when the copy of a method has come. */
function withMirror() {
  const context = testContext()
  const waiting: ((fields: Fields) => void)[] = []
  context.splynx.savePaymentAccount = async (_customerId, fields) => waiting.shift()?.(fields)
  return { context, nextCopy: () => new Promise<Fields>((resolve) => waiting.push(resolve)) }
}

describe('the copy in Splynx', () => {
  it('shows a card that was added: token, holder, last four and expiry', async () => {
    const { context, nextCopy } = withMirror()
    const copy = nextCopy()
    await addCard(context, CARD)
    expect(await copy).toEqual({
      cardToken: '4B2G7K1M9A3C1000',
      cardHolder: 'Ada Lovelace',
      cardLast4: '1000',
      cardExpiry: '2031-03',
    })
  })

  it('shows a bank account by its token, without the routing number that we do not keep', async () => {
    const { context, nextCopy } = withMirror()
    const copy = nextCopy()
    await addBankAccount(context, ACCOUNT)
    expect(await copy).toEqual({
      bankToken: '4B2G7K1M9A3C6354',
      bankRouting: '',
      bankHolder: 'Ada Lovelace',
      bankType: 'SAVINGS',
    })
  })

  it('follows the default, and forgets what was removed', async () => {
    const { context, nextCopy } = withMirror()
    const first = await makeMethod(context, { customer_id: 7, last4: '1111' })
    const second = await makeMethod(context, { customer_id: 7, last4: '2222' })
    const afterChoice = nextCopy()
    expect(await chooseDefaultMethod(context, request(second.id))).toBe(true)
    expect(await afterChoice).toMatchObject({ cardLast4: '2222' })
    const afterRemoval = nextCopy()
    await removeMethod(context, request(second.id))
    expect(await afterRemoval).toMatchObject({ cardLast4: '1111' })
    const afterLast = nextCopy()
    await removeMethod(context, request(first.id))
    expect(await afterLast).toEqual({
      cardToken: '',
      cardHolder: '',
      cardLast4: '',
      cardExpiry: '',
    })
  })

  it('does not show a card that is used once', async () => {
    const context = testContext()
    await addCard(context, { ...CARD, keep: 'one_time', consent: null })
    expect(context.splynx.calls).toEqual([])
  })

  it('fails without failing what it copies, and the log says so', async () => {
    const context = testContext()
    const failed = new Promise<void>((resolve) => {
      context.splynx.savePaymentAccount = async () => {
        setImmediate(resolve)
        throw new SplynxError('Splynx does not answer')
      }
    })
    expect(await addCard(context, CARD)).toMatchObject({ kind: 'added' })
    await failed
    expect(context.logged()).toContain('a saved method could not be shown to Splynx')
    expect(context.logged()).not.toContain('4B2G7K1M9A3C1000')
  })
})

describe('what is kept', () => {
  it('is a sealed token and nothing that was typed', async () => {
    const context = testContext()
    await addCard(context, CARD)
    await addBankAccount(context, ACCOUNT)
    const rows = await context.db.selectFrom('methods').selectAll().execute()
    const text = JSON.stringify(rows)
    for (const secret of ['4000300020001000', '9081726354', '071025661', '4B2G7K1M9A3C']) {
      expect(text).not.toContain(secret)
    }
    expect(context.vault.openToken(rows[0]!.token_sealed)).toBe('4B2G7K1M9A3C1000')
  })

  it('is in the audit trail: added, made the default, removed, by whom and from where', async () => {
    const context = testContext()
    await addCard(context, CARD)
    const added = await addBankAccount(context, ACCOUNT)
    const id = added.kind === 'added' ? added.methodId : 0
    await chooseDefaultMethod(context, request(id))
    await removeMethod(context, request(id))
    const lines = await context.db.selectFrom('audit_events').selectAll().orderBy('id').execute()
    expect(lines.map(({ action }) => action)).toEqual([
      'method.added',
      'method.added',
      'method.made_default',
      'method.removed',
    ])
    expect(lines.at(-1)).toMatchObject({
      actor: 'customer:7',
      subject: `method:${id}`,
      address: '192.0.2.7',
    })
  })

  it('is nothing when the gateway refuses or does not answer', async () => {
    const context = testContext({
      script: {
        tokens: [
          { kind: 'refused', code: '912', message: 'Not accepted.' },
          { kind: 'failed', cause: 'ETIMEDOUT' },
        ],
      },
    })
    expect(await addCard(context, CARD)).toEqual({ kind: 'refused', isForGood: false })
    expect(await addBankAccount(context, ACCOUNT)).toEqual({ kind: 'failed' })
    expect(await context.db.selectFrom('methods').selectAll().execute()).toEqual([])
    expect(await context.db.selectFrom('audit_events').selectAll().execute()).toEqual([])
  })

  it('of somebody else stays as it is', async () => {
    const context = testContext()
    const { id } = await makeMethod(context, { customer_id: 8 })
    expect(await removeMethod(context, request(id))).toBe('not_found')
    expect(await chooseDefaultMethod(context, request(id))).toBe(false)
  })
})

describe('a card that its bank refused for good', () => {
  const refuse = ({ db }: ReturnType<typeof testContext>) =>
    db.updateTable('methods').set({ status: 'disabled', disabled_reason: 'Declined' }).execute()
  const statuses = async ({ db }: ReturnType<typeof testContext>) =>
    (await db.selectFrom('methods').select('status').execute()).map(({ status }) => status)

  it('entered again unchanged stays switched off, and the customer hears why', async () => {
    const context = testContext()
    await addCard(context, CARD)
    await refuse(context)
    expect(await addCard(context, CARD)).toEqual({ kind: 'refused', isForGood: true })
    expect(await statuses(context)).toEqual(['disabled'])
  })

  it('entered with a new expiry is a new card and pays again', async () => {
    const context = testContext()
    await addCard(context, CARD)
    await refuse(context)
    const renewed = { ...CARD, card: { ...CARD.card, expYear: 2034 } }
    expect(await addCard(context, renewed)).toMatchObject({ kind: 'added' })
    expect(await statuses(context)).toEqual(['active'])
  })
})
