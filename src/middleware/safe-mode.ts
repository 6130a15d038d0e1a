import type { MiddlewareHandler } from 'hono'
import type { Context } from '../context.ts'
import { isSafeMode } from '../db/safe-mode.ts'
import type { Env } from '../routes/env.ts'

/** Lets every page say that nothing is charged at the moment. */
export const noteSafeMode =
  ({ db }: Context): MiddlewareHandler<Env> =>
  async (c, next) => {
    c.set('isSafeMode', await isSafeMode(db))
    await next()
  }
