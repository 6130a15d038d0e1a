import { pluralsOf } from '../plural.ts'
import type { SeveralWords } from './en.ts'

const counted = pluralsOf('es')

export const es: SeveralWords = {
  paySelected: 'Pagar lo seleccionado',
  payEverything: (amount) => `Pagar todo: ${amount}`,
  chooseFirst: 'Marque al menos un documento y pulse «Pagar lo seleccionado».',
  title: (count) => counted(count, { one: 'Pagar # documento', other: 'Pagar # documentos' }),
  lead: 'Todos con el mismo método; cada uno es un pago aparte.',
  underWay: (document) =>
    `${document} ya tiene un pago en curso. Se deja fuera para que no lo pague dos veces.`,
  gone: (count) =>
    counted(count, {
      one: '# documento que eligió ya no se puede pagar y se deja fuera.',
      other: '# documentos que eligió ya no se pueden pagar y se dejan fuera.',
    }),
  cut: (count) =>
    counted(count, {
      one: 'Este es el # documento más urgente. Después podrá pagar los demás.',
      other: 'Estos son los # documentos más urgentes. Después podrá pagar los demás.',
    }),
  newBankAccount: 'Para pagar con una cuenta bancaria nueva, guárdela primero en Métodos de pago.',
  changed: (amount) =>
    `Algo ha cambiado: ahora hay que pagar ${amount}. No se cobró nada. Revíselo, por favor, y pague de nuevo.`,
  nothingOpen: 'Nada de esto se puede pagar ahora, así que no se cobró nada.',
  leftOut: (documents) =>
    `No se cobró, porque algo cambió en el último momento: ${documents}. Revíselo, por favor, en el resumen.`,
  following: (count) =>
    counted(count, { one: 'Se está procesando # pago', other: 'Se están procesando # pagos' }),
  followingText: 'Tarda unos segundos. Por favor, no vuelva a pagar; no le cobraremos dos veces.',
  allTaken: (count) =>
    counted(count, {
      one: '# pago aceptado. ¡Gracias!',
      other: 'Los # pagos fueron aceptados. ¡Gracias!',
    }),
  allTakenText: 'Cada uno tiene su propio recibo.',
  someTaken: (taken, count) => `Se aceptaron ${taken} de ${count} pagos`,
  someTakenText: 'Revise cada uno de ellos, por favor.',
  noneTaken: 'No se aceptó ninguno de los pagos',
  payOthers: (count) =>
    counted(count, { one: 'Pagarlo con otro método', other: 'Pagar estos # con otro método' }),
}
