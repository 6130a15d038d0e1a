import { describe, expect, it } from 'vitest'
import { insertMismatches } from '../../src/db/mismatches.ts'
import { findPayment } from '../../src/db/payments.ts'
import { claimReport, endReading } from '../../src/db/report-cursors.ts'
import { readOpenReturns } from '../../src/db/returns.ts'
import { takeReturn } from '../../src/operations/returns/take-return.ts'
import { makeApproved, makeMethod, makePayment } from '../support/factories.ts'
import { clock, context, db, fieldsOf, staff, wordsOf } from './console-support.ts'

async function makeDebit(token?: string) {
  const method = await makeMethod(context, { kind: 'bank', last4: '6789', ...(token && { token }) })
  const payment = await makePayment(context, { method })
  const { attempt } = await makeApproved(context, payment)
  return { id: payment.id, transactionId: attempt.transaction_id, method }
}

async function makeReturn(code: string) {
  const debit = await makeDebit()
  const result = await takeReturn(context, {
    transactionId: debit.transactionId,
    code,
    returnedAt: context.now(),
    source: 'report',
    actor: 'report',
  })
  return { ...debit, returnId: 'returnId' in result ? result.returnId : '' }
}

describe('the list', () => {
  it('shows what came back, what it means and what is to do', async () => {
    await makeReturn('R11')
    const words = wordsOf((await (await staff('viewer')).get('/admin/returns')).text)
    expect(words).toContain('The customer says that the debit was not as agreed')
    expect(words).toContain('To be corrected by Jan 23, 2027')
    expect(words).toMatch(/Not authorized 100\.00 %/)
    expect(words).toContain('Above the limit 0.50 %')
  })

  it('can be narrowed to a code and to what is left to do', async () => {
    await makeReturn('R01')
    await makeReturn('R06')
    const clerk = await staff('clerk')
    const rows = async (query: string) =>
      (await clerk.get(`/admin/returns?${query}`)).text.match(/class="row-link"/g)?.length ?? 0
    expect(await rows('')).toBe(2)
    expect(await rows('code=R01')).toBe(1)
    expect(await rows('open=1')).toBe(1)
    expect(await rows('code=R02')).toBe(0)
    expect((await clerk.get('/admin/returns?code=X99')).status).toBe(422)
  })

  it('has the reports read now when a clerk asks', async () => {
    const viewer = await staff('viewer')
    expect((await viewer.post('/admin/returns/reading')).status).toBe(403)
    await (await staff('clerk')).post('/admin/returns/reading')
    expect(await context.bell.queues.get('reports')!.getJobs()).toMatchObject([
      { name: 'read-reports', data: { isAsked: true } },
    ])
  })

  it('shows differences of the books, which a clerk closes with a note', async () => {
    await insertMismatches(db, [
      {
        kind: 'not_ours',
        reference: 'STRANGER0000000001',
        request_type: 'SALE',
        amount_cents: 4_999,
        at: context.now(),
        found_at: context.now(),
      },
    ])
    const clerk = await staff('clerk')
    const page = await clerk.get('/admin/returns')
    expect(page.text).toContain('STRANGER0000000001')
    const [, id] = /mismatches\/(\d+)"/.exec(page.text) ?? []
    await clerk.post(`/admin/returns/mismatches/${id}`, { note: 'taken at the counter' })
    expect((await clerk.get('/admin/returns')).text).not.toContain('STRANGER0000000001')
    expect((await (await staff('viewer')).post(`/admin/returns/mismatches/${id}`)).status).toBe(403)
  })
})

