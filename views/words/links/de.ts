import type { LinksWords } from './en.ts'

export const de: LinksWords = {
  customerNumber: 'Ihre Kundennummer oder Ihr Anmeldename',
  customerNumberHint: 'Steht auf der Rechnung. Wir fragen, weil hier eine Zahlung abgelehnt wurde.',
  wrongCustomerNumber:
    'Das ist weder die Nummer noch der Anmeldename auf der Rechnung. Es wurde nichts abgebucht.',
  paidTitle: 'Nichts mehr zu zahlen',
  paid: 'Das ist schon bezahlt. Sie müssen nichts tun.',
  underWayTitle: 'Eine Zahlung ist unterwegs',
  underWay: 'Wir fragen gerade bei der Bank nach. Bitte bezahlen Sie nicht noch einmal.',
  notOpenTitle: 'Das kann jetzt nicht bezahlt werden',
  notOpen: 'Es kann im Moment nicht bezahlt werden.',
  expiredTitle: 'Dieser Link ist abgelaufen',
  expired: 'Melden Sie sich bei Ihrem Konto an oder bitten Sie uns um einen neuen Link.',
}
