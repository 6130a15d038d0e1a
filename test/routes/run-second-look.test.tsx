import { beforeEach, describe, expect, it } from 'vitest'
import { saveSetting } from '../../src/db/settings.ts'
import { hashOfText } from '../../src/domain/hash-text.ts'
import { APPROVED, declined } from '../../src/gateway/bogus.ts'
import { cancelRun } from '../../src/operations/move-run.ts'
import { makeMethod } from '../support/factories.ts'
import {
  chargeNext,
  clock,
  context,
  db,
  fieldsOf,
  splynx,
  staff,
  startSelected,
  wordsOf,
} from './console-support.ts'

// The clock stands still, so what one test saved would hold for the next.
beforeEach(() => context.settings.forget())

const PREVIEW = '/admin/charge?kind=invoice&status=not_paid&preview=1'

async function addChargeable(count: number, dueCents = 5_000): Promise<number[]> {
  const ids = []
  for (let at = 0; at < count; at++) {
    const document = splynx.addDocument({ dueCents })
    await makeMethod(context, { customer_id: document.customerId })
    ids.push(document.id)
  }
  return ids
}

const runs = () => db.selectFrom('runs').selectAll().orderBy('id').execute()

/** A run of three that were charged, declined and never sent, because it was cancelled. */
async function makeEndedRun(): Promise<number> {
  await addChargeable(3)
  const runId = await startSelected()
  await chargeNext(runId, APPROVED)
  await chargeNext(runId, declined())
  await cancelRun(context, { runId, actor: 'staff:clerk' })
  return runId
}

async function limitRuns(cents: number) {
  await saveSetting(db, 'runApprovalCents', cents, { by: 'test', now: clock.now() })
  context.settings.forget()
}

describe('ticking off', () => {
  it('goes from page to page, is shown in the preview and kept with the run', async () => {
    const ids = await addChargeable(60)
    const clerk = await staff('clerk')
    const href = '/admin/charge/documents'
    const first = await clerk.get(`${href}?kind=invoice&status=not_paid`)
    const fields = fieldsOf(first.text, href)
    const shown = fields.shown!.split(',')
    expect(shown).toHaveLength(50)
    const keep = shown.filter((id) => id !== String(ids[1]))
    const turned = await clerk.post(href, { ...fields, keep, go: 'next' })
    expect(turned.status).toBe(303)

    const second = await clerk.get(turned.location!)
    const rest = fieldsOf(second.text, href)
    expect(rest.shown!.split(',')).toHaveLength(10)
    const kept = rest.shown!.split(',').filter((id) => id !== String(ids[59]))
    const done = await clerk.post(href, { ...rest, keep: kept, go: 'done' })
    const preview = await clerk.get(done.location!)
    const words = wordsOf(preview.text)
    expect(words).toContain('2 documents are left out by hand')
    expect(words).toContain('Charge 58 invoices – $2,900.00')
    expect(words).toContain('Left out by hand 2 $100.00')

    const sent = fieldsOf(preview.text, '/admin/charge')
    await clerk.post('/admin/charge', { ...sent, confirm: '1' })
    const rows = await db.selectFrom('run_exclusions').select('document_id').execute()
    expect(rows.map(({ document_id }) => document_id)).toEqual([ids[1], ids[59]])
  })

  it('ticks again what was ticked off, and goes back a page', async () => {
    const ids = await addChargeable(3)
    const clerk = await staff('clerk')
    const href = '/admin/charge/documents'
    const page = await clerk.get(`${href}?kind=invoice&without=${ids.join(',')}&trail=0,0`)
    expect(page.text.match(/name="keep" value="\d+" checked/g)).toBeNull()
    const back = await clerk.post(href, {
      ...fieldsOf(page.text, href),
      keep: [String(ids[0])],
      go: 'previous',
    })
    const query = new URL(back.location!, 'http://x').searchParams
    expect(query.get('without')).toBe(ids.slice(1).join(','))
    expect(query.has('trail')).toBe(false)
  })

  it('has an end, told in plain words, and loses nothing that was ticked off before', async () => {
    const ids = await addChargeable(2)
    const many = Array.from({ length: 300 }, (_, at) => 100_000 + at)
    const clerk = await staff('clerk')
    const href = '/admin/charge/documents'
    const page = await clerk.get(`${href}?kind=invoice&without=${many.join(',')}`)
    const fields = fieldsOf(page.text, href)
    const full = await clerk.post(href, { ...fields, keep: [String(ids[0])], go: 'done' })
    expect(full.status).toBe(422)
    expect(wordsOf(full.text)).toContain('At most 300 can be left out by hand')
    expect(fieldsOf(full.text, href).without).toBe(many.join(','))
  })

  it('names each document that is skipped, with its reason', async () => {
    const document = splynx.addDocument()
    const page = await (await staff('viewer')).get('/admin/charge/documents?show=skip')
    expect(wordsOf(page.text)).toContain(document.number)
    expect(wordsOf(page.text)).toContain('No saved card or bank account')
  })
})

