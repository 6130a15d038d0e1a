import { createCustomers } from './customers.ts'
import { createDocuments } from './documents.ts'
import type { HttpOptions } from './http.ts'
import { createAccess, createHttp, errorOf } from './http.ts'
import { createListedPayments } from './listed-payments.ts'
import { createLogIn } from './log-in.ts'
import { createPaymentAccounts } from './payment-accounts.ts'
import { createPayments } from './payments.ts'
import { encodeListing } from './query.ts'
import { createSetup } from './setup.ts'
import type { Splynx } from './splynx.ts'
import { createStatements } from './statements.ts'
import { createTransactions } from './transactions.ts'

export interface SplynxOptions extends HttpOptions {
  /** The definition that holds IPpay's saved credentials (Splynx facts §2.5); default: the first. */
  paymentAccountId?: number
}

/**
 * The client of Splynx's REST API 2.0. Reads are tried again where that may help; writes are sent
 * once. What fails rejects with `SplynxError`, except `createPayment`, whose failures are results.
 */
export function createSplynxClient(options: SplynxOptions): Splynx {
  const http = createHttp(options)
  return {
    ...createDocuments(http),
    ...createCustomers(http),
    ...createPayments(http),
    ...createListedPayments(http),
    ...createStatements(http),
    ...createTransactions(http),
    ...createPaymentAccounts(http, options.paymentAccountId),
    ...createLogIn(http),
    ...createSetup(http),

    async check() {
      const query = encodeListing({ where: [], orderBy: 'id', limit: 1 })
      const call = { method: 'GET', path: '/admin/administration/partners', query } as const
      const startedMs = performance.now()
      const answer = await http.send(call)
      const isFine =
        answer.kind === 'answered' && answer.status === 200 && Array.isArray(answer.body)
      if (!isFine) return { ok: false, cause: errorOf(call, answer).message }
      return { ok: true, latencyMs: Math.round(performance.now() - startedMs) }
    },

    close: () => http.close(),
  }
}

export interface SplynxClientsOptions extends Omit<SplynxOptions, 'isUrgent' | 'authorizer'> {
  /** How long a person waits for a read. */
  peopleMs: number
}

/**
 * Two ways to one Splynx. Runs and recordings may fill theirs and wait in it for a Splynx that is
 * slow; a person who waits for a page has connections, places and a time limit apart from them.
 */
export function createSplynxClients({ peopleMs, ...options }: SplynxClientsOptions): {
  forPeople: Splynx
  forRuns: Splynx
  close(): Promise<void>
} {
  const authorizer = createAccess({ ...options, timeoutMs: Math.min(options.timeoutMs, peopleMs) })
  const both = { ...options, authorizer }
  const forPeople = createSplynxClient({ ...both, quickMs: peopleMs, isUrgent: true })
  const forRuns = createSplynxClient(both)
  return {
    forPeople,
    forRuns,
    async close() {
      await Promise.all([forPeople.close(), forRuns.close()])
      await authorizer.close()
    },
  }
}
