import { beforeEach, describe, expect, it } from 'vitest'
import { writeMailLanguage, writeMailOptOut } from '../../../src/db/mail-preferences.ts'
import { beginSending, claimMails, insertMails, type MailWishes } from '../../../src/db/mails.ts'
import { type Learned, writeOutcomes } from '../../../src/db/outcomes.ts'
import type { Mail, Payment } from '../../../src/db/schema.ts'
import { transact } from '../../../src/db/transact.ts'
import { patienceOf } from '../../../src/domain/patience.ts'
import { APPROVED, declined } from '../../../src/gateway/bogus.ts'
import { mailWishes } from '../../../src/operations/mails/mail-wishes.ts'
import { sendMailAgain, sendReceipt } from '../../../src/operations/mails/send-again.ts'
import { sendMails } from '../../../src/operations/mails/send-mails.ts'
import { sweepMails } from '../../../src/operations/mails/sweep-mails.ts'
import { fault, mailTo, testMailbox } from '../../mail/support.ts'
import { perform, type TestContext, testContext } from '../../support/context.ts'
import { claim, makeMethod, makePayment } from '../../support/factories.ts'
import { wrongsOf } from '../../support/mail-check.ts'
import { settingsFor } from '../../support/settings.ts'

const mailbox = await testMailbox()
const DAY_MS = 24 * 60 * 60_000

let context: TestContext
beforeEach(() => {
  context = testContext({ changes: { mail: mailTo(mailbox) } })
  context.splynx.addCustomer({ id: 1, name: 'Ada Lovelace', email: 'ada@example.com' })
})

const listMails = (): Promise<Mail[]> =>
  context.db.selectFrom('mails').selectAll().orderBy('id').execute()
const states = async () => (await listMails()).map(({ state }) => state)

/** Writes the outcome of a payment as workers do. */
async function learn(
  payment: Payment,
  outcome: Learned['outcome'],
  source = 'answer',
): Promise<Learned> {
  const learned = { claim: await claim(context, payment), outcome, actor: 'gateway', source }
  await write(learned)
  return learned
}

async function write(learned: Learned) {
  const { db, now, config } = context
  const wishes = await mailWishes(context, [learned.claim.payment])
  await writeOutcomes(db, [learned], now(), patienceOf(config), wishes)
}

const approve = async (changes: Parameters<typeof makePayment>[1] = {}) =>
  learn(await makePayment(context, changes), APPROVED)

describe('an outcome', () => {
  it('of a card is a receipt, and of a bank account a confirmation', async () => {
    await approve()
    await approve({ method: await makeMethod(context, { kind: 'bank' }) })
    expect((await listMails()).map(({ kind }) => kind)).toEqual(['paid', 'submitted'])
  })

  it('that is written twice is one mail', async () => {
    const learned = await approve()
    await write(learned)
    await Promise.all([write(learned), write(learned)])
    expect(await states()).toEqual(['waiting'])
  })

  it('that says no is written about, but not to who is at the screen', async () => {
    await learn(await makePayment(context, { channel: 'customer' }), declined())
    expect(await states()).toEqual([])
    await learn(await makePayment(context, { channel: 'customer' }), declined(), 'inquiry')
    await learn(await makePayment(context, { channel: 'run' }), declined())
    expect((await listMails()).map(({ kind }) => kind)).toEqual(['declined', 'declined'])
  })

  it('is written about to nobody without a mail server', async () => {
    context = testContext({ changes: { mail: null } })
    await approve()
    expect(await states()).toEqual([])
  })

  it('is written about only where the partner wants it, unless it must be', async () => {
    const settings = settingsFor(context.config, { mailPaid: false })
    context = testContext({ changes: { mail: mailTo(mailbox), settings } })
    await approve()
    await approve({ method: await makeMethod(context, { kind: 'bank' }) })
    expect((await listMails()).map(({ kind }) => kind)).toEqual(['submitted'])
  })

  it('from before a restored backup waits for a person', async () => {
    const { db, now } = context
    const payment = await makePayment(context)
    const learned = { claim: await claim(context, payment), outcome: APPROVED }
    context.clock.forward(60_000)
    await db
      .updateTable('safe_mode')
      .set({ state: 'off', cause: 'restore', entered_at: now() })
      .execute()
    await write({ ...learned, actor: 'gateway', source: 'inquiry' })
    expect(await states()).toEqual(['uncertain'])
    expect(await sendMails(context)).toBe('0 mails')
  })
})

