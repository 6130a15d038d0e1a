import type { ConsentWords } from './en.ts'

export const de: ConsentWords = {
  card: 'Ich bin einverstanden, dass diese Karte gespeichert und für meine künftigen Rechnungen bei Fälligkeit belastet wird, jeweils mit dem Betrag der Rechnung. Ich kann das jederzeit beenden, indem ich die Karte unter Zahlungsmittel entferne.',
  bank: 'Ich ermächtige zu elektronischen Lastschriften (ACH) von diesem Bankkonto für meine künftigen Rechnungen bei Fälligkeit, jeweils über den Betrag der Rechnung. Das gilt, bis ich das Konto unter Zahlungsmittel entferne, was ich jederzeit tun kann.',
  once: 'Mit dem Klick auf die Schaltfläche ermächtigen Sie zu einer einzigen elektronischen Lastschrift (ACH) über diesen Betrag von diesem Bankkonto.',
  phone:
    'Am Telefon ist der Kunde oder die Kundin einverstanden, dass diese Karte gespeichert und für künftige Rechnungen bei Fälligkeit belastet wird, jeweils mit dem Betrag der Rechnung. Das lässt sich jederzeit beenden, indem die Karte unter Zahlungsmittel entfernt wird.',
}
