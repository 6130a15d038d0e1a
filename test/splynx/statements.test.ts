import { describe, expect, it } from 'vitest'
import { inTurn, json, lists, mute, page, says, setup } from './support/stub.ts'

const TITLE = 'IPpay 11/2026'
const statement = (id: number, title = TITLE) => ({ id, title, status: 'success' })

const RECORD = {
  statementId: 4,
  customerId: 7,
  document: { kind: 'invoice', id: 31, number: '2026000031' },
  amountCents: 4_999,
  date: '2026-11-24',
  status: 'processed',
  splynxPaymentId: 88,
  receiptNumber: 'TX1',
  comment: 'IPpay card ending in 1111, TX1',
} as const

describe('a payment statement', () => {
  it('is found by its title, and none is made', async () => {
    const { splynx, requests } = await setup(lists(statement(9), statement(4)))
    expect(await splynx.findOrCreateStatement(TITLE)).toBe(4)
    expect(requests.map(({ method }) => method)).toEqual(['GET'])
    expect(requests[0]?.query).toContain(`main_attributes[title]=${TITLE}`)
  })

  it('is made, finished from the start, when there is none', async () => {
    const { splynx, requests } = await setup(
      inTurn(lists(), says(201, { id: 5 }), lists(statement(5))),
    )
    expect(await splynx.findOrCreateStatement(TITLE)).toBe(5)
    expect(requests[1]?.body).toEqual({ title: TITLE, status: 'success' })
  })

  it('is the older one for all when two processes have made one at the same moment', async () => {
    const made: ReturnType<typeof statement>[] = []
    let readers = 0
    const { splynx } = await setup((response, { method }) => {
      if (method === 'POST') {
        made.push(statement(made.length + 1))
        return json(response, { id: made.length }, 201)
      }
      // Both look before either has made one.
      return json(response, ++readers <= 2 ? [] : made)
    })
    const ids = await Promise.all([
      splynx.findOrCreateStatement(TITLE),
      splynx.findOrCreateStatement(TITLE),
    ])
    expect(made).toHaveLength(2)
    expect(Math.max(...ids)).toBeLessThanOrEqual(2)
    expect(await splynx.findOrCreateStatement(TITLE)).toBe(1)
  })

  it('is found again when the answer to its making was lost', async () => {
    const { splynx } = await setup(inTurn(lists(), page(502), lists(statement(6))))
    expect(await splynx.findOrCreateStatement(TITLE)).toBe(6)
  })

  it('that cannot be made is an error', async () => {
    const forbidden = says(403, { error: { message: 'x', code: 403, internal_code: 'FORBIDDEN' } })
    const { splynx } = await setup(inTurn(lists(), forbidden, lists()))
    await expect(splynx.findOrCreateStatement(TITLE)).rejects.toMatchObject({ status: 403 })
  })

  it('of another title is never taken', async () => {
    const { splynx } = await setup(lists(statement(1, 'PayPal 11/2026')))
    await expect(splynx.findOrCreateStatement(TITLE)).rejects.toMatchObject({
      name: 'FilterIgnored',
    })
  })
})

describe('a record', () => {
  it('names customer, document, payment and our TransactionID', async () => {
    const { splynx, requests } = await setup(says(201, { id: 70 }))
    expect(await splynx.createStatementRecord(RECORD)).toEqual({ kind: 'created', id: 70 })
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/api/2.0/admin/finance/bank-statements-records',
      body: {
        bank_statements_process_id: 4,
        payment_date: '2026-11-24',
        amount: '49.99',
        status: 'processed',
        pairing_1: '7',
        pairing_2: '2026000031',
        additional_1: 'TX1',
        comment: 'IPpay card ending in 1111, TX1',
        customer_id: 7,
        invoice_id: 31,
        payment_id: 88,
      },
    })
  })

  it('of a proforma or a refill names that', async () => {
    const { splynx, requests } = await setup(says(201, { id: 70 }))
    const { document: _, ...refill } = RECORD
    await splynx.createStatementRecord({
      ...RECORD,
      document: { ...RECORD.document, kind: 'proforma' },
    })
    await splynx.createStatementRecord(refill)
    expect(requests[0]?.body).toMatchObject({ request_id: 31 })
    expect(requests[0]?.body).not.toHaveProperty('invoice_id')
    expect(requests[1]?.body).not.toHaveProperty('request_id')
    expect(requests[1]?.body).toMatchObject({ pairing_2: '' })
  })

  it.each([
    { answer: says(201, {}), kind: 'unknown' },
    { answer: says(422, [{ field: 'customer_id', message: 'No' }]), kind: 'refused' },
    { answer: says(403, { error: {} }), kind: 'refused' },
    { answer: page(502), kind: 'unknown' },
    { answer: mute, kind: 'unknown' },
  ])('is sent once, whatever comes back ($#)', async ({ answer, kind }) => {
    const { splynx, requests } = await setup(answer, { timeoutMs: 300 })
    expect(await splynx.createStatementRecord(RECORD)).toMatchObject({ kind })
    expect(requests).toHaveLength(1)
  })

  it('is changed at its own address', async () => {
    const { splynx, requests } = await setup(says(202, ''))
    await splynx.updateStatementRecord(70, { status: 'canceled', comment: 'returned' })
    expect(requests[0]).toMatchObject({
      method: 'PUT',
      path: '/api/2.0/admin/finance/bank-statements-records/70',
      body: { status: 'canceled', comment: 'returned' },
    })
    const refusing = await setup(says(422, [{ field: 'status', message: 'booked' }]))
    await expect(refusing.splynx.updateStatementRecord(70, {})).rejects.toMatchObject({
      status: 422,
    })
  })

  it('is found again by the TransactionID, the older one first', async () => {
    const row = (id: number, receipt: string, statementId = 4) => ({
      ...{ id, bank_statements_process_id: statementId, additional_1: receipt },
    })
    const { splynx, requests } = await setup(lists(row(70, 'TX1'), row(71, 'TX2'), row(72, 'TX1')))
    const found = await splynx.findStatementRecords(4, ['TX1', 'TX2', 'TX3'])
    expect([...found]).toEqual([
      ['TX1', 70],
      ['TX2', 71],
    ])
    expect(requests[0]?.query.slice(0, 3)).toEqual([
      'main_attributes[bank_statements_process_id]=4',
      'main_attributes[additional_1][0]=IN',
      'main_attributes[additional_1][1][0]=TX1',
    ])
    for (const other of [row(1, 'TX9'), row(1, 'TX1', 5)]) {
      const ignoring = await setup(lists(other))
      await expect(ignoring.splynx.findStatementRecords(4, ['TX1'])).rejects.toMatchObject({
        name: 'FilterIgnored',
      })
    }
  })
})

describe('payments by their ids', () => {
  it('are those that are there, with their receipt numbers', async () => {
    const { splynx } = await setup(lists({ id: '5', receipt_number: 'TX1' }, { id: 6 }))
    expect([...(await splynx.findPayments([5, 6, 7]))]).toEqual([
      [5, 'TX1'],
      [6, ''],
    ])
  })

  it('are an error when others are listed: those asked for would count as deleted', async () => {
    const { splynx } = await setup(lists({ id: 1, receipt_number: 'TX1' }))
    await expect(splynx.findPayments([5])).rejects.toMatchObject({ name: 'FilterIgnored' })
  })
})