describe('a task', () => {
  it('stands on the first page until a clerk has done it, with a note', async () => {
    const { returnId } = await makeReturn('R24')
    const clerk = await staff('clerk')
    expect(wordsOf((await clerk.get('/admin')).text)).toContain('Sent twice?')
    const page = `/admin/returns/${returnId}`
    expect((await clerk.get(page)).text).toContain('was sent twice')
    const refused = await clerk.post(`${page}/completion`, { note: '' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Say what was done.')
    await clerk.post(`${page}/completion`, { note: 'one of them is test data' })
    expect(await readOpenReturns(db, 9)).toMatchObject({ count: 0 })
    expect(wordsOf((await clerk.get('/admin')).text)).not.toContain('Sent twice?')
    expect((await clerk.get(page)).text).toContain('one of them is test data')
  })

  it('is not done by a viewer', async () => {
    const { returnId } = await makeReturn('R06')
    const viewer = await staff('viewer')
    expect((await viewer.get(`/admin/returns/${returnId}`)).text).not.toContain('/completion')
    const post = await viewer.post(`/admin/returns/${returnId}/completion`, { note: 'done' })
    expect(post.status).toBe(403)
  })
})

describe('a return by phone', () => {
  const entry = { return: 'R02', date: '2026-11-23', evidence: 'call of the bank' }

  it('is entered on the page of its payment, after a look at what will happen', async () => {
    const { id } = await makeDebit()
    const clerk = await staff('clerk')
    expect((await clerk.get(`/admin/payments/${id}`)).text).toContain(`${id}/returns/new`)
    expect((await clerk.get(`/admin/payments/${id}/returns/new`)).status).toBe(200)
    const confirm = await clerk.post(`/admin/payments/${id}/returns/new`, entry)
    expect(wordsOf(confirm.text)).toContain('The payment is taken back')
    expect(await findPayment(db, id)).toMatchObject({ status: 'approved' })
    const fields = fieldsOf(confirm.text, `/admin/payments/${id}/returns`)
    expect(fields).toEqual(entry)
    const done = await clerk.post(`/admin/payments/${id}/returns`, fields)
    expect(done.status).toBe(303)
    expect(done.location).toMatch(/^\/admin\/returns\//)
    expect(await findPayment(db, id)).toMatchObject({ status: 'returned' })
    expect((await clerk.get(`/admin/payments/${id}`)).text).toContain(done.location!)
  })

  it('posted twice is one', async () => {
    const { id } = await makeDebit()
    const clerk = await staff('clerk')
    const both = await Promise.all(
      [1, 2].map(() => clerk.post(`/admin/payments/${id}/returns`, entry)),
    )
    expect(new Set(both.map(({ location }) => location)).size).toBe(1)
  })

  it.each([
    [{ return: 'R99' }, 'Choose the bank'],
    [{ date: '2026-11-30' }, 'still to come'],
    [{ evidence: '' }, 'Say where it was seen'],
  ])('%o is refused beside its field', async (changes, message) => {
    const { id } = await makeDebit()
    const page = await (await staff('clerk')).post(`/admin/payments/${id}/returns`, {
      ...entry,
      ...changes,
    })
    expect(page.status).toBe(422)
    expect(page.text).toContain(message)
  })

  it('is not for viewers, and not for cards', async () => {
    const { id } = await makeDebit()
    const viewer = await staff('viewer')
    expect((await viewer.post(`/admin/payments/${id}/returns`, entry)).status).toBe(403)
    const card = await makePayment(context)
    await makeApproved(context, card)
    const clerk = await staff('clerk')
    expect((await clerk.get(`/admin/payments/${card.id}`)).text).not.toContain('returns/new')
    expect((await clerk.get(`/admin/payments/${card.id}/returns/new`)).status).toBe(404)
  })
})

it('reports that fail for hours stand on the first page', async () => {
  const options = { now: context.now(), leaseMs: 1, pauseMs: 0, failingPauseMs: 0 }
  await claimReport(db, 'credit', options)
  await endReading(db, 'credit', 'The reporting service gave no answer: ETIMEDOUT.', context.now())
  const clerk = await staff('clerk')
  const words = async () => wordsOf((await clerk.get('/admin')).text)
  expect(await words()).not.toContain('cannot be read')
  clock.forward(4 * 3_600_000 + 1)
  expect(await words()).toContain('ETIMEDOUT')
})
