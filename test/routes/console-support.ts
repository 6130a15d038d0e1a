import { findMethod } from '../../src/db/methods.ts'
import type { Learned } from '../../src/db/outcomes.ts'
import type { Role } from '../../src/db/schema.ts'
import type { RunFilter } from '../../src/domain/run.ts'
import { selectRun } from '../../src/operations/select-run.ts'
import { startRun } from '../../src/operations/start-run.ts'
import { beforeEachTest } from '../support/anew.ts'
import { testApp } from '../support/app.ts'
import { type BogusSplynx, createBogusSplynx } from '../support/bogus-splynx.ts'
import type { Browser } from '../support/browser.ts'
import { claim, learn, makePayment } from '../support/factories.ts'

// The console with a Splynx in memory and a clock to move, for the test files that import this.

const START = new Date('2026-11-24T15:00:00Z') // a Tuesday morning in Chicago
let at = START.getTime()
export const clock = {
  now: () => new Date(at),
  forward: (ms: number) => {
    at += ms
  },
}
export const splynx: BogusSplynx = createBogusSplynx()
const test = await testApp({ splynx, now: clock.now }, { isKept: true })
export const { context, variant, logged } = test
export const { db } = context

beforeEachTest(async () => {
  await Promise.all([test.truncate(), test.flushRedis()])
  splynx.startAnew()
  context.settings.forget()
  at = START.getTime()
})

export const staff = (role: Role): Promise<Browser> => test.staff(role)

export const FILTER: RunFilter = { documentKind: 'invoice', status: 'not_paid' }

/** A run of everything that is open in Splynx, selected and not yet charged. */
export async function startSelected(filter: RunFilter = FILTER): Promise<number> {
  const { runId } = await startRun(context, { source: 'manual', filter, actor: 'staff:clerk' })
  await selectRun(context, runId)
  return runId
}

/** Sends the first document that waits, as a worker does, and stores what the gateway said. */
export async function chargeNext(runId: number, outcome: Learned['outcome']): Promise<string> {
  const item = await db
    .selectFrom('run_items')
    .selectAll()
    .where('run_id', '=', runId)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .executeTakeFirstOrThrow()
  await db.updateTable('run_items').set({ state: 'taken' }).where('id', '=', item.id).execute()
  const payment = await makePayment(context, {
    method: await findMethod(db, item.method_id!),
    document_id: item.document_id,
    document_number: item.document_number,
    amount_cents: item.amount_cents,
    channel: 'run',
    run_id: runId,
    run_item_id: item.id,
  })
  await learn(context, await claim(context, payment), outcome)
  return payment.id
}

/** Text as people read it, without tags and with single blanks. */
export const wordsOf = (html: string): string =>
  html
    .replace(/<(script|style)[^>]*>.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('&nbsp;', ' ')
    .replace(/\s+/g, ' ')

/** The hidden fields of the form that posts to `action`, its token left to the browser. */
export function fieldsOf(html: string, action: string): Record<string, string> {
  const form = html
    .split('<form')
    .find((part) => part.includes(`action="${action}"`) && /method="post"/.test(part))
  if (!form) throw new Error(`there is no form for ${action}`)
  const inputs = form
    .split('</form>')[0]!
    .matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries(
    [...inputs]
      .map(([, name = '', value = '']) => [
        name,
        value.replaceAll('&gt;', '>').replaceAll('&lt;', '<'),
      ])
      .filter(([name]) => name !== '_csrf'),
  )
}
