import { expect, it } from 'vitest'
import { setup, where } from './splynx-support.ts'

const idOf = ({ body }: { body: unknown }) => (body as { id: number }).id
const INVOICE = (id: number) => `admin/finance/invoices/${id}`

it('an import of a statement books what it can pair and keeps the rest as errors', async () => {
  const { api, send, issue, row, rows } = await setup()
  const id = await issue('invoice', 800)
  const { number } = await row(INVOICE(id))
  const body = {
    data: [
      { 0: 1, 1: number, 2: 8.0, 3: '2026-11-20' },
      { 0: 9999, 1: '', 2: 5, 3: '2026-11-20' },
    ],
    columns: { 0: 'customer_id', 1: 'invoice_number', 2: 'amount', 3: 'date' },
  }
  const created = await api('POST', 'admin/finance/bank-statements-import', { body })
  expect(created.status).toBe(201)
  expect(await row(`admin/finance/bank-statements/${idOf(created)}`)).toMatchObject({
    records: 2,
    processed: 1,
    errors: 1,
  })
  const query = where('bank_statements_process_id', '=', idOf(created))
  expect(await rows(`admin/finance/bank-statements-records?${query}`)).toMatchObject([
    { status: 'processed', pairing_1: '1', pairing_2: number, invoice_id: id, amount: '8.0000' },
    { status: 'error', pairing_1: '9999', payment_id: 0 },
  ])
  expect(await row(INVOICE(id))).toMatchObject({ status: 'paid', date_payment: '2026-11-20' })
  expect((await send('GET', '/_sandbox/payments')).body).toMatchObject({ count: 1, cents: 800 })
})

it('records move between the counters of their statement, and leave them when deleted', async () => {
  const { api, row } = await setup()
  const statement = idOf(await api('POST', 'admin/finance/bank-statements', { body: {} }))
  const counters = async () => {
    const { records, pending, errors, canceled } = await row(
      `admin/finance/bank-statements/${statement}`,
    )
    return { records, pending, errors, canceled }
  }
  const body = { bank_statements_process_id: statement, status: 'pending' }
  const records = 'admin/finance/bank-statements-records'
  const id = idOf(await api('POST', records, { body }))
  expect(await counters()).toEqual({ records: 1, pending: 1, errors: 0, canceled: 0 })
  await api('PUT', `${records}/${id}`, { body: { status: 'error' } })
  expect(await counters()).toEqual({ records: 1, pending: 0, errors: 1, canceled: 0 })
  await api('DELETE', `${records}/${id}`)
  expect(await counters()).toEqual({ records: 0, pending: 0, errors: 0, canceled: 0 })
})
