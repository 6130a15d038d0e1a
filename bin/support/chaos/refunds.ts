import { readBooks } from './books.ts'
import { PageFailed } from './browser.ts'
import { valuesOf } from './forms.ts'
import type { Person } from './person.ts'
import type { Stage } from './stage.ts'

const TRIES_MAX = 12
/** Whoever has promised a customer the money back does not give up so soon. */
const MONEY_TRIES_MAX = 40
const GATEWAY_AWAY = 'The gateway answers nobody'
const PAYMENT_PAGE = /^\/admin\/payments\/([0-9A-Z]{26})$/
/** A part that every document is larger than. */
const PART = '1.00'

/** Some payments that a clerk finds in the list of those that are done, the newest first. */
export async function findPaidPayments(clerk: Person, count: number): Promise<string[]> {
  let found: string[] = []
  await clerk.insist(async () => {
    const { html } = await clerk.arrive('/admin/payments?status=recorded')
    found = valuesOf(html, 'href').flatMap((href) => PAYMENT_PAGE.exec(href)?.[1] ?? [])
    if (found.length < count) throw new PageFailed('too few so far')
  }, MONEY_TRIES_MAX)
  return [...new Set(found)].slice(0, count)
}

/**
 * Gives money of one payment back: what the page offers, a void or a credit, of the whole or of a
 * part, with a double click. Whoever sees no page begins anew, as people do who do not know.
 */
export async function giveBack(clerk: Person, paymentId: string): Promise<void> {
  const { random } = clerk
  const address = `/admin/payments/${paymentId}/refunds`
  const isPart = random.chance(0.4)
  const reopens = random.chance(0.5) ? 'yes' : 'no'
  await clerk.insist(async () => {
    const form = (await clerk.arrive(`${address}/new`)).form(`${address}/confirmation`)
    // No form: somebody does so already, nothing is left, or it is too early for this account.
    if (!form) return
    const typed = { reason: 'The service was cancelled', reopens }
    const sure = await clerk.submit(form, isPart ? { ...typed, amount: PART } : typed)
    // A part of what has not settled is refused, so the whole it is.
    const deed = sure.form(address) ?? (await clerk.submit(form, typed)).form(address)
    if (!deed) return
    const answer = await clerk.doubleClick(deed)
    // Charging is stopped for a while, and what goes back waits as well.
    if (answer.html.includes(GATEWAY_AWAY)) throw new PageFailed('the gateway is away')
  }, MONEY_TRIES_MAX)
}

/** Somebody regrets it: takes back a refund that is not on its way yet, if the page still offers it. */
export async function regret(clerk: Person, paymentId: string): Promise<void> {
  await clerk.insist(async () => {
    const page = await clerk.arrive(`/admin/payments/${paymentId}`)
    const form = page.form(/^\/admin\/refunds\/[0-9A-Z]{26}\/cancellation$/)
    if (form) await clerk.doubleClick(form, { reason: 'The customer pays after all' })
  }, TRIES_MAX)
}

/** What is left to people: a manager looks these refunds up in the gateway's books and says so. */
export async function settleRefunds(manager: Person, stage: Stage): Promise<void> {
  const { debits, credits, refunds } = await readBooks(stage)
  for (const refund of refunds.filter(({ status }) => status === 'review')) {
    const isBack =
      refund.kind === 'void'
        ? debits.some((debit) => debit.transactionId === refund.original_id && debit.voidedBy)
        : credits.some(({ transactionId }) => transactionId === refund.transaction_id)
    const page = await manager.arrive(`/admin/payments/${refund.payment_id}`)
    const form = page.form(`/admin/refunds/${refund.id}/verdict`)
    const answer = isBack ? 'went_back' : 'never_arrived'
    if (form) {
      await manager.doubleClick(form, { answer, evidence: 'Virtual terminal: looked it up.' })
    }
  }
}
