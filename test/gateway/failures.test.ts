import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { Pool } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { post } from '../../src/gateway/exchange.ts'
import type { Sale } from '../../src/gateway/gateway.ts'
import { createIppayClient } from '../../src/gateway/ippay-client.ts'
import { approvedSale, CARD, echo, ID, TOKEN, withCode } from './support/answers.ts'
import type { Answering } from './support/wire.ts'
import { http, idOf, startWire } from './support/wire.ts'

// What each way of failing says about the money: `unreached` only where not one byte of the
// request left, `unknown` for everything else, and never a second message.

const sale: Sale = {
  transactionId: ID,
  amountCents: 6995,
  token: TOKEN,
  channel: 'customer',
  orderNumber: 'INV-1',
  paymentReference: 'p',
  securityCode: '987',
}
const SECOND_ID = 'SECOND0SECOND0SECO'
const second = { ...sale, transactionId: SECOND_ID }

function clientOf(url: string, { timeoutMs = 5_000, connections = 2 } = {}) {
  const client = createIppayClient({ url, terminalId: 'TESTTERMINAL', timeoutMs, connections })
  onTestFinished(() => client.close())
  return client
}

async function setup(answer: Answering, options = {}, greet?: (socket: Socket) => void) {
  const wire = await startWire(answer, greet)
  return { wire, client: clientOf(wire.url, options) }
}

const approve: Answering = (socket, body) => socket.write(http(approvedSale(idOf(body))))
const silence: Answering = () => {}

const expectNothingSecret = (outcome: unknown) =>
  expect(JSON.stringify(outcome)).not.toMatch(new RegExp(`${CARD}|${TOKEN}|987|CardNum|html`))

describe('it never got there', () => {
  it('when the connection is refused', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const client = clientOf(`http://127.0.0.1:${port}/ippay`)
    expect(await client.sale(sale)).toEqual({ kind: 'unreached', cause: 'connection refused' })
    expect(await client.ping()).toEqual({ ok: false, cause: 'connection refused' })
    expect(await client.tokenizeBank({ routingNumber: '071025661', accountNumber: '1' })).toEqual({
      kind: 'failed',
      cause: 'connection refused',
    })
  })

  it('when the name does not exist', async () => {
    const client = clientOf('https://no..such..name/ippay')
    expect(await client.sale(sale)).toEqual({ kind: 'unreached', cause: 'name not found' })
  })

  it('when the TLS handshake fails', async () => {
    const server = createTlsServer({}).listen(0, '127.0.0.1')
    server.on('tlsClientError', () => {})
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const outcome = await clientOf(`https://127.0.0.1:${port}/ippay`).sale(sale)
    expect(outcome).toEqual({ kind: 'unreached', cause: expect.stringMatching(/^ERR_SSL_/) })
  })

  it('when the other side does not speak TLS', async () => {
    const wire = await startWire(silence, (socket) => socket.write('HTTP/1.1 400 Bad\r\n\r\n'))
    const outcome = await clientOf(wire.url.replace('http:', 'https:')).sale(sale)
    expect(outcome.kind).toBe('unreached')
    expect(wire.received()).not.toContain('ippay>')
  })

  it('when the connection is reset during the TLS handshake', async () => {
    const wire = await startWire(silence, (socket) => {
      socket.once('data', () => socket.resetAndDestroy())
    })
    const outcome = await clientOf(wire.url.replace('http:', 'https:')).sale(sale)
    expect(outcome).toEqual({ kind: 'unreached', cause: 'connection reset' })
  })

  it('when the TLS handshake does not end in time', async () => {
    const wire = await startWire(silence)
    const outcome = await clientOf(wire.url.replace('http:', 'https:'), { timeoutMs: 100 }).sale(
      sale,
    )
    expect(outcome).toEqual({ kind: 'unreached', cause: 'no answer within 100 ms' })
  })

  it('when no connection became free in time, and then it is not sent late either', async () => {
    const held: (() => void)[] = []
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const wire = await startWire((socket, body) => {
      held.push(() => socket.write(http(body)))
      if (held.length > 1) held.at(-1)?.()
      arrive()
    })
    const pool = new Pool(new URL(wire.url).origin, { connections: 1 })
    onTestFinished(() => pool.close())
    const send = (body: string, timeoutMs: number) => post(pool, '/ippay', body, timeoutMs)

    const first = send('first', 20_000)
    await arrived
    expect(await send('second', 50)).toEqual({
      kind: 'unreached',
      cause: 'no answer within 50 ms',
    })
    held[0]?.()
    expect(await first).toMatchObject({ kind: 'answered', status: 200 })
    expect(await send('third', 5_000)).toMatchObject({ kind: 'answered', status: 200 })
    expect(wire.received()).not.toContain('second')
    expect(wire.requests).toEqual(['first', 'third'])
  })

  it('when the client is closed', async () => {
    const { wire, client } = await setup(approve)
    await client.close()
    expect(await client.sale(sale)).toEqual({ kind: 'unreached', cause: 'client closed' })
    expect(wire.connections()).toBe(0)
  })
})

