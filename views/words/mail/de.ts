import type { MailWords } from './en.ts'

export const de: MailWords = {
  hello: (name) => `Guten Tag ${name},`,
  helloAll: 'Guten Tag,',
  paid: {
    subject: (amount, what) => `Beleg: ${amount} für ${what}`,
    title: 'Vielen Dank für Ihre Zahlung',
    text: (amount) => `Wir haben ${amount} erhalten.`,
    action: 'Beleg öffnen',
  },
  submitted: {
    subject: (amount, what) => `Lastschrift über ${amount} für ${what}`,
    title: 'Ihre Lastschrift ist eingereicht',
    text: (amount, date) =>
      `Wir haben ${amount} bei Ihrer Bank eingereicht. Das ist noch nicht endgültig; wir erwarten es bis zum ${date}. Sie müssen nichts weiter tun.`,
    action: 'Beleg öffnen',
    agreed: 'Sie haben ihr mit diesen Worten zugestimmt:',
    revoke:
      'Sie können die Zustimmung jederzeit zurücknehmen, indem Sie das Bankkonto unter Zahlungsmittel entfernen oder uns Bescheid geben. Eine bereits eingereichte Lastschrift kann nur Ihre Bank anhalten.',
  },
  declined: {
    subject: (what) => `Zahlung nicht angenommen: ${what}`,
    title: 'Ihre Zahlung wurde nicht angenommen',
    text: (amount, what) => `Wir konnten ${amount} für ${what} nicht einziehen.`,
    action: 'Jetzt bezahlen',
  },
  refunded: {
    subject: (amount) => `Erstattung von ${amount}`,
    title: 'Sie erhalten Geld zurück',
    text: (amount, what) =>
      `Wir haben ${amount} für ${what} erstattet. Ihre Bank zeigt es in einigen Tagen.`,
    action: 'Beleg der Zahlung öffnen',
  },
  voided: {
    subject: (amount) => `Zahlung von ${amount} zurückgenommen`,
    title: 'Ihre Zahlung wurde zurückgenommen',
    text: (amount, what) =>
      `Die Zahlung von ${amount} für ${what} wurde vor der Abrechnung zurückgenommen. Ihr Konto wird nicht belastet; Ihre Bank zeigt sie vielleicht noch einige Tage.`,
    action: 'Beleg der Zahlung öffnen',
  },
  returned: {
    subject: (what) => `Ihre Bank hat eine Zahlung zurückgegeben: ${what}`,
    title: 'Ihre Bank hat eine Zahlung zurückgegeben',
    text: (amount, what) => `Es geht um die Lastschrift über ${amount} für ${what}.`,
    action: 'Jetzt bezahlen',
  },
  expiring: {
    subject: (method) => `Ihre Karte läuft bald ab: ${method}`,
    title: 'Ihre Karte läuft bald ab',
    text: (method, expiry) =>
      `${method} ist bis ${expiry} gültig. Danach können wir sie nicht mehr für Ihre Rechnungen belasten. Bitte tragen Sie das neue Datum ein oder fügen Sie eine andere Karte hinzu.`,
    action: 'Karte aktualisieren',
  },
  upcoming: {
    subject: (amount, date) => `Wir buchen am ${date} ${amount} ab`,
    title: 'Eine Lastschrift steht bevor',
    text: (amount, date, what) =>
      `Wir buchen ${amount} für ${what} am ${date} oder am nächsten Bankarbeitstag ab. Bitte sorgen Sie dafür, dass das Konto gedeckt ist.`,
    action: 'Anders bezahlen',
    revoke:
      'Wenn Sie diese Lastschrift nicht möchten, entfernen Sie das Bankkonto vorher unter Zahlungsmittel oder geben Sie uns Bescheid.',
  },
  amount: 'Betrag',
  paidFor: 'Wofür',
  method: 'Zahlungsmittel',
  date: 'Datum',
  expectedBy: 'Endgültig bis',
  debitOn: 'Abbuchung am',
  reference: 'Referenz',
  approval: 'Genehmigungscode',
  statement: 'Auf Ihrem Kontoauszug',
  expires: 'Gültig bis',
  why: 'Sie erhalten diese E-Mail, weil eine Lastschrift angekündigt und bestätigt werden muss.',
  unsubscribe: 'Keine Belege und Erinnerungen mehr per E-Mail',
  wishesTitle: 'E-Mails von uns',
  wanted:
    'Wir schicken Ihnen Belege, Erstattungen, nicht angenommene Zahlungen und ablaufende Karten per E-Mail.',
  notWanted: 'Wir schicken Ihnen keine Belege und Erinnerungen mehr per E-Mail.',
  always: 'Was Lastschriften von Ihrem Bankkonto betrifft, schicken wir immer.',
  stop: 'Diese E-Mails beenden',
  resume: 'Wieder schicken',
}
