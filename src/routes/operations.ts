import { Hono } from 'hono'
import { Migrator, sql } from 'kysely'
import { migrations } from '../../migrations/index.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Metrics } from '../metrics.ts'
import type { Env } from './env.ts'

const CHECK_MS_MAX = 2_000

/** For whoever runs the program: does it live, can it work, how does it fare. */
export const operationsRoutes = ({ config, db, redis }: Context, { registry }: Metrics) =>
  new Hono<Env>()
    .get('/healthz', (c) => c.text('ok\n'))

    .get('/readyz', async (c) => {
      const missing = await listFailing({
        mysql: () => sql`select 1`.execute(db),
        migrations: () => assertMigrated(db),
        redis: () => redis.ping(),
      })
      return c.json({ ready: missing.length === 0, missing }, missing.length === 0 ? 200 : 503)
    })

    // Figures tell a stranger more than they should: this host, or who has the token. A request
    // that came through a proxy on this host is not from this host.
    .get('/metrics', async (c) => {
      const token = `Bearer ${config.METRICS_TOKEN}`
      const hasToken = config.METRICS_TOKEN !== '' && c.req.header('Authorization') === token
      const isProxied = c.req.header('X-Forwarded-For') !== undefined
      const isLocal = /^(127\.|::1$)/.test(c.var.address) && !isProxied
      if (!hasToken && !isLocal) return c.text('a token is needed\n', 401)
      return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
    })

type Check = () => Promise<unknown>

/** The names of those that fail or take too long. */
async function listFailing(checks: Record<string, Check>): Promise<string[]> {
  const verdicts = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => ((await passes(check)) ? [] : [name])),
  )
  return verdicts.flat()
}

async function passes(check: Check): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, CHECK_MS_MAX, false)
  })
  const passed = check().then(
    () => true,
    () => false,
  )
  const verdict = await Promise.race([passed, tooLate])
  clearTimeout(timer)
  return verdict
}

async function assertMigrated(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const all = await migrator.getMigrations()
  if (all.some(({ executedAt }) => executedAt === undefined)) throw new Error('not migrated')
}
