import type { PayWords } from './en.ts'

export const de: PayWords = {
  total: 'Gesamtbetrag',
  paidSoFar: 'Bisher bezahlt',
  stillDue: 'Noch offen',
  toPayNow: 'Jetzt zu zahlen',
  payWith: 'Bezahlen mit',
  payAmount: (amount) => `${amount} bezahlen`,
  payNow: 'Jetzt bezahlen',
  restStaysDue: 'Was Sie jetzt nicht bezahlen, bleibt offen.',
  amountChanged: (amount) =>
    `Der Betrag hat sich geändert: Jetzt sind ${amount} fällig. Es wurde nichts abgebucht. Bitte prüfen Sie ihn und bezahlen Sie noch einmal.`,
  alreadyUnderWay:
    'Das wurde bereits bezahlt, deshalb wurde nichts Neues abgebucht. Hier ist diese Zahlung.',
  addMoney: 'Guthaben aufladen',
  yourBalance: (amount) => `Ihr Guthaben beträgt ${amount}.`,
  amount: 'Betrag',
  amountRange: (from, to) => `Von ${from} bis ${to}`,
  usualAmounts: 'Übliche Beträge',
  accountType: 'Zahlungsart',
  paidTitle: 'Nichts mehr zu zahlen',
  paid: (document) => `${document} ist schon bezahlt. Sie müssen nichts tun.`,
  underWayTitle: 'Eine Zahlung ist unterwegs',
  underWay: (document) =>
    `${document} hat eine Zahlung, nach der wir die Bank gerade fragen. Bitte bezahlen Sie nicht noch einmal.`,
  notOpenTitle: 'Das kann jetzt nicht bezahlt werden',
  notOpen: (document) =>
    `${document} kann im Moment nicht bezahlt werden. Schauen Sie später wieder vorbei oder fragen Sie uns.`,
  followPayment: 'Diese Zahlung verfolgen',
}
