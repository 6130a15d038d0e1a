import type { CredentialsWords } from './en.ts'

export const de: CredentialsWords = {
  lead: 'Automatische Zahlungen nehmen das Standard-Zahlungsmittel.',
  cards: 'Karten',
  bankAccounts: 'Bankkonten',
  addCard: 'Karte hinzufügen',
  addBank: 'Bankkonto hinzufügen',
  addCardTitle: 'Eine Karte hinzufügen',
  addBankTitle: 'Ein Bankkonto hinzufügen',
  nothingCharged: 'Jetzt wird nichts abgebucht.',
  noCard: 'Noch keine Karte',
  noBank: 'Noch kein Bankkonto',
  savedOnce: 'Einmal gespeichert, bezahlt es mit einem Klick und, wenn Sie möchten, von selbst.',
  isDefault: 'Standard',
  makeDefault: 'Als Standard',
  makeThisDefault: (method) => `Als Standard: ${method}`,
  makeItDefault: 'Als Standard verwenden',
  update: 'Ändern',
  updateThis: (method) => `${method} ändern`,
  remove: 'Entfernen',
  removeThis: (method) => `${method} entfernen`,
  agreedOn: (date) => `zugestimmt am ${date}`,
  markChanged: 'Bitte neu eingeben',
  markIncomplete: 'Postleitzahl fehlt',
  markExpiring: 'Läuft bald ab',
  markExpired: 'Abgelaufen',
  markDisabled: 'Nicht in Gebrauch',
  expires: (date) => `Gültig bis ${date}`,
  expired: (date) => `Abgelaufen ${date}`,
  refusedCard:
    'Die Bank hat diese Karte abgelehnt, deshalb wird sie nicht mehr belastet. Fügen Sie eine andere hinzu.',
  refusedBank:
    'Die Bank hat dieses Konto abgelehnt, deshalb wird es nicht mehr belastet. Geben Sie es neu ein oder fügen Sie ein anderes hinzu.',
  expiredAdvice:
    'Sie kann nicht mehr belastet werden. Hat Ihre neue Karte dieselbe Nummer, ändern Sie das Datum; sonst fügen Sie sie hinzu.',
  expiringAdvice:
    'Sie läuft bald ab. Hat Ihre neue Karte dieselbe Nummer, ändern Sie das Datum; sonst fügen Sie sie hinzu.',
  changedAdvice:
    'Ihre Bank sagt, dass sich Angaben dieses Kontos geändert haben. Bitte geben Sie es neu ein.',
  withoutZipAdvice:
    'Ihre Postleitzahl fehlt, und die Bank könnte sie ablehnen. Tragen Sie sie unter „Ändern“ nach.',
  updateTitle: 'Karte ändern',
  updateLead: 'Für eine Karte, die ihre Nummer behält. Jetzt wird nichts abgebucht.',
  save: 'Speichern',
  removeCardTitle: 'Diese Karte entfernen?',
  removeBankTitle: 'Dieses Bankkonto entfernen?',
  notChargedAnyMore: 'Davon wird nichts mehr abgebucht.',
  nextDefault: (method) => `Automatische Zahlungen nehmen von jetzt an ${method}.`,
  automaticStops: 'Automatische Zahlungen enden, weil nichts anderes gespeichert ist.',
  order: 'Reihenfolge',
  orderLead:
    'Lehnt die Bank das Standard-Zahlungsmittel endgültig ab, nehmen automatische Zahlungen das nächste. Beim Bezahlen wird das erste vorgeschlagen, das belastet werden kann.',
  up: 'Nach oben',
  down: 'Nach unten',
  moveUp: (method) => `Früher verwenden: ${method}`,
  moveDown: (method) => `Später verwenden: ${method}`,
  moved: (method) => `${method} hat einen neuen Platz.`,
  keepIt: 'Behalten',
  cardSaved: 'Ihre Karte ist gespeichert.',
  bankSaved: 'Ihr Bankkonto ist gespeichert.',
  cardUpdated: 'Ihre Karte ist auf dem neuesten Stand.',
  cannotBeDefault:
    'Dieses Zahlungsmittel kann nicht mehr belastet werden und deshalb nicht der Standard sein.',
  removed: (method) => `${method} ist entfernt.`,
  inUse: (method) =>
    `Eine Zahlung mit ${method} läuft noch. Sie können es entfernen, wenn sie entschieden ist.`,
}
