import { describe, expect, it } from 'vitest'
import type { DocumentFilter } from '../../src/splynx/splynx.ts'
import { centsOf, control, issue, raw, splynx, TODAY } from './support/simulator.ts'
import { collect } from './support/stub.ts'

// What the contract reads, against the simulator; what it writes and who logs in is in
// splynx-client.writes.simulator.test.ts.

describe('eachDocument', () => {
  const documentsOf = async (filter: DocumentFilter, pageSize?: number) =>
    (await collect(splynx.eachDocument(filter, pageSize))).flatMap(({ documents, bad }) => {
      expect(bad).toEqual([])
      return documents
    })

  it.each(['invoice', 'proforma'] as const)('lists every %s once, in order', async (kind) => {
    const rows = await raw(`finance/${kind === 'invoice' ? 'invoices' : 'proforma-invoices'}`)
    const documents = await documentsOf({ kind }, 30)
    expect(documents.length).toBeGreaterThan(30)
    expect(documents.map(({ id, totalCents }) => [id, totalCents])).toEqual(
      rows.map(({ id, total }) => [id, centsOf(total)]),
    )
  })

  it.each([
    { from: '2026-11-01' },
    { to: '2026-10-15' },
    { from: '2026-10-01', to: '2026-10-31' },
    { status: 'not_paid' },
    { status: 'pending' },
    { totalCents: { operator: '>', cents: 8_000 } },
    { totalCents: { operator: '<', cents: 5_000 } },
    { totalCents: { operator: '=', cents: 4_995 } },
    { customerIds: [1, 5, 9, 14] },
    { customerIds: Array.from({ length: 140 }, (_, at) => at + 1), status: 'not_paid' },
    { afterId: 100 },
  ] satisfies Omit<DocumentFilter, 'kind'>[])('means by %j what Splynx means', async (fields) => {
    const filter: DocumentFilter = { kind: 'invoice', ...fields }
    const all = await documentsOf({ kind: 'invoice' })
    const found = await documentsOf(filter, 25)
    // In the words of the test: what a person would expect of the filter.
    const { from, to, status, totalCents, customerIds, afterId } = filter
    const expected = all.filter(
      (document) =>
        (!from || document.issuedOn! >= from) &&
        (!to || document.issuedOn! <= to) &&
        (!status || document.status === status) &&
        (!totalCents || isWithin(document.totalCents, totalCents)) &&
        (!customerIds || customerIds.includes(document.customerId)) &&
        document.id > (afterId ?? 0),
    )
    expect(found).toEqual(expected)
    expect(found.length).toBeLessThan(all.length)
  })

  const isWithin = (value: number, { operator, cents }: { operator: string; cents: number }) =>
    operator === '>' ? value > cents : operator === '<' ? value < cents : value === cents

  it('finds by numbers', async () => {
    const [first, second] = await raw('finance/invoices')
    const numbers = [String(first?.number), String(second?.number), 'none']
    const found = await documentsOf({ kind: 'invoice', numbers })
    expect(found.map(({ id }) => id)).toEqual([first?.id, second?.id])
  })

  it('misses nothing when documents are paid and issued between two pages', async () => {
    const pages = splynx.eachDocument({ kind: 'invoice', status: 'not_paid' }, 10)
    const open = await documentsOf({ kind: 'invoice', status: 'not_paid' })
    const seen: number[] = []
    let late = 0
    for await (const { documents } of pages) {
      if (seen.length === 0) {
        // The first page loses its documents; with offsets, the next ten would be skipped.
        for (const { id } of documents)
          await control('POST', 'documents/pay', { kind: 'invoice', id })
        late = (await issue('invoice', 2, 1_234)).id
      }
      seen.push(...documents.map(({ id }) => id))
    }
    expect(seen).toEqual([...open.map(({ id }) => id), late])
  })
})

describe('finding documents', () => {
  it('by ids, leaving missing ones out', async () => {
    const { id } = await issue('invoice', 3, 4_999)
    const { documents, bad } = await splynx.findDocuments('invoice', [id, 999_999, 1])
    expect(documents.map((document) => document.id)).toEqual([1, id])
    expect(bad).toEqual([])
  })

  it('by id and by number, with what is left to pay', async () => {
    const { id, number } = await issue('invoice', 3, 5_000)
    await control('POST', 'documents/pay', { kind: 'invoice', id, amountCents: 1_250 })
    const found = await splynx.findDocument('invoice', id)
    expect(found).toMatchObject({ customerId: 3, number, totalCents: 5_000, dueCents: 3_750 })
    expect(found).toMatchObject({ status: 'not_paid', issuedOn: TODAY })
    expect(await splynx.findDocumentByNumber('invoice', number)).toEqual(found)
  })

  it('says null for what is not there', async () => {
    expect(await splynx.findDocument('invoice', 999_999)).toBeNull()
    expect(await splynx.findDocument('proforma', 999_999)).toBeNull()
    expect(await splynx.findDocumentByNumber('proforma', 'none')).toBeNull()
  })

  it('shows a deleted invoice as deleted', async () => {
    const { id } = await issue('invoice', 3, 700)
    await control('POST', 'documents/delete', { kind: 'invoice', id })
    expect(await splynx.findDocument('invoice', id)).toMatchObject({ status: 'deleted' })
  })
})

describe('customers', () => {
  it('are found by id, or not', async () => {
    const [row] = await raw('customers/customer')
    expect(await splynx.findCustomer(1)).toEqual({
      id: 1,
      login: 'ada',
      name: row?.name,
      email: row?.email,
      billingEmail: row?.billing_email,
      phone: row?.phone,
      status: 'active',
      partnerId: row?.partner_id,
      locationId: row?.location_id,
      billingType: 'recurring',
      postalCode: row?.zip_code,
    })
    expect(await splynx.findCustomer(999_999)).toBeNull()
  })

  it('are found many at once', async () => {
    const ids = Array.from({ length: 150 }, (_, at) => at + 1)
    const customers = await splynx.findCustomers([...ids, 999_999])
    expect(customers.map(({ id }) => id)).toEqual(ids)
  })

  it('are searched by name, login, e-mail and id', async () => {
    const customer = (await splynx.findCustomer(17))!
    const { id, name, login, email } = customer
    for (const text of [name, login, email.toUpperCase(), String(id)]) {
      expect(await splynx.searchCustomers(text, 150)).toContainEqual(customer)
    }
    expect(await splynx.searchCustomers('nobody is called this', 5)).toEqual([])
    expect(await splynx.searchCustomers('e', 5)).toHaveLength(5)
  })

  it('have a balance', async () => {
    const { deposit } = (
      await raw<{ customer_id: number; deposit: string }>('customers/customer-billing')
    )[4]!
    expect(await splynx.findBalanceCents(5)).toBe(centsOf(deposit))
    await expect(splynx.findBalanceCents(999_999)).rejects.toMatchObject({ status: 404 })
  })
})

it('partners, locations and payment methods have names', async () => {
  expect(await splynx.listPartners()).toContainEqual({ id: 1, name: 'Prairie Fiber' })
  expect(await splynx.listLocations()).toHaveLength((await raw('administration/locations')).length)
  expect(await splynx.listPaymentMethods()).toContainEqual({ id: 3, name: 'Credit card' })
})
