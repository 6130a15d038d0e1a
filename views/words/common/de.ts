import { pluralsOf } from '../plural.ts'
import type { CommonWords } from './en.ts'

const counted = pluralsOf('de')

export const de: CommonWords = {
  skipToContent: 'Zum Inhalt',
  breadcrumb: 'Pfad zu dieser Seite',
  languageSwitch: 'Sprache dieser Seiten',
  yourAccount: 'Ihr Konto',
  navPay: 'Bezahlen',
  navRefill: 'Aufladen',
  credentials: 'Zahlungsmittel',
  overview: 'Übersicht',
  backToPortal: 'Zurück zum Portal',
  logOut: 'Abmelden',
  back: 'Zurück',
  backToOverview: 'Zurück zur Übersicht',
  closedTitle: 'Zahlungen sind für kurze Zeit geschlossen',
  closedText:
    'Wir prüfen unsere Bücher. Bis dahin wird nichts abgebucht, und was Sie bezahlt haben, gilt.',
  optional: 'freiwillig',
  needsAttention: (count) =>
    counted(count, { one: 'Bitte prüfen Sie # Angabe', other: 'Bitte prüfen Sie # Angaben' }),
  endingIn: 'mit den Endziffern',
  card: 'Karte',
  bankAccount: 'Bankkonto',
  checking: 'Girokonto',
  savings: 'Sparkonto',
  invoice: (number) => `Rechnung ${number}`,
  proforma: (number) => `Proformarechnung ${number}`,
  refill: 'Aufladung des Guthabens',
  due: (date) => `Fällig am ${date}`,
  overdue: 'Überfällig',
  partlyPaid: 'Teilweise bezahlt',
  inAll: (amount) => `${amount} insgesamt`,
  pay: 'Bezahlen',
  payThis: (what) => `${what} bezahlen`,
  keepsNothing: 'Wir speichern keine Kartennummer, keine Kontonummer und keinen Sicherheitscode.',
}
