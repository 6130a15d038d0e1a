import type { PayWords } from './en.ts'

export const es: PayWords = {
  total: 'Total del documento',
  paidSoFar: 'Pagado hasta ahora',
  stillDue: 'Pendiente',
  toPayNow: 'A pagar ahora',
  payWith: 'Pagar con',
  payAmount: (amount) => `Pagar ${amount}`,
  payNow: 'Pagar ahora',
  restStaysDue: 'Lo que no pague ahora queda pendiente.',
  amountChanged: (amount) =>
    `El importe ha cambiado: ahora hay ${amount} por pagar. No se cobró nada. Revíselo, por favor, y pague de nuevo.`,
  alreadyUnderWay: 'Esto ya se estaba pagando, así que no se cobró nada nuevo. Este es ese pago.',
  addMoney: 'Recargar saldo',
  yourBalance: (amount) => `Su saldo es de ${amount}.`,
  amount: 'Importe',
  amountRange: (from, to) => `De ${from} a ${to}`,
  usualAmounts: 'Importes habituales',
  accountType: 'Tipo de cuenta',
  paidTitle: 'Ya no queda nada por pagar',
  paid: (document) => `${document} ya está pagada. No tiene que hacer nada.`,
  underWayTitle: 'Hay un pago en camino',
  underWay: (document) =>
    `${document} tiene un pago por el que estamos consultando al banco. Por favor, no vuelva a pagar.`,
  notOpenTitle: 'Ahora no se puede pagar',
  notOpen: (document) =>
    `${document} no está abierta para el pago en este momento. Vuelva a mirar más tarde o pregúntenos.`,
  followPayment: 'Seguir este pago',
}
