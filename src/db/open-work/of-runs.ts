import { MAIL_TROUBLE } from '../../domain/mail.ts'
import type { Db } from '../connect.ts'
import type { WorkSource } from './work-item.ts'

// Runs that stand still, waited for somebody or went strangely, and mails that did not go out.

const standing = (kind: 'paused_run' | 'approval'): WorkSource => {
  const status = kind === 'approval' ? 'awaiting_approval' : 'paused'
  const open = (db: Db) => db.selectFrom('runs').where('status', '=', status)
  return {
    kind,
    async count(db) {
      const row = await open(db)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
    async list(db, { limit, subjects }) {
      const rows = await open(db)
        .select(['id', 'heartbeat_at as since', 'pause_reason', 'approval_reason'])
        .select(['asked_cents as amountCents'])
        .$if(subjects !== undefined, (query) => query.where('id', 'in', subjects!.map(Number)))
        .orderBy('heartbeat_at')
        .limit(limit)
        .execute()
      return rows.map(({ id, pause_reason, approval_reason, ...row }) => ({
        kind,
        subject: String(id),
        reason: kind === 'approval' ? approval_reason : pause_reason,
        ...row,
      }))
    },
  }
}

const unseen = (db: Db) => db.selectFrom('run_alarms').where('run_alarms.seen_at', 'is', null)

const runAlarm: WorkSource = {
  kind: 'run_alarm',
  async count(db) {
    const row = await unseen(db)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  },
  async list(db, { limit, subjects }) {
    const rows = await unseen(db)
      .select(['id', 'says', 'run_id as runId', 'found_at as since'])
      .$if(subjects !== undefined, (query) => query.where('id', 'in', subjects!.map(Number)))
      .orderBy('found_at')
      .limit(limit)
      .execute()
    return rows.map(({ id, ...row }) => ({ kind: 'run_alarm', subject: String(id), ...row }))
  },
}

/** Together: why one failed is mostly why the others did. */
const mails: WorkSource = {
  kind: 'mails',
  count: async (db) => ((await readTrouble(db)).count > 0 ? 1 : 0),
  async list(db, { subjects }) {
    const { count, since } = await readTrouble(db)
    if (count === 0 || subjects?.includes('all') === false) return []
    return [{ kind: 'mails', subject: 'all', count, since: since! }]
  },
}

async function readTrouble(db: Db): Promise<{ count: number; since: Date | null }> {
  const row = await db
    .selectFrom('mails')
    .select(({ fn }) => [fn.countAll().as('count'), fn.min('created_at').as('since')])
    .where('state', 'in', MAIL_TROUBLE)
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), since: row.since }
}

export const RUN_WORK: readonly WorkSource[] = [
  standing('paused_run'),
  standing('approval'),
  runAlarm,
  mails,
]
