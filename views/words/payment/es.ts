import type { PaymentWords } from './en.ts'

export const es: PaymentWords = {
  states: {
    pending: {
      word: 'En espera',
      title: 'Su pago espera su turno',
      text: 'Tarda unos segundos. Puede salir de esta página: el pago sigue sin usted.',
    },
    submitting: {
      word: 'En el banco',
      title: 'Estamos consultando al banco',
      text: 'Tarda unos segundos. Por favor, no vuelva a pagar; no le cobraremos dos veces.',
    },
    unknown: {
      word: 'Aún sin confirmar',
      title: 'El banco todavía no ha respondido',
      text: 'Seguimos consultando al banco. Por favor, no vuelva a pagar; no le cobraremos dos veces.',
    },
    review: {
      word: 'En revisión',
      title: 'Estamos revisando este pago',
      text: 'La respuesta del banco no fue clara, así que una persona lo revisa. Por favor, no vuelva a pagar; no le cobraremos dos veces.',
    },
    paid: { word: 'Pagado', title: 'Pagado. ¡Gracias!', text: 'Su pago fue aceptado.' },
    cancelled: {
      word: 'Cancelado',
      title: 'Este pago se canceló',
      text: 'No se tomó dinero. Si todavía queda algo por pagar, puede pagarlo ahora.',
    },
    voided: {
      word: 'Anulado',
      title: 'Este pago se anuló',
      text: 'No sale dinero de su cuenta. El banco puede mostrarlo durante unos días.',
    },
    refunded: {
      word: 'Reembolsado',
      title: 'Este pago se reembolsó',
      text: 'Su banco mostrará el dinero en unos días.',
    },
    returned: {
      word: 'Devuelto',
      title: 'Su banco devolvió este débito',
      text: 'No se pagó nada. Use otra tarjeta o cuenta bancaria, por favor, o pregunte a su banco.',
    },
  },
  slow: 'Esto tarda más de lo habitual. Puede salir de esta página y volver más tarde. Por favor, no vuelva a pagar; no le cobraremos dos veces.',
  debitedWord: 'Enviado',
  debitedTitle: 'Enviado. ¡Gracias!',
  debited: (date) =>
    `El débito de su cuenta bancaria está enviado, pero aún no es definitivo; se espera para el ${date}. No tiene que hacer nada más.`,
  declinedWord: 'Rechazado',
  declinedTitle: 'No aceptado',
  advice: {
    accepted: 'El pago fue aceptado.',
    not_accepted:
      'El pago no fue aceptado y no se tomó dinero. Revise los datos, por favor, use otra tarjeta o cuenta bancaria, o pregunte a su banco.',
    not_possible:
      'En este momento no podemos recibir pagos. No se tomó dinero. Inténtelo más tarde, por favor.',
    not_certain:
      'El pago se está procesando. Por favor, no vuelva a pagar: mostraremos el resultado en cuanto sea seguro.',
  },
  returned: {
    represent:
      'Su banco devolvió el pago porque el saldo no alcanzaba. El importe vuelve a estar pendiente. Asegúrese, por favor, de que haya suficiente en la cuenta o pague de otra forma.',
    disable:
      'Su banco no pudo tomar el pago de esta cuenta. El importe vuelve a estar pendiente. Revise, por favor, los datos de la cuenta o pague de otra forma.',
    revoke:
      'Su banco devolvió el pago como no autorizado. El importe vuelve a estar pendiente, y no usaremos esta cuenta hasta que usted lo permita de nuevo.',
    correct:
      'Su banco devolvió el pago porque no era como se había acordado. El importe vuelve a estar pendiente. Nos pondremos en contacto con usted.',
    hold: 'El pago se detuvo en su banco. El importe vuelve a estar pendiente, y no usaremos esta cuenta hasta que usted nos diga cómo seguir.',
    person:
      'Su banco devolvió el pago. El importe vuelve a estar pendiente. Pague, por favor, de otra forma o póngase en contacto con nosotros.',
    alarm:
      'Su banco devolvió el pago. Lo estamos investigando. Por favor, no vuelva a pagar por ahora.',
    change: 'Su banco nos comunicó que algunos datos de su cuenta han cambiado.',
  },
  receipt: 'Recibo',
  paidFor: 'Concepto',
  date: 'Fecha',
  method: 'Método',
  finalBy: 'Definitivo el',
  reference: 'Referencia',
  copyReference: 'Copiar la referencia',
  amount: 'Importe',
  refresh: 'Actualizar',
  chooseAnother: 'Elegir otro método',
  print: 'Imprimir el recibo',
}
