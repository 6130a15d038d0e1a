// What each group asks for is in the rules of the trade §3.1. IPpay facts §8 differ in one point: they
// disable R14 to R16, which the rules leave to a person.

/**
 * `represent`: the same amount may be tried again, see `canRepresent`. `disable`: this account
 * cannot be debited; ask for another. `revoke`: the customer did not agree, or no longer does; stop
 * at once and ask for a new authorization. `correct`: not what was agreed; correct it and send it
 * again within 60 days. `hold`: stopped by the customer; ask before any other debit. `person`:
 * somebody has to look. `alarm`: the bank says that we sent it twice. `change`: no return but a
 * notice; correct the stored data.
 */
export type ReturnAction =
  | 'represent'
  | 'disable'
  | 'revoke'
  | 'correct'
  | 'hold'
  | 'person'
  | 'alarm'
  | 'change'

export type ReturnRow = readonly [action: ReturnAction, meaning: string]

const represent = (meaning: string): ReturnRow => ['represent', meaning]
const disable = (meaning: string): ReturnRow => ['disable', meaning]
const revoke = (meaning: string): ReturnRow => ['revoke', meaning]
export const person = (meaning: string): ReturnRow => ['person', meaning]
const change = (meaning: string): ReturnRow => ['change', meaning]

/** Nacha's public list with meanings in our words; what is not in it was not assigned. */
export const RETURN_ROWS: Readonly<Record<string, ReturnRow>> = {
  R01: represent('Not enough money in the account'),
  R02: disable('The account is closed'),
  R03: disable('No such account, or not of this name'),
  R04: disable('The account number cannot be right'),
  R05: revoke('A private account was debited as a company’s, without permission'),
  R06: person('Returned because our own bank asked for it'),
  R07: revoke('The customer took the authorization back'),
  R08: ['hold', 'The customer stopped this payment'],
  R09: represent('The money in the account was not yet available'),
  R10: revoke('The customer says that this debit was not authorized'),
  R11: ['correct', 'The customer says that the debit was not as agreed'],
  R12: disable('The account has moved to another bank'),
  R13: disable('The routing number is not valid'),
  R14: person('The person who looks after the account has died or cannot go on'),
  R15: person('The account holder has died'),
  R16: person('The account is frozen'),
  R17: person('The bank could not process the details, or finds the debit suspicious'),
  R18: person('The date of the entry was not acceptable'),
  R19: person('The amount of the entry was not acceptable'),
  R20: disable('The account does not allow debits'),
  R21: person('The bank does not know our company ID'),
  R22: person('The bank does not know the ID given for the customer'),
  R23: person('The customer refused a credit'),
  R24: ['alarm', 'The bank says that it got this entry twice'],
  R25: person('The additional record of the entry was wrong'),
  R26: person('A required detail was missing in the entry'),
  R27: person('The entry’s trace number was missing or wrong'),
  R28: disable('The check digit of the routing number is wrong'),
  R29: revoke('The company says that this debit was not authorized'),
  R30: person('The bank takes no checks in this form'),
  R31: person('Returned late, with the consent of our own bank'),
  R32: person('The bank could not settle the entry'),
  R33: person('The bank returned an entry made from a destroyed check'),
  R34: person('The bank’s part in the network was limited'),
  R35: person('Debits of this kind are not allowed'),
  R36: person('Credits of this kind are not allowed'),
  R37: person('The check behind the entry was also presented'),
  R38: person('The check behind the entry was stopped'),
  R39: person('The check behind the entry cannot be used or was also presented'),
  R40: person('A federal agency returned an enrollment'),
  R41: person('An enrollment had a wrong transaction code'),
  R42: person('An enrollment had a wrong routing number'),
  R43: person('An enrollment had a wrong account number'),
  R44: person('An enrollment had a wrong ID of the person'),
  R45: person('An enrollment had a wrong name'),
  R46: person('An enrollment was wrong about a representative'),
  R47: person('The enrollment was made twice'),
  R50: person('State law does not allow a returned check to be collected this way'),
  R51: revoke('The returned check could not be collected this way'),
  R52: person('The returned check behind the entry was stopped'),
  R53: person('The returned check was also presented on paper'),

  // From one bank to the other about a return, and of payments abroad: never tried again.
  R61: person('A return went to the wrong bank'),
  R62: person('An erroneous or reversing entry came back'),
  R67: person('The return was sent twice'),
  R68: person('The return came too late'),
  R69: person('The return had wrong details'),
  R70: person('The return was not asked for, or not accepted'),
  R71: person('A disputed return went to the wrong bank'),
  R72: person('A return was disputed too late'),
  R73: person('The bank says that its return was in time'),
  R74: person('The bank corrected its return'),
  R75: person('The bank says that its return was no duplicate'),
  R76: person('The bank finds no error in its return'),
  R77: person('The bank does not accept the dispute of its return'),
  R80: person('An international entry had wrong details'),
  R81: person('International entries are not agreed on'),
  R82: person('The bank abroad is not known'),
  R83: person('The bank abroad could not settle'),
  R84: person('The international entry was not processed'),
  R85: person('An international payment was sent as a domestic one'),
  R90: person('Returned by the bank for a reason of its own'),

  C01: change('The account number has changed'),
  C02: change('The routing number has changed'),
  C03: change('The routing number and the account number have changed'),
  C04: change('The name of the account holder has changed'),
  C05: change('The account is of the other type, checking or savings'),
  C06: change('The account number and the type of account have changed'),
  C07: change('The routing number, the account number and the type have changed'),
  C08: change('The bank abroad is another one'),
  C09: change('The ID given for the customer was wrong'),
  C10: change('The name of our company was wrong'),
  C11: change('The ID of our company was wrong'),
  C12: change('The name and the ID of our company were wrong'),
  C13: change('The additional record of the entry had a wrong form'),
}
