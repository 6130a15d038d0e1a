import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eachPage } from '../../src/splynx/paging.ts'
import type { Splynx } from '../../src/splynx/splynx.ts'
import { SplynxError } from '../../src/splynx/splynx.ts'
import { type Answering, collect, invoice, json, setup } from './support/stub.ts'

// Whatever Splynx, or what stands between, may answer: no crash, no hang, no wrong charge.

interface Reply {
  status: number
  text: string
}

const STATUSES = [200, 200, 200, 201, 202, 204, 302, 400, 401, 403, 404, 405, 422, 429, 500, 503]
const HTML = '<!DOCTYPE html><html><body>Service Unavailable</body></html>'

/** Values of the right kind, of a wrong kind and of no kind at all. */
const anyValue = fc.oneof(
  fc.constantFrom(0, 1, 7, -1, 1.5, 49.99, 1e21, '', '0', '7', '49.9900', '49.999', '1e3', ' 7 '),
  fc.constantFrom('0000-00-00', '2026-03-01', '2026-13-45', 'not_paid', 'paid', 'new_status'),
  fc.constantFrom(null, true, [], {}, ['7'], { id: 7 }, '\u0000', '𝒳', 'a'.repeat(5_000)),
)
const FIELDS = [
  ...['id', 'customer_id', 'number', 'status', 'total', 'due', 'date_created', 'date_till'],
  ...['name', 'login', 'email', 'role_name', 'amount', 'receipt_number', 'deposit', 'error'],
  ...['account_id', 'field_1', 'payment_method', 'access_token', 'title', 'message', 'code'],
]
const anyRow = fc.oneof(
  fc.dictionary(fc.constantFrom(...FIELDS), anyValue),
  fc.dictionary(fc.constantFrom(...FIELDS), anyValue).map((changes) => ({
    ...invoice(7),
    ...changes,
  })),
  anyValue,
)
const anyText = fc.oneof(
  fc.array(anyRow, { maxLength: 25 }).map((rows) => JSON.stringify(rows)),
  anyRow.map((row) => JSON.stringify(row)),
  fc
    .tuple(fc.array(anyRow, { minLength: 1, maxLength: 5 }), fc.nat())
    .map(([rows, at]) => JSON.stringify(rows).slice(0, at % JSON.stringify(rows).length)),
  fc.json(),
  fc.constantFrom('', HTML, 'null', '[', '"', '\ufeff[]', 'NaN'),
)
const anyReply = fc.record({ status: fc.constantFrom(...STATUSES), text: anyText })

const CALLS: Record<string, (splynx: Splynx) => Promise<unknown>> = {
  eachDocument: (splynx) =>
    collect(splynx.eachDocument({ kind: 'invoice', status: 'not_paid' }, 5)),
  findDocuments: (splynx) => splynx.findDocuments('proforma', [7, 8]),
  findDocument: (splynx) => splynx.findDocument('invoice', 7),
  findDocumentByNumber: (splynx) => splynx.findDocumentByNumber('invoice', '20267'),
  findCustomer: (splynx) => splynx.findCustomer(7),
  findCustomers: (splynx) => splynx.findCustomers([7]),
  searchCustomers: (splynx) => splynx.searchCustomers('7', 5),
  findBalanceCents: (splynx) => splynx.findBalanceCents(7),
  findPaymentTypes: (splynx) => splynx.findPaymentTypes([7]),
  createPayment: (splynx) =>
    splynx.createPayment({
      ...{ customerId: 7, amountCents: 4_999, date: '2026-03-01', paymentType: 3 },
      ...{ receiptNumber: 'R1', comment: '' },
    }),
  deletePayment: (splynx) => splynx.deletePayment(7),
  findPaymentByReceipt: (splynx) => splynx.findPaymentByReceipt('R1'),
  eachPaymentAccount: (splynx) => collect(splynx.eachPaymentAccount(5)),
  savePaymentAccount: (splynx) => splynx.savePaymentAccount(7, { cardLast4: '1111' }),
  listPartners: (splynx) => splynx.listPartners(),
  listPaymentMethods: (splynx) => splynx.listPaymentMethods(),
  logInStaff: (splynx) => splynx.logInStaff('clerk', 'x'),
  logInCustomer: (splynx) => splynx.logInCustomer('ada', 'x'),
  findSessionCustomer: (splynx) => splynx.findSessionCustomer('s1'),
  check: (splynx) => splynx.check(),
}

