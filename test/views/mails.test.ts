import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../src/domain/language.ts'
import { isMailAddress, isRequiredMail, MAIL_KINDS, maskedAddress } from '../../src/domain/mail.ts'
import { renderLetter } from '../../views/mails/render-letter.tsx'
import { FACTS, letter } from '../mail/support.ts'

it('there is a mail of every kind to look at', () => {
  expect(FACTS.map(({ kind }) => kind)).toEqual([...MAIL_KINDS])
})

describe.each(FACTS)('a mail about $kind', (facts) => {
  const { links } = letter()
  const own = isRequiredMail(facts.kind) ? { ...links, unsubscribe: null } : links
  const written = LANGUAGES.map((language) => renderLetter(letter({ facts, language, links: own })))

  it('says the same as text and as HTML, in every language', () => {
    for (const { subject, text, html } of written) {
      expect(subject).toMatch(/^[^\r\n]{10,120}$/)
      expect(`${subject}${text}${html}`).not.toMatch(/undefined|null|NaN|\[object|function/)
      expect(text).toContain(own.action)
      expect(html).toContain(own.action)
      if ('amountCents' in facts) expect(text).toMatch(/49[.,]99/)
      if ('method' in facts) expect(text).toContain(facts.method.last4)
      expect(text).toContain('1 Main Street')
    }
  })

  it('is another one in each language', () => {
    expect(new Set(written.map(({ subject }) => subject)).size).toBe(LANGUAGES.length)
    expect(new Set(written.map(({ text }) => text)).size).toBe(LANGUAGES.length)
  })

  it('can be switched off unless it must come', () => {
    for (const { text } of written) expect(text.includes('/wishes')).toBe(own.unsubscribe !== null)
  })
})

it('a submitted debit shows what was agreed to, in the words of then, and how to end it', () => {
  const facts = FACTS.find(({ kind }) => kind === 'submitted')!
  const { text } = renderLetter(letter({ facts }))
  expect(text).toContain('I authorize electronic (ACH) debits from this bank account')
  expect(text).toContain('You can take this authorization back at any time')
  expect(text).toContain('Dec 1, 2026')
})

it('an address is shown masked', () => {
  expect(maskedAddress('ada@example.com')).toBe('a••@example.com')
})

it.each(['a@b', 'a b@c.de', 'a@b.cc, d@e.ff', '<a@b.cc>', 'a@b.cc\r\nBcc: x@y.zz', '@b.cc', ''])(
  '%j is no address to write to',
  (text) => {
    expect(isMailAddress(text)).toBe(false)
  },
)
