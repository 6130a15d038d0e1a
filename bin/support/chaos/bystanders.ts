import { setTimeout as sleep } from 'node:timers/promises'
import { staffMember } from './clerks.ts'
import { draw, type OpenDocument } from './documents.ts'
import { chargeLastWeek } from './last-week.ts'
import type { Person } from './person.ts'
import { FAULTS_MS } from './plan.ts'
import type { Random } from './random.ts'
import { findPaidPayments, giveBack, regret, settleRefunds } from './refunds.ts'
import { tellOfChanges } from './splynx-hooks.ts'
import type { StaffLogin, Stage } from './stage.ts'
import { payByPlainLink, payBySignedLink } from './visitors.ts'

/** Those who pay by a link without a log-in, give money back, and tell of what changes in Splynx. */
export interface Bystanders {
  staff: Person[]
  acts: (() => Promise<unknown>)[]
  /** Looks up what nobody but a person can decide. */
  settle(): Promise<void>
}

const PLAIN_LINKS = 6
const SIGNED_LINKS = 4
const PAID_LAST_WEEK = 6
const VOIDS = 4
const ACTS_MS = 8_000
/** Before that there is little that could be given back. */
const VOIDS_FROM_MS = 3_500

/**
 * `asked` are documents whose customers pay at the same time; `others` are in the runs alone, as all
 * of them are.
 */
export async function castBystanders(
  stage: Stage,
  { asked, others }: { asked: readonly OpenDocument[]; others: readonly OpenDocument[] },
  random: Random,
): Promise<Bystanders> {
  const hire = (login: StaffLogin) => staffMember(stage, login, random.fork())
  const [hugo, ina, jo] = [hire('hugo'), hire('ina'), hire('jo')]
  const settled = await chargeLastWeek(stage, draw(others, random, PAID_LAST_WEEK))
  const acts: Bystanders['acts'] = []
  const plan = (fromMs: number, act: () => Promise<unknown>) => {
    const atMs = random.between(fromMs, ACTS_MS)
    acts.push(() => sleep(atMs).then(act))
  }
  const linked = [...draw(asked, random, PLAIN_LINKS / 2), ...draw(others, random, PLAIN_LINKS / 2)]
  for (const document of linked) {
    const own = random.fork()
    plan(0, () => payByPlainLink(stage, document, own))
  }
  for (const document of draw([...asked, ...others], random, SIGNED_LINKS)) {
    const own = random.fork()
    plan(0, () => payBySignedLink(stage, document, own))
  }
  // Two clerks give back the same, as if each had the customer on the phone.
  for (const paymentId of settled) {
    const isInDoubt = random.chance(0.3)
    plan(0, async () => {
      await Promise.all([giveBack(hugo, paymentId), giveBack(ina, paymentId)])
      if (isInDoubt) await regret(ina, paymentId)
    })
  }
  const choice = random.fork()
  plan(VOIDS_FROM_MS, async () => {
    const found = await findPaidPayments(hugo, 2 * VOIDS)
    for (const paymentId of draw(found, choice, VOIDS)) {
      await Promise.all([giveBack(hugo, paymentId), giveBack(ina, paymentId)])
    }
  })
  const told = random.fork()
  acts.push(() => tellOfChanges(stage, told, FAULTS_MS))
  return {
    staff: [hugo, ina, jo],
    acts,
    settle: async () => {
      await jo.insist(() => settleRefunds(jo, stage), 2)
    },
  }
}
