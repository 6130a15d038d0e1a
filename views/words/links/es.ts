import type { LinksWords } from './en.ts'

export const es: LinksWords = {
  customerNumber: 'Su número de cliente o usuario',
  customerNumberHint: 'Está en la factura. Lo preguntamos porque aquí se rechazó un pago.',
  wrongCustomerNumber: 'No es el número ni el usuario de la factura. No se cobró nada.',
  paidTitle: 'Ya no queda nada por pagar',
  paid: 'Esto ya está pagado. No tiene que hacer nada.',
  underWayTitle: 'Hay un pago en camino',
  underWay: 'Estamos consultando al banco. Por favor, no vuelva a pagar.',
  notOpenTitle: 'Ahora no se puede pagar',
  notOpen: 'En este momento no está abierto para el pago.',
  expiredTitle: 'Este enlace ha caducado',
  expired: 'Inicie sesión en su cuenta o pídanos un enlace nuevo.',
}
