import { expect, it } from 'vitest'
import type { StoredRecord } from '../../../src/db/schema.ts'
import { hideNumbers } from '../../../src/operations/reports/correction.ts'
import { outcomeOfRecords } from '../../../src/operations/reports/outcome-of-records.ts'

const SALE = { kind: 'sale', amount_cents: 4_999 } as const
const record = (changes: Partial<StoredRecord> = {}): StoredRecord => ({
  id: 1,
  record_key: 'key',
  kind: 'credit',
  transaction_id: '3FJ8WQ0ZT6Y2VN7HKA',
  gateway_id: '90417733',
  terminal_id: 'TESTTERMINAL',
  request_type: 'SALE',
  at: null,
  action_code: '000',
  response_text: 'APPROVED',
  approval_code: 'TEST42',
  amount_cents: 4_999,
  status: null,
  completed_at: null,
  correction: null,
  read_at: new Date(0),
  taken_in_at: null,
  ...changes,
})

it('code 000 is an approval, whatever the words are', () => {
  expect(outcomeOfRecords([record({ response_text: 'DECLINED' })], SALE)).toMatchObject({
    kind: 'approved',
    reply: { approvalCode: 'TEST42' },
  })
})

it.each([
  ['005', 'soft'],
  ['014', 'hard'],
  ['054', 'data'],
])('code %s is a decline of the kind "%s"', (action_code, category) => {
  expect(outcomeOfRecords([record({ action_code })], SALE)).toMatchObject({
    kind: 'declined',
    category,
  })
})

it('an amount that the report is not sure of does not hold an approval up', () => {
  expect(outcomeOfRecords([record({ amount_cents: null })], SALE)?.kind).toBe('approved')
})

it.each<[string, Partial<StoredRecord>[]]>([
  ['another amount', [{ amount_cents: 9_999 }]],
  ['two bookings', [{}, { gateway_id: '90417734' }]],
  ['a void that we did not send', [{}, { request_type: 'VOID' }]],
  ['a reversal with its own code', [{}, { request_type: 'REVERSEAUTH', action_code: '400' }]],
  ['an approval of a part', [{ action_code: '010' }]],
])('%s is left to a person', (_what, records) => {
  expect(outcomeOfRecords(records.map(record), SALE)?.kind).toBe('review')
})

it.each<[string, Partial<StoredRecord>[]]>([
  ['nothing', []],
  ['a void alone', [{ request_type: 'VOID' }]],
  ['a refused request', [{ action_code: '900', response_text: 'Invalid card number.' }]],
  ['a duplicate', [{ action_code: '094' }]],
  ['a code that says nothing', [{ action_code: '992' }]],
  ['no code', [{ action_code: null }]],
  ['trouble with our terminal', [{ action_code: '996' }]],
])('%s decides nothing', (_what, records) => {
  expect(outcomeOfRecords(records.map(record), SALE)).toBeNull()
})

it('an approval beside the refusal of its repeat is an approval', () => {
  const repeat = record({ action_code: '900', response_text: 'Duplicate', gateway_id: '90417799' })
  expect(outcomeOfRecords([repeat, record()], SALE)?.kind).toBe('approved')
})

it('the same booking in two kinds of report is one', () => {
  const check = { kind: 'check', amount_cents: 4_999 } as const
  const rows = [
    record({ kind: 'ach', request_type: 'CHECK' }),
    record({ kind: 'achrejects', request_type: 'CHECK', status: 'R01', amount_cents: null }),
  ]
  expect(outcomeOfRecords(rows, check)?.kind).toBe('approved')
})

it.each([
  ['021000021 12345678', '····0021 ····5678'],
  ['1234 5678 9012', '···· ···· ····'],
  ['12-3456-7890', '····7890'],
  ['021000021 ****1999 27', '····0021 ····1999 27'],
  ['SAVINGS', 'SAVINGS'],
])('of "%s" only %s is kept', (text, shown) => {
  expect(hideNumbers(text)).toBe(shown)
})
