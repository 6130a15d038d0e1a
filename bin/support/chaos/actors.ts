import { setTimeout as sleep } from 'node:timers/promises'
import { ulid } from 'ulid'
import type { LiveContext } from '../../../src/context.ts'
import { pauseRun, resumeRun } from '../../../src/operations/move-run.ts'
import { openPayment } from '../../../src/operations/open-payment.ts'
import { startRun } from '../../../src/operations/start-run.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

interface OpenDocument {
  id: number
  customerId: number
  dueCents: number
  methodId: number
}

/** Everybody who wants money to move, all at once and on the same documents. */
export interface Actors {
  /** Resolves when all have done what they came for. Their failures are the weather, not errors. */
  act(): Promise<void>
}

const CLERKS_MS = 4_000
const CUSTOMERS_MS = 8_000

export async function castActors(stage: Stage, random: Random): Promise<Actors> {
  const documents = await listPayable(stage.observer)
  const { door } = stage
  const acts: (() => Promise<unknown>)[] = []

  // Two clerks with the same filter, each clicking twice, and one who pauses and resumes.
  for (const clerk of ['staff:ada', 'staff:ben']) {
    const requestKey = ulid()
    const at = random.between(0, CLERKS_MS)
    acts.push(() => insist(at, () => chargeAll(door, clerk, requestKey)))
    acts.push(() => insist(at + random.between(0, 300), () => chargeAll(door, clerk, requestKey)))
  }
  if (random.chance(0.5)) {
    const at = random.between(1_000, CUSTOMERS_MS)
    acts.push(() => interrupt(door, at, random.between(100, 1_500)))
  }
  // Customers in two tabs, with a double click in each.
  for (const document of draw(documents, random, 60)) {
    const at = random.between(0, CUSTOMERS_MS)
    for (const tab of [0, 1]) {
      const requestKey = ulid()
      const tabAt = at + tab * random.between(0, 400)
      acts.push(() => pay(door, document, requestKey, tabAt))
      acts.push(() => pay(door, document, requestKey, tabAt + random.between(0, 50)))
    }
  }
  return {
    async act() {
      await Promise.all(acts.map((act) => act()))
    },
  }
}

/** A person who gets an error page tries again: a run is what everybody is here for. */
async function insist(atMs: number, act: () => Promise<unknown>): Promise<void> {
  await sleep(atMs)
  for (let tries = 0; tries < 40; tries++) {
    try {
      await act()
      return
    } catch {
      await sleep(300)
    }
  }
}

function chargeAll(context: LiveContext, actor: string, requestKey: string) {
  const filter = { documentKind: 'invoice', status: 'not_paid' } as const
  return startRun(context, { source: 'manual', filter, actor, requestKey })
}

async function interrupt(context: LiveContext, atMs: number, forMs: number): Promise<void> {
  const command = { runId: 1, actor: 'staff:cleo', reason: 'a phone call' }
  await sleep(atMs)
  await pauseRun(context, command).catch(() => false)
  await sleep(forMs)
  await insist(0, () => resumeRun(context, command))
}

async function pay(
  context: LiveContext,
  document: OpenDocument,
  requestKey: string,
  atMs: number,
): Promise<void> {
  await sleep(atMs)
  const request = {
    customerId: document.customerId,
    target: { document: { kind: 'invoice', id: document.id } },
    expectedCents: document.dueCents,
    methodId: document.methodId,
    channel: 'customer',
    actor: `customer:${document.customerId}`,
    requestKey,
  } as const
  await openPayment(context, request).catch(() => {})
}

async function listPayable({ db, splynx }: LiveContext): Promise<OpenDocument[]> {
  const methods = await db
    .selectFrom('methods')
    .select(['id', 'customer_id'])
    .where('status', '=', 'active')
    .execute()
  const methodOf = new Map(methods.map(({ id, customer_id }) => [customer_id, id]))
  const payable: OpenDocument[] = []
  for await (const page of splynx.eachDocument({ kind: 'invoice', status: 'not_paid' })) {
    for (const { id, customerId, dueCents } of page.documents) {
      const methodId = methodOf.get(customerId)
      if (methodId !== undefined) payable.push({ id, customerId, dueCents, methodId })
    }
  }
  return payable
}

function draw<T>(list: readonly T[], random: Random, count: number): T[] {
  const left = [...list]
  const drawn: T[] = []
  while (drawn.length < count && left.length > 0) {
    drawn.push(...left.splice(random.between(0, left.length - 1), 1))
  }
  return drawn
}
