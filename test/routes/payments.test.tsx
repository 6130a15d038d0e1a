import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { findAttempt } from '../../src/db/claims.ts'
import { listEvents } from '../../src/db/payment-events.ts'
import { findPayment } from '../../src/db/payments.ts'
import { findRecording } from '../../src/db/recordings.ts'
import type { InquiryOutcome } from '../../src/domain/outcome.ts'
import { APPROVED, createBogusGateway, declined } from '../../src/gateway/bogus.ts'
import { recordPayments } from '../../src/operations/record-payments.ts'
import type { Browser } from '../support/browser.ts'
import {
  claim,
  learn,
  makeApproved,
  makeMethod,
  makePayment,
  makePaymentOf,
  makeUnknown,
} from '../support/factories.ts'
import {
  clock,
  context,
  db,
  splynx,
  staff,
  startSelected,
  variant,
  wordsOf,
} from './console-support.ts'

const MINUTE_MS = 60_000

beforeEach(async () => {
  await sql`insert ignore into breaker (id, state) values (1, 'closed')`.execute(db)
})

const statusOf = async (id: string) => (await findPayment(db, id))!.status
const hrefOf = (id: string) => `/admin/payments/${id}`

const audited = async () =>
  (await db.selectFrom('audit_events').select(['actor', 'action', 'details']).execute()).filter(
    ({ action }) => action.startsWith('payment.'),
  )

const REVIEW = {
  kind: 'review',
  cause: 'approved for part of the amount',
  reply: { actionCode: '010', responseText: 'PARTIAL', approvalCode: 'P1' },
} as const

async function makeReview() {
  const claimed = await claim(context, await makePayment(context))
  await learn(context, claimed, REVIEW)
  return claimed
}

/** The console of somebody whose gateway answers inquiries like this. */
async function askingGateway(role: 'clerk', inquiries: InquiryOutcome[]) {
  const gateway = createBogusGateway({ inquiries })
  const known = await staff(role)
  const other = variant({ gateway }).browser()
  for (const [name, value] of known.cookies) other.cookies.set(name, value)
  other.csrf = known.csrf
  return { gateway, browser: other }
}

