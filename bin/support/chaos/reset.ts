import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { LiveContext } from '../../../src/context.ts'
import { emptyTables, listEmptied } from '../empty-tables.ts'
import type { Sandbox } from '../sandbox-process.ts'

/** Takes note of how everything is now; the function that it returns leads back there. */
export async function createReset(
  { db, redis }: LiveContext,
  sandbox: Sandbox,
): Promise<() => Promise<void>> {
  const tables = await listEmptied(db)
  const { rows } = await sql<{ last: number }>`select max(id) as last from methods`.execute(db)
  const lastMethod = rows[0]?.last ?? 0

  return async () => {
    await emptyTables(db, tables)
    await sql`update breaker set state = 'closed', openings = 0, opened_at = null`.execute(db)
    await sql`update safe_mode set state = 'off'`.execute(db)
    await sql`delete from methods where id > ${lastMethod}`.execute(db)
    await sql`update methods set status = 'active', disabled_reason = null`.execute(db)
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
