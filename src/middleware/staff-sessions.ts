import type { Redis } from 'ioredis'
import type { Staff } from '../db/schema.ts'
import { deviceOf } from '../domain/device.ts'
import type { StaffSession } from '../routes/staff-view.ts'
import {
  hashOfSession,
  IDLE_MS,
  keyOfSession,
  listOfSessions,
  type StoredSession,
} from './stored-sessions.ts'

const HANDLE_CHARACTERS = 24

export const handleOfSession = (id: string): string => hashOfSession(id).slice(0, HANDLE_CHARACTERS)

/** Where somebody is logged in, the latest first. */
export async function listStaffSessions(
  redis: Redis,
  { id, session_version }: Pick<Staff, 'id' | 'session_version'>,
  now: Date,
): Promise<StaffSession[]> {
  const list = listOfSessions(id)
  const hashes = await redis.zrange(list, '0', '-1', 'REV')
  const found = await Promise.all(
    hashes.map(async (hash) => {
      const key = keyOfSession('staff', hash)
      const [text, leftMs] = await Promise.all([redis.get(key), redis.pttl(key)])
      return text === null ? null : sessionOf(hash, JSON.parse(text), leftMs, now)
    }),
  )
  const isOver = (at: number) => found[at]?.version !== session_version
  const over = hashes.filter((_, at) => isOver(at))
  if (over.length > 0) await redis.zrem(list, ...over)
  return found.flatMap((one, at) => (one === null || isOver(at) ? [] : [one.session]))
}

function sessionOf(hash: string, stored: StoredSession, leftMs: number, now: Date) {
  const { subject, agent = '', address = '', startedAt } = stored
  const session: StaffSession = {
    handle: hash.slice(0, HANDLE_CHARACTERS),
    device: deviceOf(agent),
    address,
    startedAt: new Date(startedAt),
    // Each request gives it its whole time again, so what is left tells when the last one was.
    seenAt: new Date(now.getTime() - Math.max(0, IDLE_MS.staff - Math.max(0, leftMs))),
  }
  return { version: 'version' in subject ? subject.version : null, session }
}

/** Ends one session of this person. False when there is none of this name. */
export async function endStaffSession(
  redis: Redis,
  staffId: number,
  handle: string,
): Promise<boolean> {
  const list = listOfSessions(staffId)
  const hashes = await redis.zrange(list, '0', '-1')
  const hash = hashes.find((one) => one.slice(0, HANDLE_CHARACTERS) === handle)
  if (hash === undefined) return false
  await redis.zrem(list, hash)
  return (await redis.del(keyOfSession('staff', hash))) === 1
}
