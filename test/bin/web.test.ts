import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { testRedis } from '../support/redis.ts'

const [database, redis] = await Promise.all([testDatabase(), testRedis()])

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const ENVIRONMENT = {
  PATH: process.env.PATH ?? '',
  DATABASE_URL: database.url,
  REDIS_URL: redis.url,
  APP_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
  SPLYNX_URL: 'http://127.0.0.1:9',
  SPLYNX_API_KEY: 'key',
  SPLYNX_API_SECRET: 'secret',
  IPPAY_URL: 'http://127.0.0.1:9/ippay',
  IPPAY_TERMINAL_ID: 'TESTTERMINAL',
}

function startWeb(changes: Record<string, string>) {
  const env = { ...ENVIRONMENT, ...changes }
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/web.ts'], { env })
  children.push(child)
  let output = ''
  const arrived = new Promise<void>((resolve) => {
    const collect = (chunk: Buffer) => {
      output += chunk
      if (output.includes('is listening')) resolve()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, arrived, ended, output: () => output }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

it.each([
  [{ IPPAY_TERMINAL_ID: '' }, 'IPPAY_TERMINAL_ID is missing\n'],
  [{ PORT: '99999999' }, 'PORT must be at most 65535\n'],
  [{ TRUST_PROXY: '-1' }, 'TRUST_PROXY must be at least 0\n'],
])('refuses to start with %j, in one line', async (changes, line) => {
  const { ended, output } = startWeb(changes as Record<string, string>)
  expect(await ended).toBe(1)
  expect(output()).toBe(line)
})

it('says that its port is taken, and ends', async () => {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { ended, output } = startWeb({ PORT: String((server.address() as AddressInfo).port) })
  expect(await ended).toBe(1)
  expect(output()).toContain('EADDRINUSE')
  server.close()
})

it('told to stop, it answers what it was asked and takes no more', async () => {
  const port = await freePort()
  const { child, arrived, ended } = startWeb({ PORT: String(port) })
  await arrived
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)

  // A form whose second half comes after the signal.
  const body = '_csrf=x&login=y'
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.write(
    `POST /admin/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  )
  await once(socket, 'data') // it has begun to read
  child.kill('SIGTERM')
  await once(child.stdout as NodeJS.ReadableStream, 'data') // it says that it stops
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
  socket.write(body)
  await once(socket, 'close')
  expect(answer).toContain('403 Forbidden')
  expect(await ended).toBe(0)
})
