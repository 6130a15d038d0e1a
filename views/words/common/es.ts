import { pluralsOf } from '../plural.ts'
import type { CommonWords } from './en.ts'

const counted = pluralsOf('es')

export const es: CommonWords = {
  skipToContent: 'Ir al contenido',
  breadcrumb: 'Ruta de navegación',
  languageSwitch: 'Idioma de estas páginas',
  yourAccount: 'Su cuenta',
  navPay: 'Pagar',
  navRefill: 'Recargar',
  credentials: 'Métodos de pago',
  overview: 'Resumen',
  backToPortal: 'Volver al portal',
  logOut: 'Cerrar sesión',
  back: 'Volver',
  backToOverview: 'Volver al resumen',
  closedTitle: 'Los pagos están cerrados por un momento',
  closedText:
    'Estamos revisando nuestros registros. Hasta entonces no se cobra nada, y lo que usted ya pagó sigue contando.',
  optional: 'opcional',
  needsAttention: (count) =>
    counted(count, { one: 'Hay # punto por corregir', other: 'Hay # puntos por corregir' }),
  endingIn: 'terminada en',
  card: 'Tarjeta',
  bankAccount: 'Cuenta bancaria',
  checking: 'Cuenta corriente',
  savings: 'Cuenta de ahorros',
  invoice: (number) => `Factura ${number}`,
  proforma: (number) => `Factura proforma ${number}`,
  refill: 'Recarga del saldo',
  due: (date) => `Vence el ${date}`,
  overdue: 'Vencida',
  partlyPaid: 'Pagada en parte',
  inAll: (amount) => `${amount} en total`,
  pay: 'Pagar',
  payThis: (what) => `Pagar ${what}`,
  keepsNothing: 'No guardamos números de tarjeta, números de cuenta ni códigos de seguridad.',
}
