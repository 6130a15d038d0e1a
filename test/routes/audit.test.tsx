import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { recordAudit } from '../../src/db/audit.ts'
import { clock, db, staff, wordsOf } from './console-support.ts'

const record = (changes: Partial<Parameters<typeof recordAudit>[1]> = {}) =>
  recordAudit(db, {
    at: clock.now(),
    actor: 'staff:ada',
    action: 'run.start',
    subject: 'run:12',
    details: { source: 'manual', reason: '<b>month end</b>' },
    address: '192.0.2.7',
    ...changes,
  })

describe('the audit trail', () => {
  it('shows who did what, to what and from where, newest first, to an auditor', async () => {
    await record()
    await record({ actor: 'staff:ben', action: 'run.paused' })
    const { text } = await (await staff('auditor')).get('/admin/audit')
    const words = wordsOf(text)
    expect(words).toMatch(/staff:ben 192\.0\.2\.7 run\.paused run:12 .*staff:ada/)
    expect(text).toContain('href="/admin/runs/12"')
    expect(text).not.toContain('<b>month end')
  })

  it('is filtered by whole values and paged in both directions', async () => {
    for (let at = 0; at < 130; at++) await record({ subject: `run:${at}` })
    await record({ actor: 'staff:ben', subject: 'run:500' })
    const auditor = await staff('auditor')
    const ben = wordsOf((await auditor.get('/admin/audit?actor=staff:ben')).text)
    expect(ben).toContain('run:500')
    expect(ben).not.toContain('run:129')
    const first = await auditor.get('/admin/audit?action=run.start&actor=staff:ada')
    expect(wordsOf(first.text)).toMatch(/run:129 /)
    expect(wordsOf(first.text)).not.toMatch(/run:29 /)
    const older = /href="([^"]+)" rel="next"/.exec(first.text)![1]!.replaceAll('&amp;', '&')
    const second = await auditor.get(older)
    expect(wordsOf(second.text)).toMatch(/run:29 .*run:0 /)
    const newer = /href="([^"]+)" rel="prev"/.exec(second.text)![1]!.replaceAll('&amp;', '&')
    expect(wordsOf((await auditor.get(newer)).text)).toMatch(/run:129 .*run:30 /)
  })

  it('nothing that matches and nothing at all read differently', async () => {
    const auditor = await staff('auditor')
    await db.deleteFrom('audit_events').execute()
    expect(wordsOf((await auditor.get('/admin/audit')).text)).toContain('Nothing has been done yet')
    const filtered = wordsOf((await auditor.get('/admin/audit?actor=nobody')).text)
    expect(filtered).toContain('No line matches')
  })

  it('says that it is whole, and where it was changed', async () => {
    await record()
    await record()
    const auditor = await staff('auditor')
    await auditor.post('/admin/audit/verification')
    expect(wordsOf((await auditor.get('/admin/audit')).text)).toContain('The trail is whole')
    const { id } = await db
      .selectFrom('audit_events')
      .select('id')
      .where('subject', '=', 'run:12')
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow()
    await sql`update audit_events set details = '{}' where id = ${id}`.execute(db)
    await auditor.post('/admin/audit/verification')
    const words = wordsOf((await auditor.get('/admin/audit')).text)
    expect(words).toContain(`The trail is broken at line ${id}: it was changed.`)
  })
})
