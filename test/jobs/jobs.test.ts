import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { JOBS } from '../../jobs/index.ts'
import { APPROVED, declined } from '../../src/gateway/bogus.ts'
import { openPayment } from '../../src/operations/open-payment.ts'
import { startRun } from '../../src/operations/start-run.ts'
import { sweep } from '../../src/operations/sweep.ts'
import { perform, testContext } from '../support/context.ts'
import { makeMethod, makePayment, makeUnknown, UNKNOWN, UNREACHED } from '../support/factories.ts'

it('every job is in the table under the name of its file', () => {
  const folder = new URL('../../jobs', import.meta.url)
  const files = readdirSync(folder).filter((name) => !['index.ts', 'send-result.ts'].includes(name))
  expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual(Object.keys(JOBS).sort())
  for (const [name, job] of Object.entries(JOBS)) expect(job.name).toBe(name)
})

describe.each(['pay-invoice', 'refill', 'charge-payment'] as const)('%s', (name) => {
  it.each([
    { outcome: APPROVED, result: 'approved' },
    { outcome: declined(), result: 'declined' },
    { outcome: UNKNOWN, result: 'unknown' },
    { outcome: UNREACHED, result: 'unreached' },
  ])(
    'takes $outcome.kind for an answer: the queue does not try it again',
    async ({ outcome, result }) => {
      const context = testContext({ script: { sales: [outcome] } })
      const { id } = await makePayment(context, { purpose: 'refill' })
      expect(await perform(context, name, { paymentId: id })).toBe(result)
      expect(context.gateway.sent).toHaveLength(1)
    },
  )

  it('leaves a payment alone that is over, unknown or not there', async () => {
    const context = testContext()
    const { payment } = await makeUnknown(context, { purpose: 'refill' })
    expect(await perform(context, name, { paymentId: payment.id })).toBe('left_alone: unknown')
    expect(await perform(context, name, { paymentId: 'nothing' })).toContain('no such payment')
    expect(context.gateway.sent).toEqual([])
  })
})

it('a job told about a row that is not there does nothing', async () => {
  const context = testContext()
  expect(await perform(context, 'charge-batch', { runId: 404 })).toBe('left_alone')
  const stretch = { runId: 404, fromItemId: 1, toItemId: 9 }
  expect(await perform(context, 'charge-items', stretch)).toBe('the run is not there')
  const paymentIds = ['nothing']
  expect(await perform(context, 'record-payment', { paymentIds })).toBe('0 recorded, 0 waiting')
  expect(await perform(context, 'resolve-payment', { paymentIds })).toBe('0 decided, 0 open')
  expect(context.gateway.sent).toEqual([])
})

it('jobs are told ids and nothing else', async () => {
  const context = testContext({ script: { sales: [UNREACHED, APPROVED, UNKNOWN] } })
  for (let at = 0; at < 3; at++) {
    const document = context.splynx.addDocument()
    const token = `4B2G7K1M9A3C000${at}`
    const method = await makeMethod(context, { customer_id: document.customerId, token })
    if (at > 0) continue
    await openPayment(context, {
      customerId: document.customerId,
      target: { document },
      expectedCents: document.dueCents,
      methodId: method.id,
      channel: 'customer',
      actor: 'customer:1',
      requestKey: 'key',
      securityCode: '987',
    })
  }
  const filter = { documentKind: 'invoice', status: 'not_paid' } as const
  await startRun(context, { source: 'manual', filter, actor: 'staff:clerk' })
  const told: unknown[] = []
  const { rings } = context
  const push = rings.push.bind(rings)
  told.push(...rings.map(({ payload }) => payload))
  rings.push = (...more) => {
    told.push(...more.map(({ payload }) => payload))
    return push(...more)
  }
  await context.drain()
  context.clock.forward(60_000)
  await sweep(context)
  await context.drain()
  expect(told.length).toBeGreaterThan(4)
  const isId = (value: unknown) =>
    typeof value === 'number' || (typeof value === 'string' && /^[0-9A-Z]{26}$/.test(value))
  for (const payload of told as Record<string, unknown>[]) {
    const values = Object.values(payload).flat()
    expect(
      values.filter((value) => !isId(value)),
      JSON.stringify(payload),
    ).toEqual([])
  }
})