describe('a run that needs a second person', () => {
  it('says so before the click, waits after it, and begins when another manager agrees', async () => {
    await addChargeable(2)
    await limitRuns(50_00)
    const clerk = await staff('clerk')
    const preview = await clerk.get(PREVIEW)
    expect(wordsOf(preview.text)).toContain('Somebody else has to approve this run')
    const sent = fieldsOf(preview.text, '/admin/charge')
    const posted = await clerk.post('/admin/charge', { ...sent, confirm: '1' })
    const [run] = await runs()
    expect(run).toMatchObject({ status: 'awaiting_approval', asked_count: 2, asked_cents: 100_00 })
    const waiting = wordsOf((await clerk.get(posted.location!)).text)
    expect(waiting).toContain('This run waits for approval: nothing has been charged')
    expect(waiting).not.toContain('Look at it and approve')
    expect(wordsOf((await clerk.get(PREVIEW)).text)).toContain(`run ${run!.id} waits for approval`)

    const address = `/admin/runs/${run!.id}/approve`
    expect((await clerk.get(address)).status).toBe(403)
    expect(
      (await clerk.post(address, { seen_count: '2', seen_cents: '1', confirm: '1' })).status,
    ).toBe(403)
    const manager = await staff('manager')
    const page = await manager.get(address)
    expect(wordsOf(page.text)).toContain('Approve 2 documents – $100.00')
    const fields = fieldsOf(page.text, address)
    expect((await manager.post(address, fields)).status).toBe(422)
    await manager.post(address, { ...fields, confirm: '1' })
    const [approved] = await runs()
    expect(approved).toMatchObject({ status: 'running', approved_by: 'staff:test-manager' })
  })

  it('cannot be approved by the manager who asked for it', async () => {
    await addChargeable(2)
    await limitRuns(50_00)
    const manager = await staff('manager')
    const sent = fieldsOf((await manager.get(PREVIEW)).text, '/admin/charge')
    await manager.post('/admin/charge', { ...sent, confirm: '1' })
    const [run] = await runs()
    const address = `/admin/runs/${run!.id}/approve`
    expect(wordsOf((await manager.get(address)).text)).toContain('somebody else has to approve it')
    await manager.post(address, { seen_count: '2', seen_cents: '10000', confirm: '1' })
    expect((await runs())[0]).toMatchObject({ status: 'awaiting_approval' })
  })

  it('tells the second person when it has grown by more than the limit since', async () => {
    await addChargeable(2)
    await limitRuns(50_00)
    const clerk = await staff('clerk')
    const sent = fieldsOf((await clerk.get(PREVIEW)).text, '/admin/charge')
    await clerk.post('/admin/charge', { ...sent, confirm: '1' })
    await addChargeable(2)
    const [run] = await runs()
    const page = await (await staff('admin')).get(`/admin/runs/${run!.id}/approve`)
    expect(wordsOf(page.text)).toContain('It has grown by $100.00 since')
  })
})

