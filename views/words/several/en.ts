import { pluralsOf } from '../plural.ts'

const counted = pluralsOf('en')

/** Paying several documents at once, and what became of them. */
export const en = {
  paySelected: 'Pay selected',
  payEverything: (amount: string) => `Pay everything: ${amount}`,
  chooseFirst: 'Tick at least one document, then press “Pay selected”.',
  title: (count: number) => counted(count, { one: 'Pay # document', other: 'Pay # documents' }),
  lead: 'All with the same method; each becomes a payment of its own.',
  underWay: (document: string) =>
    `${document} has a payment under way already. It is left out, so that you do not pay it twice.`,
  gone: (count: number) =>
    counted(count, {
      one: '# document that you chose cannot be paid any more and is left out.',
      other: '# documents that you chose cannot be paid any more and are left out.',
    }),
  cut: (count: number) =>
    counted(count, {
      one: 'This is the # most urgent document. You can pay the others afterwards.',
      other: 'These are the # most urgent documents. You can pay the others afterwards.',
    }),
  newBankAccount: 'To pay with a new bank account, save it first under Payment credentials.',
  changed: (amount: string) =>
    `Something has changed: ${amount} is to be paid now. Nothing was charged. Please check it and pay again.`,
  nothingOpen: 'None of this can be paid now, so nothing was charged.',
  leftOut: (documents: string) =>
    `Not charged, because something changed at the last moment: ${documents}. Please look at it in the overview.`,
  following: (count: number) =>
    counted(count, {
      one: '# payment is being processed',
      other: '# payments are being processed',
    }),
  followingText: 'This takes a few seconds. Please do not pay again; we will not charge you twice.',
  allTaken: (count: number) =>
    counted(count, {
      one: '# payment accepted. Thank you!',
      other: 'All # payments accepted. Thank you!',
    }),
  allTakenText: 'Each of them has a receipt of its own.',
  someTaken: (taken: string, count: string) => `${taken} of ${count} payments were accepted`,
  someTakenText: 'Please look at each of them below.',
  noneTaken: 'None of the payments was accepted',
  payOthers: (count: number) =>
    counted(count, {
      one: 'Pay it with another method',
      other: 'Pay these # with another method',
    }),
}

export type SeveralWords = typeof en