describe('it may have been charged', () => {
  const half = http(approvedSale()).slice(0, -60)

  it.each<[string, Answering, string]>([
    ['the connection is reset after the request', (s) => s.resetAndDestroy(), 'connection reset'],
    ['the connection is closed without an answer', (s) => s.end(), 'connection closed'],
    ['the answer stops half way', (s) => s.end(half), 'connection closed'],
    ['the headers stop half way', (s) => s.end('HTTP/1.1 200 OK\r\ncont'), 'connection closed'],
    ['the answer is not HTTP', (s) => s.write('220 mail ready\r\n'), 'answer is not HTTP'],
    ['the answer is empty', (s) => s.write(http('')), 'unreadable answer'],
    ['the answer is a page', (s) => s.write(http('<html>502</html>')), 'unreadable answer'],
    ['the answer echoes the request', (s) => s.write(http(echo)), 'unreadable answer'],
    ['the answer has another status', (s) => s.write(http(approvedSale(), '500 No')), 'http 500'],
    ['the answer is a redirect', (s) => s.write(http('', '302 F', 'location: /x\r\n')), 'http 302'],
    [
      'the answer is another sale’s',
      (s) => s.write(http(approvedSale(SECOND_ID))),
      'answer for another transaction',
    ],
    ['the answer is too long', (s) => s.write(http('x'.repeat(70_000))), 'answer too long'],
    [
      'the headers are too long',
      (s) => s.write(`HTTP/1.1 200 OK\r\na: ${'x'.repeat(70_000)}`),
      'answer too long',
    ],
    [
      'the request is upgraded',
      (s) => s.write(http('', '101 Up', 'connection: upgrade\r\nupgrade: x\r\n')),
      'connection closed',
    ],
  ])('when %s', async (_what, answer, cause) => {
    const { wire, client } = await setup(answer)
    const outcome = await client.sale(sale)
    expect(outcome).toEqual({ kind: 'unknown', cause })
    expectNothingSecret(outcome)
    expect(await client.inquire(ID)).toEqual({ kind: 'unknown', cause })
    expect(wire.requests.map(idOf)).toEqual([ID, ID])
    expect(wire.requests[1]).toContain('>ENQ<')
  })

  it('when an answer without a length is cut off', async () => {
    const { client } = await setup((socket) => {
      socket.end(`HTTP/1.1 200 OK\r\n\r\n${approvedSale().slice(0, -20)}`)
    })
    expect(await client.sale(sale)).toEqual({ kind: 'unknown', cause: 'unreadable answer' })
  })

  it('when the connection is reset while the request is still arriving', async () => {
    const { client } = await setup(silence, {}, (socket) => {
      socket.once('data', () => socket.resetAndDestroy())
    })
    expect(await client.sale(sale)).toEqual({ kind: 'unknown', cause: 'connection reset' })
  })

  it.each<[string, Answering]>([
    ['there is no answer', silence],
    ['the answer stalls half way', (socket) => socket.write(half)],
    ['nothing but headers comes', (socket) => socket.write(half.slice(0, 40))],
  ])('when %s in time, and the connection is not used again', async (_what, answer) => {
    const { wire, client } = await setup(
      (socket, body, number) => (number === 1 ? answer(socket, body, 1) : approve(socket, body, 2)),
      { timeoutMs: 100, connections: 1 },
    )
    const outcome = await client.sale(sale)
    expect(outcome.kind).toBe('unknown')
    expect((await client.sale(second)).kind).toBe('approved')
    expect(wire.requests.map(idOf)).toEqual([ID, SECOND_ID])
    expect(wire.connections()).toBe(2)
  })

  it('when the answer comes in drops for longer than the whole time', async () => {
    const { client } = await setup(
      (socket) => {
        const drops = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 10)
        socket.on('close', () => clearInterval(drops))
      },
      { timeoutMs: 100 },
    )
    expect((await client.sale(sale)).kind).toBe('unknown')
  })

  it('when ten megabytes come, of which it reads little', async () => {
    let written: Promise<number> | undefined
    const { client } = await setup((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n<ippayResponse>')
      socket.write('x'.repeat(10_000_000))
      written = new Promise((resolve) => socket.on('close', () => resolve(socket.bytesWritten)))
    })
    expect(await client.sale(sale)).toEqual({ kind: 'unknown', cause: 'answer too long' })
    await written
  })
})