describe('the first payments', () => {
  it('are asked for beside the confirmation, and told of when the run waits', async () => {
    await addChargeable(3)
    const clerk = await staff('clerk')
    const sent = fieldsOf((await clerk.get(PREVIEW)).text, '/admin/charge')
    const wrong = await clerk.post('/admin/charge', { ...sent, confirm: '1', canary: 'few' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('id="field-canary-error"')
    await clerk.post('/admin/charge', { ...sent, confirm: '1', canary: '2' })
    const [run] = await runs()
    expect(run).toMatchObject({ canary_count: 2 })
    await db
      .updateTable('runs')
      .set({ status: 'paused', paused_by: 'canary', selected_at: clock.now() })
      .execute()
    const words = wordsOf((await clerk.get(`/admin/runs/${run!.id}`)).text)
    expect(words).toContain('First 0: 0 charged, 0 declined')
    expect(words).toContain('Go on with the rest')
  })
})

describe('a run that has ended', () => {
  it('shows control totals that a manager signs, and then both figures', async () => {
    const runId = await makeEndedRun()
    expect(wordsOf((await (await staff('clerk')).get(`/admin/runs/${runId}`)).text)).toContain(
      'Not signed off. A manager can do that.',
    )
    const manager = await staff('manager')
    await manager.post(`/admin/runs/${runId}/sign-off`, { note: '' })
    const words = wordsOf((await manager.get(`/admin/runs/${runId}`)).text)
    expect(words).toContain('Signed off by test-manager')
    expect(words).toContain('Charged 1 $50.00 $50.00 none')
    expect(words).toContain('to the cent')
  })

  it('offers what was declined once more, by number', async () => {
    const runId = await makeEndedRun()
    const clerk = await staff('clerk')
    const page = await clerk.get(`/admin/runs/${runId}/declined`)
    const query = new URL(page.location!, 'http://x').searchParams
    expect(query.get('preview')).toBe('1')
    expect(query.get('numbers')?.split(', ')).toHaveLength(1)
    expect(wordsOf((await clerk.get(page.location!)).text)).toContain(
      'Declined less than a day ago',
    )
  })

  it('is taken back by a manager who has seen and confirmed count and sum', async () => {
    const runId = await makeEndedRun()
    const address = `/admin/runs/${runId}/undo`
    expect((await (await staff('clerk')).get(address)).status).toBe(403)
    const manager = await staff('manager')
    const page = await manager.get(address)
    expect(wordsOf(page.text)).toContain('Void 1 payment – $50.00')
    const fields = fieldsOf(page.text, address)
    const bare = await manager.post(address, { ...fields, reason: '', confirm: '1' })
    expect(bare.status).toBe(422)
    const other = await manager.post(address, {
      ...fields,
      cents: '1',
      reason: 'Wrong',
      confirm: '1',
    })
    expect(other.status).toBe(409)
    const sent = await manager.post(address, { ...fields, reason: 'Wrong month', confirm: '1' })
    expect(sent.status).toBe(303)
    const words = wordsOf((await manager.get(address)).text)
    expect(words).toContain('Waiting for their turn 1 $50.00')
    expect(await db.selectFrom('run_undo_items').selectAll().execute()).toHaveLength(1)
  })

  it('gives its result as CSV and as a workbook to whoever may look', async () => {
    const runId = await makeEndedRun()
    const viewer = await staff('viewer')
    const csv = await viewer.get(`/admin/runs/${runId}/result.csv`)
    expect(csv.headers.get('Content-Disposition')).toContain(`run-${runId}.csv`)
    expect(csv.text.trimEnd().split('\r\n')).toHaveLength(4)
    const xlsx = await viewer.get(`/admin/runs/${runId}/result.xlsx`)
    expect(xlsx.headers.get('Content-Type')).toContain('spreadsheetml')
    expect(xlsx.text.startsWith('PK')).toBe(true)
  })

  it('has a pack for an auditor, whose hash is on record from the first time on', async () => {
    const runId = await makeEndedRun()
    const clerk = await staff('clerk')
    expect((await clerk.post(`/admin/runs/${runId}/pack`, {})).status).toBe(303)
    const { details } = await db
      .selectFrom('audit_events')
      .selectAll()
      .where('action', '=', 'run.pack_made')
      .executeTakeFirstOrThrow()
    const words = wordsOf((await (await staff('viewer')).get(`/admin/runs/${runId}/pack`)).text)
    expect(words).toContain(hashOfText((JSON.parse(details) as { sha256: string }).sha256))
    expect(words).toContain('The same as then yes')
    const xlsx = await clerk.get(`/admin/runs/${runId}/pack.xlsx`)
    expect(xlsx.text.startsWith('PK')).toBe(true)
  })

  it('shows its outcomes over time as a picture, with the numbers beside it', async () => {
    const runId = await makeEndedRun()
    const { text } = await (await staff('clerk')).get(`/admin/runs/${runId}`)
    expect(text).toMatch(/<svg class="chart"[^>]*role="img"[^>]*aria-label="Outcomes over time/)
    expect(wordsOf(text)).toContain('From Charged Declined Not known')
  })
})
