import type { MailWords } from './en.ts'

export const es: MailWords = {
  hello: (name) => `Hola, ${name}:`,
  helloAll: 'Hola:',
  paid: {
    subject: (amount, what) => `Recibo: ${amount} por ${what}`,
    title: 'Gracias por su pago',
    text: (amount) => `Hemos recibido ${amount}.`,
    action: 'Abrir el recibo',
  },
  submitted: {
    subject: (amount, what) => `Débito bancario de ${amount} por ${what}`,
    title: 'Su débito bancario está en curso',
    text: (amount, date) =>
      `Hemos solicitado ${amount} a su banco. Aún no es definitivo; esperamos que lo sea a más tardar el ${date}. No tiene que hacer nada más.`,
    action: 'Abrir el recibo',
    agreed: 'Usted lo autorizó con estas palabras:',
    revoke:
      'Puede retirar esta autorización en cualquier momento eliminando la cuenta bancaria en Métodos de pago o avisándonos. Un débito que ya está en curso solo se puede detener en su banco.',
  },
  declined: {
    subject: (what) => `Pago no aceptado: ${what}`,
    title: 'Su pago no fue aceptado',
    text: (amount, what) => `No pudimos cobrar ${amount} por ${what}.`,
    action: 'Pagar ahora',
  },
  refunded: {
    subject: (amount) => `Reembolso de ${amount}`,
    title: 'Su dinero va de vuelta',
    text: (amount, what) =>
      `Le hemos devuelto ${amount} por ${what}. Su banco lo mostrará en unos días.`,
    action: 'Abrir el recibo del pago',
  },
  voided: {
    subject: (amount) => `Pago de ${amount} anulado`,
    title: 'Su pago fue anulado',
    text: (amount, what) =>
      `El pago de ${amount} por ${what} fue anulado antes de liquidarse. No sale dinero de su cuenta; es posible que su banco lo muestre unos días.`,
    action: 'Abrir el recibo del pago',
  },
  returned: {
    subject: (what) => `Su banco devolvió un pago: ${what}`,
    title: 'Su banco devolvió un pago',
    text: (amount, what) => `Se trata del débito de ${amount} por ${what}.`,
    action: 'Pagar ahora',
  },
  expiring: {
    subject: (method) => `Su tarjeta vence pronto: ${method}`,
    title: 'Su tarjeta vence pronto',
    text: (method, expiry) =>
      `${method} es válida hasta ${expiry}. Después no podremos usarla para sus facturas. Indique la nueva fecha o añada otra tarjeta.`,
    action: 'Actualizar la tarjeta',
  },
  upcoming: {
    subject: (amount, date) => `Debitaremos ${amount} el ${date}`,
    title: 'Próximo débito bancario',
    text: (amount, date, what) =>
      `Debitaremos ${amount} por ${what} el ${date} o el siguiente día hábil bancario. Asegúrese de que haya saldo suficiente en la cuenta.`,
    action: 'Pagar de otra forma',
    revoke:
      'Si no desea este débito, elimine la cuenta bancaria en Métodos de pago antes de ese día o avísenos.',
  },
  amount: 'Importe',
  paidFor: 'Concepto',
  method: 'Método',
  date: 'Fecha',
  expectedBy: 'Definitivo a más tardar',
  debitOn: 'Fecha del débito',
  reference: 'Referencia',
  approval: 'Código de aprobación',
  statement: 'En su estado de cuenta',
  expires: 'Válida hasta',
  why: 'Recibe este correo porque un débito bancario se le debe anunciar y confirmar.',
  unsubscribe: 'No recibir más recibos ni recordatorios por correo',
  wishesTitle: 'Correos que le enviamos',
  wanted: 'Le enviamos por correo recibos, reembolsos, pagos no aceptados y tarjetas por vencer.',
  notWanted: 'Ya no le enviamos recibos ni recordatorios por correo.',
  always: 'Lo que se refiere a débitos de su cuenta bancaria se envía siempre.',
  stop: 'No recibir estos correos',
  resume: 'Volver a recibirlos',
}
