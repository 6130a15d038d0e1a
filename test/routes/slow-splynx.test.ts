import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, it } from 'vitest'
import { createSplynxClients } from '../../src/splynx/splynx-client.ts'
import { testApp } from '../support/app.ts'

// Splynx takes every request and says nothing, until it gives up.

const test = await testApp()
const held: ServerResponse[] = []
let hasGivenUp = false
const hanging = createServer((_request, response) => {
  if (hasGivenUp) response.writeHead(503).end()
  else held.push(response)
})
await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve))
const clients = createSplynxClients({
  url: `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`,
  key: 'k',
  secret: 's',
  timeoutMs: 60_000,
  peopleMs: 60_000,
  connections: 8,
})
afterAll(async () => {
  hanging.closeAllConnections()
  hanging.close()
  await clients.close()
})

it('while Splynx hangs, pages that do not need it come as ever, and the others say so at last', async () => {
  const [customer, clerk] = [await test.customer(), await test.staff('clerk')]
  const slow = test.variant({ splynx: clients.forPeople })
  const as = (browser: typeof customer) => {
    const other = slow.browser()
    for (const [name, value] of browser.cookies) other.cookies.set(name, value)
    return other
  }
  let answered = 0
  const waiting = Array.from({ length: 40 }, async () => {
    const page = await as(customer).get('/ippay/dashboard')
    answered++
    return page
  })
  await expect.poll(() => held.length).toBe(8)
  for (const address of ['/admin', '/admin/payments', '/admin/runs', '/admin/queue', '/healthz']) {
    const { status } = await as(clerk).get(address)
    expect({ address, status }).toEqual({ address, status: 200 })
  }
  expect((await as(customer).get('/ippay/credentials')).status).toBe(200)
  expect(answered).toBe(0)

  hasGivenUp = true
  for (const response of held) response.writeHead(503).end()
  for (const { status, text } of await Promise.all(waiting)) {
    expect(status).toBe(503)
    expect(text).toContain('Nothing was charged')
  }
})
