import { setTimeout as sleep } from 'node:timers/promises'
import { castBystanders } from './bystanders.ts'
import {
  chargeAll,
  interruptRun,
  lookAfterUnknowns,
  payForCustomer,
  staffMember,
} from './clerks.ts'
import { customerWith, payAsCustomer } from './customers.ts'
import { draw, listPayable, type OpenDocument } from './documents.ts'
import { Office } from './office.ts'
import { holdUpQueue, meddleWithJobs, pressQueueButtons } from './operator.ts'
import type { Person } from './person.ts'
import { FAULTS_MS } from './plan.ts'
import type { Random } from './random.ts'
import { insertDueSchedule } from './schedule.ts'
import type { StaffLogin, Stage } from './stage.ts'

/** Everybody who wants money to move, all at once and on the same documents. */
export interface Actors {
  office: Office
  /** Logs them in while all is well. */
  arrive(): Promise<void>
  /** Resolves when all have done what they came for. */
  act(): Promise<void>
  /** What is left to people in the end is decided by what the gateway's books show. */
  settle(): Promise<void>
}

const CLERKS_MS = 4_000
const CUSTOMERS_MS = 8_000
/** A customer who could not pay by then comes back another day. */
const CUSTOMERS_STAY_MS = 14_000
const LOGGING_IN_AT_ONCE = 6

/** `others` is drawn for those who came to the fault run later, so that old seeds stay what they were. */
export async function castActors(stage: Stage, random: Random, others: Random): Promise<Actors> {
  const invoices = await listPayable(stage.observer, 'invoice')
  const proformas = await listPayable(stage.observer, 'proforma')
  const office = new Office(stage, random.fork())
  const acts: (() => Promise<unknown>)[] = []
  const plan = (fromMs: number, toMs: number, act: () => Promise<unknown>) => {
    const atMs = random.between(fromMs, toMs)
    acts.push(() => sleep(atMs).then(act))
  }
  const hire = (login: StaffLogin) => staffMember(stage, login, random.fork())
  const [ada, ben, cleo] = [hire('ada'), hire('ben'), hire('cleo')]
  const [dora, eve, finn] = [hire('dora'), hire('eve'), hire('finn')]
  const asked = [...draw(invoices, random, 26), ...draw(proformas, random, 6)]
  const customers = asked.map((document) => customerWith(stage, document, random.fork()))

  plan(0, CLERKS_MS, () => chargeAll(ada, 'invoice'))
  plan(0, CLERKS_MS, () => chargeAll(ben, 'invoice'))
  if (random.chance(0.5)) plan(0, CUSTOMERS_MS, () => chargeAll(ben, 'proforma'))
  if (random.chance(0.5)) plan(0, 5_000, () => insertDueSchedule(stage.observer.db))
  if (random.chance(0.5)) plan(1_000, CUSTOMERS_MS, () => interruptRun(cleo))
  for (const customer of customers) plan(0, CUSTOMERS_MS, () => payAsCustomer(customer))
  // Those whose customers are paying at the same time, and a few others.
  for (const document of [...draw(asked, random, 6), ...draw(invoices, random, 5)]) {
    plan(0, CUSTOMERS_MS, () => payForCustomer(dora, document))
  }
  if (random.chance(0.7)) plan(3_000, CUSTOMERS_MS, () => lookAfterUnknowns(eve, stage))
  if (random.chance(0.6)) plan(1_000, CUSTOMERS_MS, () => pressQueueButtons(finn))
  if (random.chance(0.3)) plan(1_000, CUSTOMERS_MS, () => holdUpQueue(finn))
  if (random.chance(0.6)) {
    const meddler = random.fork()
    for (let times = 0; times < 3; times++) {
      plan(1_000, FAULTS_MS, () => meddleWithJobs(stage, meddler))
    }
  }
  if (random.chance(0.7)) {
    acts.push(() => office.closeSome([...invoices, ...proformas], 8, FAULTS_MS))
    acts.push(() => office.closeUnderWay(4, FAULTS_MS))
  }
  const bystanders = await castBystanders(
    stage,
    { asked, others: without(invoices, asked) },
    others,
  )
  acts.push(...bystanders.acts)
  return {
    office,
    settle: bystanders.settle,
    async arrive() {
      // Some customers come by a link and log in only then, whatever the weather.
      const early = customers.map(({ person }) => person).filter(() => random.chance(0.7))
      await logInAll([ada, ben, cleo, dora, eve, finn, ...bystanders.staff], '/admin')
      await logInAll(early, '/ippay/payments')
    },
    async act() {
      for (const { person } of customers) person.staysUntil = performance.now() + CUSTOMERS_STAY_MS
      await Promise.all(acts.map((act) => act()))
    },
  }
}

const without = (documents: readonly OpenDocument[], drawn: readonly OpenDocument[]) =>
  documents.filter((document) => !drawn.includes(document))

async function logInAll(people: readonly Person[], path: string): Promise<void> {
  for (let at = 0; at < people.length; at += LOGGING_IN_AT_ONCE) {
    const some = people.slice(at, at + LOGGING_IN_AT_ONCE)
    await Promise.all(some.map((person) => person.insist(() => person.arrive(path), 5)))
  }
}
