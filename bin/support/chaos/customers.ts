import { setTimeout as sleep } from 'node:timers/promises'
import { identityOf } from '../../../src/sandbox/world-people.ts'
import type { Page } from './browser.ts'
import type { OpenDocument } from './documents.ts'
import { Person } from './person.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

/** The sandbox makes its people from this seed unless told otherwise. */
const PEOPLE_SEED = 1
const TRIES_MAX = 12

export interface Customer {
  person: Person
  document: OpenDocument
}

export const customerWith = (
  { pagesUrl }: Stage,
  document: OpenDocument,
  random: Random,
): Customer => ({
  person: new Person(pagesUrl, random, identityOf(PEOPLE_SEED, document.customerId)),
  document,
})

/**
 * A customer pays one document: on its page or by the link of an e-mail, with a saved method or a
 * new card, in two tabs that were both open before, with a double click in each. Whoever sees no
 * page reloads and pays what then still looks unpaid.
 */
export async function payAsCustomer({ person, document }: Customer): Promise<void> {
  const { random } = person
  const address = addressOf(document, random)
  const typed = random.chance(0.15) ? NEW_CARD : {}
  const isInTwoTabs = random.chance(0.6)
  const apartMs = random.between(0, 400)

  await person.insist(async () => {
    const tabs = [await person.arrive(address)]
    if (isInTwoTabs) tabs.push(await person.arrive(address))
    await Promise.all(
      tabs.map(async (page, tab) => {
        await sleep(tab * apartMs)
        await payOn(person, page, document, typed)
      }),
    )
  }, TRIES_MAX)
}

async function payOn(
  customer: Person,
  page: Page,
  { kind, id }: OpenDocument,
  typed: Readonly<Record<string, string>>,
): Promise<void> {
  // No form: it is paid or being paid already, or gone.
  const form = page.form(`/ippay/pay/${kind}/${id}`)
  if (form) await customer.doubleClick(form, typed)
}

export function addressOf({ kind, id, number }: OpenDocument, random: Random): string {
  const dice = random.next()
  if (dice < 0.4) return `/ippay/pay/${kind}/${id}`
  if (dice < 0.7) return `/ippay/direct-pay-${kind}-by-id?item_id=${id}`
  return `/ippay/direct-pay-${kind}?item_id=${encodeURIComponent(number)}`
}

export const NEW_CARD = {
  method: 'new_card',
  cardNumber: '4000300020001000',
  expiry: '12/39',
  securityCode: '123',
  cardHolder: 'Somebody Else',
  postalCode: '58501',
}
