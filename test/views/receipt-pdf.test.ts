import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { LANGUAGES } from '../../src/domain/language.ts'
import { type ReceiptPayment, receiptSheet } from '../../views/receipts/receipt-sheet.ts'
import { sheetPdf } from '../../views/receipts/sheet-pdf.ts'

const AT = new Date('2026-11-24T15:00:00Z')
const PAYMENT: ReceiptPayment = {
  ...{ id: '01KB0000000000000000000000', purpose: 'invoice' as const, document_id: 7 },
  ...{ document_number: '2026000007', method_kind: 'card' as const, brand: 'visa', last4: '1111' },
  ...{ amount_cents: 4999, status: 'recorded' as const, decline_code: null },
  ...{ decline_category: null, transaction_id: 'ABCDEF123456789012', created_at: AT },
  ...{ sent_at: AT, answered_at: AT, return_code: null, customer_id: 1, currency: 'USD' },
  ...{ customer_name: 'Леся Українка', refunded_cents: 0, approval_code: 'OK4711' },
}

const sheetIn = (language: (typeof LANGUAGES)[number]) =>
  receiptSheet(PAYMENT, {
    language,
    zone: 'America/Chicago',
    sender: {
      merchantName: 'Northwind',
      statementName: 'NORTHWIND ISP',
      footer: 'Füße, ñ, œ, їєґ',
    },
  })

/** The streams of a PDF, unpacked. */
function streamsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1')
  return [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].flatMap(([, body = '']) => {
    try {
      return [inflateSync(Buffer.from(body, 'latin1')).toString('latin1')]
    } catch {
      return []
    }
  })
}

/** Every sign that the document's fonts say they draw. */
function signsOf(pdf: Buffer): string {
  const maps = streamsOf(pdf).filter((stream) => stream.includes('beginbfrange'))
  const signs = maps.flatMap((map) => [...map.matchAll(/\[([^\]]*)\]/g)].map(([, list]) => list))
  return signs
    .flatMap((list = '') => [...list.matchAll(/<([0-9a-f]{4})>/gi)])
    .map(([, hex = '']) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .join('')
}

it.each(LANGUAGES)('a receipt in %s has every letter of its words', async (language) => {
  const sheet = sheetIn(language)
  const pdf = await sheetPdf(sheet, AT)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const signs = new Set(signsOf(pdf))
  const words = [
    sheet.title,
    sheet.status,
    ...sheet.notes,
    ...sheet.facts.map(({ value }) => value),
  ]
  const missing = [...words.join('')].filter((sign) => !/\s/.test(sign) && !signs.has(sign))
  expect(missing).toEqual([])
  expect(pdf.length).toBeLessThan(120_000)
})

it('holds what a receipt must hold', () => {
  const values = sheetIn('en').facts.map(({ value }) => value)
  expect(sheetIn('en')).toMatchObject({ figure: '$49.99', status: 'Paid' })
  for (const part of ['Northwind', 'Invoice 2026000007', 'ABCDEF123456789012', 'OK4711']) {
    expect(values).toContain(part)
  }
  expect(values.join()).toContain('Visa ···· 1111')
  expect(values).toContain('NORTHWIND ISP')
})
