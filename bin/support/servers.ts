import { join } from 'node:path'
import { startMariadb } from './mariadb.ts'
import { startRedis } from './redis.ts'
import type { Server, ServerOptions } from './server.ts'

export { startMariadb } from './mariadb.ts'
export { startRedis } from './redis.ts'
export type { Server, ServerOptions } from './server.ts'

/** Both, each in a folder of its own. If one does not start, neither is left running. */
export async function startServers(
  options: ServerOptions,
): Promise<{ mariadb: Server; redis: Server }> {
  const { dir } = options
  const [mariadb, redis] = await Promise.allSettled([
    startMariadb({ ...options, dir: join(dir, 'mariadb') }),
    startRedis({ ...options, dir: join(dir, 'redis') }),
  ])
  if (mariadb.status === 'fulfilled' && redis.status === 'fulfilled') {
    return { mariadb: mariadb.value, redis: redis.value }
  }
  if (mariadb.status === 'fulfilled') await mariadb.value.stop()
  if (redis.status === 'fulfilled') await redis.value.stop()
  throw mariadb.status === 'rejected' ? mariadb.reason : (redis as PromiseRejectedResult).reason
}
