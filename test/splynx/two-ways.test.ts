import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createSplynxClients } from '../../src/splynx/splynx-client.ts'
import { KEY, SECRET } from './support/stub.ts'

// A Splynx that leaves lists of invoices without an answer and answers everything else.

async function setup(options: Partial<Parameters<typeof createSplynxClients>[0]> = {}) {
  const hanging: string[] = []
  const server = createServer((request, response) => {
    if (/finance\/invoices/.test(request.url ?? '')) hanging.push(request.url!)
    else response.end(JSON.stringify([{ id: 1, name: 'Main' }]))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const clients = createSplynxClients({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: KEY,
    secret: SECRET,
    timeoutMs: 30_000,
    peopleMs: 300,
    connections: 3,
    retryDelaysMs: [],
    ...options,
  })
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await clients.close()
  })
  return { ...clients, hanging }
}

it('people find Splynx while runs have filled their own way to it and wait', async () => {
  const { forPeople, forRuns, hanging } = await setup()
  const reading = Array.from({ length: 12 }, (_, at) =>
    forRuns.findDocuments('invoice', [at + 1]).catch(() => 'given up'),
  )
  await expect.poll(() => hanging.length).toBe(3)
  expect(await forPeople.listPartners()).toEqual([{ id: 1, name: 'Main' }])
  expect(hanging).toHaveLength(3)
  void reading
})

it('a person is told within the time that was set, and a run waits longer', async () => {
  const { forPeople, forRuns } = await setup()
  let isRunWaiting = true
  void forRuns
    .findDocument('invoice', 1)
    .catch(() => {})
    .finally(() => {
      isRunWaiting = false
    })
  await expect(forPeople.findDocument('invoice', 1)).rejects.toThrow(/no answer within \d+ ms/)
  expect(isRunWaiting).toBe(true)
})

it('where requests are limited people come first, and whoever gets no turn is told so', async () => {
  const entered: boolean[] = []
  const limiter = {
    async enter({ isUrgent, withinMs }: { isUrgent: boolean; withinMs: number }) {
      entered.push(isUrgent)
      return isUrgent ? () => {} : withinMs > 0 ? null : () => {}
    },
  }
  const { forPeople, forRuns } = await setup({ limiter })
  expect(await forPeople.listPartners()).toHaveLength(1)
  await expect(forRuns.listPartners()).rejects.toThrow('no turn among our own requests')
  const payment = {
    ...{ customerId: 1, amountCents: 100, date: '2026-03-01', receiptNumber: 'R1' },
    ...{ paymentType: 3, comment: '' },
  }
  expect(await forRuns.createPayment(payment)).toMatchObject({ kind: 'unknown' })
  expect(entered).toEqual([true, false, false])
})

it('gives every place back, whatever came of the request', async () => {
  let inside = 0
  const limiter = {
    async enter() {
      inside++
      return () => {
        inside--
      }
    },
  }
  const { forPeople } = await setup({ limiter })
  await forPeople.listPartners()
  await forPeople.findDocument('invoice', 1).catch(() => {})
  expect(inside).toBe(0)
})
