import { expect, it } from 'vitest'
import { type DuplicateFacts, suspect } from '../../src/domain/duplicate.ts'

const AT = new Date('2026-11-24T15:00:00Z')
const facts = (changes: Partial<DuplicateFacts> = {}): DuplicateFacts => ({
  ...{ purpose: 'invoice', documentId: 1, channel: 'customer', runId: null, at: AT },
  day: '2026-11-24',
  ...changes,
})

it.each([
  ['the same document', {}, {}, 'certain'],
  ['two documents by a customer on one day', {}, { documentId: 2 }, 'likely'],
  ['two documents by a customer on two days', {}, { documentId: 2, day: '2026-11-25' }, 'possible'],
  ['an invoice and a proforma of one number', {}, { purpose: 'proforma' }, 'likely'],
  [
    'two documents of one run',
    { channel: 'run', runId: 5 },
    { channel: 'run', runId: 5, documentId: 2 },
    'possible',
  ],
  [
    'two refills at once',
    { purpose: 'refill', documentId: null },
    { purpose: 'refill', documentId: null, at: new Date(AT.getTime() + 60_000) },
    'likely',
  ],
  [
    'two refills hours apart',
    { purpose: 'refill', documentId: null },
    { purpose: 'refill', documentId: null, at: new Date(AT.getTime() + 7_200_000) },
    'possible',
  ],
] as const)('%s', (_, earlier, later, certainty) => {
  expect(suspect(facts(earlier), facts(later)).certainty).toBe(certainty)
})
