import { centralTime, settlementOf } from '../banking-days.ts'
import type { Gateway } from '../gateway.ts'
import { isApproved, type Transaction } from '../ledger.ts'

/** Unix milliseconds, both ends included; '' takes every terminal. */
export interface Range {
  from: number
  to: number
  terminalId: string
}

type Fields = Record<string, string | number>

interface Report {
  elements: { list: string; record: string }
  records(gateway: Gateway, range: Range): Iterable<Fields>
}

const TRANSACTIONS = { list: 'Transactions', record: 'Transaction' }

/** Another kind of report is another entry here. */
export const REPORTS = new Map<string, Report>([
  ['credit', { elements: TRANSACTIONS, records: creditRecords }],
  ['ccsettlement', { elements: TRANSACTIONS, records: cardSettlements }],
  ['ach', { elements: TRANSACTIONS, records: achRecords }],
  ['achsettlement', { elements: TRANSACTIONS, records: achSettlements }],
  ['achrejects', { elements: TRANSACTIONS, records: achRejects }],
  ['token', { elements: TRANSACTIONS, records: tokenRecords }],
])

const isBankEntry = ({ type }: Transaction) => type === 'CHECK' || type === 'REVERSAL'

/** Everything about cards, declines and voids included. */
function* creditRecords({ ledger }: Gateway, range: Range): Generator<Fields> {
  for (const transaction of ledger.all) {
    if (isBankEntry(transaction) || !isTakenIn(range, transaction)) continue
    yield { ...basicFields(transaction), ...cardFields(transaction) }
  }
}

function* achRecords({ ledger }: Gateway, range: Range): Generator<Fields> {
  for (const transaction of ledger.all) {
    if (!isBankEntry(transaction) || !isTakenIn(range, transaction)) continue
    yield { ...basicFields(transaction), ...bankFields(transaction) }
  }
}

/** Amounts in cents without a point here: 695 is 6.95 elsewhere (IPpay facts §9). */
function* cardSettlements(gateway: Gateway, range: Range): Generator<Fields> {
  for (const transaction of settledIn(gateway, range)) {
    if (isBankEntry(transaction)) continue
    yield {
      ...settlementFields(transaction),
      Total_Amount: transaction.amountCents,
      CompletionAmount: transaction.amountCents,
    }
  }
}

function* achSettlements(gateway: Gateway, range: Range): Generator<Fields> {
  for (const transaction of settledIn(gateway, range)) {
    if (!isBankEntry(transaction)) continue
    yield {
      ...settlementFields(transaction),
      CompletionAmount: plainDollars(transaction.amountCents),
      CheckNumber: transaction.checkNumber,
    }
  }
}

/** Found by the day on which the bank sent them back, however long after the debit that was. */
function* achRejects({ ledger }: Gateway, range: Range): Generator<Fields> {
  for (const transaction of ledger.all) {
    if (transaction.returns === undefined || !isOfTerminal(range, transaction)) continue
    for (const { code, at } of transaction.returns) {
      if (at < range.from || at > range.to) continue
      yield {
        Date: centralTime(transaction.at),
        Status: code,
        ...identityFields(transaction),
        Total_Amount: plainDollars(transaction.amountCents),
        ActionCode: transaction.actionCode,
        Response_Text: transaction.responseText,
        Token: transaction.token,
        CheckNumber: transaction.checkNumber,
        CompletionDate: centralTime(at),
        CompletionAmount: plainDollars(transaction.amountCents),
        ...referenceFields(transaction),
      }
    }
  }
}

function* tokenRecords({ tokenized }: Gateway, range: Range): Generator<Fields> {
  for (const { token, last4, terminalId, at } of tokenized) {
    if (at < range.from || at > range.to || !isOfTerminal(range, { terminalId })) continue
    yield {
      Date: centralTime(at),
      Terminal_ID: terminalId,
      Transaction_ID: '',
      Request_Type: 'CREATE',
      Token: token,
      Last4: last4,
    }
  }
}

function* settledIn({ ledger, clock }: Gateway, range: Range): Generator<Transaction> {
  const to = Math.min(range.to, clock.now())
  for (const transaction of ledger.moneyMoved) {
    if (transaction.voidedBy !== undefined || !isOfTerminal(range, transaction)) continue
    const settlement = settlementOf(transaction.at)
    if (settlement >= range.from && settlement <= to) yield transaction
  }
}

const isOfTerminal = (range: Range, { terminalId }: Pick<Transaction, 'terminalId'>) =>
  range.terminalId === '' || range.terminalId === terminalId

const isTakenIn = (range: Range, transaction: Transaction) =>
  transaction.at >= range.from && transaction.at <= range.to && isOfTerminal(range, transaction)

const identityFields = (transaction: Transaction): Fields => ({
  ipTransID: transaction.ipTransId,
  Merchant_Name: 'Sandbox Merchant',
  Merchant_ID: '000000000001',
  Terminal_ID: transaction.terminalId,
  Transaction_ID: transaction.transactionId,
  Request_Type: transaction.type,
})

const referenceFields = (transaction: Transaction): Fields => ({
  OrderNumber: transaction.orderNumber,
  UD1: transaction.udField1,
  UD2: transaction.udField2,
  UD3: transaction.udField3,
})

/** Dollars with four decimals, and IPpay's number padded to its 26 digits (IPpay facts §4, §9). */
const basicFields = (transaction: Transaction): Fields => ({
  Date: centralTime(transaction.at),
  ...identityFields(transaction),
  ipTransID: String(transaction.ipTransId).padStart(26, '0'),
  Total_Amount: `${dollars(transaction.amountCents)}00`,
  Fee_Amount: '0.0000',
  Auth_Code: transaction.approval,
  ActionCode: transaction.actionCode,
  Response_Text: transaction.responseText,
  CardName: transaction.holder,
  ...referenceFields(transaction),
})

const cardFields = (transaction: Transaction): Fields => ({
  CardNum: transaction.token,
  Token: transaction.token,
  AVS_Response: transaction.avs,
  AddressMatch: transaction.avs === '' ? '' : 'Y',
  ZipMatch: transaction.avs === '' ? '' : 'Y',
  CVV2: transaction.cvv2,
})

const bankFields = (transaction: Transaction): Fields => ({
  Token: transaction.token,
  AccountNumber: '',
  ABA: '',
  CheckNumber: transaction.checkNumber,
})

const settlementFields = (transaction: Transaction): Fields => ({
  Date: centralTime(transaction.at),
  SettlementDate: centralTime(settlementOf(transaction.at)),
  ...identityFields(transaction),
  ActionCode: isApproved(transaction) ? '000' : transaction.actionCode,
  Token: transaction.token,
  Invoice: transaction.orderNumber,
  ...referenceFields(transaction),
})

const dollars = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

/** As the report of returns shows them: `173` and `49.99`. */
const plainDollars = (cents: number): string =>
  cents % 100 === 0 ? String(cents / 100) : dollars(cents)
