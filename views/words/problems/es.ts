import { pluralsOf } from '../plural.ts'
import type { ProblemWords } from './en.ts'

const counted = pluralsOf('es')

export const es: ProblemWords = {
  toStart: 'Ir a la página de inicio',
  tellReference: 'Si nos pregunta por ello, díganos por favor esta referencia:',
  notAllowed: 'No permitido',
  notFound: 'No encontrado',
  notPossible: 'No es posible aquí',
  changed: 'Ha cambiado entretanto',
  tooMuch: 'Demasiado de una vez',
  notUnderstood: 'No se entiende',
  tooManyAttempts: 'Demasiados intentos',
  wentWrong: 'Algo salió mal',
  notAvailable: 'No disponible en este momento',
  didNotWork: 'Esto no funcionó',
  formExpired: 'Este formulario ha caducado',
  formIncomplete: 'Este formulario está incompleto',
  tooManyDeclines: 'Demasiados rechazos',
  nothingHere: 'No hay nada en esta dirección.',
  noDocument: 'No encontramos este documento.',
  ourFault: 'El fallo es nuestro y ha quedado anotado. Inténtelo de nuevo en un minuto, por favor.',
  requestNotUnderstood: 'Esta solicitud no se entendió.',
  notOfOurForms: 'Esto no lo envía ninguno de nuestros formularios.',
  tooManyFields: 'Este formulario tiene demasiados campos.',
  tooLarge: 'Lo que envió es más grande que cualquiera de nuestros formularios.',
  nothingChanged:
    'No se cambió nada. Vuelva atrás, cargue la página de nuevo y envíe otra vez el formulario.',
  nothingCharged:
    'No se cobró nada. Vuelva atrás, cargue la página de nuevo y envíe otra vez el formulario.',
  closed: 'Los pagos están cerrados por un momento. No se cobró nada. Vuelva más tarde, por favor.',
  away: 'En este momento no podemos hacerlo. Inténtelo de nuevo en un minuto, por favor.',
  splynxAway: 'Splynx no responde en este momento. Inténtelo de nuevo en un minuto, por favor.',
  logInAway:
    'En este momento no podemos iniciar su sesión. Inténtelo de nuevo en un minuto, por favor.',
  invoicesAway:
    'En este momento no podemos mostrar sus facturas. No se cobró nada. Inténtelo de nuevo en unos minutos, por favor.',
  cardsAway:
    'En este momento no podemos comprobar tarjetas. No se cobró nada. Inténtelo de nuevo en un minuto, por favor.',
  paymentsAway:
    'En este momento no podemos recibir pagos. No se cobró nada. Inténtelo de nuevo en un minuto, por favor.',
  paymentsAwayByLink: 'En este momento no podemos recibir pagos. No se cobró nada.',
  linksClosed: 'Los pagos por enlace están cerrados en este momento. No se cobró nada.',
  declinedTooOften:
    'El banco rechazó demasiados pagos aquí. No se cobró nada. Inténtelo de nuevo en una hora, por favor, o inicie sesión en su cuenta.',
  sendingTooFast: 'Está enviando formularios demasiado rápido.',
  tooManyLogIns: 'Demasiados intentos de iniciar sesión.',
  tooManyLinks: 'Abrió demasiados enlaces.',
  tooManyAnswers: 'Demasiadas respuestas incorrectas.',
  tryAgainIn: (minutes) =>
    counted(minutes, {
      one: 'Inténtelo de nuevo en un minuto, por favor.',
      other: 'Inténtelo de nuevo en # minutos, por favor.',
    }),
  tryLaterOrLogIn: 'Inténtelo más tarde, por favor, o inicie sesión en su cuenta.',
}
