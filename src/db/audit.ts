import { createHash } from 'node:crypto'
import { scrub } from '../gateway/scrub.ts'
import type { Db } from './connect.ts'

// The trail of who did what. Lines are only ever added; each carries the hash of the one before, so
// whoever changes or removes one has to change all that follow, and the last hash with them.

export interface AuditEvent {
  at: Date
  /** `staff:clerk`, `customer:17`, `clock`. */
  actor: string
  /** What was done, as `noun.done_in_the_past`: `staff.logged_in`, `run.started`. */
  action: string
  /** What it was done to: `run:12`, `payment:01J…`, `staff:clerk`. */
  subject: string
  details?: Record<string, unknown>
  address?: string | null
}

export type AuditVerdict =
  | { ok: true; count: number; lastHash: string }
  | { ok: false; id: number; reason: string }

const FIRST_HASH = '0'.repeat(64)

// Each try fails only because another line got in first, so this many in a row means a fault.
const TRIES_MAX = 100

/** Adds a line. Give it the transaction of the change, so that neither is there without the other. */
export async function recordAudit(db: Db, event: AuditEvent): Promise<void> {
  const line = {
    at: event.at,
    actor: event.actor.slice(0, 100),
    action: event.action,
    subject: event.subject.slice(0, 100),
    details: scrub(JSON.stringify(event.details ?? {})),
    address: event.address ?? null,
  }
  for (let tries = 1; ; tries += 1) {
    const previous_hash = await findLastHash(db)
    const hash = hashOf({ ...line, previous_hash })
    try {
      await db
        .insertInto('audit_events')
        .values({ ...line, previous_hash, hash })
        .execute()
      return
    } catch (error) {
      if (!isDuplicate(error) || tries === TRIES_MAX) throw error
    }
  }
}

/** Reads the whole trail and says where it was tampered with, if it was. */
export async function verifyAudit(db: Db, pageSize = 1_000): Promise<AuditVerdict> {
  let lastHash = FIRST_HASH
  let count = 0
  for (let afterId = 0; ; ) {
    const lines = await listLines(db, afterId, pageSize)
    for (const line of lines) {
      const id = Number(line.id)
      if (line.previous_hash !== lastHash) {
        return { ok: false, id, reason: 'the line before it was changed, removed or added' }
      }
      if (hashOf(line) !== line.hash) return { ok: false, id, reason: 'it was changed' }
      lastHash = line.hash
      afterId = id
      count += 1
    }
    if (lines.length < pageSize) return { ok: true, count, lastHash }
  }
}

const listLines = (db: Db, afterId: number, limit: number) =>
  db
    .selectFrom('audit_events')
    .selectAll()
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()

async function findLastHash(db: Db): Promise<string> {
  const last = await db
    .selectFrom('audit_events')
    .select('hash')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.hash ?? FIRST_HASH
}

interface Hashed {
  at: Date
  actor: string
  action: string
  subject: string
  details: string
  address: string | null
  previous_hash: string
}

const hashOf = ({ previous_hash, at, actor, action, subject, details, address }: Hashed): string =>
  createHash('sha256')
    .update(
      JSON.stringify([previous_hash, at.toISOString(), actor, action, subject, details, address]),
    )
    .digest('hex')

const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ER_DUP_ENTRY'
