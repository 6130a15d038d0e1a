import type { ErrorHandler, Context as HonoContext, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { ErrorNotice, ErrorPage } from '../../views/errors/error-page.tsx'
import { isDatabaseAway } from '../db/transact.ts'
import { SafeModeError } from '../domain/safe-mode.ts'
import { type Env, isHtmx } from '../routes/env.ts'
import { SplynxError } from '../splynx/splynx.ts'
import { awayProblem, HttpProblem } from './http-problem.ts'

export const answerNotFound: NotFoundHandler<Env> = (c) =>
  answerProblem(c, new HttpProblem(404, 'There is nothing at this address.'))

/**
 * The end of every request that threw. A problem says itself what people should know; of anything
 * else they are told a reference, and the log, under the same reference, what happened.
 */
export const answerError: ErrorHandler<Env> = (error, c) => {
  const problem = problemOf(error)
  const status = problem?.status ?? 500
  if (status >= 500) {
    const line = { error: problem?.cause ?? error, path: c.req.path, method: c.req.method }
    c.var.log.error(line, problem ? problem.message : 'a request failed')
  }
  return answerProblem(
    c,
    problem ??
      new HttpProblem(500, 'The fault is ours and has been noted. Please try again in a minute.'),
  )
}

function problemOf(error: unknown): HttpProblem | null {
  if (error instanceof HttpProblem) return error
  if (error instanceof HTTPException) {
    return new HttpProblem(error.status as 400, 'This request was not understood.')
  }
  if (error instanceof SafeModeError) return new HttpProblem(409, SAFE_MODE, 'Nothing was changed')
  if (isRedisAway(error) || isDatabaseAway(error)) {
    return away(error, 'We cannot do this at the moment. Please try again in a minute.')
  }
  if (error instanceof SplynxError) {
    return away(error, 'Splynx does not answer at the moment. Please try again in a minute.')
  }
  return null
}

const SAFE_MODE =
  'Safe mode is on: nothing new is charged until a manager has released it. The page “Safe mode” says why.'

function away(error: unknown, message: string): HttpProblem {
  const problem = awayProblem(message)
  problem.cause = error
  return problem
}

const isRedisAway = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'MaxRetriesPerRequestError' ||
    error.name === 'ClusterAllFailedError' ||
    /^(Connection is closed|Command timed out|Stream isn't writeable)/.test(error.message))

function answerProblem(c: HonoContext<Env>, problem: HttpProblem): Response | Promise<Response> {
  const { status, title, message, retryAfterSeconds } = problem
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds))
  const reference = status >= 500 ? c.var.requestId : undefined
  if (isHtmx(c)) {
    // Into the page's place for notices, whatever the request was about to replace.
    c.header('HX-Retarget', '#flash')
    c.header('HX-Reswap', 'innerHTML')
    return c.html(<ErrorNotice {...{ title, message, reference }} />, status)
  }
  const homeHref = c.req.path.startsWith('/admin') ? '/admin' : '/'
  return c.html(<ErrorPage {...{ title, message, reference, homeHref }} />, status)
}
