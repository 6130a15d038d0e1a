import type { Db } from '../../db/connect.ts'
import { findRecords } from '../../db/report-records.ts'
import type { NewDifference } from '../../db/schema.ts'
import {
  type BookedRecord,
  type Bounds,
  findGivenBack,
  findNamedAttempts,
  listBookedRecords,
  type NamedAttempt,
} from '../../db/tie-out-entries.ts'
import type { MethodKind } from '../../domain/payment.ts'
import type { Line } from '../../domain/tie-out.ts'
import { difference } from './ledger.ts'

const RECORDS_AT_ONCE = 500

/** What a kind of message does with money; what is not here moves none. */
const MONEY: Readonly<Record<string, { line: Line; method: MethodKind | null }>> = {
  SALE: { line: 'taken', method: 'card' },
  CAPT: { line: 'taken', method: 'card' },
  FORCE: { line: 'taken', method: 'card' },
  CHECK: { line: 'taken', method: 'bank' },
  CREDIT: { line: 'given_back', method: 'card' },
  REVERSAL: { line: 'given_back', method: 'bank' },
  VOID: { line: 'given_back', method: null },
  REVERSEAUTH: { line: 'given_back', method: null },
}
const isVoid = (type: string) => type === 'VOID' || type === 'REVERSEAUTH'
const isBooked = ({ request_type, action_code }: BookedRecord) =>
  action_code === '000' || (action_code === '400' && isVoid(request_type))

interface Judging {
  /** What the gateway took before our first message is not for us to judge. */
  firstSentAt: Date | null
  terminals: readonly string[]
}

/** Movements in the gateway's books that no approved message of ours stands for, part by part. */
export async function* onlyAtGateway(
  db: Db,
  bounds: Bounds,
  { firstSentAt, terminals }: Judging,
): AsyncGenerator<NewDifference[], void> {
  if (!firstSentAt) return
  for (let after: BookedRecord | undefined; ; ) {
    const part = await listBookedRecords(db, { ...bounds, after }, RECORDS_AT_ONCE)
    const judged = part.filter(
      (record) =>
        record.request_type in MONEY &&
        isBooked(record) &&
        record.at !== null &&
        record.at >= firstSentAt &&
        (record.terminal_id === '' || terminals.includes(record.terminal_id)),
    )
    if (judged.length > 0) yield await withoutOurs(db, judged)
    if (part.length < RECORDS_AT_ONCE) return
    after = part.at(-1)
  }
}

async function withoutOurs(db: Db, part: readonly BookedRecord[]): Promise<NewDifference[]> {
  const ids = [...new Set(part.map(({ transaction_id }) => transaction_id).filter(Boolean))]
  const [named, givenBack] = await Promise.all([findNamedAttempts(db, ids), findGivenBack(db, ids)])
  const byId = new Map(named.map((attempt) => [attempt.transaction_id, attempt]))
  const strangers = part.filter((record) => {
    const attempt = byId.get(record.transaction_id)
    if (isVoid(record.request_type)) return givenBack.get(record.transaction_id) !== 'void'
    const isOurs =
      attempt?.status === 'approved' && attempt.kind.toUpperCase() === record.request_type
    return !isOurs
  })
  return asDifferences(db, strangers, byId)
}

/** One for each movement, though the gateway may have booked it several times. */
async function asDifferences(
  db: Db,
  strangers: readonly BookedRecord[],
  byId: ReadonlyMap<string, NamedAttempt>,
): Promise<NewDifference[]> {
  const named = await findRecords(
    db,
    strangers.flatMap(({ transaction_id }) => transaction_id || []),
  )
  return strangers.flatMap((record) => {
    const { transaction_id, gateway_id, request_type } = record
    const same: readonly BookedRecord[] = (named.get(transaction_id) ?? [record]).filter(
      (one) => one.request_type === request_type && isBooked(one),
    )
    // The first of them stands for all, on its own day.
    if (same[0]?.id !== record.id) return []
    const byNumber = new Map(same.map((one) => [one.gateway_id, one.amount_cents ?? 0]))
    const amounts = isVoid(request_type) ? [record.amount_cents ?? 0] : [...byNumber.values()]
    const attempt = byId.get(transaction_id)
    const { line, method } = MONEY[request_type]!
    const isBank = attempt?.kind === 'check' || attempt?.kind === 'reversal'
    return difference({
      kind: 'gateway_only',
      line,
      method_kind: method ?? (isBank ? 'bank' : 'card'),
      reference: (transaction_id || gateway_id).slice(-40),
      payment_id: attempt?.payment_id ?? null,
      customer_id: attempt?.customer_id ?? null,
      customer_name: attempt?.customer_name ?? null,
      theirs_cents: amounts.reduce((sum, cents) => sum + cents, 0),
      at: record.at,
    })
  })
}