describe('sending', () => {
  it('sends a receipt once, with what a receipt must hold and nothing that it must not', async () => {
    const method = await makeMethod(context, { token: 'TOKEN-THAT-CHARGES', last4: '4242' })
    const { claim: claimed } = await approve({ method })
    expect(await perform(context, 'send-mail', {})).toBe('1 mails')
    expect(await perform(context, 'send-mail', {})).toBe('0 mails')
    const [message] = mailbox.box.list()
    expect(mailbox.box.list()).toHaveLength(1)
    const { text } = message!
    for (const part of ['$49.99', 'Invoice 2026000001', '4242', claimed.attempt.transaction_id]) {
      expect(text).toContain(part)
    }
    expect(message!.source).not.toContain('TOKEN-THAT-CHARGES')
    expect(message!.source).not.toContain(method.token_sealed)
    const [mail] = await listMails()
    expect(mail).toMatchObject({ state: 'sent', sent_to: 'a••@example.com', language: 'en' })
    expect(mail!.message_id).toBe(message!.messageId)
  })

  it('two workers at once send each mail once', async () => {
    for (let at = 0; at < 12; at++) await approve()
    const results = await Promise.all([sendMails(context), sendMails(context.another())])
    expect(results.every((result) => result.endsWith('mails'))).toBe(true)
    expect(mailbox.box.list()).toHaveLength(12)
    expect(wrongsOf(mailbox.box.list())).toEqual([])
  })

  it('a mail whose answer was lost is never sent again by itself', async () => {
    await approve()
    fault(mailbox, 'lose-after')
    await sendMails(context)
    mailbox.faults.reset()
    expect(await states()).toEqual(['uncertain'])
    context.clock.forward(DAY_MS)
    await sweepMails(context)
    await sendMails(context)
    expect(mailbox.box.list()).toHaveLength(1)
  })

  it('a worker that ends while the mail server has it leaves it uncertain', async () => {
    await approve()
    const { db, now, clock } = context
    const lease = { now: now(), leaseMs: 1_000 }
    const [mail] = await claimMails(db, { isBulk: false, limit: 1 }, lease)
    const sending = { language: 'en', sentTo: 'a', messageId: '<1>' } as const
    expect(await beginSending(db, mail!, sending, now())).toBe(true)
    clock.forward(60_000)
    await sweepMails(context)
    await sendMails(context)
    expect(await states()).toEqual(['uncertain'])
    expect(mailbox.box.list()).toEqual([])
  })

  it('a worker that ends before that loses nothing', async () => {
    await approve()
    const { db, now, clock } = context
    await claimMails(db, { isBulk: false, limit: 1 }, { now: now(), leaseMs: 1_000 })
    await sendMails(context)
    expect(mailbox.box.list()).toEqual([])
    clock.forward(60_000)
    await sendMails(context)
    expect(await states()).toEqual(['sent'])
  })

  it('while nobody takes mails the others are not even tried, and all go out later', async () => {
    for (let at = 0; at < 12; at++) await approve()
    fault(mailbox, 'refuse')
    expect(await sendMails(context)).toContain('trouble')
    const mails = await listMails()
    expect(mails.every(({ state }) => state === 'waiting')).toBe(true)
    expect(mails.filter(({ tries }) => tries > 0)).toHaveLength(5)
    mailbox.faults.reset()
    context.clock.forward(5 * 60_000)
    await sendMails(context)
    expect(mailbox.box.list()).toHaveLength(12)
  })

  it('is given up after three days without a mail server', async () => {
    await approve()
    context.clock.forward(3 * DAY_MS + 1)
    await sweepMails(context)
    expect(await states()).toEqual(['given_up'])
  })

  it('sends nothing in safe mode', async () => {
    await approve()
    await context.db.updateTable('safe_mode').set({ state: 'on', cause: 'person' }).execute()
    expect(await sendMails(context)).toBe('nothing is sent in safe mode')
    expect(await states()).toEqual(['waiting'])
  })

  it('what people wait for goes before the mails of a run, which trickle while it goes on', async () => {
    const { db, now } = context
    for (let at = 0; at < 25; at++) await approve({ channel: 'run' })
    await approve()
    await db
      .insertInto('runs')
      .values({
        source: 'manual',
        status: 'running',
        filter: '{}',
        actor: 'staff:clerk',
        select_after_id: 0,
        heartbeat_at: now(),
        created_at: now(),
      } as never)
      .execute()
    expect(await sendMails(context)).toBe('21 mails')
    expect((await listMails()).at(-1)).toMatchObject({ is_bulk: 0, state: 'sent' })
    await db.updateTable('runs').set({ status: 'finished' }).execute()
    expect(await sendMails(context)).toBe('5 mails')
  })
})

