import { expect, it } from 'vitest'
import { setup, where } from './splynx-support.ts'

type Row = Record<string, unknown>

it('merging customers hands over documents, payments and the balance', async () => {
  const { send, api, rows, balance } = await setup()
  const before = (await balance(4)) + (await balance(5))
  const count = async (id: number): Promise<number> =>
    (await rows(`admin/finance/invoices?${where('customer_id', '=', id)}`)).length
  const both = (await count(4)) + (await count(5))
  const merged = await send('POST', '/_sandbox/customers/merge', { body: { from: 4, into: 5 } })
  expect(merged.status).toBe(200)
  expect([await count(4), await count(5)]).toEqual([0, both])
  expect(await balance(5)).toBeCloseTo(before, 4)
  expect((await api('GET', 'admin/customers/customer/4')).status).toBe(404)
  const accounts: Row[] = await rows('admin/customers/customer-payment-accounts?id=5')
  expect(accounts.length).toBeLessThanOrEqual(1)
})

it('a document is made of what the latest one billed, and the charge is cancelled again', async () => {
  const { api, row, rows, balance } = await setup()
  const before = await balance()
  const post = (path: string) =>
    api('POST', `admin/finance/${path}`, { body: { transactionDate: '2026-12-01' } })
  const preview = await post('to-bill/1--preview')
  expect(preview).toMatchObject({ status: 201, body: { invoice: {} } })
  expect(await balance()).toBe(before)
  const made = (await post('to-bill/1--generate')).body as { invoice: { id: number }; result: Row }
  expect(made.result).toEqual((preview.body as { result: Row }).result)
  const invoice = await row(`admin/finance/invoices/${made.invoice.id}`)
  expect(invoice).toMatchObject({
    status: 'not_paid',
    date_created: '2026-12-01',
  })
  const [item] = invoice.items as Row[]
  expect(item).toMatchObject({ period_from: '2026-12-01', period_to: '2026-12-31' })
  expect(await balance()).toBeCloseTo(before - Number(invoice.total), 4)
  const last = 'admin/finance/cancel-last-charge/1'
  expect(await row(last)).toMatchObject({
    lastChargeExist: true,
    info: { totalSum: invoice.total, invoices: [{ id: made.invoice.id }] },
  })
  expect((await api('DELETE', last)).status).toBe(204)
  expect(await balance()).toBe(before)
  expect(await row(last)).toMatchObject({ lastChargeExist: false })
  expect((await api('DELETE', last)).status).toBe(404)
  const [prepaid] = await rows('admin/customers/customer?main_attributes[billing_type]=prepaid')
  const request = (await post(`to-bill-requests/${prepaid?.id}--generate`)).body
  expect(request).toMatchObject({ request: { id: expect.any(Number) } })
})
