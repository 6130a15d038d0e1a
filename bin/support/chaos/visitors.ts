import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from './browser.ts'
import { staffMember } from './clerks.ts'
import { addressOf, NEW_CARD } from './customers.ts'
import type { OpenDocument } from './documents.ts'
import { Person } from './person.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

const TRIES_MAX = 10
const STAY_MS = 12_000
const BROWSERS = 3
/** What a signed link looks like on the page of the clerk who made it. */
const SIGNED = /\/ippay\/link\/[0-9A-Z]{26}\.[0-9a-f]{32}/

/** Whoever holds a link: nobody that we know. */
const strangerIn = ({ pagesUrl }: Stage, random: Random): Person =>
  new Person(pagesUrl, random, { login: '', password: '' })

/**
 * Several people who share an e-mail or a desk open the plain link of one document without a log-in,
 * each in a browser of their own, and pay at nearly the same moment.
 */
export const payByPlainLink = (stage: Stage, document: OpenDocument, random: Random) =>
  payInManyBrowsers(stage, addressOf(document, random), random)

/** A clerk hands out a signed link, and whoever got it pays as with a plain one. */
export async function payBySignedLink(
  stage: Stage,
  { kind, id, customerId }: OpenDocument,
  random: Random,
): Promise<void> {
  const clerk = staffMember(stage, 'gina', random.fork())
  let address: string | undefined
  await clerk.insist(async () => {
    const csrf = (await clerk.arrive(`/admin/customers/${customerId}`)).form(/./)?.fields._csrf
    if (csrf === undefined) return
    const fields = { _csrf: csrf, kind, documentId: String(id), customerId: String(customerId) }
    const page = await clerk.submit({ action: '/admin/links', fields })
    address = SIGNED.exec(page.html)?.[0]
  }, TRIES_MAX)
  if (address !== undefined) await payInManyBrowsers(stage, address, random)
}

async function payInManyBrowsers(stage: Stage, address: string, random: Random): Promise<void> {
  const people = Array.from({ length: BROWSERS }, () => strangerIn(stage, random.fork()))
  await Promise.all(people.map((person) => payAsStranger(person, address)))
}

async function payAsStranger(person: Person, address: string): Promise<void> {
  const { random } = person
  const hasOwnCard = random.chance(0.3)
  const isLateMs = random.between(0, 300)
  person.staysUntil = performance.now() + STAY_MS
  await person.insist(async () => {
    const page = await person.browser.open(address)
    await sleep(isLateMs)
    await payOn(person, page, hasOwnCard)
  }, Number.POSITIVE_INFINITY)
}

async function payOn(person: Person, page: Page, hasOwnCard: boolean): Promise<void> {
  // No form: it is paid or being paid already, or gone, or closed for a while.
  const form = page.form(/^\/ippay\/(link\/|direct-pay-)/)
  if (!form) return
  const hasSaved = /^\d+$/.test(form.fields.method ?? '')
  await person.doubleClick(form, hasOwnCard || !hasSaved ? NEW_CARD : {})
}
