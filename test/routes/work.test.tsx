import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { insertMismatches } from '../../src/db/mismatches.ts'
import { countWork, readWork } from '../../src/db/open-work/read-work.ts'
import { insertRunAlarms } from '../../src/db/run-alarms.ts'
import type { WorkKind } from '../../src/domain/work.ts'
import { workOptionsOf } from '../../src/operations/assign-work.ts'
import { pauseRun } from '../../src/operations/move-run.ts'
import { recordPayments } from '../../src/operations/record-payments.ts'
import { makeApproved, makeMethod, makePaymentOf, makeUnknown } from '../support/factories.ts'
import { context, db, splynx, staff, startSelected, wordsOf } from './console-support.ts'

const read = (filter: Parameters<typeof readWork>[2] = {}) =>
  readWork(db, workOptionsOf(context), filter)
/** Somebody new with this role, and the login of that person. */
async function hire(role: 'clerk' | 'manager' | 'viewer') {
  const browser = await staff(role)
  const { login } = await db
    .selectFrom('staff')
    .select('login')
    .where('role', '=', role)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return { browser, login }
}
const textOf = async (path = '/admin') => wordsOf((await (await staff('clerk')).get(path)).text)

/** A payment whose document was deleted in Splynx before it was recorded. */
async function makeCredit(customerName: string): Promise<string> {
  const document = splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const payment = await makePaymentOf(context, document, { method, customer_name: customerName })
  await makeApproved(context, payment)
  splynx.change(document, { status: 'deleted' })
  await recordPayments(context, [payment.id])
  return payment.id
}

/** A customer whom a run has charged, with one card. */
async function makeCharged(changes: Parameters<typeof makeMethod>[1]) {
  const document = splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId, ...changes })
  await makePaymentOf(context, document, { method, channel: 'schedule', status: 'pending' })
  await db.updateTable('payments').set({ status: 'cancelled' }).execute()
  return method
}

it('every kind of open work is on one list, what is due first first', async () => {
  await makeCredit('Clara Credit')
  await makeUnknown(context, { method: await makeMethod(context), customer_name: 'Uma Unknown' })
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
  await makeMethod(context, { customer_id: splynx.addDocument().customerId })
  const runId = await startSelected()
  await pauseRun(context, { runId, actor: 'staff:clerk', reason: 'the bank called' })
  const alarm = { key: 'one', kind: 'not_started', says: 'Nightly cards did not start' } as const
  await insertRunAlarms(db, [{ ...alarm, scheduleId: null, runId: null }], {
    now: context.now(),
    isMailed: false,
  })
  const work = await read()
  expect(work.map(({ kind }) => kind)).toEqual([
    'unknown',
    'paused_run',
    'run_alarm',
    'mismatch',
    'credit',
  ] satisfies WorkKind[])
  const counts = await countWork(db, workOptionsOf(context))
  expect(counts).toEqual({ unknown: 1, paused_run: 1, run_alarm: 1, mismatch: 1, credit: 1 })
  const words = await textOf()
  expect(words).toContain('Today 5 to do')
  expect(words).toMatch(
    /Uma Unknown.*Run \d+ the bank called.*did not start.*STRANGER.*Clara Credit/,
  )
})

describe('methods of customers whom runs charge', () => {
  it('are work in the month before they end, together', async () => {
    await makeCharged({ exp_month: 12, exp_year: 2026, is_default: true })
    await makeCharged({ exp_month: 12, exp_year: 2026, is_default: true })
    await makeCharged({ exp_month: 3, exp_year: 2027, is_default: true })
    expect(await read()).toMatchObject([{ kind: 'expiring_cards', subject: '2026-12', count: 2 }])
    const page = await textOf('/admin/work/methods/expiring?month=2026-12')
    expect(page).toContain('Cards that end with December 2026')
    expect(page).toContain('2 methods')
  })

  it('are work when the last of a customer is disabled, until there is another', async () => {
    const method = await makeCharged({ status: 'disabled', disabled_reason: 'Lost card' })
    expect(await read()).toMatchObject([{ kind: 'disabled_methods', count: 1 }])
    expect(await textOf('/admin/work/methods/disabled')).toContain('Lost card')
    await makeMethod(context, { customer_id: method.customer_id })
    expect(await read()).toEqual([])
  })
})

describe('money that became credit', () => {
  it('is on the list until a clerk says what became of it', async () => {
    const id = await makeCredit('Clara Credit')
    expect(await textOf()).toContain('had been deleted when the money came')
    const address = `/admin/customer-credits/${id}/done`
    const done = { note: 'put to the December invoice' }
    expect((await (await staff('viewer')).post(address, done)).status).toBe(403)
    const clerk = await staff('clerk')
    await clerk.post(address, { note: ' ' })
    expect(await read()).toHaveLength(1)
    await clerk.post(address, done)
    expect(await read()).toEqual([])
    expect(wordsOf((await clerk.get(`/admin/payments/${id}`)).text)).toContain(done.note)
    await clerk.post(address, done)
    expect(wordsOf((await clerk.get('/admin')).text)).toContain('Somebody has done that already.')
  })
})

