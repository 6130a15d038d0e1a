import { setTimeout as sleep } from 'node:timers/promises'
import { startRun } from '../../../src/operations/start-run.ts'
import type { Household } from '../household.ts'
import type { RunFolder } from '../run-folder.ts'
import { type Entry, readBooks } from './books.ts'
import { groupBy } from './groups.ts'
import { type Charge, chargeNaively, type NaiveAnswer } from './naive.ts'
import type { Rule } from './plan.ts'
import { Random } from './random.ts'
import { ask, tell } from './reset.ts'
import { type Stage, setStage, startAll } from './stage.ts'

const CHARGES = 1_000
/** Enough for so many charges: not every one has an open invoice and a method. */
const CUSTOMERS = 1_800
const LOST_PERCENT = 3
const QUIET_MS = 120_000

/** Answers that get lost after the work was done, in three ways alike. */
const LOST_ANSWERS: readonly Rule[] = ['SALE', 'CHECK'].flatMap((type) =>
  ['lose-after', 'mute', 'error-500-after'].map((kind) => ({
    match: { type },
    kind,
    probability: LOST_PERCENT / 100 / 3,
  })),
)

interface Result {
  client: string
  twice: number
  /** The gateway took the money, and the client does not say so. */
  lost: number
  unknown: number
  extraCents: number
}

/**
 * Measures what the same lost answers do to the same charges: by a client that sends again on error,
 * as the public ones do, and by this program. True when this program did no harm.
 */
export async function compare(
  household: Household,
  folder: RunFolder,
  seed: number,
): Promise<boolean> {
  const stage = await setStage(household, folder, { customers: CUSTOMERS })
  await stage.reset()
  const [charges, ours] = await household.unlessOver(chargeByRun(stage, seed))
  if (charges.length < CHARGES) throw new Error(`only ${charges.length} charges to compare`)
  const naive = await household.unlessOver(chargeAllNaively(stage, charges, seed))
  await stage.close()
  console.log(tableOf(seed, [naive, ours]))
  return ours.twice + ours.lost + ours.unknown + ours.extraCents === 0
}

/** The program as it is: a run over all open invoices, with worker, clock, MySQL and Redis. */
async function chargeByRun(stage: Stage, seed: number): Promise<[Charge[], Result]> {
  const { observer } = stage
  await startAll(stage)
  await stage.setRules('gateway', seed, LOST_ANSWERS)
  const { runId } = await startRun(observer, {
    source: 'manual',
    filter: { documentKind: 'invoice', status: 'not_paid' },
    actor: 'staff:ada',
    requestKey: `compare-${seed}`,
  })
  await untilFinished(stage, runId)
  const { debits, payments } = await readBooks(stage)
  const chosenIds = await chooseOnePerCustomer(stage)
  const chosen = payments.filter(({ id }) => chosenIds.has(id))
  const debitsOf = groupBy(debits, ({ udField1 }) => udField1)
  const taken = ['approved', 'recorded']
  const result = {
    client: 'this program',
    ...harmOf(chosen.map(({ id }) => debitsOf.get(id) ?? [])),
    lost: chosen.filter(({ id, status }) => debitsOf.has(id) && !taken.includes(status)).length,
    unknown: chosen.filter(({ status }) => ['submitting', 'unknown'].includes(status)).length,
  }
  return [
    await chargesOf(
      stage,
      chosen.map(({ id }) => id),
    ),
    result,
  ]
}

/**
 * The first document of each customer, because which one of several comes first is up to the workers
 * and decides what becomes of the others when the card declines.
 */
async function chooseOnePerCustomer({ observer: { db } }: Stage): Promise<Set<string>> {
  const payments = await db
    .selectFrom('payments')
    .select(['id', 'customer_id'])
    .orderBy('customer_id')
    .orderBy('document_id')
    .execute()
  const first = new Map<number, string>()
  for (const { id, customer_id } of payments) {
    if (!first.has(customer_id)) first.set(customer_id, id)
  }
  return new Set([...first.values()].slice(0, CHARGES))
}

