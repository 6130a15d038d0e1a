import type { TestProject } from 'vitest/node'
import { createRunFolder } from '../../bin/support/run-folder.ts'
import { startServers } from '../../bin/support/servers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's root address, without a database: see `testDatabase`. */
    mariadbUrl: string
    redisUrl: string
  }
}

/** One MariaDB and one Redis for all test files of this run, in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await createRunFolder('test')
  const { mariadb, redis } = await startServers({ dir: folder.path, durable: false })
  project.provide('mariadbUrl', mariadb.url.slice(0, mariadb.url.lastIndexOf('/')))
  project.provide('redisUrl', redis.url)
  return async () => {
    await Promise.all([mariadb.stop(), redis.stop()])
    folder.remove()
  }
}
