import { Readable } from 'node:stream'
import type { Gateway } from '../gateway.ts'
import { summarize } from '../totals.ts'
import type { Transaction } from '../transaction.ts'
import { numberIn, ok, wrong } from './answers.ts'
import type { ControlReply } from './control.ts'

const FILTERS = [
  'transactionId',
  'type',
  'terminalId',
  'token',
  'orderNumber',
  'udField1',
  'udField2',
  'udField3',
] as const

/**
 * Everything that moved money; with `all=1` also what did not: declines, authorisations, voids.
 * `count` and `cents` leave out what was voided; the list does not.
 */
export function listTransactions({ ledger, clock }: Gateway, query: URLSearchParams): ControlReply {
  const isAll = query.get('all') === '1'
  const filters = FILTERS.flatMap((name) => {
    const wanted = query.get(name)
    return wanted === null ? [] : [{ name, wanted }]
  })
  const isListed = (row: Transaction) => filters.every(({ name, wanted }) => row[name] === wanted)
  const select = (rows: Transaction[]) => (filters.length === 0 ? rows : rows.filter(isListed))

  const moved = select(ledger.moneyMoved)
  const summary = filters.length === 0 ? ledger.summary() : summarize(moved)
  if (query.get('summary') === '1') return ok(summary)

  const listed = isAll ? select(ledger.all) : moved
  const offset = numberIn(query, 'offset', 0)
  const limit = numberIn(query, 'limit', listed.length)
  if (offset === null || limit === null) return wrong(400, 'offset and limit are whole numbers.')
  const head = { count: summary.count, cents: summary.cents, listed: listed.length }
  const now = clock.now()
  const show = isAll
    ? (row: Transaction) => ({ ...shown(row, now), ...answerShown(row) })
    : (row: Transaction) => shown(row, now)
  return ok(Readable.from(listText(head, listed.slice(offset, offset + limit), show)))
}

const ROWS_PER_CHUNK = 500

/** JSON piece by piece: a million rows are not one text. */
function* listText(
  head: object,
  rows: Transaction[],
  show: (row: Transaction) => object,
): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"transactions":[`
  for (let at = 0; at < rows.length; at += ROWS_PER_CHUNK) {
    const chunk = rows.slice(at, at + ROWS_PER_CHUNK).map((row) => JSON.stringify(show(row)))
    yield `${at > 0 ? ',' : ''}${chunk.join(',')}`
  }
  yield ']}'
}

function shown(transaction: Transaction, now: number) {
  const returns = transaction.returns?.filter(({ at }) => at <= now).map(({ code }) => code) ?? []
  const { chargebacks } = transaction
  return {
    transactionId: transaction.transactionId,
    type: transaction.type,
    amountCents: transaction.amountCents,
    terminalId: transaction.terminalId,
    token: transaction.token,
    last4: transaction.last4,
    orderNumber: transaction.orderNumber,
    udField1: transaction.udField1,
    udField2: transaction.udField2,
    udField3: transaction.udField3,
    approval: transaction.approval,
    at: new Date(transaction.at).toISOString(),
    ipTransId: transaction.ipTransId,
    ...(transaction.voidedBy && { voidedBy: transaction.voidedBy.type }),
    ...(returns.length > 0 && { returns }),
    ...(chargebacks && { chargebacks: chargebacks.map(({ caseNumber }) => caseNumber) }),
  }
}

const answerShown = ({ actionCode, responseText, original }: Transaction) => ({
  actionCode,
  responseText,
  ...(original && { original: original.ipTransId }),
})
