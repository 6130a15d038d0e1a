import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { switchSafeModeOn } from '../../src/operations/safe-mode/enter-safe-mode.ts'
import { takeSecurityCode } from '../../src/vault/security-codes.ts'
import { consentText } from '../../views/portal/consent.ts'
import { context, db, fieldsOf, logged, splynx, staff, wordsOf } from './console-support.ts'

beforeEach(async () => {
  await sql`insert ignore into breaker (id, state) values (1, 'closed')`.execute(db)
})

const NUMBER = '4111111111111111'
const CARD = {
  method: 'new_card',
  cardNumber: '4111 1111 1111 1111',
  expiry: '12/30',
  securityCode: '737',
  cardHolder: 'Ada Lovelace',
  postalCode: '60601',
}

async function call() {
  const document = splynx.addDocument()
  const clerk = await staff('clerk')
  const path = `/admin/customers/${document.customerId}/payments`
  const page = await clerk.get(`${path}/new?kind=${document.kind}&document=${document.id}`)
  return { document, clerk, path, page, fields: { ...fieldsOf(page.text, path), ...CARD } }
}

const payments = () => db.selectFrom('payments').selectAll().execute()
const methods = () => db.selectFrom('methods').selectAll().execute()

describe('a card that a clerk types for a customer on the phone', () => {
  it('is offered without any saved method, and the browser keeps nothing of it', async () => {
    const { page } = await call()
    expect(page.status).toBe(200)
    expect(wordsOf(page.text)).toContain('Another card, read out on the phone')
    expect(page.text).not.toMatch(/autocomplete="(cc|billing)/)
  })

  it('is charged once as the clerk, and is not offered again', async () => {
    const { clerk, path, fields, document } = await call()
    const sent = await Promise.all([clerk.post(path, fields), clerk.post(path, fields)])
    const [payment, ...others] = await payments()
    expect(others).toEqual([])
    for (const page of sent) {
      expect(page).toMatchObject({ status: 303, location: `/admin/payments/${payment!.id}` })
    }
    expect(payment).toMatchObject({
      ...{ channel: 'clerk', actor: 'staff:test-clerk', document_id: document.id, last4: '1111' },
    })
    expect(await methods()).toMatchObject([{ status: 'one_time', consent_version: null }])
  })

  it('leaves its security code sealed for the one sale', async () => {
    const { clerk, path, fields } = await call()
    await clerk.post(path, fields)
    const [payment] = await payments()
    expect(await takeSecurityCode(context, payment!.id)).toBe('737')
    expect(await takeSecurityCode(context, payment!.id)).toBeUndefined()
  })

  it('is saved with what was agreed to on the phone, and who has noted it', async () => {
    const { clerk, path, fields } = await call()
    await clerk.post(path, { ...fields, saveCard: '1' })
    const [method] = await methods()
    expect(method).toMatchObject({
      status: 'active',
      consent_agent: 'By phone, noted by test-clerk',
    })
    expect(consentText(method!.consent_version!, 'card')).toContain('agrees on the phone')
  })

  it.each([
    ['a wrong number', { cardNumber: '4111 1111 1111 1112' }, 'field-cardNumber-error'],
    ['a wrong code', { securityCode: '73' }, 'field-securityCode-error'],
    ['an old card', { expiry: '12/20' }, 'field-expiry-error'],
  ])('with %s is asked for again, without number and code', async (_, wrong, error) => {
    const { clerk, path, fields } = await call()
    const page = await clerk.post(path, { ...fields, ...wrong })
    expect(page.status).toBe(422)
    expect(page.text).toContain(`id="${error}"`)
    for (const secret of ['4111', '737']) expect(page.text).not.toContain(`value="${secret}`)
    expect(await payments()).toEqual([])
    expect(await methods()).toEqual([])
  })

  it('is not shown to the gateway while safe mode is on', async () => {
    const { clerk, path, fields } = await call()
    await switchSafeModeOn(context, { reason: 'A test', actor: 'staff:ada' })
    const page = await clerk.post(path, fields)
    expect(page.status).toBe(503)
    expect(wordsOf(page.text)).toContain('Safe mode is on')
    expect(await methods()).toEqual([])
  })

  it('leaves number and code neither in the database nor in a log line', async () => {
    const { clerk, path, fields } = await call()
    await clerk.post(path, { ...fields, saveCard: '1' })
    const rows = JSON.stringify([
      ...(await payments()),
      ...(await methods()),
      ...(await db.selectFrom('audit_events').selectAll().execute()),
    ])
    expect(rows).not.toContain(NUMBER)
    expect(rows).not.toContain('"737"')
    expect(JSON.stringify(logged())).not.toContain(NUMBER)
  })
})
