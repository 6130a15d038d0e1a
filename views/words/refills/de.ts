import type { RefillWords } from './en.ts'

export const de: RefillWords = {
  overDailyLimit:
    'Das ist mehr, als an einem Tag aufgeladen werden kann. Es wurde nichts abgebucht.',
  leftToday: (amount) =>
    `Heute können Sie noch bis zu ${amount} aufladen. Es wurde nichts abgebucht.`,
  dailyLimit: (amount) => `Höchstens ${amount} am Tag`,
  whenTitle: 'Wann das Geld da ist',
  cardAtOnce: 'Mit Karte: sofort.',
  bankAtOnce: 'Mit Bankkonto: sobald Ihre Bank die Lastschrift angenommen hat, meist sofort.',
  bankAtOnceUpTo: (amount) =>
    `Mit Bankkonto: bis ${amount} sofort. Ein höherer Betrag wird als Ganzes gutgeschrieben, wenn die Lastschrift sicher ist, etwa vier Bankarbeitstage später.`,
  bankLater: 'Mit Bankkonto: wenn die Lastschrift sicher ist, etwa vier Bankarbeitstage später.',
  auto: 'Automatisches Aufladen',
  autoLead: 'Geld wird von selbst aufgeladen, wenn Ihr Guthaben niedrig wird.',
  setUp: 'Einrichten',
  change: 'Ändern',
  rule: (amount, threshold) =>
    `${amount} werden aufgeladen, wenn Ihr Guthaben unter ${threshold} liegt, höchstens einmal am Tag.`,
  isOn: 'Es ist eingeschaltet',
  isPaused: 'Es ist angehalten',
  declined:
    'Die letzte Zahlung wurde abgelehnt, deshalb wird nichts mehr abgebucht. Wählen Sie unten eine andere Karte oder ein anderes Konto, oder geben Sie dieselbe zuerst neu ein, und stimmen Sie erneut zu.',
  returned:
    'Ihre Bank hat eine Lastschrift zurückgegeben, deshalb wird nichts mehr abgebucht. Wenn mit Ihrem Konto alles in Ordnung ist, stimmen Sie unten erneut zu.',
  method:
    'Die Karte oder das Konto, das Sie gewählt haben, kann nicht mehr automatisch belastet werden. Wählen Sie unten ein anderes und stimmen Sie erneut zu.',
  threshold: 'Wenn das Guthaben unter diesem Betrag liegt',
  amount: 'Diesen Betrag aufladen',
  chargeWith: 'Belasten',
  chooseMethod: 'Wählen Sie eine gespeicherte Karte oder ein gespeichertes Konto.',
  noMethod:
    'Speichern Sie zuerst eine Karte oder ein Bankkonto: Es wird belastet, wenn Ihr Guthaben niedrig ist.',
  agreement:
    'Ich ermächtige Sie, meine Karte zu belasten oder von meinem Bankkonto eine elektronische Lastschrift (ACH) einzuziehen, wie oben gewählt, über den oben genannten Betrag, jedes Mal wenn mein Guthaben unter der oben genannten Grenze liegt, höchstens einmal am Tag. Das gilt, bis ich es auf dieser Seite beende oder Ihnen mitteile, was ich jederzeit tun kann; eine dann schon gesendete Zahlung läuft weiter.',
  pleaseAgree:
    'Bitte setzen Sie das Häkchen: Ohne Ihre Zustimmung wird nichts von selbst abgebucht.',
  turnOn: 'Einschalten',
  save: 'Speichern und zustimmen',
  stop: 'Automatisches Aufladen beenden',
  saved: 'Das automatische Aufladen ist eingeschaltet.',
  stopped: 'Das automatische Aufladen ist beendet. Es wird nichts mehr von selbst abgebucht.',
  lastRefill: 'Das letzte automatische Aufladen',
  agreedOn: (date) => `Sie haben am ${date} zugestimmt.`,
}
