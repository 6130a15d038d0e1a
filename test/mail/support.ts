import { afterAll, beforeEach } from 'vitest'
import type { MailFacts } from '../../src/domain/mail.ts'
import type { Letter } from '../../src/mail/mail.ts'
import { createSmtpMail } from '../../src/mail/smtp-client.ts'
import { type Mailbox, startMailbox } from '../../src/sandbox/mailbox/start.ts'
import { renderLetter } from '../../views/mails/render-letter.tsx'

/** A mail server of the calling file, empty and without faults before each test. */
export async function testMailbox(): Promise<Mailbox> {
  const mailbox = await startMailbox({ port: 0, smtpPort: 0, seed: 1 })
  beforeEach(() => {
    mailbox.box.clear()
    mailbox.faults.reset()
  })
  afterAll(() => mailbox.close())
  return mailbox
}

export const mailTo = ({ smtpUrl }: Pick<Mailbox, 'smtpUrl'>, timeoutMs = 5_000) =>
  createSmtpMail({
    url: smtpUrl,
    from: 'Northwind <billing@example.com>',
    render: renderLetter,
    timeoutMs,
  })

/** One fault for the next mails. */
export function fault({ faults }: Mailbox, kind: string, more: Record<string, unknown> = {}): void {
  const wrong = faults.replace({ rules: [{ kind, probability: 1, ...more }] })
  if (wrong) throw new Error(wrong)
}

const ABOUT = {
  amountCents: 4999,
  currency: 'USD',
  subject: { purpose: 'invoice', documentId: 7, documentNumber: '2026000007' },
  method: { kind: 'card', brand: 'visa', last4: '1111' },
  at: new Date('2026-11-24T15:00:00Z'),
  transactionId: 'ABCDEF123456789012',
  approvalCode: 'OK4711',
} as const
const BANK = { kind: 'bank', brand: null, last4: '6789' } as const

/** One of each kind. */
export const FACTS: MailFacts[] = [
  { kind: 'paid', ...ABOUT },
  {
    kind: 'submitted',
    ...ABOUT,
    method: BANK,
    expectedOn: '2026-12-01',
    consentVersion: 'bank-2026-11/en',
  },
  { kind: 'declined', ...ABOUT, code: '051', category: 'soft' },
  { kind: 'refunded', ...ABOUT, isPart: false },
  { kind: 'voided', ...ABOUT, isPart: false },
  { kind: 'returned', ...ABOUT, method: BANK, code: 'R01' },
  { kind: 'expiring', method: ABOUT.method, expMonth: 12, expYear: 2026 },
  {
    kind: 'upcoming',
    ...{ amountCents: 4999, currency: 'USD', subject: ABOUT.subject, method: BANK },
    on: '2026-12-04',
  },
]

export const letter = (changes: Partial<Letter> = {}): Letter => ({
  to: 'ada@example.com',
  name: 'Ada Lovelace',
  messageId: '<01m@pay.example.com>',
  language: 'en',
  facts: FACTS[0]!,
  links: {
    action: 'https://pay.example.com/receipt',
    credentials: 'https://pay.example.com/ippay/credentials',
    unsubscribe: 'https://pay.example.com/wishes',
  },
  sender: { merchantName: 'Northwind', statementName: 'NORTHWIND ISP', footer: '1 Main Street' },
  replyTo: '',
  zone: 'America/Chicago',
  ...changes,
})
