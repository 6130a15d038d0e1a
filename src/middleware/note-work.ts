import type { MiddlewareHandler } from 'hono'
import type { Context } from '../context.ts'
import { countWork, totalOf } from '../db/open-work/read-work.ts'
import { workOptionsOf } from '../operations/assign-work.ts'
import { isHtmx, type StaffEnv } from '../routes/env.ts'

/** Every page shows the figure, and nobody minds it being so old. */
const FRESH_MS = 10_000

/** Lets every page of the console say how much work is open. Parts of pages do not show it. */
export function noteWork(context: Context): MiddlewareHandler<StaffEnv> {
  let counted: { at: number; total: Promise<number> } | undefined

  function count(): Promise<number> {
    const at = context.now().getTime()
    if (counted && Math.abs(at - counted.at) < FRESH_MS) return counted.total
    const total = countWork(context.db, workOptionsOf(context)).then(totalOf)
    counted = { at, total }
    // What failed is no figure to keep.
    total.catch(() => {
      counted = undefined
    })
    return total
  }

  return async (c, next) => {
    if (c.req.method === 'GET' && !isHtmx(c)) c.set('openWork', await count())
    await next()
  }
}
