import type { RefillWords } from './en.ts'

export const es: RefillWords = {
  overDailyLimit: 'Es más de lo que se puede añadir en un día. No se cobró nada.',
  leftToday: (amount) => `Hoy todavía puede añadir hasta ${amount}. No se cobró nada.`,
  dailyLimit: (amount) => `Como máximo ${amount} al día`,
  whenTitle: 'Cuándo está disponible el dinero',
  cardAtOnce: 'Con tarjeta: de inmediato.',
  bankAtOnce: 'Con cuenta bancaria: cuando su banco acepta el débito, normalmente de inmediato.',
  bankAtOnceUpTo: (amount) =>
    `Con cuenta bancaria: hasta ${amount}, de inmediato. Un importe mayor se añade completo cuando el débito es seguro, unos cuatro días hábiles bancarios después.`,
  bankLater:
    'Con cuenta bancaria: cuando el débito es seguro, unos cuatro días hábiles bancarios después.',
  auto: 'Recarga automática',
  autoLead: 'El dinero se añade solo cuando su saldo es bajo.',
  setUp: 'Configurar',
  change: 'Cambiar',
  rule: (amount, threshold) =>
    `Se añaden ${amount} cuando su saldo está por debajo de ${threshold}, como máximo una vez al día.`,
  isOn: 'Está activada',
  isPaused: 'Está en pausa',
  declined:
    'El último pago fue rechazado, así que ya no se cobra nada. Elija abajo otra tarjeta o cuenta, o introduzca antes de nuevo la misma, y vuelva a dar su acuerdo.',
  returned:
    'Su banco devolvió un débito, así que ya no se cobra nada. Si su cuenta está en orden, vuelva a dar su acuerdo abajo.',
  method:
    'La tarjeta o cuenta que eligió ya no se puede cobrar automáticamente. Elija otra abajo y vuelva a dar su acuerdo.',
  threshold: 'Cuando el saldo está por debajo de',
  amount: 'Añadir este importe',
  chargeWith: 'Cobrar a',
  chooseMethod: 'Elija una tarjeta o cuenta guardada.',
  noMethod: 'Guarde primero una tarjeta o cuenta bancaria: se cobrará cuando su saldo sea bajo.',
  agreement:
    'Autorizo un cargo en mi tarjeta, o un débito electrónico (ACH) en mi cuenta bancaria, según lo elegido arriba, por el importe indicado arriba, cada vez que mi saldo esté por debajo del límite indicado arriba, como máximo una vez al día. Vale hasta que yo lo detenga en esta página o se lo comunique, lo que puedo hacer en cualquier momento; un pago ya enviado sigue su curso.',
  pleaseAgree: 'Marque la casilla: sin su acuerdo no se cobra nada automáticamente.',
  turnOn: 'Activar',
  save: 'Guardar y aceptar',
  stop: 'Detener la recarga automática',
  saved: 'La recarga automática está activada.',
  stopped: 'La recarga automática está detenida. Ya no se cobra nada automáticamente.',
  lastRefill: 'La última recarga automática',
  agreedOn: (date) => `Usted dio su acuerdo el ${date}.`,
}
