import type { LinksWords } from './en.ts'

export const fr: LinksWords = {
  customerNumber: 'Votre numéro client ou identifiant',
  customerNumberHint:
    'Il figure sur la facture. Nous le demandons parce qu’un paiement a été refusé ici.',
  wrongCustomerNumber:
    'Ce n’est ni le numéro ni l’identifiant figurant sur la facture. Rien n’a été débité.',
  paidTitle: 'Il n’y a plus rien à payer',
  paid: 'C’est déjà payé. Vous n’avez rien à faire.',
  underWayTitle: 'Un paiement est en route',
  underWay: 'Nous interrogeons la banque à ce sujet. Ne payez pas une seconde fois.',
  notOpenTitle: 'Paiement impossible pour l’instant',
  notOpen: 'Ce n’est pas ouvert au paiement en ce moment.',
  expiredTitle: 'Ce lien a expiré',
  expired: 'Connectez-vous à votre compte ou demandez-nous un nouveau lien.',
}
