import type { ConsentWords } from './en.ts'

export const es: ConsentWords = {
  card: 'Acepto que esta tarjeta se guarde y que se le cobren mis futuras facturas a su vencimiento, cada vez por el importe de la factura. Puedo terminar este acuerdo en cualquier momento eliminando la tarjeta en Métodos de pago.',
  bank: 'Autorizo débitos electrónicos (ACH) en esta cuenta bancaria por mis futuras facturas a su vencimiento, cada vez por el importe de la factura. La autorización vale hasta que yo elimine la cuenta en Métodos de pago, lo que puedo hacer en cualquier momento.',
  once: 'Al pulsar el botón, usted autoriza un único débito electrónico (ACH) por este importe en esta cuenta bancaria.',
  phone:
    'El cliente acepta por teléfono que esta tarjeta se guarde y que se le cobren sus futuras facturas a su vencimiento, cada vez por el importe de la factura. Puede terminar este acuerdo en cualquier momento eliminando la tarjeta en Métodos de pago.',
}
