import type { MandateWords } from './en.ts'

export const de: MandateWords = {
  takeBack: 'Ermächtigung zurücknehmen',
  takeBackThis: (method) => `Ermächtigung zurücknehmen für ${method}`,
  title: 'Diese Ermächtigung zurücknehmen?',
  cardStays:
    'Diese Karte wird nicht mehr von selbst belastet, weder für Rechnungen noch zum Aufladen. Sie bleibt gespeichert, und Sie können weiterhin selbst mit ihr bezahlen.',
  bankStops:
    'Dieses Bankkonto wird nicht mehr belastet. Um es wieder zu nutzen, geben Sie es neu ein und stimmen Sie erneut zu.',
  atOnce:
    'Es gilt sofort. Eine schon gesendete Zahlung läuft weiter. Ihre Bank kann eine Lastschrift aufhalten, wenn Sie es ihr mindestens drei Bankarbeitstage vorher sagen.',
  keep: 'Behalten',
  done: (method) => `${method} wird nicht mehr von selbst belastet.`,
  nothing: 'Es gab nichts zurückzunehmen.',
  mark: 'Nur von Hand',
  takenBack: (date) => `zurückgenommen am ${date}`,
}
