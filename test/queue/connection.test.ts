import { createServer } from 'node:net'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { connectRedis, type RedisRole } from '../../src/queue/connection.ts'
import { testRedis } from '../support/redis.ts'

const { url } = await testRedis()

const open: { disconnect(): void }[] = []
afterEach(() => {
  for (const connection of open.splice(0)) connection.disconnect()
})

function connect(address: string, role: RedisRole = 'commands') {
  const connection = connectRedis(address, role)
  open.push(connection)
  return connection
}

it('sends commands to the database that the address names', async () => {
  const redis = connect(url)
  await redis.set('here', '1')
  expect(await connect(url).get('here')).toBe('1')
  expect(await connect(`${inject('redisUrl')}/0`).get('here')).toBeNull()
})

describe('a command to a Redis that is away is refused soon', () => {
  it('when nobody listens', async () => {
    const startedAt = performance.now()
    await expect(connect('redis://127.0.0.1:9').ping()).rejects.toThrow()
    expect(performance.now() - startedAt).toBeLessThan(3_000)
  })

  it('when somebody listens and says nothing', async () => {
    const mute = createServer(() => {}).listen(0, '127.0.0.1')
    await new Promise((resolve) => mute.once('listening', resolve))
    const { port } = mute.address() as { port: number }
    await expect(connect(`redis://127.0.0.1:${port}`).ping()).rejects.toThrow()
    mute.close()
  })

  it('after the connection was lost, and it heals by itself', async () => {
    const redis = connect(url)
    await redis.ping()
    const killer = connect(url)
    await killer.client('KILL', 'ID', await redis.client('ID'))
    await new Promise((resolve) => redis.once('ready', resolve))
    expect(await redis.ping()).toBe('PONG')
  })
})

it('a worker waits for Redis as long as it takes', () => {
  expect(connect(url, 'worker').options).toMatchObject({ maxRetriesPerRequest: null })
  expect(connect(url, 'worker').options.commandTimeout).toBeUndefined()
})

it('tells who asked of every lost connection', async () => {
  const error = await new Promise<Error>((resolve) => {
    open.push(connectRedis('redis://127.0.0.1:9', 'commands', resolve))
  })
  expect(error.message).toContain('ECONNREFUSED')
})

describe('an address', () => {
  it.each([
    [
      'redis://:p%40ss@redis.example',
      { host: 'redis.example', port: 6379, password: 'p@ss', db: 0 },
    ],
    ['redis://ada:pw@redis.example:6380/7', { port: 6380, username: 'ada', password: 'pw', db: 7 }],
    ['redis://[::1]:6380', { host: '::1', port: 6380 }],
    ['rediss://redis.example', { host: 'redis.example', tls: {} }],
    [
      'redis-sentinel://:pw@one.example,two.example:26380/main/3',
      {
        sentinels: [
          { host: 'one.example', port: 26379 },
          { host: 'two.example', port: 26380 },
        ],
        name: 'main',
        password: 'pw',
        db: 3,
      },
    ],
  ])('%s is understood', (address, options) => {
    expect(connect(address).options).toMatchObject(options)
  })

  it('of a cluster names several hosts', () => {
    const cluster = connect('redis-cluster://one.example:7001,two.example:7002')
    expect(cluster).toMatchObject({ isCluster: true })
  })

  it.each(['http://redis.example', 'redis://', 'redis-sentinel://one.example', 'nonsense'])(
    '%s is refused',
    (address) => {
      expect(() => connectRedis(address, 'commands')).toThrow('REDIS_URL')
    },
  )
})