describe('a kept connection', () => {
  it('is used again', async () => {
    const { wire, client } = await setup(approve, { connections: 1 })
    for (const message of [sale, second]) {
      expect((await client.sale(message)).kind).toBe('approved')
    }
    expect(wire.connections()).toBe(1)
  })

  it('that is reset under the second message makes it unknown and never sends it again', async () => {
    const { wire, client } = await setup((socket, body, number) => {
      if (number === 2) socket.resetAndDestroy()
      else approve(socket, body, number)
    })
    expect((await client.sale(sale)).kind).toBe('approved')
    expect(await client.sale(second)).toEqual({ kind: 'unknown', cause: 'connection reset' })
    expect((await client.inquire(SECOND_ID)).kind).toBe('approved')
    expect(wire.requests.map(idOf)).toEqual([ID, SECOND_ID, SECOND_ID])
    expect(wire.requests[2]).toContain('>ENQ<')
  })

  it('that is closed under the second message makes it unknown and never sends it again', async () => {
    const { wire, client } = await setup((socket, body, number) => {
      if (number === 2) socket.end()
      else approve(socket, body, number)
    })
    await client.sale(sale)
    expect(await client.sale(second)).toEqual({ kind: 'unknown', cause: 'connection closed' })
    expect(wire.requests.map(idOf)).toEqual([ID, SECOND_ID])
  })

  it('that the server closes when idle loses no message and doubles none', async () => {
    const { wire, client } = await setup((socket, body) => {
      approve(socket, body, 0)
      socket.end()
    })
    const ids = Array.from({ length: 60 }, (_, index) => `IDLE${String(index).padStart(14, '0')}`)
    for (const transactionId of ids) {
      const outcome = await client.sale({ ...sale, transactionId })
      const heard = wire.requests.map(idOf).filter((id) => id === transactionId).length
      expect(heard).toBeLessThanOrEqual(1)
      // What was not heard must not be taken for charged, nor what was heard for never sent.
      expect(outcome.kind).not.toBe(heard === 1 ? 'unreached' : 'approved')
    }
  })

  it('on which the server answers twice does not lend the second answer to the next message', async () => {
    const { wire, client } = await setup((socket, body, number) => {
      if (number === 1) socket.write(http(approvedSale(ID)) + http(approvedSale(ID)))
      else socket.write(http(withCode('051', 'DECLINED', idOf(body))))
    })
    expect((await client.sale(sale)).kind).toBe('approved')
    expect((await client.sale(second)).kind).toBe('declined')
    expect(wire.requests.map(idOf)).toEqual([ID, SECOND_ID])
  })
})
