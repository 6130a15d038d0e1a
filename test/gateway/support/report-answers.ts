import type { ReportKind } from '../../../src/gateway/reports/reports.ts'

// Answers in the shapes of IPpay facts §9 and §11.

const element = ([name, value]: [string, string]) =>
  value === '' ? `<${name}/>` : `<${name}>${value}</${name}>`

export const record = (fields: Record<string, string>, name = 'Transaction'): string =>
  `<${name}>${Object.entries(fields).map(element).join('')}</${name}>`

interface Shape {
  root?: string
  list?: string
  /** What the list says of itself; left out where it does not say. */
  count?: number | null
}

export function report(
  kind: ReportKind,
  records: string[],
  { root = 'ippayResponse', list = 'Transactions', count = records.length }: Shape = {},
): string {
  const attributes =
    `type="${kind}" run="2026-02-08 06:00:10" start="2026-02-01T00:00:00" ` +
    `end="2026-02-07T23:59:59"${count === null ? '' : ` records="${count}"`}`
  return `<${root}><${list} ${attributes}>${records.join('')}</${list}></${root}>`
}

export const noResults = (kind: ReportKind): string =>
  `<ippayResponse><Transactions type="${kind}" run="2026-02-08 06:00:10" start="2026-02-01T00:00:00" end="2026-02-07T23:59:59">No Results</Transactions></ippayResponse>`

export const SALE = {
  Date: '2026-02-02 09:14:55',
  ipTransID: '00000000000000000090417733',
  Merchant_Name: 'Prairie Fiber',
  Merchant_ID: '000000000001',
  Terminal_ID: 'TESTTERMINAL',
  Transaction_ID: '3FJ8WQ0ZT6Y2VN7HKA',
  Request_Type: 'SALE',
  Total_Amount: '69.9500',
  Fee_Amount: '0.0000',
  Auth_Code: 'TEST42',
  ActionCode: '000',
  Response_Text: 'APPROVED',
  CardNum: '4C8H2K5A9M3F1000',
  Token: '4C8H2K5A9M3F1000',
  AVS_Response: 'Y',
  AddressMatch: 'Y',
  ZipMatch: 'Y',
  CVV2: 'P',
  CardName: 'Ada Miller',
  BillingAddress: '12 Tower Road',
  Email: 'ada@example.com',
  OrderNumber: 'INV-20481',
  UD1: '01HZX4ABCDEFGHJKMNPQRSTVWX',
  UD2: '',
  UD3: 'splynx-ippay',
}

export const REJECT = {
  Date: '2026-02-02 09:14:55',
  Status: 'R01',
  ipTransID: '90417733',
  Terminal_ID: 'TESTTERMINAL',
  Transaction_ID: 'B2N6V0XJ4S8F3QLC7T',
  Request_Type: 'CHECK',
  Total_Amount: '49.99',
  ActionCode: '000',
  Response_Text: 'CHECK ACCEPTED',
  Token: 'D3H7K1B9F2M5A1999',
  CheckNumber: '20481',
  CompletionDate: '2026-02-06 19:30:01',
  CompletionAmount: '49.99',
}
