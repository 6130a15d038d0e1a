import { pluralsOf } from '../plural.ts'
import type { DashboardWords } from './en.ts'

const counted = pluralsOf('es')

export const es: DashboardWords = {
  hello: (name) => `Hola, ${name}`,
  unpaidDocuments: (count) =>
    counted(count, {
      one: 'Tiene # documento sin pagar.',
      other: 'Tiene # documentos sin pagar.',
    }),
  processing: 'Su pago se está procesando.',
  everythingPaid: 'Todo está pagado.',
  balance: 'Saldo',
  addMoney: 'Recargar saldo',
  toPay: 'Por pagar',
  documents: (count) => counted(count, { one: '# documento', other: '# documentos' }),
  nothing: 'Nada',
  beingProcessed: 'En proceso',
  beingProcessedLead:
    'Estamos consultando al banco. Por favor, no vuelva a pagar; no le cobraremos dos veces.',
  unpaid: 'Sin pagar',
  nothingToPay: 'Nada por pagar',
  newInvoices: 'Las facturas nuevas aparecen aquí en cuanto se emiten.',
  latestPayments: 'Últimos pagos',
  noPayments: 'Todavía no hay pagos',
  noPaymentsText: 'Lo que pague aquí aparecerá en la lista con su recibo.',
  receipt: 'Recibo',
  details: 'Detalles',
  follow: 'Seguir',
  showAll: 'Ver todo',
}
