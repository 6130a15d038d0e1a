import { pluralsOf } from '../plural.ts'
import type { ProblemWords } from './en.ts'

const counted = pluralsOf('de')

export const de: ProblemWords = {
  toStart: 'Zur Startseite',
  tellReference: 'Falls Sie uns danach fragen, nennen Sie uns bitte diese Referenz:',
  notAllowed: 'Nicht erlaubt',
  notFound: 'Nicht gefunden',
  notPossible: 'Hier nicht möglich',
  changed: 'Es hat sich inzwischen geändert',
  tooMuch: 'Zu viel auf einmal',
  notUnderstood: 'Nicht verstanden',
  tooManyAttempts: 'Zu viele Versuche',
  wentWrong: 'Etwas ist schiefgegangen',
  notAvailable: 'Im Moment nicht verfügbar',
  didNotWork: 'Das hat nicht geklappt',
  formExpired: 'Dieses Formular ist abgelaufen',
  formIncomplete: 'Dieses Formular ist unvollständig',
  tooManyDeclines: 'Zu viele Ablehnungen',
  nothingHere: 'Unter dieser Adresse gibt es nichts.',
  noDocument: 'Wir haben diesen Beleg nicht gefunden.',
  ourFault:
    'Der Fehler liegt bei uns und ist vermerkt. Bitte versuchen Sie es in einer Minute noch einmal.',
  requestNotUnderstood: 'Diese Anfrage wurde nicht verstanden.',
  notOfOurForms: 'Das sendet keines unserer Formulare.',
  tooManyFields: 'Dieses Formular hat zu viele Felder.',
  tooLarge: 'Was Sie gesendet haben, ist größer als jedes unserer Formulare.',
  nothingChanged:
    'Es wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal.',
  nothingCharged:
    'Es wurde nichts abgebucht. Gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal.',
  closed:
    'Zahlungen sind für kurze Zeit geschlossen. Es wurde nichts abgebucht. Bitte kommen Sie später wieder.',
  away: 'Das ist im Moment nicht möglich. Bitte versuchen Sie es in einer Minute noch einmal.',
  splynxAway:
    'Splynx antwortet im Moment nicht. Bitte versuchen Sie es in einer Minute noch einmal.',
  logInAway:
    'Wir können Sie im Moment nicht anmelden. Bitte versuchen Sie es in einer Minute noch einmal.',
  invoicesAway:
    'Wir können Ihre Rechnungen im Moment nicht zeigen. Es wurde nichts abgebucht. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  cardsAway:
    'Wir können im Moment keine Karten prüfen. Es wurde nichts abgebucht. Bitte versuchen Sie es in einer Minute noch einmal.',
  paymentsAway:
    'Wir können im Moment keine Zahlungen annehmen. Es wurde nichts abgebucht. Bitte versuchen Sie es in einer Minute noch einmal.',
  paymentsAwayByLink: 'Wir können im Moment keine Zahlungen annehmen. Es wurde nichts abgebucht.',
  linksClosed: 'Zahlungen per Link sind im Moment geschlossen. Es wurde nichts abgebucht.',
  declinedTooOften:
    'Die Bank hat hier zu viele Zahlungen abgelehnt. Es wurde nichts abgebucht. Bitte versuchen Sie es in einer Stunde noch einmal oder melden Sie sich bei Ihrem Konto an.',
  sendingTooFast: 'Sie senden Formulare zu schnell.',
  tooManyLogIns: 'Zu viele Anmeldeversuche.',
  tooManyLinks: 'Sie haben zu viele Links geöffnet.',
  tooManyAnswers: 'Zu viele falsche Antworten.',
  tryAgainIn: (minutes) =>
    counted(minutes, {
      one: 'Bitte versuchen Sie es in einer Minute noch einmal.',
      other: 'Bitte versuchen Sie es in # Minuten noch einmal.',
    }),
  tryLaterOrLogIn:
    'Bitte versuchen Sie es später noch einmal oder melden Sie sich bei Ihrem Konto an.',
}
