import { pluralsOf } from '../plural.ts'
import type { ProblemWords } from './en.ts'

const counted = pluralsOf('fr')

export const fr: ProblemWords = {
  toStart: 'Aller à la page d’accueil',
  tellReference: 'Si vous nous interrogez à ce sujet, indiquez-nous cette référence :',
  notAllowed: 'Non autorisé',
  notFound: 'Introuvable',
  notPossible: 'Impossible ici',
  changed: 'Cela a changé entre-temps',
  tooMuch: 'Trop à la fois',
  notUnderstood: 'Non compris',
  tooManyAttempts: 'Trop de tentatives',
  wentWrong: 'Une erreur s’est produite',
  notAvailable: 'Indisponible en ce moment',
  didNotWork: 'Cela n’a pas fonctionné',
  formExpired: 'Ce formulaire a expiré',
  formIncomplete: 'Ce formulaire est incomplet',
  tooManyDeclines: 'Trop de refus',
  nothingHere: 'Il n’y a rien à cette adresse.',
  noDocument: 'Nous n’avons pas trouvé cette pièce.',
  ourFault: 'L’erreur vient de nous et a été notée. Veuillez réessayer dans une minute.',
  requestNotUnderstood: 'Cette demande n’a pas été comprise.',
  notOfOurForms: 'Aucun de nos formulaires n’envoie cela.',
  tooManyFields: 'Ce formulaire a trop de champs.',
  tooLarge: 'Ce que vous avez envoyé dépasse la taille de nos formulaires.',
  nothingChanged:
    'Rien n’a été changé. Revenez en arrière, rechargez la page et envoyez à nouveau le formulaire.',
  nothingCharged:
    'Rien n’a été débité. Revenez en arrière, rechargez la page et envoyez à nouveau le formulaire.',
  closed:
    'Les paiements sont fermés pour un moment. Rien n’a été débité. Veuillez revenir plus tard.',
  away: 'Nous ne pouvons pas faire cela en ce moment. Veuillez réessayer dans une minute.',
  splynxAway: 'Splynx ne répond pas en ce moment. Veuillez réessayer dans une minute.',
  logInAway: 'Nous ne pouvons pas vous connecter en ce moment. Veuillez réessayer dans une minute.',
  invoicesAway:
    'Nous ne pouvons pas afficher vos factures en ce moment. Rien n’a été débité. Veuillez réessayer dans quelques minutes.',
  cardsAway:
    'Nous ne pouvons pas vérifier de cartes en ce moment. Rien n’a été débité. Veuillez réessayer dans une minute.',
  paymentsAway:
    'Nous ne pouvons pas recevoir de paiements en ce moment. Rien n’a été débité. Veuillez réessayer dans une minute.',
  paymentsAwayByLink:
    'Nous ne pouvons pas recevoir de paiements en ce moment. Rien n’a été débité.',
  linksClosed: 'Les paiements par lien sont fermés en ce moment. Rien n’a été débité.',
  declinedTooOften:
    'La banque a refusé trop de paiements ici. Rien n’a été débité. Veuillez réessayer dans une heure ou vous connecter à votre compte.',
  sendingTooFast: 'Vous envoyez des formulaires trop vite.',
  tooManyLogIns: 'Trop de tentatives de connexion.',
  tooManyLinks: 'Vous avez ouvert trop de liens.',
  tooManyAnswers: 'Trop de mauvaises réponses.',
  tryAgainIn: (minutes) =>
    counted(minutes, {
      one: 'Veuillez réessayer dans une minute.',
      other: 'Veuillez réessayer dans # minutes.',
    }),
  tryLaterOrLogIn: 'Veuillez réessayer plus tard ou vous connecter à votre compte.',
}
