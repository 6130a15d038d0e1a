import type { ErrorHandler, Context as HonoContext, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { ErrorNotice, ErrorPage } from '../../views/errors/error-page.tsx'
import { isDatabaseAway } from '../db/transact.ts'
import { SafeModeError } from '../domain/safe-mode.ts'
import { TwoRetriersError } from '../domain/two-retriers.ts'
import { type Env, isHtmx } from '../routes/env.ts'
import { SplynxError } from '../splynx/splynx.ts'
import { awayProblem, HttpProblem, type Said } from './http-problem.ts'

export const answerNotFound: NotFoundHandler<Env> = (c) =>
  answerProblem(c, new HttpProblem(404, (words) => words.nothingHere))

/**
 * The end of every request that threw. A problem says itself what people should know; of anything
 * else they are told a reference, and the log, under the same reference, what happened.
 */
export const answerError: ErrorHandler<Env> = (error, c) => {
  const problem = problemOf(error, isOfConsole(c))
  const status = problem?.status ?? 500
  if (status >= 500) {
    const line = { error: problem?.cause ?? error, path: c.req.path, method: c.req.method }
    c.var.log.error(line, problem ? problem.message : 'a request failed')
  }
  return answerProblem(c, problem ?? new HttpProblem(500, (words) => words.ourFault))
}

function problemOf(error: unknown, isForStaff: boolean): HttpProblem | null {
  if (error instanceof HttpProblem) return error
  if (error instanceof HTTPException) {
    return new HttpProblem(error.status as 400, (words) => words.requestNotUnderstood)
  }
  if (error instanceof SafeModeError) {
    return isForStaff
      ? new HttpProblem(409, SAFE_MODE, 'Nothing was changed')
      : awayProblem((words) => words.closed)
  }
  if (error instanceof TwoRetriersError) {
    return new HttpProblem(409, TWO_RETRIERS, 'Nothing was started')
  }
  if (isRedisAway(error) || isDatabaseAway(error)) {
    return away(error, (words) => words.away)
  }
  if (error instanceof SplynxError) {
    return away(error, (words) => words.splynxAway)
  }
  return null
}

const SAFE_MODE =
  'Safe mode is on: nothing new is charged until a manager has released it. The page “Safe mode” says why.'

const TWO_RETRIERS =
  'IPpay’s own recycling is on in the settings, and runs try declined documents again, too. Switch one of them off first: a card must not be tried by both.'

const isOfConsole = (c: HonoContext<Env>): boolean => /^\/admin(\/|$)/.test(c.req.path)

function away(error: unknown, message: Said): HttpProblem {
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
  const { status, retryAfterSeconds } = problem
  const { language } = c.var
  const { title, message } = problem.in(language)
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds))
  const reference = status >= 500 ? c.var.requestId : undefined
  if (isHtmx(c)) {
    // Into the page's place for notices, whatever the request was about to replace.
    c.header('HX-Retarget', '#flash')
    c.header('HX-Reswap', 'innerHTML')
    return c.html(<ErrorNotice {...{ title, message, reference, language }} />, status)
  }
  const homeHref = isOfConsole(c) ? '/admin' : '/'
  return c.html(<ErrorPage {...{ title, message, reference, homeHref, language }} />, status)
}
