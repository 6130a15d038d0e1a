import { pluralsOf } from '../plural.ts'
import type { SeveralWords } from './en.ts'

const counted = pluralsOf('de')

export const de: SeveralWords = {
  paySelected: 'Ausgewählte bezahlen',
  payEverything: (amount) => `Alles bezahlen: ${amount}`,
  chooseFirst: 'Kreuzen Sie mindestens ein Dokument an und drücken Sie „Ausgewählte bezahlen“.',
  title: (count) => counted(count, { one: '# Dokument bezahlen', other: '# Dokumente bezahlen' }),
  lead: 'Alle auf dieselbe Weise; jedes wird eine eigene Zahlung.',
  underWay: (document) =>
    `${document} hat schon eine laufende Zahlung und wird ausgelassen, damit Sie nicht doppelt bezahlen.`,
  gone: (count) =>
    counted(count, {
      one: '# ausgewähltes Dokument kann nicht mehr bezahlt werden und wird ausgelassen.',
      other: '# ausgewählte Dokumente können nicht mehr bezahlt werden und werden ausgelassen.',
    }),
  cut: (count) =>
    counted(count, {
      one: 'Das ist das # dringendste Dokument. Die anderen können Sie danach bezahlen.',
      other: 'Das sind die # dringendsten Dokumente. Die anderen können Sie danach bezahlen.',
    }),
  newBankAccount:
    'Um mit einem neuen Bankkonto zu bezahlen, speichern Sie es bitte zuerst unter Zahlungsmittel.',
  changed: (amount) =>
    `Etwas hat sich geändert: Jetzt sind ${amount} zu zahlen. Es wurde nichts abgebucht. Bitte prüfen Sie es und bezahlen Sie noch einmal.`,
  nothingOpen: 'Davon kann jetzt nichts bezahlt werden; es wurde nichts abgebucht.',
  leftOut: (documents) =>
    `Nicht abgebucht, weil sich im letzten Moment etwas geändert hat: ${documents}. Bitte sehen Sie in der Übersicht nach.`,
  following: (count) =>
    counted(count, { one: '# Zahlung wird bearbeitet', other: '# Zahlungen werden bearbeitet' }),
  followingText:
    'Das dauert ein paar Sekunden. Bitte bezahlen Sie nicht noch einmal; wir buchen nicht doppelt ab.',
  allTaken: (count) =>
    counted(count, {
      one: '# Zahlung angenommen. Vielen Dank!',
      other: 'Alle # Zahlungen angenommen. Vielen Dank!',
    }),
  allTakenText: 'Jede von ihnen hat einen eigenen Beleg.',
  someTaken: (taken, count) => `${taken} von ${count} Zahlungen wurden angenommen`,
  someTakenText: 'Bitte sehen Sie sich unten jede einzelne an.',
  noneTaken: 'Keine der Zahlungen wurde angenommen',
  payOthers: (count) =>
    counted(count, {
      one: 'Auf andere Weise bezahlen',
      other: 'Diese # auf andere Weise bezahlen',
    }),
}
