import type { MandateWords } from './en.ts'

export const es: MandateWords = {
  takeBack: 'Retirar autorización',
  takeBackThis: (method) => `Retirar autorización para ${method}`,
  title: '¿Retirar esta autorización?',
  cardStays:
    'Esta tarjeta ya no se cobra automáticamente, ni por facturas ni por recargas. Queda guardada y usted puede seguir pagando con ella.',
  bankStops:
    'Esta cuenta bancaria ya no se debita. Para volver a usarla, introdúzcala de nuevo y vuelva a dar su acuerdo.',
  atOnce:
    'Surte efecto de inmediato. Un pago ya enviado sigue su curso. Su banco puede detener un débito si usted se lo pide al menos tres días hábiles bancarios antes.',
  keep: 'Conservarla',
  done: (method) => `${method} ya no se cobra automáticamente.`,
  nothing: 'No había nada que retirar.',
  mark: 'Solo a mano',
  takenBack: (date) => `retirada el ${date}`,
}
