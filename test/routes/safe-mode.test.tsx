import { expect, it } from 'vitest'
import { insertForgotten } from '../../src/db/forgotten-messages.ts'
import { isSafeMode } from '../../src/db/safe-mode.ts'
import { transact } from '../../src/db/transact.ts'
import type { JournalMessage } from '../../src/domain/journal.ts'
import {
  enterAfterRestore,
  switchSafeModeOn,
} from '../../src/operations/safe-mode/enter-safe-mode.ts'
import { placeMessages } from '../../src/operations/safe-mode/place-messages.ts'
import { context, db, splynx, staff, startSelected, wordsOf } from './console-support.ts'

const PAGE = '/admin/safe-mode'
const RELEASE = { reason: 'every outcome was looked up', confirm: '1' }

let number = 0
const forgotten = (changes: Partial<JournalMessage> = {}): JournalMessage => ({
  transactionId: String(++number).padStart(18, 'A'),
  kind: 'sale',
  paymentId: `01KAZZZZZZZZZZZZZZZZZZZ${String(number).padStart(3, '0')}`,
  customerId: 7,
  purpose: 'invoice',
  documentId: 1_000 + number,
  documentNumber: `202600${1_000 + number}`,
  amountCents: 4999,
  methodId: 3,
  fingerprint: 'f'.repeat(32),
  channel: 'customer',
  runId: null,
  terminal: context.config.IPPAY_TERMINAL_ID,
  sentAt: context.now(),
  refund: null,
  ...changes,
})

const restore = (...messages: JournalMessage[]) =>
  enterAfterRestore(context, { messages, marks: [] })
const byHand = () =>
  switchSafeModeOn(context, { reason: 'restored last night', actor: 'staff:ada' })

it('shows why, and what became of each message, with a link to its payment', async () => {
  const message = forgotten()
  await restore(message)
  await placeMessages(context)
  const page = await (await staff('viewer')).get(PAGE)
  const words = wordsOf(page.text)
  expect(words).toContain('does not know 1 message to the gateway')
  expect(words).toContain(message.documentNumber)
  expect(page.text).toContain(`href="/admin/payments/${message.paymentId}"`)
  expect(words).toMatch(/Not known 1/)
  expect(page.text).not.toContain('action="/admin/safe-mode/release"')
})

it('every page of the console says so while it is on, and the start page leads there', async () => {
  const clerk = await staff('clerk')
  expect(wordsOf((await clerk.get('/admin/runs')).text)).not.toContain('Safe mode is on')
  await byHand()
  for (const path of ['/admin', '/admin/runs', '/admin/payments', '/admin/charge']) {
    expect(wordsOf((await clerk.get(path)).text)).toContain('Safe mode is on: nothing is charged')
  }
  expect((await clerk.get('/admin')).text).toContain('href="/admin/safe-mode"')
})

it('a manager releases it, with a reason, after saying that it was checked', async () => {
  await byHand()
  const manager = await staff('manager')
  const wrong: Record<string, string>[] = [
    {},
    { reason: 'short', confirm: '1' },
    { reason: RELEASE.reason },
  ]
  for (const form of wrong) {
    expect((await manager.post(`${PAGE}/release`, form)).status).toBe(422)
  }
  expect(await isSafeMode(db)).toBe(true)
  expect((await manager.post(`${PAGE}/release`, RELEASE)).status).toBe(303)
  expect(await isSafeMode(db)).toBe(false)
  const audit = await db
    .selectFrom('audit_events')
    .select(['action', 'actor', 'details'])
    .where('action', 'like', 'safe_mode.%')
    .orderBy('id')
    .execute()
  expect(audit).toMatchObject([
    { action: 'safe_mode.on', actor: 'staff:ada' },
    { action: 'safe_mode.off', actor: 'staff:test-manager' },
  ])
  expect(audit[1]!.details).toContain(RELEASE.reason)
  expect((await manager.post(`${PAGE}/release`, RELEASE)).status).toBe(303)
})

it('a clerk cannot release it, and a manager cannot switch it on', async () => {
  expect((await (await staff('manager')).post(PAGE, { reason: 'because I can' })).status).toBe(403)
  await byHand()
  expect((await (await staff('clerk')).post(`${PAGE}/release`, RELEASE)).status).toBe(403)
  expect(await isSafeMode(db)).toBe(true)
})

it('an administrator switches it on by hand, and says why', async () => {
  const admin = await staff('admin')
  expect((await admin.post(PAGE, { reason: '' })).status).toBe(422)
  expect(await isSafeMode(db)).toBe(false)
  const sent = await admin.post(PAGE, { reason: 'the backup of Sunday was restored' })
  expect(sent.status).toBe(303)
  expect(await isSafeMode(db)).toBe(true)
})

it('an outcome that is still unknown has to be accepted', async () => {
  await restore(forgotten())
  await placeMessages(context)
  const manager = await staff('manager')
  const refused = await manager.post(`${PAGE}/release`, RELEASE)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain(RELEASE.reason)
  const accepted = await manager.post(`${PAGE}/release`, { ...RELEASE, accepts_open: '1' })
  expect(accepted.status).toBe(303)
})

it('a message without a payment cannot be accepted', async () => {
  await restore(forgotten())
  const manager = await staff('manager')
  const form = { ...RELEASE, accepts_open: '1' }
  expect((await manager.post(`${PAGE}/release`, form)).status).toBe(422)
  expect(await isSafeMode(db)).toBe(true)
})

it('a refund that nothing can carry is named as a person’s task', async () => {
  const refund = { id: 'R'.repeat(26), originalId: 'O'.repeat(18), reopens: false }
  await restore(forgotten({ kind: 'credit', refund }))
  await placeMessages(context)
  const words = wordsOf((await (await staff('manager')).get(PAGE)).text)
  expect(words).toContain('By hand: look this refund up at the gateway')
  expect(words).toContain('1 outcome stays unknown')
})

it('a run that somebody wants to start or resume is refused in plain words', async () => {
  splynx.addDocument()
  const runId = await startSelected()
  await byHand()
  const clerk = await staff('clerk')
  const answer = await clerk.post(`/admin/runs/${runId}/resume`, {})
  expect(answer.status).toBe(409)
  expect(wordsOf(answer.text)).toContain('nothing new is charged until a manager has released it')
})

it('messages are noted once, however often they are found', async () => {
  const message = forgotten()
  await restore(message)
  await transact(db, (trx) => insertForgotten(trx, [message], context.now()))
  expect(await db.selectFrom('forgotten_messages').select('transaction_id').execute()).toHaveLength(
    1,
  )
})
