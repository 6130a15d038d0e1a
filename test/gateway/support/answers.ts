// Answers in the shapes of IPpay facts §11, for the client's offline tests.

export const ID = '9PLC4R1MX8D0GE5USB'
export const TOKEN = '4C8H2K5A9M3F1000'
export const CARD = '4000300020001000'

const element = ([name, value]: [string, string]) => `<${name}>${value}</${name}>`

export const answer = (fields: Record<string, string>, root = 'ippayResponse'): string =>
  `<${root}>${Object.entries(fields).map(element).join('')}</${root}>`

export const approvedSale = (id = ID): string =>
  answer({ TransactionID: id, ActionCode: '000', Approval: 'TEST42', ResponseText: 'APPROVED' })

export const approvedCheck = (id = ID): string =>
  answer({
    TransactionID: id,
    ActionCode: '000',
    Approval: '000000',
    ResponseText: 'CHECK ACCEPTED',
  })

export const withCode = (code: string, text = 'DECLINED', id = ID): string =>
  answer({ TransactionID: id, ActionCode: code, ResponseText: text })

/** A request that the gateway refused: no TransactionID, trailing blanks. */
export const refused = (message: string, code = '900'): string =>
  answer({ ActionCode: code, ErrMsg: `${message}  ` })

export const tokenized = (token = TOKEN): string =>
  answer({ ActionCode: '000', ResponseText: 'TOKENIZED', Token: token }, 'IPPayResponse')

/** The failure that echoes the whole request (§1). */
export const echo = `<ippay><TransactionType>SALE</TransactionType><CardNum>${CARD}</CardNum>
<CVV2>987</CVV2><TransactionID>${ID}</TransactionID><ActionCode>000</ActionCode></ippay>`