async function untilFinished({ observer: { db } }: Stage, runId: number): Promise<void> {
  const deadline = Date.now() + QUIET_MS
  for (;;) {
    const run = await db
      .selectFrom('runs')
      .select('status')
      .where('id', '=', runId)
      .executeTakeFirst()
    const open = await db
      .selectFrom('payments')
      .select('id')
      .where('status', 'in', ['pending', 'submitting', 'unknown', 'approved'])
      .limit(1)
      .executeTakeFirst()
    if (Date.now() > deadline || (run?.status === 'finished' && !open)) return
    await sleep(250)
  }
}

/** What the program charged, for another client to charge. */
async function chargesOf({ observer }: Stage, paymentIds: string[]): Promise<Charge[]> {
  const rows = await observer.db
    .selectFrom('payments')
    .innerJoin('methods', 'methods.id', 'payments.method_id')
    .select(['methods.kind', 'methods.token_sealed', 'methods.account_type'])
    .select(['methods.holder_name', 'payments.amount_cents', 'payments.document_number'])
    .where('payments.id', 'in', paymentIds)
    .orderBy('payments.customer_id')
    .execute()
  return rows.map((row) => ({
    kind: row.kind,
    token: observer.vault.openToken(row.token_sealed),
    accountType: row.account_type,
    holder: row.holder_name,
    amountCents: row.amount_cents,
    orderNumber: row.document_number ?? '',
  }))
}

/** One after another, so that the same seed loses the same answers. */
async function chargeAllNaively(
  { sandbox: { gatewayUrl } }: Stage,
  charges: readonly Charge[],
  seed: number,
): Promise<Result> {
  await tell('POST', `${gatewayUrl}/_sandbox/reset`)
  await tell('PUT', `${gatewayUrl}/_sandbox/faults`, { seed, rules: LOST_ANSWERS })
  const random = new Random(seed)
  const answers = new Map<string, NaiveAnswer>()
  for (const charge of charges) {
    answers.set(charge.orderNumber, await chargeNaively(`${gatewayUrl}/ippay`, charge, random))
  }
  const { transactions } = await ask<{ transactions: Entry[] }>(
    `${gatewayUrl}/_sandbox/transactions`,
  )
  const debitsOf = groupBy(transactions, ({ orderNumber }) => orderNumber)
  const isLost = (order: string) => debitsOf.has(order) && answers.get(order) !== 'charged'
  return {
    client: 'a client that sends again',
    ...harmOf([...debitsOf.values()]),
    lost: [...answers.keys()].filter(isLost).length,
    unknown: 0,
  }
}

function harmOf(debitsOfEach: readonly (readonly Entry[])[]): Pick<Result, 'twice' | 'extraCents'> {
  const repeated = debitsOfEach.filter(({ length }) => length > 1)
  const extra = repeated.flatMap((debits) => debits.slice(1))
  return {
    twice: repeated.length,
    extraCents: extra.reduce((sum, { amountCents }) => sum + amountCents, 0),
  }
}

function tableOf(seed: number, results: readonly [naive: Result, ours: Result]): string {
  const count = CHARGES.toLocaleString('en-US')
  const [naive, ours] = results
  const rows = results.map(
    ({ client, twice, lost, unknown, extraCents }) =>
      `| ${client} | ${twice} | ${lost} | ${unknown} | ${extraCents} |`,
  )
  return [
    `${count} charges, ${LOST_PERCENT} % of the gateway's answers lost after it had booked, seed ${seed}`,
    '',
    '| client | charged twice | taken, not booked | unknown left | cents too much |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Of ${count} charges with ${LOST_PERCENT} % of answers lost, a client that sends again charged ` +
      `${naive.twice} customers twice; this program ${ours.twice === 0 ? 'none' : ours.twice}.`,
  ].join('\n')
}
