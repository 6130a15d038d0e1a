import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { LiveContext } from '../../../src/context.ts'
import type { Sandbox } from '../sandbox-process.ts'

/** What a new world keeps of the old one. */
const KEPT = new Set(['methods', 'staff', 'breaker', 'settings', 'safe_mode', 'installation'])

/** Takes note of how everything is now; the function that it returns leads back there. */
export async function createReset(
  { db, redis }: LiveContext,
  sandbox: Sandbox,
): Promise<() => Promise<void>> {
  const tables = (await db.introspection.getTables())
    .map(({ name }) => name)
    .filter((name) => !KEPT.has(name))
  const { rows } = await sql<{ last: number }>`select max(id) as last from methods`.execute(db)
  const lastMethod = rows[0]?.last ?? 0

  return async () => {
    await db.connection().execute(async (connection) => {
      await sql`set foreign_key_checks = 0`.execute(connection)
      for (const table of tables) await sql`truncate table ${sql.table(table)}`.execute(connection)
      await sql`update breaker set state = 'closed', openings = 0, opened_at = null`.execute(
        connection,
      )
      // With a journal of its own: it has nothing to do with what was sent in the world before.
      await sql`update installation set uuid = uuid()`.execute(connection)
      await sql`update safe_mode set state = 'off'`.execute(connection)
      await sql`delete from methods where id > ${lastMethod}`.execute(connection)
      await sql`update methods set status = 'active', disabled_reason = null`.execute(connection)
      await sql`set foreign_key_checks = 1`.execute(connection)
    })
    await redis.flushall()
    for (const url of [sandbox.gatewayUrl, sandbox.splynxUrl]) {
      await tell('POST', `${url}/_sandbox/reset`)
    }
  }
}

const CONTROL_DEADLINE_MS = 15_000

/**
 * Tells a simulator what to do, and waits: one that plays "nobody listens" does not hear us either.
 */
export async function tell(method: string, url: string, body?: object): Promise<void> {
  const deadline = Date.now() + CONTROL_DEADLINE_MS
  const headers = { 'content-type': 'application/json' }
  const request = { method, headers, body: body === undefined ? null : JSON.stringify(body) }
  for (;;) {
    try {
      const response = await fetch(url, { ...request, signal: AbortSignal.timeout(5_000) })
      if (response.ok) return
      throw new Error(`${method} ${url} answered ${response.status}`)
    } catch (error) {
      if (Date.now() > deadline || !(error instanceof TypeError)) throw error
      await sleep(100)
    }
  }
}

/** Reads from a control address, with the same patience. */
export async function ask<T>(url: string): Promise<T> {
  const deadline = Date.now() + CONTROL_DEADLINE_MS
  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
      if (!response.ok) throw new Error(`${url} answered ${response.status}`)
      return (await response.json()) as T
    } catch (error) {
      if (Date.now() > deadline || !(error instanceof TypeError)) throw error
      await sleep(100)
    }
  }
}
