import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { requireProgram } from './binaries.ts'
import { type Recipe, type Server, type ServerOptions, startServer } from './server.ts'

/** A private Redis (or Valkey). Nothing of the system's own server is read or touched. */
export async function startRedis(options: ServerOptions): Promise<Server> {
  const program = requireProgram('Redis', 'redis-server', 'valkey-server')
  const password = randomBytes(12).toString('hex')
  mkdirSync(join(options.dir, 'data'), { recursive: true, mode: 0o700 })
  const url = (port: number) => `redis://:${password}@127.0.0.1:${port}`

  const recipe: Recipe = {
    name: 'Redis',
    cwd: options.dir,
    env: program.env,
    command: (port) => {
      writeFileSync(join(options.dir, 'redis.conf'), settings(port, password, options.durable), {
        mode: 0o600, // it holds the password, which must not show in the list of processes
      })
      return [program.file, 'redis.conf']
    },
    url,
    saysPortTaken: (log) => /address already in use/i.test(log),
    answers: (port, pid) => answers(url(port), pid),
  }
  return startServer(recipe, options)
}

function settings(port: number, password: string, durable: boolean): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    'dir data',
    'databases 1024', // one for each test file
    'save ""',
    `appendonly ${durable ? 'yes' : 'no'}`,
    'appendfsync everysec',
    'maxmemory-policy noeviction', // a queue must never lose a key to make room
    '',
  ].join('\n')
}

async function answers(url: string, pid: number): Promise<boolean> {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  redis.on('error', () => {}) // the rejected command says it
  try {
    await redis.connect()
    await redis.ping() // refused while it still reads its file
    return (await redis.info('server')).includes(`process_id:${pid}\r\n`)
  } catch {
    return false
  } finally {
    redis.disconnect()
  }
}
