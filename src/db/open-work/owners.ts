import { isAtLeast, ROLES } from '../../domain/role.ts'
import type { WorkKind } from '../../domain/work.ts'
import type { Db } from '../connect.ts'
import type { WorkOwner } from '../schema.ts'
import type { Trx } from '../transact.ts'

const DAY_MS = 86_400_000
/** Work that nobody has touched for so long is done, or nobody's. */
const KEPT_MS = 180 * DAY_MS

export interface Assignment {
  kind: WorkKind
  subject: string
  /** Null gives it back to everybody. */
  owner: string | null
  /** What is left out stays as it is. */
  dueAt?: Date | null
  note?: string | null
  givenBy: string
}

const WORKERS_MAX = 200

/** To whom work can be handed: those who may do it. */
export const listWorkers = (db: Db): Promise<{ login: string; name: string }[]> =>
  db
    .selectFrom('staff')
    .select(['login', 'name'])
    .where('is_active', '=', 1)
    .where(
      'role',
      'in',
      ROLES.filter((role) => isAtLeast(role, 'clerk')),
    )
    .orderBy('login')
    .limit(WORKERS_MAX)
    .execute()

/** Who looks after these pieces of work, by `kind:subject`. */
export async function findOwners(
  db: Db,
  kind: WorkKind,
  subjects: readonly string[],
): Promise<Map<string, WorkOwner>> {
  if (subjects.length === 0) return new Map()
  const rows = await db
    .selectFrom('work_owners')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject', 'in', subjects)
    .execute()
  return new Map(rows.map((row) => [row.subject, row]))
}

/** What somebody has taken or was given, whether it is open or long done. */
export async function findSubjectsOf(db: Db, owner: string): Promise<Map<WorkKind, string[]>> {
  const rows = await db
    .selectFrom('work_owners')
    .select(['kind', 'subject'])
    .where('owner', '=', owner)
    .execute()
  const subjects = new Map<WorkKind, string[]>()
  for (const { kind, subject } of rows) {
    subjects.set(kind, [...(subjects.get(kind) ?? []), subject])
  }
  return subjects
}

/** Gives it to somebody, or back to everybody, and forgets what is long over. */
export async function writeOwner(trx: Trx, assignment: Assignment, now: Date): Promise<void> {
  const { kind, subject, owner, dueAt, note, givenBy } = assignment
  const columns = {
    owner,
    ...(dueAt !== undefined && { due_at: dueAt }),
    ...(note !== undefined && { note }),
    given_by: givenBy,
    updated_at: now,
  }
  await trx
    .insertInto('work_owners')
    .values({ kind, subject, ...columns })
    .onDuplicateKeyUpdate(columns)
    .execute()
  await trx
    .deleteFrom('work_owners')
    .where('updated_at', '<', new Date(now.getTime() - KEPT_MS))
    .execute()
}
