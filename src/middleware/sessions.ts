import { randomBytes } from 'node:crypto'
import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import type { Context } from '../context.ts'
import { findActiveStaff } from '../db/staff.ts'
import type { Env, Session, SessionSubject, Side, StaffEnv } from '../routes/env.ts'
import { createCookies } from './cookies.ts'
import { awayProblem } from './http-problem.ts'
import {
  hashOfSession,
  IDLE_MS,
  keyOfSession,
  listOfSessions,
  SESSION_MS_MAX,
  type StoredSession,
} from './stored-sessions.ts'

const AGENT_CHARACTERS_MAX = 300

export interface Sessions {
  /** Finds out who is there, for the requests behind it. */
  read: MiddlewareHandler<Env>
  /** Logs in, under a new id: one that was planted before is worth nothing afterwards. */
  start(c: HonoContext, subject: SessionSubject, madeFrom?: string): Promise<Session>
  /** Splynx's session that it was made from is still good. */
  confirm(session: Session): Promise<void>
  end(c: HonoContext): Promise<void>
}

/**
 * The sessions of one side. A cookie holds 256 random bits, Redis what they stand for, filed under
 * their hash: who can read Redis still cannot log in. The two sides have cookies of their own, so
 * that a clerk may look at the portal in the same browser.
 */
export function createSessions(context: Context, side: Side): Sessions {
  const { redis, now } = context
  const cookies = createCookies(context.config.PUBLIC_URL)
  const cookie = `ippay-${side}` as const
  const keyOf = (id: string) => keyOfSession(side, hashOfSession(id))

  async function find(id: string, isBackground: boolean): Promise<Session | null> {
    const key = keyOf(id)
    const text = await ask(isBackground ? redis.get(key) : redis.getex(key, 'PX', IDLE_MS[side]))
    if (text === null) return null
    const stored = JSON.parse(text) as StoredSession
    if (now().getTime() - stored.startedAt < SESSION_MS_MAX) return sessionOf(id, stored)
    await ask(redis.del(key))
    return null
  }

  const sessionOf = (id: string, stored: StoredSession): Session => ({
    side,
    id,
    subject: stored.subject,
    madeFrom: stored.madeFrom ?? null,
    confirmedAt: stored.confirmedAt ?? stored.startedAt,
  })

  /**
   * A closed account ends its sessions at once, and so does a new password or somebody who ends them
   * all; a changed role counts from the next request on. MySQL says so, whatever Redis still has.
   */
  async function isStillWelcome(c: HonoContext<Env>, { subject }: Session): Promise<boolean> {
    if (!('staffId' in subject)) return true
    const staff = await findActiveStaff(context.db, subject.staffId)
    if (!staff || staff.session_version !== subject.version)
      return false
      // Its type says that it is always there, which the guard makes sure of.
    ;(c as unknown as HonoContext<StaffEnv>).set('staff', staff)
    return true
  }

  /** So that its owner finds it in the list. */
  async function note(staffId: number, id: string, startedAt: number): Promise<void> {
    const list = listOfSessions(staffId)
    await redis.zadd(list, startedAt, hashOfSession(id))
    await redis.pexpire(list, SESSION_MS_MAX)
  }

  return {
    async read(c, next) {
      const id = cookies.read(c, cookie)
      // A page that refreshes itself must not keep somebody logged in who has left.
      const isBackground = c.req.header('X-Background') !== undefined
      const session = id ? await find(id, isBackground) : null
      if (session && (await isStillWelcome(c, session))) c.set('session', session)
      await next()
    },

    async start(c, subject, madeFrom) {
      const former = cookies.read(c, cookie)
      if (former) await ask(redis.del(keyOf(former)))
      const id = randomBytes(32).toString('base64url')
      const stored: StoredSession = {
        ...{ subject, startedAt: now().getTime(), madeFrom },
        agent: c.req.header('User-Agent')?.slice(0, AGENT_CHARACTERS_MAX),
        address: (c as HonoContext<Env>).var.address,
      }
      await ask(redis.set(keyOf(id), JSON.stringify(stored), 'PX', IDLE_MS[side]))
      if ('staffId' in subject) await ask(note(subject.staffId, id, stored.startedAt))
      cookies.write(c, cookie, id)
      return sessionOf(id, stored)
    },

    async confirm({ id }) {
      const key = keyOf(id)
      const text = await ask(redis.get(key))
      if (text === null) return
      const stored: StoredSession = { ...JSON.parse(text), confirmedAt: now().getTime() }
      await ask(redis.set(key, JSON.stringify(stored), 'KEEPTTL'))
    },

    async end(c) {
      const id = cookies.read(c, cookie)
      cookies.remove(c, cookie)
      if (id) await ask(redis.del(keyOf(id)))
    },
  }
}

/** Without Redis nobody is known, and nobody can be told from an intruder. */
async function ask<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    const problem = awayProblem((words) => words.logInAway)
    problem.cause = error
    throw problem
  }
}
