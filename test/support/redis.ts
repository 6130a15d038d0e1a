import { Redis } from 'ioredis'
import { afterAll, inject } from 'vitest'

export interface TestRedis {
  /** Names a database of this file's own, so queue names and key prefixes need no care. */
  url: string
  redis: Redis
  /** Loses everything, as a Redis without persistence does. */
  flush(): Promise<void>
}

// Of the 1024 databases of the test server (bin/support/redis.ts); 0 holds the counter.
const DATABASES = 1_023

/**
 * A Redis for the calling test file alone, emptied when the file is done:
 * `const { url } = await testRedis()` at its top.
 */
export async function testRedis({ isKept = false } = {}): Promise<TestRedis> {
  const server = inject('redisUrl')
  const counter = new Redis(server)
  const url = `${server}/${((await counter.incr('test-files')) % DATABASES) + 1}`
  counter.disconnect()

  const redis = new Redis(url)
  const flush = async () => {
    await redis.flushdb()
  }
  await flush()
  const close = async () => {
    await flush()
    redis.disconnect()
  }
  if (!isKept) afterAll(close)
  return { url, redis, flush }
}
