import { pluralsOf } from '../plural.ts'
import type { DashboardWords } from './en.ts'

const counted = pluralsOf('de')

export const de: DashboardWords = {
  hello: (name) => `Guten Tag, ${name}`,
  unpaidDocuments: (count) =>
    counted(count, {
      one: 'Sie haben # offenen Beleg.',
      other: 'Sie haben # offene Belege.',
    }),
  processing: 'Ihre Zahlung wird bearbeitet.',
  everythingPaid: 'Alles ist bezahlt.',
  balance: 'Guthaben',
  addMoney: 'Guthaben aufladen',
  toPay: 'Zu zahlen',
  documents: (count) => counted(count, { one: '# Beleg', other: '# Belege' }),
  nothing: 'Nichts',
  beingProcessed: 'In Bearbeitung',
  beingProcessedLead:
    'Wir fragen bei der Bank nach. Bitte bezahlen Sie nicht noch einmal; wir buchen nicht doppelt ab.',
  unpaid: 'Offen',
  nothingToPay: 'Nichts zu zahlen',
  newInvoices: 'Neue Rechnungen erscheinen hier, sobald sie erstellt sind.',
  latestPayments: 'Letzte Zahlungen',
  noPayments: 'Noch keine Zahlungen',
  noPaymentsText: 'Was Sie hier bezahlen, wird mit Quittung aufgelistet.',
  receipt: 'Quittung',
  details: 'Einzelheiten',
  follow: 'Verfolgen',
  showAll: 'Alle anzeigen',
}
