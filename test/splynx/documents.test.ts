import { describe, expect, it } from 'vitest'
import { splitFilter } from '../../src/splynx/filters.ts'
import type { DocumentFilter, DocumentPage } from '../../src/splynx/splynx.ts'
import type { Received } from './support/stub.ts'
import { collect, inTurn, invoice, json, lists, page, says, setup } from './support/stub.ts'

const INVOICES: DocumentFilter = { kind: 'invoice' }
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => invoice(from + at))

const idsOf = (pages: DocumentPage[]) => pages.map(({ documents }) => documents.map(({ id }) => id))

const valueIn = ({ query }: Received, name: string) =>
  query.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1)

/** Answers as Splynx does: what lies beyond the asked id and is among the asked customers. */
function answering(rows: ReturnType<typeof invoice>[], limitMax = 1_000) {
  return setup((response, request) => {
    const after = Number(valueIn(request, 'main_attributes[id][1]'))
    const limit = Math.min(Number(valueIn(request, 'limit')), limitMax)
    const customers = request.query
      .filter((parameter) => parameter.startsWith('main_attributes[customer_id][1]'))
      .map((parameter) => Number(parameter.split('=')[1]))
    const matching = rows.filter(
      (row) => row.id > after && (customers.length === 0 || customers.includes(row.customer_id)),
    )
    json(response, matching.slice(0, limit))
  })
}

