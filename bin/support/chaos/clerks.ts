import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenDocument } from './documents.ts'
import { valuesOf } from './forms.ts'
import { Person } from './person.ts'
import type { Random } from './random.ts'
import { ask } from './reset.ts'
import { STAFF, type StaffLogin, type Stage } from './stage.ts'

/** Whoever came to charge a month's invoices does not go home before the run is there. */
const RUN_TRIES_MAX = 80
const TRIES_MAX = 15

export const staffMember = ({ pagesUrl }: Stage, login: StaffLogin, random: Random): Person =>
  new Person(pagesUrl, random, { login, password: STAFF[STAFF.indexOf(login)]! })

/**
 * Looks at the preview of all open documents and charges them with a double click. Who is told that
 * the same was charged a moment ago by somebody else charges them all the same.
 */
export async function chargeAll(clerk: Person, kind: 'invoice' | 'proforma'): Promise<void> {
  const preview = `/admin/charge?kind=${kind}&status=not_paid&preview=1`
  let isSent = false
  const isCharged = await clerk.insist(async () => {
    const page = await clerk.arrive(preview)
    const form = page.form('/admin/charge')
    if (!form) return
    // After a click whose page never came the preview says that it did start.
    if (isSent && page.html.includes('You charged this selection')) return
    isSent = true
    const again = /name="again" value="(\d+)"/.exec(page.html)?.[1]
    const answer = await clerk.doubleClick(form, { confirm: '1', ...(again && { again }) })
    const confirmed = answer.form('/admin/charge')
    if (answer.status === 409 && confirmed) await clerk.doubleClick(confirmed)
  }, RUN_TRIES_MAX)
  if (!isCharged) throw new Error(`no page of ours let a clerk charge the ${kind}s`)
}

/** Pauses the first run that is under way and lets it go on a little later. */
export async function interruptRun(clerk: Person): Promise<void> {
  const id = await findRunningId(clerk)
  if (id === undefined) return
  const address = `/admin/runs/${id}`
  await clerk.insist(async () => {
    const form = (await clerk.arrive(address)).form(`${address}/pause`)
    if (form) await clerk.doubleClick(form, { reason: 'a phone call' })
  }, TRIES_MAX)
  await sleep(clerk.random.between(100, 1_500))
  await clerk.insist(async () => {
    const form = (await clerk.arrive(address)).form(`${address}/resume`)
    if (form) await clerk.doubleClick(form)
  }, RUN_TRIES_MAX)
}

async function findRunningId(clerk: Person): Promise<number | undefined> {
  for (let looks = 0; looks < TRIES_MAX; looks++) {
    const found = await readRunIds(clerk)
    if (found.length > 0) return Math.min(...found)
    await clerk.pause()
  }
  return undefined
}

async function readRunIds(clerk: Person): Promise<number[]> {
  let ids: number[] = []
  await clerk.insist(async () => {
    const { html } = await clerk.arrive('/admin/runs')
    ids = valuesOf(html, 'href').flatMap((href) => {
      const id = /^\/admin\/runs\/(\d+)$/.exec(href)?.[1]
      return id === undefined ? [] : [Number(id)]
    })
  }, TRIES_MAX)
  return ids
}

/** A customer has called: the clerk pays one document for him, with a double click. */
export async function payForCustomer(clerk: Person, document: OpenDocument): Promise<void> {
  const payments = `/admin/customers/${document.customerId}/payments`
  await clerk.insist(async () => {
    const page = await clerk.arrive(`${payments}/new?kind=${document.kind}&document=${document.id}`)
    const form = page.form(payments)
    if (form?.fields.method) await clerk.doubleClick(form)
  }, TRIES_MAX)
}

/**
 * Looks after what is not known: asks the gateway about a whole run and about single payments, and
 * settles some by what its own books show. What they do not show yet is not known yet.
 */
export async function lookAfterUnknowns(manager: Person, { sandbox }: Stage): Promise<void> {
  for (const runId of (await readRunIds(manager)).slice(0, 2)) {
    await manager.insist(async () => {
      const address = `/admin/runs/${runId}`
      const form = (await manager.arrive(address)).form(`${address}/ask`)
      if (form) await manager.doubleClick(form)
    }, TRIES_MAX)
  }
  let paymentPages: string[] = []
  await manager.insist(async () => {
    const { html } = await manager.arrive('/admin/payments?status=unknown')
    paymentPages = valuesOf(html, 'href').filter((href) => PAYMENT_PAGE.test(href))
  }, TRIES_MAX)
  for (const address of [...new Set(paymentPages)].slice(0, 6)) {
    await manager.insist(async () => {
      const page = await manager.arrive(address)
      const [inquiry, verdict] = [page.form(`${address}/inquiry`), page.form(`${address}/verdict`)]
      if (inquiry && manager.random.chance(0.4)) await manager.doubleClick(inquiry)
      else if (verdict) {
        const answer = await lookUp(sandbox.gatewayUrl, address.slice('/admin/payments/'.length))
        await manager.doubleClick(verdict, answer)
      }
    }, TRIES_MAX)
  }
}

const PAYMENT_PAGE = /^\/admin\/payments\/[0-9A-Z]{26}$/

interface LookedUp {
  transactions: { approval: string; voidedBy?: string }[]
}

/** What the gateway's virtual terminal shows about a payment. */
async function lookUp(gatewayUrl: string, paymentId: string): Promise<Record<string, string>> {
  const { transactions } = await ask<LookedUp>(
    `${gatewayUrl}/_sandbox/transactions?udField1=${paymentId}`,
  )
  const charged = transactions.find(({ voidedBy }) => voidedBy === undefined)
  return charged
    ? { answer: 'charged', approval: charged.approval, evidence: 'Virtual terminal: approved.' }
    : { answer: 'not_known', evidence: 'Virtual terminal: nothing there so far.' }
}
