import { expect, it } from 'vitest'
import { findRecentDuplicates } from '../../src/operations/duplicates/find-duplicates.ts'
import { sumUpDays } from '../../src/operations/tie-out/sum-up-days.ts'
import { tieOutDay } from '../../src/operations/tie-out/tie-out-day.ts'
import { makeApproved, makeMethod, makePaymentOf } from '../support/factories.ts'
import { clock, context, db, splynx, staff, wordsOf } from './console-support.ts'

const DAY = '2026-11-24'

/** Two payments of one document that Splynx never heard of, seen by every job. */
async function makeTrouble() {
  const document = splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  for (let times = 0; times < 2; times++) {
    const payment = await makePaymentOf(context, document, { method })
    await makeApproved(context, payment)
    await db
      .updateTable('payments')
      .set({ status: 'recorded' } as never)
      .execute()
    clock.forward(60_000)
  }
  await findRecentDuplicates({ ...context, now: clock.now })
  await tieOutDay({ ...context, now: clock.now }, DAY)
  await sumUpDays({ ...context, now: clock.now })
}

it('a day names its differences with what to do, and a clerk explains one', async () => {
  await makeTrouble()
  const clerk = await staff('clerk')
  const list = wordsOf((await clerk.get('/admin/tie-out')).text)
  expect(list).toContain('2 differences')
  const page = wordsOf((await clerk.get(`/admin/tie-out/${DAY}`)).text)
  expect(page).toContain('Taken, not in Splynx (2)')
  expect(page).toContain('Two-way comparison')
  expect(page).toContain('differs by -$99.98')
  const { id } = await db.selectFrom('tie_out_differences').select('id').executeTakeFirstOrThrow()
  const path = `/admin/tie-out/differences/${id}/explanation`
  expect((await (await staff('viewer')).post(path, { note: 'fine' })).status).toBe(403)
  expect((await clerk.post(path, { note: 'Entered by hand' })).location).toBe(
    `/admin/tie-out/${DAY}`,
  )
  const after = wordsOf((await clerk.get(`/admin/tie-out/${DAY}`)).text)
  expect(after).toContain('Explained by staff:test-clerk: Entered by hand')
})

it('a pair stands side by side, with a way to the refund of the later one', async () => {
  await makeTrouble()
  const clerk = await staff('clerk')
  const html = (await clerk.get('/admin/duplicates')).text
  expect(wordsOf(html)).toContain('Both pay the same document.')
  const { id, later_id } = await db.selectFrom('duplicates').selectAll().executeTakeFirstOrThrow()
  expect(html).toContain(`/admin/payments/${later_id}/refunds/new`)
  await clerk.post(`/admin/duplicates/${id}/dismissal`, { note: 'Two sites' })
  expect(wordsOf((await clerk.get('/admin/duplicates')).text)).toContain('Nothing looks paid twice')
})

it('reports draw their pictures without a style in the page, and hand out CSV and Excel files', async () => {
  await makeTrouble()
  const viewer = await staff('viewer')
  const html = (await viewer.get('/admin/reports')).text
  expect(html).toContain('<title id="graph-days-wide-title">Money by day and method</title>')
  expect(html).not.toMatch(/\sstyle=/)
  const csv = await viewer.get('/admin/reports/days.csv?from=2026-11-24&to=2026-11-24')
  expect(csv.text).toContain('2026-11-24,2,99.98,0.00,99.98,0.00,0.00,99.98')
  const book = await viewer.get('/admin/reports/report.xlsx')
  expect(book.headers.get('content-disposition')).toContain('.xlsx')
  expect(book.text.length).toBeGreaterThan(5_000)
  expect((await viewer.get('/admin/reports/secrets.csv')).status).toBe(404)
  expect((await viewer.get('/admin/reports?from=2026-11-24&to=2026-11-01')).status).toBe(422)
})
