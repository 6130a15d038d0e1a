import { centralTime } from '../banking-days.ts'
import type { Gateway, Tokenized } from '../gateway.ts'
import type { Transaction } from '../transaction.ts'
import type { AccountUpdate } from '../updater.ts'
import {
  bankFields,
  basicFields,
  cardFields,
  dollars,
  expiryText,
  type Fields,
  fourDecimals,
  MERCHANT,
  plainDollars,
  settlementFields,
  wholeCents,
} from './fields.ts'

/** Unix milliseconds, both ends included; '' takes every terminal. */
export interface Range {
  from: number
  to: number
  terminalId: string
}

/** What was found, and its records one by one: there may be a million. */
export interface Found {
  count: number
  records(): Iterable<Fields>
}

export interface Report {
  /** The manual's first examples have one root, its later ones another (IPpay facts §9). */
  root: 'ippayReport' | 'ippayResponse'
  list: string
  record: string
  find(gateway: Gateway, range: Range): Found
}

/** A report over whatever `select` finds within a range that ends now at the latest. */
function reportOf<T>(
  root: Report['root'],
  select: (gateway: Gateway, from: number, to: number) => T[],
  terminalOf: (item: T) => string,
  fieldsOf: (item: T) => Fields,
): Report {
  return {
    root,
    list: 'Transactions',
    record: 'Transaction',
    find(gateway, { from, to, terminalId }) {
      const inTime = select(gateway, from, Math.min(to, gateway.clock.now()))
      const found =
        terminalId === '' ? inTime : inTime.filter((item) => terminalOf(item) === terminalId)
      return {
        count: found.length,
        *records() {
          for (const item of found) yield fieldsOf(item)
        },
      }
    },
  }
}

const terminalOf = ({ terminalId }: { terminalId: string }) => terminalId
const isKept = ({ voidedBy }: Transaction) => voidedBy === undefined

const TAKEN = { amount: fourDecimals, isPadded: true }
const SETTLED_CARD = { amount: wholeCents, isPadded: false }
const SETTLED_CHECK = { amount: plainDollars, isPadded: false }
const REJECTED = { amount: plainDollars, isPadded: false }

/** Everything about cards, declines and voids included. */
const credit = reportOf(
  'ippayReport',
  ({ ledger }, from, to) => ledger.cards.between(from, to),
  terminalOf,
  (taken) => ({ ...basicFields(taken, TAKEN), ...cardFields(taken) }),
)

const cardSettlement = reportOf(
  'ippayReport',
  ({ ledger }, from, to) => ledger.cardSettlements.between(from, to).filter(isKept),
  terminalOf,
  (settled) => ({
    ...basicFields(settled, SETTLED_CARD),
    ...cardFields(settled),
    ...settlementFields(settled, SETTLED_CARD),
  }),
)

const chargebacks = reportOf(
  'ippayResponse',
  ({ ledger }, from, to) => ledger.chargebacks.between(from, to),
  ({ payment }) => payment.terminalId,
  ({ payment, caseNumber, reasonCode, reason, amountCents, at }) => ({
    Date: centralTime(at),
    CaseNumber: caseNumber,
    ReasonCode: reasonCode,
    ReasonDesc: reason,
    CaseAmount: dollars(amountCents),
    ...MERCHANT,
    Terminal_ID: payment.terminalId,
    MatchedTransactionID: payment.transactionId,
    ipTransID: payment.ipTransId,
    TransactionDate: centralTime(payment.at),
    TransactionAmount: dollars(payment.amountCents),
    CardNum: payment.token,
    Token: payment.token,
    OrderNumber: payment.orderNumber,
    UD1: payment.udField1,
  }),
)

const ach = reportOf(
  'ippayResponse',
  ({ ledger }, from, to) => ledger.checks.between(from, to),
  terminalOf,
  (taken) => ({ ...basicFields(taken, TAKEN), ...bankFields(taken) }),
)

const checkSettlement = reportOf(
  'ippayResponse',
  ({ ledger }, from, to) => ledger.checkSettlements.between(from, to).filter(isKept),
  terminalOf,
  (settled) => ({
    ...basicFields(settled, SETTLED_CHECK),
    ...bankFields(settled),
    ...settlementFields(settled, SETTLED_CHECK),
  }),
)

/** Found by the day on which the bank sent them back, however long after the debit that was. */
const rejects = reportOf(
  'ippayResponse',
  ({ ledger }, from, to) => ledger.returns.between(from, to),
  ({ entry }) => entry.terminalId,
  ({ entry, code, at, correctedData, newToken }) => ({
    Date: centralTime(entry.at),
    Status: code,
    ...basicFields(entry, REJECTED),
    ...bankFields(entry),
    CompletionDate: centralTime(at),
    CompletionAmount: plainDollars(entry.amountCents),
    ...(correctedData !== undefined && { CorrectedData: correctedData }),
    ...(newToken !== undefined && { NewToken: newToken }),
  }),
)

const token = reportOf(
  'ippayResponse',
  ({ tokenized }, from, to) => tokenized.between(from, to),
  terminalOf,
  ({ token, last4, terminalId, at }: Tokenized) => ({
    Date: centralTime(at),
    ...MERCHANT,
    Terminal_ID: terminalId,
    Transaction_ID: '',
    Request_Type: 'CREATE',
    ActionCode: '000',
    Response_Text: 'TOKENIZED',
    Token: token,
    Last4: last4,
  }),
)

const updateFields = (update: AccountUpdate): Fields => ({
  Date: centralTime(update.at),
  ...MERCHANT,
  Terminal_ID: update.terminalId,
  OldToken: update.oldToken,
  OldExpiration: expiryText(update.oldExpiry),
})

const updaterActivity = reportOf(
  'ippayResponse',
  ({ updater }, from, to) => updater.activity.between(from, to),
  terminalOf,
  (update) => ({
    ...updateFields(update),
    NewToken: update.newToken,
    NewExpiration: expiryText(update.newExpiry),
    Result: update.result,
  }),
)

const updaterPending: Report = {
  ...reportOf(
    'ippayResponse',
    ({ updater }, from, to) => updater.pendingBetween(from, to),
    terminalOf,
    updateFields,
  ),
  list: 'PendingTransactions',
  record: 'PendingTransaction',
}

export const REPORTS = new Map<string, Report>([
  ['credit', credit],
  ['ccsettlement', cardSettlement],
  ['ccchargebacks', chargebacks],
  ['ach', ach],
  ['achsettlement', checkSettlement],
  ['achrejects', rejects],
  ['token', token],
  ['getAccountUpdaterActivity', updaterActivity],
  ['getAccountUpdaterPendingActivity', updaterPending],
])
