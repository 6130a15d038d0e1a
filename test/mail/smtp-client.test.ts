import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createSmtpMail } from '../../src/mail/smtp-client.ts'
import { headerOf } from '../../src/sandbox/mailbox/parse-message.ts'
import { renderLetter } from '../../views/mails/render-letter.tsx'
import { fault, letter, mailTo, testMailbox } from './support.ts'

const mailbox = await testMailbox()
const mail = mailTo(mailbox)
const arrived = () => mailbox.box.list()

describe('a mail that is taken', () => {
  it('arrives once, with its own id, both parts and the one-click way out', async () => {
    expect(await mail.send(letter())).toEqual({ kind: 'sent' })
    expect(arrived()).toHaveLength(1)
    const [message] = arrived()
    expect(message).toMatchObject({
      from: 'billing@example.com',
      to: ['ada@example.com'],
      messageId: '<01m@pay.example.com>',
      subject: 'Receipt: $49.99 for Invoice 2026000007',
    })
    expect(message!.text).toContain('Approval code: OK4711')
    expect(message!.html).toContain('NORTHWIND ISP')
    expect(headerOf(message!, 'List-Unsubscribe')).toBe('<https://pay.example.com/wishes>')
    expect(headerOf(message!, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
  })

  it('cannot be switched off where it is required', async () => {
    const { links } = letter()
    await mail.send(letter({ links: { ...links, unsubscribe: null } }))
    expect(headerOf(arrived()[0]!, 'List-Unsubscribe')).toBe('')
  })

  it('arrives in Ukrainian as it was written', async () => {
    await mail.send(letter({ language: 'uk', name: 'Леся Українка' }))
    const [message] = arrived()
    expect(message!.subject).toMatch(/^Квитанція: 49,99.*Рахунок-фактура 2026000007$/)
    expect(message!.text).toContain('Вітаємо, Леся Українка!')
    expect(message!.html).toContain('lang="uk"')
  })
})

describe('what a name may do', () => {
  const EVIL = 'Eve\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script>'

  it('adds no header and no recipient', async () => {
    await mail.send(letter({ name: EVIL, sender: { ...letter().sender, merchantName: EVIL } }))
    const [message] = arrived()
    expect(message!.to).toEqual(['ada@example.com'])
    expect(headerOf(message!, 'Bcc')).toBe('')
    expect(headerOf(message!, 'Message-ID')).toBe('<01m@pay.example.com>')
  })

  it('is text and never markup', async () => {
    await mail.send(letter({ name: EVIL }))
    expect(arrived()[0]!.html).not.toContain('<script>')
    expect(arrived()[0]!.html).toContain('&lt;script&gt;')
  })

  it('a number of a document adds no header either', async () => {
    const facts = { ...letter().facts, subject: { ...SUBJECT, documentNumber: '1\r\nBcc: x@y.zz' } }
    await mail.send(letter({ facts: facts as ReturnType<typeof letter>['facts'] }))
    expect(headerOf(arrived()[0]!, 'Bcc')).toBe('')
  })
  const SUBJECT = { purpose: 'invoice', documentId: 1 } as const
})

describe('a mail that is not taken', () => {
  it.each([
    ['error-500', { kind: 'refused' }],
    ['error-500-after', { kind: 'refused' }],
    ['code', { kind: 'not_sent', isServer: false }],
    ['refuse', { kind: 'not_sent', isServer: true }],
  ] as const)('%s: is certainly not there', async (kind, result) => {
    fault(mailbox, kind)
    expect(await mail.send(letter())).toMatchObject(result)
    expect(arrived()).toEqual([])
  })

  it('nobody listens', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    await new Promise((resolve) => server.close(resolve))
    const result = await mailTo({ smtpUrl: `smtp://127.0.0.1:${port}` }).send(letter())
    expect(result).toMatchObject({ kind: 'not_sent', isServer: true })
  })

  it('the server never greets', async () => {
    const server = createServer(() => {})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const result = await mailTo({ smtpUrl: `smtp://127.0.0.1:${port}` }, 200).send(letter())
    expect(result).toMatchObject({ kind: 'not_sent' })
    server.close()
  })
})

describe('a mail whose answer is lost', () => {
  it.each([
    ['lose-after', 1],
    ['lose-before', 0],
  ])('%s: may be there, and nobody says more', async (kind, count) => {
    fault(mailbox, kind)
    expect(await mail.send(letter())).toMatchObject({ kind: 'uncertain' })
    expect(arrived()).toHaveLength(count)
  })

  it('is uncertain too when the server takes too long', async () => {
    fault(mailbox, 'slow', { ms: 2_000 })
    expect(await mailTo(mailbox, 300).send(letter())).toMatchObject({ kind: 'uncertain' })
  })
})

it('a check logs in and sends nothing', async () => {
  expect(await mail.check()).toMatchObject({ ok: true })
  const withLogin = mailbox.smtpUrl.replace('smtp://', 'smtp://user:secret@')
  const login = createSmtpMail({ url: withLogin, from: 'a@example.com', render: renderLetter })
  expect(await login.check()).toMatchObject({ ok: true })
  expect(arrived()).toEqual([])
})