describe('the list', () => {
  it('shows who pays what, how, and how sure it is', async () => {
    const method = await makeMethod(context, { kind: 'bank' })
    const payment = await makePayment(context, { method, channel: 'clerk' })
    await makeApproved(context, payment)
    const page = await (await staff('viewer')).get('/admin/payments')
    expect(page.status).toBe(200)
    const words = wordsOf(page.text)
    for (const text of [
      'Customer 1',
      '$49.99',
      '2026000001',
      'Clerk',
      'ending in 1111',
      'Approved',
      'Pending until Dec 1, 2026',
      'Nov 24, 2026 9:00:00 AM',
    ]) {
      expect(words).toContain(text)
    }
  })

  it('says how sure each state is', async () => {
    await makeUnknown(context)
    const card = await claim(context, await makePayment(context))
    await learn(context, card, declined('051'))
    const words = wordsOf((await (await staff('viewer')).get('/admin/payments')).text)
    expect(words).toContain('Unknown since Nov 24, 2026, 9:00 AM no answer in time')
    expect(words).toContain('Certain Insufficient funds')
  })

  it.each([
    ['status=unknown', 1],
    ['status=pending', 2],
    ['channel=clerk', 1],
    ['method=bank', 1],
    ['from=2026-11-24&to=2026-11-24', 3],
    ['to=2026-11-23', 0],
    ['q=1111', 3],
    ['q=Customer', 3],
    ['q=%2449.99&channel=clerk', 1],
    ['q=nobody', 0],
  ])('with %s in the address shows %i', async (query, count) => {
    await makeUnknown(context)
    await makePayment(context, { channel: 'clerk' })
    await makePayment(context, { method: await makeMethod(context, { kind: 'bank' }) })
    const page = await (await staff('viewer')).get(`/admin/payments?${query}`)
    expect(page.status).toBe(200)
    expect(page.text.match(/id="payment-/g) ?? []).toHaveLength(count)
  })

  it('finds a customer by what Splynx knows and our rows do not', async () => {
    const { id: customerId } = splynx.addCustomer({ name: 'Ashley Miller', login: 'amiller' })
    const method = await makeMethod(context, { customer_id: customerId })
    await makePayment(context, { method, customer_name: 'Ashley Miller' })
    await makePayment(context)
    const viewer = await staff('viewer')
    const found = async () =>
      (await viewer.get('/admin/payments?q=Miller')).text.match(/id="payment-/g)?.length
    expect(await found()).toBe(1)
    splynx.isDown = true
    expect(await found()).toBeUndefined()
    expect((await viewer.get('/admin/payments?q=Ashley')).status).toBe(200)
  })

  it('is searched from every page of the console', async () => {
    const page = await (await staff('viewer')).get('/admin/queue')
    expect(page.text).toContain('action="/admin/payments" class="nav-search"')
  })

  it('finds the payments of a run', async () => {
    const document = splynx.addDocument()
    await makeMethod(context, { customer_id: document.customerId })
    const run_id = await startSelected()
    await makePaymentOf(context, document, { run_id, channel: 'run' })
    await makePayment(context)
    const page = await (await staff('viewer')).get(`/admin/payments?run=${run_id}`)
    expect(page.text.match(/id="payment-/g)).toHaveLength(1)
    expect(wordsOf(page.text)).toContain(`Run ${run_id}`)
  })

  it('leads to older payments and back', async () => {
    const method = await makeMethod(context)
    for (let made = 0; made < 51; made++) await makePayment(context, { method })
    const viewer = await staff('viewer')
    const hrefOfRel = (text: string, rel: string) =>
      new RegExp(`href="([^"]+)" rel="${rel}"`).exec(text)?.[1]?.replaceAll('&amp;', '&')
    const first = await viewer.get('/admin/payments?channel=customer')
    const second = await viewer.get(hrefOfRel(first.text, 'next')!)
    expect(second.text.match(/id="payment-/g)).toHaveLength(1)
    expect(hrefOfRel(second.text, 'next')).toBeUndefined()
    const back = await viewer.get(hrefOfRel(second.text, 'prev')!)
    expect(back.text.match(/id="payment-/g)).toHaveLength(50)
    expect(hrefOfRel(back.text, 'prev')).toBeUndefined()
  })

  it('tells "nothing yet" from "nothing matches"', async () => {
    const viewer = await staff('viewer')
    expect((await viewer.get('/admin/payments')).text).toContain('No payments yet')
    expect((await viewer.get('/admin/payments?q=nobody')).text).toContain('No payment matches')
  })

  it.each([
    ['status=paid', 'Choose one of the values offered.'],
    ['channel=%00', 'Choose one of the values offered.'],
    ['from=2026-02-30', 'Give a date'],
    ['from=2026-11-24&to=2026-11-23', 'before the day it starts'],
    ['run=1e9', 'This is not a valid number.'],
    ['run=999999', 'There is no run 999999.'],
    ['q=x', 'Search for two letters at least.'],
    [`q=${'x'.repeat(101)}`, 'at most 100 characters'],
    ['q=one&q=two', 'Give one value only.'],
    ["before=' or 1=1", 'This page does not exist.'],
  ])('refuses %s with a message beside the field', async (query, message) => {
    const page = await (await staff('viewer')).get(`/admin/payments?${query}`)
    expect(page.status).toBe(422)
    expect(page.text).toContain(message)
  })

  it('shows what was typed as text, whatever it is', async () => {
    const typed = `"><script>alert('%_\\')</script>`
    const page = await (await staff('viewer')).get(`/admin/payments?q=${encodeURIComponent(typed)}`)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('<script>alert')
  })

  it('a card number is neither searched for nor shown again', async () => {
    const viewer = await staff('viewer')
    const page = await viewer.get('/admin/payments?q=4111%201111%201111%201111')
    expect(page).toMatchObject({ status: 303, location: '/admin/payments' })
    const after = await viewer.get('/admin/payments')
    expect(after.text).toContain('looked like a card number')
    expect(after.text).not.toContain('4111')
  })

  it('follows the payments that move, and stops when they are over', async () => {
    const method = await makeMethod(context)
    const moving = await makePayment(context, { method })
    const over = await makePayment(context, { method })
    await learn(context, await claim(context, over), declined('051'))
    const viewer = await staff('viewer')
    const page = await viewer.get('/admin/payments')
    const path = /hx-get="(\/admin\/payments\/rows[^"]+)"/.exec(page.text)![1]!
    expect(path).toContain(moving.id)
    expect(path).not.toContain(over.id)

    await learn(context, await claim(context, moving), declined('051'))
    const rows = await viewer.fragment(path, { 'X-Background': '1' })
    expect(rows.text).toContain(`id="payment-${moving.id}" hx-swap-oob="true"`)
    expect(wordsOf(rows.text)).toContain('Declined')
    expect(rows.text).not.toContain('hx-get')
  })

  it.each(['', 'x', `${'01KDKZZZZZZZZZZZZZZZZZZZZZ,'.repeat(51)}`])(
    'rows of %j are not found',
    async (ids) => {
      const page = await (await staff('viewer')).fragment(`/admin/payments/rows?ids=${ids}`)
      expect(page.status).toBe(404)
    },
  )
})

describe('one payment', () => {
  it('tells the whole story of a card payment', async () => {
    const payment = await makePayment(context, { channel: 'clerk', actor: 'staff:clerk' })
    const claimed = await claim(context, payment)
    await learn(context, claimed, {
      kind: 'approved',
      reply: { ...APPROVED.reply, avs: 'Z', cvvResult: 'M' },
    })
    const page = await (await staff('viewer')).get(hrefOf(payment.id))
    expect(page.status).toBe(200)
    const words = wordsOf(page.text)
    for (const text of [
      '$49.99 Approved',
      'The money is taken. Splynx is being told about it.',
      '1. Card sale',
      '000 Approved',
      'BOGUS1',
      'Address Z: only the ZIP matches',
      'Security code M: matches',
      claimed.attempt.transaction_id,
      'Asked for',
      'by clerk',
      'At the gateway',
      'In Splynx',
      'Not there yet',
    ]) {
      expect(words).toContain(text)
    }
  })

  it('says in our words what a code means', async () => {
    const claimed = await claim(context, await makePayment(context))
    await learn(context, claimed, declined('051'))
    const page = await (await staff('viewer')).get(hrefOf(claimed.payment.id))
    expect(wordsOf(page.text)).toContain('051 Insufficient funds')
  })

  it('of an unknown one says that money may have moved and that nobody can charge again', async () => {
    const { payment } = await makeUnknown(context)
    const page = await (await staff('viewer')).get(hrefOf(payment.id))
    expect(wordsOf(page.text)).toContain(
      'Money may have moved. Nobody can charge this document until it is known.',
    )
  })

  it('refreshes itself while it moves, and as a whole once its state has changed', async () => {
    const payment = await makePayment(context)
    const viewer = await staff('viewer')
    const page = await viewer.get(hrefOf(payment.id))
    const path = /hx-get="([^"]+\/details[^"]+)"/.exec(page.text)![1]!
    expect((await viewer.fragment(path)).headers.has('HX-Refresh')).toBe(false)
    await learn(context, await claim(context, payment), declined('051'))
    expect((await viewer.fragment(path)).headers.get('HX-Refresh')).toBe('true')
    expect((await viewer.get(hrefOf(payment.id))).text).not.toContain('/details?was=')
  })

  it.each(['01KDKZZZZZZZZZZZZZZZZZZZZZ', '1', 'x', '%00', "'%20or%201=1", 'a'.repeat(3_000)])(
    '%j is not found',
    async (id) => {
      const viewer = await staff('viewer')
      expect((await viewer.get(`/admin/payments/${id}`)).status).toBe(404)
      expect((await viewer.get(`/admin/payments/${id}/details`)).status).toBe(404)
      expect((await (await staff('manager')).post(`/admin/payments/${id}/inquiry`)).status).toBe(
        404,
      )
    },
  )
})

describe('roles', () => {
  const acts = {
    cancellation: 'clerk',
    inquiry: 'clerk',
    recording: 'clerk',
    verdict: 'manager',
  } as const

  it.each(Object.entries(acts))('%s needs the role %s', async (act, role) => {
    const { payment } = await makeUnknown(context)
    const lower = role === 'clerk' ? 'viewer' : 'clerk'
    const page = await (await staff(lower)).post(`${hrefOf(payment.id)}/${act}`, VERDICT)
    expect(page.status).toBe(403)
    expect(await statusOf(payment.id)).toBe('unknown')
    expect(await audited()).toEqual([])
  })

  it('a viewer sees no button, a clerk those of a clerk, a manager all', async () => {
    const { payment } = await makeUnknown(context)
    const buttons = async (who: Promise<Browser>) => {
      const { text } = await (await who).get(hrefOf(payment.id))
      return ['/inquiry"', '/verdict"'].filter((part) => text.includes(part))
    }
    expect(await buttons(staff('viewer'))).toEqual([])
    expect(await buttons(staff('clerk'))).toEqual(['/inquiry"'])
    expect(await buttons(staff('manager'))).toEqual(['/inquiry"', '/verdict"'])
  })

  it('a form without its token changes nothing', async () => {
    const payment = await makePayment(context)
    const page = await (await staff('clerk')).post(`${hrefOf(payment.id)}/cancellation`, {
      _csrf: 'x',
    })
    expect(page.status).toBe(403)
    expect(await statusOf(payment.id)).toBe('pending')
  })
})

describe('cancelling', () => {
  it('stops a payment that waits, once, and says who did', async () => {
    const payment = await makePayment(context)
    const clerk = await staff('clerk')
    const reason = 'Asked for by mistake'
    const cancel = () => clerk.post(`${hrefOf(payment.id)}/cancellation`, { reason })
    expect(await cancel()).toMatchObject({ status: 303, location: hrefOf(payment.id) })
    expect((await clerk.get(hrefOf(payment.id))).text).toContain('Cancelled. Nothing was sent')
    await cancel()
    expect(await statusOf(payment.id)).toBe('cancelled')
    expect(await audited()).toMatchObject([
      { actor: 'staff:test-clerk', action: 'payment.cancelled' },
    ])
    const last = (await listEvents(db, payment.id)).at(-1)
    expect(last).toMatchObject({ to_status: 'cancelled', actor: 'staff:test-clerk' })
    expect(last?.reason).toContain('Asked for by mistake')
  })

  it.each(['', 'no'])('asks why, and does nothing for “%s”', async (reason) => {
    const payment = await makePayment(context)
    const clerk = await staff('clerk')
    const page = await clerk.post(`${hrefOf(payment.id)}/cancellation`, { reason })
    expect(page.status).toBe(422)
    expect(page.text).toContain('id="field-reason-error"')
    expect(await statusOf(payment.id)).toBe('pending')
  })

  it('comes too late once a worker has it', async () => {
    const { payment } = await claim(context, await makePayment(context))
    const clerk = await staff('clerk')
    const reason = 'Asked for by mistake'
    await clerk.post(`${hrefOf(payment.id)}/cancellation`, { reason })
    expect((await clerk.get(hrefOf(payment.id))).text).toContain('Too late to cancel')
    expect(await statusOf(payment.id)).toBe('submitting')
  })
})

describe('asking the gateway now', () => {
  it.each([
    [APPROVED, 'approved', 'the payment is decided'],
    [declined('051'), 'declined', 'the payment is decided'],
    [{ kind: 'not_found' } as const, 'unknown', 'The gateway cannot say yet'],
    [{ kind: 'unknown', cause: 'no answer' } as const, 'unknown', 'The gateway cannot say yet'],
  ])('hears %o: the payment is %s', async (answer, status, message) => {
    const { payment } = await makeUnknown(context)
    const { gateway, browser } = await askingGateway('clerk', [answer])
    const page = await browser.post(`${hrefOf(payment.id)}/inquiry`)
    expect(page).toMatchObject({ status: 303, location: hrefOf(payment.id) })
    expect(gateway.sent.map(({ kind }) => kind)).toEqual(['inquiry'])
    expect(await statusOf(payment.id)).toBe(status)
    expect((await browser.get(hrefOf(payment.id))).text).toContain(message)
    expect(await audited()).toMatchObject([{ action: 'payment.asked_about' }])
  })

  it('does not ask about a payment that is decided', async () => {
    const payment = await makePayment(context)
    const { gateway, browser } = await askingGateway('clerk', [])
    await browser.post(`${hrefOf(payment.id)}/inquiry`)
    expect(gateway.sent).toEqual([])
    expect(await statusOf(payment.id)).toBe('pending')
  })
})

describe('recording in Splynx now', () => {
  async function makeFailing() {
    const payment = await makePaymentOf(context, splynx.addDocument())
    await makeApproved(context, payment)
    splynx.faults.push('refused')
    await recordPayments(context, [payment.id])
    return payment
  }

  it('offers it where Splynx did not take a payment, and says why it did not', async () => {
    const { id } = await makeFailing()
    const words = wordsOf((await (await staff('clerk')).get(hrefOf(id))).text)
    expect(words).toContain('Record in Splynx now')
    expect(words).toContain('422: customer_id is wrong')
  })

  it('tells Splynx at once and once only', async () => {
    const { id } = await makeFailing()
    const before = splynx.payments.length
    const clerk = await staff('clerk')
    await clerk.post(`${hrefOf(id)}/recording`)
    expect(await statusOf(id)).toBe('recorded')
    expect((await clerk.get(hrefOf(id))).text).toContain('Splynx has the payment now.')
    await clerk.post(`${hrefOf(id)}/recording`)
    expect(splynx.payments.length).toBe(before + 1)
    expect(await audited()).toMatchObject([{ action: 'payment.recording_retried' }])
  })

  it('leaves it waiting when Splynx refuses again', async () => {
    const { id } = await makeFailing()
    splynx.faults.push('refused')
    await (await staff('clerk')).post(`${hrefOf(id)}/recording`)
    expect(await statusOf(id)).toBe('approved')
    expect((await findRecording(db, id))!.next_try_at).not.toBeNull()
  })
})

const VERDICT = { answer: 'never_arrived', evidence: 'not in the settlement report of Nov 24' }

describe('settling by hand', () => {
  const settle = async (id: string, fields: Record<string, string>) => {
    const manager = await staff('manager')
    return { manager, page: await manager.post(`${hrefOf(id)}/verdict`, fields) }
  }

  it.each([
    ['unknown', 'charged', 'approved', 'approved'],
    ['unknown', 'declined', 'declined', 'declined'],
    ['unknown', 'voided', 'cancelled', 'not_charged'],
    ['unknown', 'never_arrived', 'cancelled', 'not_charged'],
    ['unknown', 'not_known', 'unknown', 'unknown'],
    ['review', 'charged', 'approved', 'approved'],
    ['review', 'declined', 'declined', 'declined'],
    ['review', 'voided', 'voided', 'not_charged'],
    ['review', 'never_arrived', 'cancelled', 'not_charged'],
    ['review', 'not_known', 'review', 'review'],
  ] as const)('%s that was %s becomes %s', async (from, answer, status, attemptStatus) => {
    const claimed = await (from === 'unknown' ? makeUnknown(context) : makeReview())
    const { id } = claimed.payment
    // What is not asked for is left out of account.
    const { page } = await settle(id, { ...VERDICT, answer, approval: 'AB12CD' })
    expect(page).toMatchObject({ status: 303, location: hrefOf(id) })
    expect(await statusOf(id)).toBe(status)
    const attempt = await findAttempt(db, claimed.attempt.transaction_id)
    expect(attempt).toMatchObject({ status: attemptStatus })
    if (answer === 'charged') expect(attempt!.approval_code).toBe('AB12CD')
    expect(Boolean(await findRecording(db, id))).toBe(status === 'approved')
    const history = (await listEvents(db, id)).map(({ actor, reason }) => `${actor}: ${reason}`)
    expect(history.join('\n')).toContain('staff:test-manager')
    expect(history.join('\n')).toContain(VERDICT.evidence)
    const [line] = await audited()
    expect(line).toMatchObject({ actor: 'staff:test-manager', action: 'payment.settled_by_hand' })
    expect(line!.details).toContain(VERDICT.evidence)
  })

  it('a settled payment frees its document, an unsettled one holds it', async () => {
    const document = splynx.addDocument()
    const { payment } = await makeUnknown(context, {
      document_id: document.id,
      customer_id: document.customerId,
    })
    const again = () => makePaymentOf(context, document)
    await settle(payment.id, { ...VERDICT, answer: 'not_known' })
    await expect(again()).rejects.toThrow('unique key')
    await settle(payment.id, VERDICT)
    expect((await again()).status).toBe('pending')
  })

  it('does not disable the card on hearsay', async () => {
    const { payment } = await makeUnknown(context)
    await settle(payment.id, { ...VERDICT, answer: 'declined' })
    const method = await db
      .selectFrom('methods')
      .select('status')
      .where('id', '=', payment.method_id)
      .executeTakeFirst()
    expect(method).toEqual({ status: 'active' })
  })

  it.each([
    [{}, 'Choose what happened.'],
    [{ answer: 'charged', evidence: 'virtual terminal, Nov 24' }, 'has an approval code'],
    [{ answer: 'charged', approval: 'A-1', evidence: 'virtual terminal' }, 'Give the code'],
    [{ answer: 'declined' }, 'Say what you saw'],
    [{ answer: 'declined', evidence: 'yes' }, 'Say a little more'],
    [{ answer: 'declined', evidence: 'x'.repeat(201) }, 'at most 200'],
    [{ answer: 'refunded', evidence: 'virtual terminal' }, 'Choose what happened.'],
  ])('%o is refused beside the field and changes nothing', async (fields, message) => {
    const { payment } = await makeUnknown(context)
    const { page } = await settle(payment.id, fields as Record<string, string>)
    expect(page.status).toBe(422)
    expect(wordsOf(page.text)).toContain(message)
    expect(await statusOf(payment.id)).toBe('unknown')
    expect(await audited()).toEqual([])
  })

  it('keeps no card number that somebody wrote into the evidence', async () => {
    const { payment } = await makeUnknown(context)
    await settle(payment.id, { ...VERDICT, evidence: 'card 4111111111111111 was not charged' })
    const kept = JSON.stringify([
      await listEvents(db, payment.id),
      await audited(),
      await findPayment(db, payment.id),
      await db.selectFrom('attempts').selectAll().execute(),
    ])
    expect(kept).not.toContain('4111111111111111')
    expect(kept).toContain('was not charged')
  })

  it('waits while a worker asks the gateway', async () => {
    const { payment } = await makeUnknown(context)
    const lease_until = new Date(clock.now().getTime() + MINUTE_MS)
    await db.updateTable('payments').set({ lease_until }).where('id', '=', payment.id).execute()
    const { manager } = await settle(payment.id, VERDICT)
    expect((await manager.get(hrefOf(payment.id))).text).toContain('being asked at this moment')
    expect(await statusOf(payment.id)).toBe('unknown')
  })

  it('leaves a payment alone that was settled meanwhile', async () => {
    const claimed = await makeUnknown(context)
    await learn(context, claimed, APPROVED)
    const { manager } = await settle(claimed.payment.id, VERDICT)
    expect((await manager.get(hrefOf(claimed.payment.id))).text).toContain('changed nothing')
    expect(await statusOf(claimed.payment.id)).toBe('approved')
  })

  it('of two managers who say different things at once one is heard', async () => {
    const { payment } = await makeUnknown(context)
    const [one, other] = [await staff('manager'), await staff('manager')]
    const path = `${hrefOf(payment.id)}/verdict`
    await Promise.all([
      one.post(path, VERDICT),
      other.post(path, { ...VERDICT, answer: 'charged', approval: 'AB12CD' }),
    ])
    const moves = (await listEvents(db, payment.id)).filter(
      ({ from_status }) => from_status === 'unknown',
    )
    expect(moves).toHaveLength(1)
    expect(await statusOf(payment.id)).toBe(moves[0]!.to_status)
  })
})
