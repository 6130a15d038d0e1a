import { expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../../src/app.tsx'
import { openRefund } from '../../../src/operations/refunds/open-refund.ts'
import { Browser, type Page } from '../../support/browser.ts'
import { realBell, type TestContext } from '../../support/context.ts'
import {
  ACCOUNT_NUMBER,
  CARD_NUMBER,
  CUSTOMER,
  fillIn,
  freshKey,
  NEW_BANK_ACCOUNT,
  NEW_CARD,
  portal,
} from './support.ts'

// A code of three digits stands in any text by chance, so this one is of an American Express card.
const AMEX = '378282246310005'
const CODE = '8253'
const SECRETS = [CARD_NUMBER, ACCOUNT_NUMBER, AMEX, CODE]
const AMEX_CARD = { ...NEW_CARD, cardNumber: '3782 822463 10005', securityCode: CODE }

/** Everything that MySQL keeps, as text. */
async function dumpMysql({ db }: TestContext): Promise<string> {
  const tables = await db.introspection.getTables()
  const dumps = await Promise.all(
    tables.map(({ name }) =>
      db
        .selectFrom(name as 'payments')
        .selectAll()
        .execute(),
    ),
  )
  return JSON.stringify(dumps)
}

/** Everything that Redis keeps, whatever its type. */
async function dumpRedis({ redis }: TestContext): Promise<string> {
  const keys = await redis.keys('*')
  const values = await Promise.all(keys.map((key) => redis.dumpBuffer(key)))
  return keys.join('\n') + values.map((value) => value?.toString('latin1') ?? '').join('\n')
}

it('no card number, code or account number is in MySQL, Redis, the log or any page', async () => {
  // A real bell, so that what queues keep is looked through too.
  const bell = realBell()
  onTestFinished(() => bell.close())
  const world = portal({
    bell,
    script: {
      tokens: [
        { kind: 'tokenized', token: '4A1B2C3D4E5F1000' },
        { kind: 'tokenized', token: '3A1B2C3D4E50005' },
        { kind: 'tokenized', token: 'A1B2C3D4E5F6354' },
        { kind: 'refused', code: '912', message: 'This number was not accepted.' },
        { kind: 'failed', cause: `no answer about ${CARD_NUMBER}` },
        { kind: 'tokenized', token: '4A1B2C3D4E5F1000' },
        { kind: 'tokenized', token: 'A1B2C3D4E5F6354' },
        { kind: 'tokenized', token: '4A1B2C3D4E5F1000' },
      ],
    },
  })
  const { context } = world
  const invoice = () =>
    `/ippay/pay/invoice/${world.splynx.addDocument({ customerId: CUSTOMER }).id}`
  const ada = await world.customer()
  const forms: [path: string, fields: Record<string, string>, status: number][] = [
    // Paid, and saved.
    [invoice(), { ...NEW_CARD, saveCard: '1' }, 303],
    [invoice(), AMEX_CARD, 303],
    [invoice(), NEW_BANK_ACCOUNT, 303],
    // Refused by the gateway, not answered.
    [invoice(), AMEX_CARD, 422],
    [invoice(), NEW_CARD, 503],
    // Refused by us; numbers in fields where they do not belong.
    [invoice(), { ...AMEX_CARD, expiry: '01/20' }, 422],
    [invoice(), { ...NEW_CARD, cardHolder: CARD_NUMBER }, 422],
    [invoice(), { ...NEW_CARD, cardHolder: `Ada ${AMEX_CARD.cardNumber}` }, 422],
    [invoice(), { ...NEW_CARD, postalCode: ACCOUNT_NUMBER }, 422],
    [invoice(), { ...NEW_BANK_ACCOUNT, routingNumber: ACCOUNT_NUMBER }, 422],
    [invoice(), { ...NEW_BANK_ACCOUNT, bankHolder: ACCOUNT_NUMBER }, 422],
    [invoice(), { ...NEW_BANK_ACCOUNT, accountNumberAgain: `${ACCOUNT_NUMBER}1` }, 422],
    [invoice(), { ...NEW_CARD, method: CARD_NUMBER }, 422],
    ['/ippay', { ...NEW_CARD, amount: CARD_NUMBER }, 422],
    ['/ippay', { ...AMEX_CARD, amount: '' }, 422],
    // Saved.
    ['/ippay/credentials/card', { ...NEW_CARD, saveCard: '1' }, 303],
    ['/ippay/credentials/bank-account', { ...NEW_BANK_ACCOUNT, saveBank: '1' }, 303],
    ['/ippay/credentials/card', AMEX_CARD, 422],
    ['/ippay/credentials/bank-account', NEW_BANK_ACCOUNT, 422],
  ]
  const pages: Page[] = []
  for (const [path, fields, status] of forms) {
    const page = await fillIn(ada, path, fields)
    expect(page.status, JSON.stringify([path, fields])).toBe(status)
    pages.push(page)
    if (page.location) pages.push(await ada.get(page.location))
  }
  // Without a log-in, by a link.
  const anybody = new Browser(createApp(context))
  const link = () =>
    `/ippay/direct-pay-invoice-by-id?item_id=${world.splynx.addDocument({ customerId: CUSTOMER }).id}`
  for (const fields of [NEW_CARD, { ...AMEX_CARD, cardHolder: AMEX }]) {
    pages.push(await fillIn(anybody, link(), fields))
  }
  expect(pages.slice(-2).map(({ status }) => status)).toEqual([303, 422])
  // Codes wait in Redis now, sealed.
  expect(await context.redis.keys('{ippay}:security-code:*')).toHaveLength(3)
  const before = await dumpRedis(context)
  await context.drain()
  pages.push(await ada.get('/ippay/dashboard'), await ada.get('/ippay/credentials'))
  // Money that goes back, with a reason in which somebody typed what does not belong there.
  const charged = (await world.payments()).filter(
    ({ status, method_kind }) => status === 'recorded' && method_kind === 'card',
  )
  for (const { id, amount_cents } of charged) {
    const opened = await openRefund(context, {
      paymentId: id,
      amountCents: amount_cents,
      expectedKind: 'void',
      reopens: true,
      reason: `a clerk typed ${CARD_NUMBER} here`,
      actor: 'staff:clerk',
      role: 'admin',
      requestKey: freshKey(),
      address: '192.0.2.7',
    })
    expect(opened.kind).toBe('opened')
  }
  expect(charged.length).toBeGreaterThan(0)
  await context.drain()

  const kept = {
    mysql: await dumpMysql(context),
    redis: before + (await dumpRedis(context)),
    log: context.logged(),
    // Hidden keys and addresses are random, and may hold any four digits by chance.
    pages: pages
      .map(({ text }) => text.replace(/ (value|href|hx-get|integrity)="[\w/?=+.-]{20,}"/g, ''))
      .join('\n'),
  }
  for (const [place, text] of Object.entries(kept)) {
    expect(text.length, place).toBeGreaterThan(100)
    for (const secret of [CARD_NUMBER, ACCOUNT_NUMBER, AMEX]) {
      expect(text.includes(secret), `${place} has ${secret}`).toBe(false)
    }
  }
  expect(kept.mysql).not.toContain('4000 3000 2000 1000')
  expect(kept.pages).not.toMatch(/4000 3000 2000 1000|3782 822463 10005/)
  expect(SECRETS.some((secret) => pages.some(({ location }) => location?.includes(secret)))).toBe(
    false,
  )
  expect(kept.pages).not.toMatch(new RegExp(`>[^<]*${CODE}|value="${CODE}"`))
  expect(kept.log).not.toMatch(new RegExp(`\\b${CODE}\\b`))
  expect(kept.mysql).not.toMatch(new RegExp(`"${CODE}"`))
})