describe('who is written to', () => {
  it('the billing address comes first, and several in one field are one', async () => {
    const billingEmail = 'books@example.com, ada@example.org'
    context.splynx.addCustomer({ id: 1, email: 'ada@example.com', billingEmail })
    await approve()
    await sendMails(context)
    expect(mailbox.box.list()[0]!.to).toEqual(['books@example.com'])
  })

  it.each(['', 'no address', 'a@b', 'a@b.cc\r\nBcc: x@y.zz', '<a@b.cc>'])(
    'nobody when Splynx has %j',
    async (email) => {
      context.splynx.addCustomer({ id: 1, email })
      await approve()
      await sendMails(context)
      const [mail] = await listMails()
      expect(mailbox.box.list().flatMap(({ to }) => to)).not.toContain('x@y.zz')
      if (mail!.state === 'sent') expect(mailbox.box.list()[0]!.to).toEqual(['a@b.cc'])
      else expect(mail).toMatchObject({ state: 'not_wanted', tries: 1 })
    },
  )

  it('who does not want what need not be sent gets the rest', async () => {
    await writeMailOptOut(context.db, 1, true, context.now())
    await approve()
    const agreed = { kind: 'bank', consent_version: 'bank-2026-11/en' } as const
    await approve({ method: await makeMethod(context, agreed) })
    await sendMails(context)
    expect(await states()).toEqual(['not_wanted', 'sent'])
    expect(mailbox.box.list()[0]!.text).toContain('electronic (ACH) debits')
  })

  it('in the language that the customer chose', async () => {
    await writeMailLanguage(context.db, 1, 'uk', context.now())
    await approve()
    await sendMails(context)
    expect(mailbox.box.list()[0]!.subject).toMatch(/^Квитанція/)
  })

  it('waits while Splynx cannot be asked', async () => {
    await approve()
    context.splynx.isDown = true
    await sendMails(context)
    expect(await states()).toEqual(['waiting'])
    context.splynx.isDown = false
    context.clock.forward(5 * 60_000)
    await sendMails(context)
    expect(await states()).toEqual(['sent'])
  })
})

describe('a person', () => {
  const KEY = '01KB0000000000000000000000'
  const asked = { requestKey: KEY, actor: 'staff:clerk', address: '' }

  it('has an uncertain mail sent again under the same Message-ID', async () => {
    await approve()
    fault(mailbox, 'lose-after')
    await sendMails(context)
    mailbox.faults.reset()
    const [{ id }] = (await listMails()) as [Mail]
    expect(await sendMailAgain(context, { mailId: id, ...asked })).toBe('sending')
    expect(await context.drain()).toEqual(['send-mail: 1 mails'])
    const ids = mailbox.box.list().map(({ messageId }) => messageId)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })

  it('has a sent one sent once more, and a double click does it once', async () => {
    await approve()
    await sendMails(context)
    const [{ id }] = (await listMails()) as [Mail]
    await Promise.all([
      sendMailAgain(context, { mailId: id, ...asked }),
      sendMailAgain(context, { mailId: id, ...asked }),
    ])
    await context.drain()
    expect(mailbox.box.list()).toHaveLength(2)
    expect(new Set(mailbox.box.list().map(({ messageId }) => messageId)).size).toBe(2)
  })

  it('sends a receipt to who does not want them, because somebody asked for it', async () => {
    await writeMailOptOut(context.db, 1, true, context.now())
    const { claim: claimed } = await approve()
    await sendMails(context)
    await sendReceipt(context, { paymentId: claimed.payment.id, ...asked })
    await context.drain()
    expect(await states()).toEqual(['not_wanted', 'sent'])
  })

  it('cannot send the receipt of a payment that was not taken', async () => {
    const payment = await makePayment(context)
    expect(await sendReceipt(context, { paymentId: payment.id, ...asked })).toBe('not_now')
  })
})

it('mails of a hundred outcomes are one statement, and it is theirs alone', async () => {
  const { db, now } = context
  const wishes: MailWishes = { wants: () => true, restoredAt: null }
  const before = await db.selectFrom('mails').select('id').execute()
  const mails = Array.from({ length: 100 }, (_, at) => ({
    ...{ kind: 'paid' as const, subject: `paid:${at}`, customerId: 1, partnerId: 1 },
    ...{ isBulk: true, happenedAt: now() },
  }))
  await transact(db, (trx) => insertMails(trx, mails, wishes, now()))
  await transact(db, (trx) => insertMails(trx, mails, wishes, now()))
  expect(before).toEqual([])
  expect(await listMails()).toHaveLength(100)
})