describe('reading every document', () => {
  it('begins each page after the last id of the one before', async () => {
    const { splynx, requests } = await answering(range(11, 15))
    expect(idsOf(await collect(splynx.eachDocument(INVOICES, 2)))).toEqual([
      [11, 12],
      [13, 14],
      [15],
    ])
    expect(requests.map((request) => request.query)).toEqual(
      [0, 12, 14].map((after) => [
        'main_attributes[id][0]=>',
        `main_attributes[id][1]=${after}`,
        'order[id]=ASC',
        'limit=2',
      ]),
    )
  })

  it('asks for a thousand at a time unless told otherwise', async () => {
    const { splynx, requests } = await answering([])
    await collect(splynx.eachDocument(INVOICES))
    expect(requests[0]?.query).toContain('limit=1000')
  })

  it('reads on from the id it was given', async () => {
    const { splynx, requests } = await answering(range(1, 9))
    expect(idsOf(await collect(splynx.eachDocument({ ...INVOICES, afterId: 7 })))).toEqual([[8, 9]])
    expect(requests).toHaveLength(1)
  })

  it('does not take a page for the last because the server has a smaller limit of its own', async () => {
    const { splynx } = await answering(range(1, 75), 20)
    expect(idsOf(await collect(splynx.eachDocument(INVOICES))).flat()).toHaveLength(75)
  })

  it('asks for nothing before somebody reads, and nothing after somebody stops', async () => {
    const { splynx, requests } = await answering(range(1, 9))
    const pages = splynx.eachDocument(INVOICES, 2)
    expect(requests).toHaveLength(0)
    for await (const _ of pages) break
    expect(requests).toHaveLength(1)
  })

  it('hands over as bad, with its id, what was paid while the list was made', async () => {
    const { splynx } = await answering([invoice(1), invoice(2, { status: 'paid' }), invoice(3)])
    const pages = await collect(splynx.eachDocument({ ...INVOICES, status: 'not_paid' }))
    expect(idsOf(pages)).toEqual([[1, 3]])
    expect(pages[0]?.bad).toEqual([{ id: 2, cause: 'listed although its status differs' }])
  })

  it('hands over as bad what has no date, which Splynx takes for a very early one', async () => {
    const { splynx } = await answering([invoice(1, { date_created: '0000-00-00' })])
    const pages = await collect(splynx.eachDocument({ ...INVOICES, to: '2026-12-31' }))
    expect(pages).toEqual([
      { documents: [], bad: [{ id: 1, cause: 'its date of issue is not set' }] },
    ])
  })

  it.each([
    { from: '2026-04-01' },
    { to: '2026-02-01' },
    { from: '2026-01-01', to: '2026-02-01' },
    { status: 'paid' },
    { totalCents: { operator: '>', cents: 10_000 } },
    { totalCents: { operator: '<', cents: 100 } },
    { totalCents: { operator: '=', cents: 1 } },
    { customerIds: [1, 2] },
    { numbers: ['1', '2'] },
    { from: '2026-04-01', status: 'not_paid', customerIds: [7] },
  ] satisfies Omit<DocumentFilter, 'kind'>[])(
    'is an error that names the filter, should Splynx ignore one of %j',
    async (fields) => {
      const { splynx } = await setup(lists(invoice(1), invoice(2), invoice(3)))
      const reading = collect(splynx.eachDocument({ kind: 'invoice', ...fields }))
      await expect(reading).rejects.toMatchObject({
        name: 'FilterIgnored',
        message: expect.stringMatching(
          /^Splynx ignores the filter \w+ at GET \/admin\/finance\/invoices: it lists number 1$/,
        ),
      })
    },
  )

  it('does not mistake for an ignored filter that customers are not asked for beside numbers', async () => {
    const { splynx } = await setup(lists(invoice(1), invoice(2), invoice(3, { customer_id: 8 })))
    const numbers = ['20261', '20262', '20263']
    const pages = await collect(splynx.eachDocument({ ...INVOICES, numbers, customerIds: [8] }))
    expect(idsOf(pages)).toEqual([[3]])
    expect(pages[0]?.bad).toEqual([])
  })

  it('hands bad rows over and goes on', async () => {
    const { splynx } = await answering([invoice(1), invoice(2, { total: '1.234' }), invoice(3)])
    const pages = await collect(splynx.eachDocument(INVOICES, 2))
    expect(pages).toMatchObject([
      { documents: [{ id: 1 }], bad: [{ id: 2, cause: 'total is no amount in whole cents' }] },
      { documents: [{ id: 3 }], bad: [] },
    ])
  })

  it('goes on after a whole page of bad rows', async () => {
    const bad = { number: undefined }
    const { splynx } = await answering([invoice(1, bad), invoice(2, bad), invoice(3)])
    const pages = await collect(splynx.eachDocument(INVOICES, 2))
    expect(idsOf(pages)).toEqual([[], [3]])
    expect(pages[0]?.bad).toHaveLength(2)
  })

  it.each([
    { name: 'the id', rows: [range(1, 20), range(1, 20)], asked: 2 },
    { name: 'the order', rows: [range(1, 20).reverse()], asked: 1 },
  ])(
    'is an error, never endless and never short, when Splynx ignores $name',
    async ({ rows, asked }) => {
      const { splynx, requests } = await setup(inTurn(...rows.map((page) => lists(...page))))
      await expect(collect(splynx.eachDocument(INVOICES))).rejects.toThrow('does not page')
      expect(requests).toHaveLength(asked)
    },
  )

  it('is an error when no id of a full page can be read', async () => {
    const rows = range(1, 20).map((row) => ({ ...row, id: null }))
    const { splynx } = await setup(lists(...rows))
    await expect(collect(splynx.eachDocument(INVOICES))).rejects.toThrow('does not page')
  })

  it('asks nothing when the filter means nobody', async () => {
    const { splynx, requests } = await answering(range(1, 9))
    expect(await collect(splynx.eachDocument({ ...INVOICES, customerIds: [] }))).toEqual([])
    expect(requests).toHaveLength(0)
  })

  it('joins the answers about a long list of customers by ascending id', async () => {
    const customerIds = Array.from({ length: 400 }, (_, at) => at + 1)
    // Every customer of the list has an invoice, and so has one outside it.
    const rows = Array.from({ length: 1_203 }, (_, at) =>
      invoice(at + 1, { customer_id: ((at * 7) % 401) + 1 }),
    )
    const { splynx, requests } = await answering(rows)
    const pages = idsOf(await collect(splynx.eachDocument({ ...INVOICES, customerIds }, 50)))
    const meant = rows.filter((row) => row.customer_id !== 401).map(({ id }) => id)
    expect(pages.flat()).toEqual(meant)
    expect(pages.length).toBeGreaterThan(5)
    expect(requests.every(({ query }) => query.length < 150)).toBe(true)
  })

  it('holds one page of each answer, whatever the list is long', async () => {
    const customerIds = Array.from({ length: 400 }, (_, at) => at + 1)
    const rows = Array.from({ length: 2_000 }, (_, at) =>
      invoice(at + 1, { customer_id: (at % 400) + 1 }),
    )
    const { splynx, requests } = await answering(rows)
    const pages = splynx.eachDocument({ ...INVOICES, customerIds }, 50)[Symbol.asyncIterator]()
    await pages.next()
    const questions = requests.length
    expect(questions).toBe(splitFilter({ ...INVOICES, customerIds }).length)
    await pages.next()
    expect(requests).toHaveLength(questions + 1)
  })
})

