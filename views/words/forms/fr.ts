import { pluralsOf } from '../plural.ts'
import type { FormWords } from './en.ts'

const counted = pluralsOf('fr')

export const fr: FormWords = {
  missing: 'Remplissez ce champ.',
  oneValue: 'Indiquez une seule valeur.',
  notUnderstood: 'Cela n’est pas compris.',
  tooLong: (max) => `C’est trop long : ${max} au maximum.`,
  notOffered: 'Choisissez l’une des valeurs proposées.',
  tooManyCharacters: (max) => `Utilisez au plus ${max} caractères.`,
  plainCharacters: 'Utilisez seulement des lettres, des chiffres et des signes.',
  cardNumber: 'Saisissez le numéro de la carte.',
  wrongCardNumber: 'Vérifiez le numéro de la carte : un chiffre semble faux ou manquant.',
  expiry: 'Saisissez la date d’expiration de la carte.',
  wrongExpiry: 'Saisissez le mois et l’année comme sur la carte, par exemple 08/29.',
  expiredCard: 'Cette carte a expiré. Utilisez-en une autre.',
  securityCode: 'Saisissez le code de sécurité.',
  wrongSecurityCode: 'Saisissez les 3 chiffres au dos ; American Express en a 4 au recto.',
  nameOnCard: 'Saisissez le nom figurant sur la carte.',
  zip: 'Saisissez le code postal de l’adresse de facturation.',
  wrongZip: 'Vérifiez le code postal.',
  wrongOptionalZip: 'Vérifiez le code postal ou laissez le champ vide.',
  routingNumber: 'Saisissez le numéro d’acheminement.',
  wrongRoutingNumber:
    'Vérifiez le numéro d’acheminement : il a neuf chiffres, et l’un semble faux.',
  accountNumber: 'Saisissez le numéro de compte.',
  wrongAccountNumber: 'Vérifiez le numéro de compte : il a de 5 à 17 chiffres.',
  accountNumberAgain: 'Saisissez à nouveau le numéro de compte.',
  accountNumbersDiffer: 'Les deux numéros de compte diffèrent. Saisissez-les tous deux à nouveau.',
  nameOnAccount: 'Saisissez le titulaire du compte.',
  method: 'Choisissez comment vous voulez payer.',
  amount: 'Saisissez un montant.',
  wrongAmount: 'Écrivez le montant ainsi : 12, 12,5 ou 12,50.',
  amountRange: (from, to) => `Indiquez un montant de ${from} à ${to}.`,
  agree: 'Cochez la case pour l’enregistrer. Sans cela, vous pouvez tout de même payer une fois.',
  cardNotAccepted:
    'Cette carte n’a pas été acceptée. Veuillez vérifier le numéro, la date d’expiration et le code de sécurité, ou utiliser une autre carte.',
  bankNotAccepted:
    'Ce compte bancaire n’a pas été accepté. Veuillez vérifier le numéro d’acheminement et le numéro de compte, ou utiliser un autre compte.',
  expiryNotAccepted:
    'La nouvelle date d’expiration n’a pas été acceptée. Veuillez la vérifier, ou supprimer la carte et l’ajouter à nouveau.',
  refusedForGood:
    'La banque a refusé cette carte définitivement. Veuillez en utiliser une autre ou en demander une nouvelle à la banque.',
  cardNotChecked:
    'Nous n’avons pas pu vérifier la carte. Rien n’a été débité. Veuillez réessayer dans une minute.',
  bankNotChecked:
    'Nous n’avons pas pu vérifier le compte bancaire. Rien n’a été débité. Veuillez réessayer dans une minute.',
  bankSilent:
    'La banque ne répond à personne en ce moment. Rien n’a été débité. Veuillez réessayer dans une minute.',
  closed:
    'Les paiements sont fermés pour un moment. Rien n’a été débité. Veuillez revenir plus tard.',
  tooManyMethods: (minutes) =>
    counted(minutes, {
      one: 'Trop de cartes et de comptes bancaires ont été saisis. Rien n’a été débité. Veuillez réessayer dans une minute.',
      other:
        'Trop de cartes et de comptes bancaires ont été saisis. Rien n’a été débité. Veuillez réessayer dans # minutes.',
    }),
  methodUseless:
    'Ce moyen ne peut plus être débité. Choisissez-en un autre ou saisissez-en un nouveau.',
  accountUseless:
    'Votre compte ne peut pas recevoir de paiements en ce moment. Veuillez nous contacter.',
}
