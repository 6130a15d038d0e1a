import { decimalText, ofCents } from './amounts.ts'

/** A line of a document, as the books keep it. Without a period both dates are empty. */
export interface Line {
  description: string
  quantity: number
  unit: string
  /** For one, without tax; a price may have a fraction of a cent. */
  priceCents: number
  taxPercent: number
  periodFrom: string
  periodTo: string
  /** Of the transaction that the line makes; 1 is a service. */
  category?: number
  /** The debit that it made: lines of invoices only. */
  transactionId?: number
}

/** Ten-thousandths, tax included. */
export const totalOfLine = (line: Line): number => netOf(line) + taxOf(line)

export const totalOf = (lines: Line[]): number =>
  lines.reduce((sum, line) => sum + totalOfLine(line), 0)

const netOf = ({ quantity, priceCents }: Line) => Math.round(ofCents(quantity * priceCents))
const taxOf = (line: Line) => Math.round((netOf(line) * line.taxPercent) / 100)

/** The items of an invoice on the wire (Splynx facts §2.6): prices and taxes are text. */
export const showInvoiceItems = (lines: unknown) =>
  (lines as Line[]).map((line, index) => ({
    ...itemOf(line, index),
    transaction_id: line.transactionId ?? 0,
  }))

export const showProformaItems = (lines: unknown) => (lines as Line[]).map(itemOf)

const itemOf = (line: Line, index: number) => ({
  id: index + 1,
  pos: index + 1,
  description: line.description,
  quantity: line.quantity,
  unit: line.unit,
  price: decimalText(Math.round(ofCents(line.priceCents))),
  tax: line.taxPercent.toFixed(4),
  tax_amount: decimalText(taxOf(line)),
  tax_id: 0,
  period_from: line.periodFrom,
  period_to: line.periodTo,
  sub_account_id: 0,
})
