import type { PaymentWords } from './en.ts'

export const de: PaymentWords = {
  states: {
    pending: {
      word: 'Wartet',
      title: 'Ihre Zahlung wartet, bis sie an der Reihe ist',
      text: 'Das dauert einige Sekunden. Sie können diese Seite verlassen: Es geht ohne Sie weiter.',
    },
    submitting: {
      word: 'Bei der Bank',
      title: 'Wir fragen die Bank',
      text: 'Das dauert einige Sekunden. Bitte bezahlen Sie nicht noch einmal; wir buchen nicht doppelt ab.',
    },
    unknown: {
      word: 'Noch ungewiss',
      title: 'Die Bank hat noch nicht geantwortet',
      text: 'Wir fragen weiter bei der Bank nach. Bitte bezahlen Sie nicht noch einmal; wir buchen nicht doppelt ab.',
    },
    review: {
      word: 'Wird geprüft',
      title: 'Wir prüfen diese Zahlung',
      text: 'Die Antwort der Bank war nicht eindeutig, deshalb sieht ein Mensch nach. Bitte bezahlen Sie nicht noch einmal; wir buchen nicht doppelt ab.',
    },
    paid: {
      word: 'Bezahlt',
      title: 'Bezahlt. Vielen Dank!',
      text: 'Ihre Zahlung wurde angenommen.',
    },
    cancelled: {
      word: 'Abgebrochen',
      title: 'Diese Zahlung wurde abgebrochen',
      text: 'Es wurde kein Geld abgebucht. Falls noch etwas offen ist, können Sie es jetzt bezahlen.',
    },
    voided: {
      word: 'Zurückgenommen',
      title: 'Diese Zahlung wurde zurückgenommen',
      text: 'Von Ihrem Konto geht kein Geld ab. Die Bank zeigt die Zahlung vielleicht noch einige Tage an.',
    },
    refunded: {
      word: 'Erstattet',
      title: 'Diese Zahlung wurde erstattet',
      text: 'Ihre Bank zeigt das Geld innerhalb weniger Tage an.',
    },
    returned: {
      word: 'Zurückgegeben',
      title: 'Ihre Bank hat diese Lastschrift zurückgegeben',
      text: 'Es wurde nichts bezahlt. Bitte nehmen Sie eine andere Karte oder ein anderes Bankkonto oder fragen Sie Ihre Bank.',
    },
  },
  slow: 'Das dauert länger als gewöhnlich. Sie können diese Seite verlassen und später wiederkommen. Bitte bezahlen Sie nicht noch einmal; wir buchen nicht doppelt ab.',
  debitedWord: 'Eingereicht',
  debitedTitle: 'Eingereicht. Vielen Dank!',
  debited: (date) =>
    `Die Lastschrift von Ihrem Bankkonto ist eingereicht, aber noch nicht endgültig; erwartet bis ${date}. Sie müssen nichts weiter tun.`,
  declinedWord: 'Abgelehnt',
  declinedTitle: 'Nicht angenommen',
  advice: {
    accepted: 'Die Zahlung wurde angenommen.',
    not_accepted:
      'Die Zahlung wurde nicht angenommen und kein Geld abgebucht. Bitte prüfen Sie die Angaben, nehmen Sie eine andere Karte oder ein anderes Bankkonto oder fragen Sie Ihre Bank.',
    not_possible:
      'Wir können im Moment keine Zahlungen annehmen. Es wurde kein Geld abgebucht. Bitte versuchen Sie es später noch einmal.',
    not_certain:
      'Die Zahlung wird bearbeitet. Bitte bezahlen Sie nicht noch einmal: Das Ergebnis wird gezeigt, sobald es sicher ist.',
  },
  returned: {
    represent:
      'Ihre Bank hat die Zahlung zurückgegeben, weil das Konto nicht gedeckt war. Der Betrag ist wieder fällig. Bitte sorgen Sie für Deckung oder bezahlen Sie auf anderem Weg.',
    disable:
      'Ihre Bank konnte die Zahlung nicht von diesem Konto einziehen. Der Betrag ist wieder fällig. Bitte prüfen Sie die Kontodaten oder bezahlen Sie auf anderem Weg.',
    revoke:
      'Ihre Bank hat die Zahlung als nicht genehmigt zurückgegeben. Der Betrag ist wieder fällig, und wir verwenden dieses Konto nicht, bis Sie es wieder erlauben.',
    correct:
      'Ihre Bank hat die Zahlung zurückgegeben, weil sie nicht der Vereinbarung entsprach. Der Betrag ist wieder fällig. Wir melden uns bei Ihnen.',
    hold: 'Die Zahlung wurde bei Ihrer Bank gestoppt. Der Betrag ist wieder fällig, und wir verwenden dieses Konto nicht, bis Sie uns sagen, wie es weitergehen soll.',
    person:
      'Ihre Bank hat die Zahlung zurückgegeben. Der Betrag ist wieder fällig. Bitte bezahlen Sie auf anderem Weg oder melden Sie sich bei uns.',
    alarm:
      'Ihre Bank hat die Zahlung zurückgegeben. Wir gehen dem nach. Bitte bezahlen Sie vorerst nicht noch einmal.',
    change: 'Ihre Bank hat uns mitgeteilt, dass sich Angaben Ihres Kontos geändert haben.',
  },
  receipt: 'Quittung',
  paidFor: 'Für',
  date: 'Datum',
  method: 'Zahlungsmittel',
  finalBy: 'Endgültig am',
  reference: 'Referenz',
  copyReference: 'Die Referenz kopieren',
  amount: 'Betrag',
  refresh: 'Aktualisieren',
  chooseAnother: 'Anderes Zahlungsmittel wählen',
  print: 'Die Quittung drucken',
}
