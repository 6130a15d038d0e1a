import { describe, expect, it } from 'vitest'
import { describeProblem, namesReceiptNumber, readProblem } from '../../src/splynx/problem.ts'

describe('the fields of a failed validation are found in', () => {
  it.each([
    [[{ field: 'receipt_number', message: 'číslo už existuje' }]],
    [[{ attribute: 'receipt_number', message: 'déjà pris' }]],
    [
      [
        { field: 'amount', message: '' },
        { field: 'Payments[receipt_number]', message: '' },
      ],
    ],
    [{ receipt_number: ['уже занят', 'zu lang'] }],
    [{ receipt_number: 'ya existe' }],
    [{ 'payments-receipt_number': ['x'] }],
  ])('%j', (body) => {
    expect(namesReceiptNumber(readProblem(body))).toBe(true)
  })
})

it.each([
  [[{ field: 'amount', message: 'receipt_number is fine' }]],
  [{ amount: ['receipt_number'] }],
  [{ receipt_numbers: ['x'] }],
  [{ error: { message: 'receipt_number has already been taken', code: 422 } }],
  [[]],
  [[null, 7, 'receipt_number']],
  ['receipt_number'],
  [null],
  [undefined],
])('%j does not name the receipt number as a field', (body) => {
  expect(namesReceiptNumber(readProblem(body))).toBe(false)
})

it('reads the envelope with its code', () => {
  const body = { error: { message: 'Interdit', code: 403, internal_code: 'FORBIDDEN' } }
  expect(readProblem(body)).toEqual({ internalCode: 'FORBIDDEN', message: 'Interdit', fields: [] })
})

it('takes nothing for a code that does not look like one', () => {
  const body = { error: { message: 1, code: 403, internal_code: '<script>' } }
  expect(readProblem(body)).toMatchObject({ internalCode: null, message: '1' })
})

describe('the line for a person', () => {
  it.each([
    [422, [{ field: 'amount', message: 'Must not be zero' }], '422: amount: Must not be zero'],
    [422, { a: ['one', 'two'] }, '422: a: one; a: two'],
    [
      403,
      { error: { message: '', code: 403, internal_code: 'FORBIDDEN' } },
      '403 FORBIDDEN: the API key lacks the permission for this',
    ],
    [404, undefined, '404: not found in Splynx'],
    [418, undefined, '418'],
  ])('of %i %j is %s', (status, body, line) => {
    expect(describeProblem(status, readProblem(body))).toBe(line)
  })

  it('stays one line of a bounded length', () => {
    const message = `a\n\u0000b${'𝄞'.repeat(1_000)}`
    const line = describeProblem(422, readProblem([{ field: 'amount', message }]))
    expect(line).toMatch(/^422: amount: a b𝄞+$/u)
    expect([...line]).toHaveLength(300)
  })
})
