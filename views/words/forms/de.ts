import { pluralsOf } from '../plural.ts'
import type { FormWords } from './en.ts'

const counted = pluralsOf('de')

export const de: FormWords = {
  missing: 'Füllen Sie dieses Feld aus.',
  oneValue: 'Geben Sie nur einen Wert an.',
  notUnderstood: 'Das ist nicht zu verstehen.',
  tooLong: (max) => `Das ist zu lang: höchstens ${max}.`,
  notOffered: 'Wählen Sie einen der angebotenen Werte.',
  tooManyCharacters: (max) => `Verwenden Sie höchstens ${max} Zeichen.`,
  plainCharacters: 'Verwenden Sie nur Buchstaben, Ziffern und Zeichen.',
  cardNumber: 'Geben Sie die Kartennummer ein.',
  wrongCardNumber:
    'Prüfen Sie die Kartennummer: Eine Ziffer scheint falsch zu sein oder zu fehlen.',
  expiry: 'Geben Sie ein, wie lange die Karte gültig ist.',
  wrongExpiry: 'Geben Sie Monat und Jahr wie auf der Karte ein, etwa 08/29.',
  expiredCard: 'Diese Karte ist abgelaufen. Nehmen Sie eine andere.',
  securityCode: 'Geben Sie den Sicherheitscode ein.',
  wrongSecurityCode:
    'Geben Sie die 3 Ziffern auf der Rückseite ein; American Express hat 4 auf der Vorderseite.',
  nameOnCard: 'Geben Sie den Namen auf der Karte ein.',
  zip: 'Geben Sie die Postleitzahl der Rechnungsadresse ein.',
  wrongZip: 'Prüfen Sie die Postleitzahl.',
  wrongOptionalZip: 'Prüfen Sie die Postleitzahl oder lassen Sie sie weg.',
  routingNumber: 'Geben Sie die Bankleitzahl ein.',
  wrongRoutingNumber:
    'Prüfen Sie die Bankleitzahl: Von den neun Ziffern scheint eine falsch zu sein.',
  accountNumber: 'Geben Sie die Kontonummer ein.',
  wrongAccountNumber: 'Prüfen Sie die Kontonummer: Sie hat 5 bis 17 Ziffern.',
  accountNumberAgain: 'Geben Sie die Kontonummer noch einmal ein.',
  accountNumbersDiffer:
    'Die beiden Kontonummern sind verschieden. Geben Sie beide noch einmal ein.',
  nameOnAccount: 'Geben Sie den Namen des Kontoinhabers ein.',
  method: 'Wählen Sie, wie Sie bezahlen möchten.',
  amount: 'Geben Sie einen Betrag ein.',
  wrongAmount: 'Schreiben Sie den Betrag wie 12, 12,5 oder 12,50.',
  amountRange: (from, to) => `Geben Sie einen Betrag von ${from} bis ${to} an.`,
  agree:
    'Kreuzen Sie das Kästchen an, um es zu speichern. Auch ohne das können Sie einmal bezahlen.',
  cardNotAccepted:
    'Diese Karte wurde nicht angenommen. Bitte prüfen Sie Nummer, Gültigkeit und Sicherheitscode oder nehmen Sie eine andere Karte.',
  bankNotAccepted:
    'Dieses Bankkonto wurde nicht angenommen. Bitte prüfen Sie Bankleitzahl und Kontonummer oder nehmen Sie ein anderes Konto.',
  expiryNotAccepted:
    'Das neue Ablaufdatum wurde nicht angenommen. Bitte prüfen Sie es oder entfernen Sie die Karte und fügen Sie sie neu hinzu.',
  refusedForGood:
    'Die Bank hat diese Karte endgültig abgelehnt. Bitte nehmen Sie eine andere oder bitten Sie die Bank um eine neue.',
  cardNotChecked:
    'Wir konnten die Karte nicht prüfen. Es wurde nichts abgebucht. Bitte versuchen Sie es in einer Minute noch einmal.',
  bankNotChecked:
    'Wir konnten das Bankkonto nicht prüfen. Es wurde nichts abgebucht. Bitte versuchen Sie es in einer Minute noch einmal.',
  bankSilent:
    'Die Bank antwortet im Moment niemandem. Es wurde nichts abgebucht. Bitte versuchen Sie es in einer Minute noch einmal.',
  closed:
    'Zahlungen sind für kurze Zeit geschlossen. Es wurde nichts abgebucht. Bitte kommen Sie später wieder.',
  tooManyMethods: (minutes) =>
    counted(minutes, {
      one: 'Es wurden zu viele Karten und Bankkonten eingegeben. Es wurde nichts abgebucht. Bitte versuchen Sie es in einer Minute noch einmal.',
      other:
        'Es wurden zu viele Karten und Bankkonten eingegeben. Es wurde nichts abgebucht. Bitte versuchen Sie es in # Minuten noch einmal.',
    }),
  methodUseless:
    'Dieses Zahlungsmittel kann nicht mehr belastet werden. Wählen Sie ein anderes oder geben Sie ein neues ein.',
  accountUseless:
    'Ihr Konto kann im Moment keine Zahlungen annehmen. Bitte wenden Sie sich an uns.',
}