/** A Splynx that gives one reply after another, the last one for ever. */
async function replying(replies: Reply[]) {
  let number = 0
  const { splynx, requests } = await setup((response) => {
    const { status, text } = replies[Math.min(number++, replies.length - 1)]!
    response.writeHead(status, { 'content-type': 'application/json' }).end(text)
  })
  return {
    splynx,
    requests,
    load(next: Reply[]) {
      replies.splice(0, replies.length, ...next)
      number = 0
      requests.length = 0
    },
  }
}

it.each(Object.keys(CALLS))(
  '%s gives a result or a SplynxError, and comes to an end',
  async (name) => {
    const { splynx, requests, load } = await replying([])
    await fc.assert(
      fc.asyncProperty(fc.array(anyReply, { minLength: 1, maxLength: 3 }), async (replies) => {
        load(replies)
        const error = await CALLS[name]!(splynx).then(
          () => null,
          (reason: unknown) => reason,
        )
        if (error !== null) expect(error).toBeInstanceOf(SplynxError)
        expect(requests.length).toBeLessThan(60)
      }),
      { numRuns: 60 },
    )
  },
)

it('no document comes out with another amount, customer or state than its row has', async () => {
  const { splynx, load } = await replying([])
  const changed = fc.dictionary(fc.constantFrom(...FIELDS.slice(1, 8)), anyValue)
  await fc.assert(
    fc.asyncProperty(fc.array(changed, { minLength: 1, maxLength: 15 }), async (changes) => {
      const rows = changes.map((one, at) => ({ ...invoice(at + 1), ...one }))
      load([{ status: 200, text: JSON.stringify(rows) }])
      const pages = await collect(splynx.eachDocument({ kind: 'invoice' }))
      const documents = pages.flatMap((page) => page.documents)
      const bad = pages.flatMap((page) => page.bad)
      // Each row is either read or named as bad with its number; none is lost.
      const ids = [...documents, ...bad].map(({ id }) => id).sort((a, b) => a! - b!)
      expect(ids).toEqual(rows.map(({ id }) => id))
      for (const document of documents) {
        const row = rows[document.id - 1]! as Record<string, unknown>
        expect(Number(row.total)).toBeCloseTo(document.totalCents / 100, 6)
        expect(Number(row.due)).toBeCloseTo(document.dueCents / 100, 6)
        expect(Number(row.customer_id)).toBe(document.customerId)
        expect([row.status, 'other']).toContain(document.status)
      }
    }),
    { numRuns: 150 },
  )
})

it('a payment counts as created by nothing but a 201 with its id', async () => {
  const { splynx, load } = await replying([])
  await fc.assert(
    fc.asyncProperty(anyReply, async (reply) => {
      load([reply])
      const result = await CALLS.createPayment!(splynx)
      const isCreated = (result as { kind: string }).kind === 'created'
      if (!isCreated) return
      expect(reply.status).toBe(201)
      expect(Number(JSON.parse(reply.text).id)).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})

const endless: Record<string, Answering> = {
  'the same full page for ever': (response) =>
    json(
      response,
      Array.from({ length: 20 }, (_, at) => invoice(at + 1)),
    ),
  'pages that go backwards': (response, _request, number) =>
    json(
      response,
      Array.from({ length: 20 }, (_, at) => invoice(1_000 - number * 20 + at)),
    ),
  'an answer that never stops': (response) => {
    response.writeHead(200)
    response.write('[')
    const timer = setInterval(() => response.write('1,'), 5)
    response.on('close', () => clearInterval(timer))
  },
}

it.each(Object.keys(endless))('%s is an error', async (name) => {
  const { splynx } = await setup(endless[name]!, { timeoutMs: 300 })
  await expect(collect(splynx.eachDocument({ kind: 'invoice' }))).rejects.toBeInstanceOf(
    SplynxError,
  )
})

it('pages that are made up for ever come to an end as well', async () => {
  let last = 0
  const http = { readList: async () => Array.from({ length: 20 }, () => ({ id: ++last })) }
  const paged = { path: '/x', where: [], key: 'id', after: 0, pageSize: 20, pagesMax: 50 }
  const reading = collect(eachPage(http as unknown as Parameters<typeof eachPage>[0], paged))
  await expect(reading).rejects.toThrow('does not come to an end')
  expect(last).toBe(1_000)
})
