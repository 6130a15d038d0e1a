import { pluralsOf } from '../plural.ts'
import type { CommonWords } from './en.ts'

const counted = pluralsOf('fr')

export const fr: CommonWords = {
  skipToContent: 'Aller au contenu',
  breadcrumb: 'Fil d’Ariane',
  languageSwitch: 'Langue de ces pages',
  yourAccount: 'Votre compte',
  navPay: 'Payer',
  navRefill: 'Recharger',
  credentials: 'Moyens de paiement',
  overview: 'Vue d’ensemble',
  backToPortal: 'Retour au portail',
  logOut: 'Se déconnecter',
  back: 'Retour',
  backToOverview: 'Retour à la vue d’ensemble',
  closedTitle: 'Les paiements sont fermés pour un moment',
  closedText:
    'Nous vérifions nos données. Rien n’est débité d’ici là, et ce que vous avez déjà payé compte.',
  optional: 'facultatif',
  needsAttention: (count) =>
    counted(count, { one: '# point est à corriger', other: '# points sont à corriger' }),
  endingIn: 'se terminant par',
  card: 'Carte',
  bankAccount: 'Compte bancaire',
  checking: 'Compte courant',
  savings: 'Compte d’épargne',
  invoice: (number) => `Facture ${number}`,
  proforma: (number) => `Facture proforma ${number}`,
  refill: 'Recharge du solde',
  due: (date) => `À payer avant le ${date}`,
  overdue: 'En retard',
  partlyPaid: 'Payée en partie',
  inAll: (amount) => `${amount} au total`,
  pay: 'Payer',
  payThis: (what) => `Payer ${what}`,
  keepsNothing: 'Nous ne conservons ni numéro de carte, ni numéro de compte, ni code de sécurité.',
}