describe('a piece of work', () => {
  async function setup() {
    const method = await makeMethod(context)
    const { payment } = await makeUnknown(context, { method, customer_name: 'Uma Unknown' })
    return { id: payment.id, action: `/admin/work/unknown/${payment.id}` }
  }

  it('is taken by whoever says so, and stands on that person’s list alone', async () => {
    const { id, action } = await setup()
    const { browser: clerk, login } = await hire('clerk')
    const taken = await clerk.post(`${action}/taking`, { back: '/admin?show=mine' })
    expect(taken.location).toBe('/admin?show=mine')
    expect(await read({ owner: login })).toMatchObject([{ subject: id, owner: login }])
    expect(wordsOf((await clerk.get('/admin?show=mine')).text)).toContain('Uma Unknown')
    expect(wordsOf((await clerk.get('/admin?show=free')).text)).not.toContain('Uma Unknown')
    const manager = await staff('manager')
    expect(wordsOf((await manager.get('/admin?show=mine')).text)).toContain(
      'Nothing of it is yours',
    )
  })

  it('is handed to somebody with a due day and a note, and given back', async () => {
    const { action } = await setup()
    const { login: owner } = await hire('manager')
    const clerk = await staff('clerk')
    const handed = { owner, dueOn: '2026-11-27', note: 'Ask the bank' }
    expect(wordsOf((await clerk.get(action)).text)).toContain('Who looks after it')
    const refused = await clerk.post(action, { ...handed, dueOn: 'soon' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Ask the bank')
    await clerk.post(action, handed)
    expect(await read()).toMatchObject([
      {
        owner,
        note: 'Ask the bank',
        isOverdue: false,
        dueAt: new Date('2026-11-28T05:59:59.999Z'),
      },
    ])
    const { browser: other, login } = await hire('clerk')
    await other.post(`${action}/taking`)
    expect(await read()).toMatchObject([{ owner: login, note: 'Ask the bank', isOverdue: false }])
    await clerk.post(action, { owner: '' })
    expect(await read()).toMatchObject([{ owner: null, note: null }])
    const { rows } = await sql<{ details: string }>`
      select details from audit_events where action = 'work.assigned' order by id`.execute(db)
    expect(rows).toHaveLength(3)
    expect(rows[0]!.details).toContain(`"owner":"${owner}"`)
  })

  it('is for clerks, and is handed to nobody who cannot do it', async () => {
    const { action } = await setup()
    const { browser: viewer, login } = await hire('viewer')
    expect((await viewer.post(action, { owner: login })).status).toBe(403)
    expect((await viewer.post(`${action}/taking`)).status).toBe(403)
    expect((await viewer.get('/admin')).text).not.toContain(action)
    const clerk = await staff('clerk')
    for (const owner of [login, 'nobody-here']) await clerk.post(action, { owner })
    expect(await read()).toMatchObject([{ owner: null }])
  })

  it('that is over is given to nobody', async () => {
    const { browser: clerk, login } = await hire('clerk')
    const over = '/admin/work/unknown/01KAZZZZZZZZZZZZZZZZZZZZZZ'
    await clerk.post(over, { owner: login })
    expect(wordsOf((await clerk.get('/admin')).text)).toContain('That is done already.')
    expect((await clerk.get(over)).location).toBe('/admin')
    expect((await clerk.post('/admin/work/nonsense/1', { owner: login })).status).toBe(404)
    expect(await db.selectFrom('work_owners').selectAll().execute()).toEqual([])
  })
})

it('a list of one kind, and of what is overdue', async () => {
  await makeCredit('Clara Credit')
  await makeUnknown(context, { method: await makeMethod(context), customer_name: 'Uma Unknown' })
  const overdue = await textOf('/admin?show=overdue')
  expect(overdue).toContain('Uma Unknown')
  expect(overdue).not.toContain('Clara Credit')
  const credits = await textOf('/admin?kind=credit')
  expect(credits).toContain('Clara Credit')
  expect(credits).not.toContain('Uma Unknown')
  const nonsense = await (await staff('clerk')).get('/admin?kind=nonsense')
  expect(nonsense.location).toBe('/admin')
})

it('of a kind that there is very much of, the oldest hundred are on the list and all are counted', async () => {
  const method = await makeMethod(context)
  for (let made = 0; made < 103; made++) await makeUnknown(context, { method })
  expect(await read()).toHaveLength(100)
  const words = await textOf()
  expect(words).toContain('Today 103 to do')
  expect(words).toContain('and 63 more pieces of work')
})