it('reads proformas at their own address', async () => {
  const { splynx, requests } = await setup(lists(invoice(5, { due: undefined })))
  expect(await splynx.findDocuments('proforma', [5])).toMatchObject({
    documents: [{ kind: 'proforma', id: 5, dueCents: 4_999 }],
  })
  expect(requests[0]?.path).toBe('/api/2.0/admin/finance/proforma-invoices')
})

describe('finding documents by their ids', () => {
  it('takes one request for each hundred and leaves missing ones out', async () => {
    const { splynx, requests } = await setup(inTurn(lists(invoice(1)), lists(invoice(150))))
    const ids = Array.from({ length: 150 }, (_, at) => at + 1)
    const { documents } = await splynx.findDocuments('invoice', ids)
    expect(documents.map(({ id }) => id)).toEqual([1, 150])
    expect(requests.map(({ query }) => query.length)).toEqual([103, 53])
    expect(requests.map(({ query }) => query.at(-1))).toEqual(['limit=100', 'limit=50'])
  })

  it('asks nothing for no ids', async () => {
    const { splynx, requests } = await setup(lists(invoice(1)))
    expect(await splynx.findDocuments('invoice', [])).toEqual({ documents: [], bad: [] })
    expect(requests).toHaveLength(0)
  })

  it('takes no list of others for an answer: those asked for would count as gone', async () => {
    for (const other of [invoice(1), invoice(3, { total: 'x' })]) {
      const { splynx } = await setup(lists(invoice(2), other))
      await expect(splynx.findDocuments('invoice', [2])).rejects.toThrow('ignores the filter id')
    }
  })
})

describe('finding one document', () => {
  it('finds it', async () => {
    const { splynx, requests } = await setup(says(200, invoice(31)))
    expect(await splynx.findDocument('invoice', 31)).toMatchObject({ id: 31, totalCents: 4_999 })
    expect(requests[0]?.path).toBe('/api/2.0/admin/finance/invoices/31')
  })

  it('is null when Splynx has none', async () => {
    const body = { error: { message: 'x', code: 404, internal_code: 'NOT_FOUND' } }
    const { splynx } = await setup(says(404, body))
    expect(await splynx.findDocument('invoice', 31)).toBeNull()
  })

  it.each([
    { name: 'a 404 that is not of Splynx', answer: page(404), words: 'with 404' },
    { name: 'another document', answer: says(200, invoice(32)), words: 'another document' },
    { name: 'a list', answer: lists(invoice(31)), words: 'not an object' },
    {
      name: 'a fraction of a cent',
      answer: says(200, invoice(31, { due: 1.005 })),
      words: 'due is no amount in whole cents',
    },
  ])('is an error for $name', async ({ answer, words }) => {
    const { splynx } = await setup(answer)
    await expect(splynx.findDocument('invoice', 31)).rejects.toThrow(words)
  })
})

describe('finding a document by its number', () => {
  const numbered = (id: number, changes: object = {}) => invoice(id, { number: 'A-1', ...changes })

  it('finds it', async () => {
    const { splynx, requests } = await setup(lists(numbered(4)))
    expect(await splynx.findDocumentByNumber('invoice', 'A-1')).toMatchObject({ id: 4 })
    expect(requests[0]?.query).toContain('main_attributes[number]=A-1')
  })

  it('takes the one that lives when its number was deleted before', async () => {
    const deleted = { status: 'deleted' }
    const first = await setup(lists(numbered(4, deleted), numbered(5)))
    expect(await first.splynx.findDocumentByNumber('invoice', 'A-1')).toMatchObject({ id: 5 })
    const second = await setup(lists(numbered(4, deleted)))
    expect(await second.splynx.findDocumentByNumber('invoice', 'A-1')).toMatchObject({ id: 4 })
  })

  it('never guesses between two, and never takes another', async () => {
    const two = await setup(lists(numbered(4), numbered(5)))
    await expect(two.splynx.findDocumentByNumber('invoice', 'A-1')).rejects.toThrow('clearly')
    const other = await setup(lists(invoice(4)))
    await expect(other.splynx.findDocumentByNumber('invoice', 'A-1')).rejects.toThrow(
      'ignores the filter number',
    )
    const none = await setup(lists())
    expect(await none.splynx.findDocumentByNumber('invoice', 'A-1')).toBeNull()
  })

  it('asks nothing for an empty number, which drafts have', async () => {
    const { splynx, requests } = await setup(lists(invoice(4, { number: '' })))
    expect(await splynx.findDocumentByNumber('invoice', ' ')).toBeNull()
    expect(requests).toHaveLength(0)
  })
})
