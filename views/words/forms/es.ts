import { pluralsOf } from '../plural.ts'
import type { FormWords } from './en.ts'

const counted = pluralsOf('es')

export const es: FormWords = {
  missing: 'Rellene este campo.',
  oneValue: 'Indique un solo valor.',
  notUnderstood: 'Esto no se entiende.',
  tooLong: (max) => `Es demasiado largo: como máximo ${max}.`,
  notOffered: 'Elija uno de los valores ofrecidos.',
  tooManyCharacters: (max) => `Use como máximo ${max} caracteres.`,
  plainCharacters: 'Use solo letras, cifras y signos.',
  cardNumber: 'Escriba el número de la tarjeta.',
  wrongCardNumber: 'Revise el número de la tarjeta: parece que un dígito está mal o falta.',
  expiry: 'Escriba cuándo vence la tarjeta.',
  wrongExpiry: 'Escriba el mes y el año como en la tarjeta, por ejemplo 08/29.',
  expiredCard: 'Esta tarjeta está vencida. Use otra.',
  securityCode: 'Escriba el código de seguridad.',
  wrongSecurityCode: 'Escriba los 3 dígitos del reverso; American Express tiene 4 en el frente.',
  nameOnCard: 'Escriba el nombre que figura en la tarjeta.',
  zip: 'Escriba el código postal de la dirección de facturación.',
  wrongZip: 'Revise el código postal.',
  wrongOptionalZip: 'Revise el código postal o déjelo vacío.',
  routingNumber: 'Escriba el número de ruta.',
  wrongRoutingNumber: 'Revise el número de ruta: son nueve dígitos y parece que uno está mal.',
  accountNumber: 'Escriba el número de cuenta.',
  wrongAccountNumber: 'Revise el número de cuenta: tiene de 5 a 17 dígitos.',
  accountNumberAgain: 'Escriba otra vez el número de cuenta.',
  accountNumbersDiffer: 'Los dos números de cuenta no coinciden. Escriba ambos de nuevo.',
  nameOnAccount: 'Escriba el titular de la cuenta.',
  method: 'Elija cómo quiere pagar.',
  amount: 'Escriba un importe.',
  wrongAmount: 'Escriba el importe así: 12, 12.5 o 12.50.',
  amountRange: (from, to) => `Indique un importe de ${from} a ${to}.`,
  agree: 'Marque la casilla para guardarlo. Sin ella también puede pagar una vez.',
  cardNotAccepted:
    'Esta tarjeta no fue aceptada. Revise el número, el vencimiento y el código de seguridad, por favor, o use otra tarjeta.',
  bankNotAccepted:
    'Esta cuenta bancaria no fue aceptada. Revise el número de ruta y el número de cuenta, por favor, o use otra cuenta.',
  expiryNotAccepted:
    'La nueva fecha de vencimiento no fue aceptada. Revísela, por favor, o elimine la tarjeta y añádala de nuevo.',
  refusedForGood:
    'El banco rechazó esta tarjeta de forma definitiva. Use otra, por favor, o pida una nueva al banco.',
  cardNotChecked:
    'No pudimos comprobar la tarjeta. No se cobró nada. Inténtelo de nuevo en un minuto, por favor.',
  bankNotChecked:
    'No pudimos comprobar la cuenta bancaria. No se cobró nada. Inténtelo de nuevo en un minuto, por favor.',
  bankSilent:
    'El banco no responde a nadie en este momento. No se cobró nada. Inténtelo de nuevo en un minuto, por favor.',
  closed: 'Los pagos están cerrados por un momento. No se cobró nada. Vuelva más tarde, por favor.',
  tooManyMethods: (minutes) =>
    counted(minutes, {
      one: 'Se introdujeron demasiadas tarjetas y cuentas bancarias. No se cobró nada. Inténtelo de nuevo en un minuto, por favor.',
      other:
        'Se introdujeron demasiadas tarjetas y cuentas bancarias. No se cobró nada. Inténtelo de nuevo en # minutos, por favor.',
    }),
  methodUseless: 'A este método ya no se le puede cobrar. Elija otro o introduzca uno nuevo.',
  accountUseless:
    'Su cuenta no puede recibir pagos en este momento. Póngase en contacto con nosotros, por favor.',
}
