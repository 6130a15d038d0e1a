import { describe, expect, it } from 'vitest'
import { agreeToAutoRefill } from '../../src/operations/refills/agree-to-auto-refill.ts'
import { makeMethod } from '../support/factories.ts'
import { context, db, splynx, staff, wordsOf } from './console-support.ts'

async function agreed() {
  splynx.addCustomer({ id: 7, name: 'Ada Lovelace' })
  const method = await makeMethod(context, { customer_id: 7 })
  await agreeToAutoRefill(context, {
    customerId: 7,
    methodId: method.id,
    thresholdCents: 10_00,
    amountCents: 30_00,
    consent: { version: 'refill-2026-11/uk', address: '10.0.0.1', agent: 'Firefox' },
    actor: 'customer:7',
  })
}

describe('the automatic refill of a customer', () => {
  it('is shown to clerks with what was agreed to', async () => {
    await agreed()
    const page = wordsOf((await (await staff('viewer')).get('/admin/customers/7')).text)
    expect(page).toContain('$30.00 whenever the balance is below $10.00')
    expect(page).toContain('refill-2026-11/uk')
  })

  it('is ended by a clerk, which stands in the audit trail', async () => {
    await agreed()
    const address = '/admin/customers/7/auto-refill/stop'
    expect((await (await staff('viewer')).post(address)).status).toBe(403)
    const clerk = await staff('clerk')
    expect((await clerk.post(address)).location).toBe('/admin/customers/7')
    const page = wordsOf((await clerk.get('/admin/customers/7')).text)
    expect(page).toContain('The balance is not refilled by itself any more.')
    const actions = await db.selectFrom('audit_events').select(['action', 'subject']).execute()
    expect(actions).toContainEqual({ action: 'auto_refill.stopped', subject: 'customer:7' })
    expect((await clerk.get('/admin/customers/7')).text).not.toContain(address)
  })
})
