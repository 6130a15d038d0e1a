import type { PayWords } from './en.ts'

export const fr: PayWords = {
  total: 'Total de la pièce',
  paidSoFar: 'Déjà payé',
  stillDue: 'Reste dû',
  toPayNow: 'À payer maintenant',
  payWith: 'Payer avec',
  payAmount: (amount) => `Payer ${amount}`,
  payNow: 'Payer maintenant',
  restStaysDue: 'Ce que vous ne payez pas maintenant reste dû.',
  amountChanged: (amount) =>
    `Le montant a changé : ${amount} sont dus maintenant. Rien n’a été débité. Veuillez vérifier et payer à nouveau.`,
  alreadyUnderWay:
    'Ce paiement était déjà en cours, rien de nouveau n’a donc été débité. Voici ce paiement.',
  addMoney: 'Ajouter de l’argent',
  yourBalance: (amount) => `Votre solde est de ${amount}.`,
  amount: 'Montant',
  amountRange: (from, to) => `De ${from} à ${to}`,
  usualAmounts: 'Montants courants',
  accountType: 'Type de compte',
  paidTitle: 'Il n’y a plus rien à payer',
  paid: (document) => `${document} est déjà payée. Vous n’avez rien à faire.`,
  underWayTitle: 'Un paiement est en route',
  underWay: (document) =>
    `${document} a un paiement au sujet duquel nous interrogeons la banque. Ne payez pas une seconde fois.`,
  notOpenTitle: 'Paiement impossible pour l’instant',
  notOpen: (document) =>
    `${document} n’est pas ouverte au paiement en ce moment. Revenez plus tard ou demandez-nous.`,
  followPayment: 'Suivre ce paiement',
}
