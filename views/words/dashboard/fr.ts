import { pluralsOf } from '../plural.ts'
import type { DashboardWords } from './en.ts'

const counted = pluralsOf('fr')

export const fr: DashboardWords = {
  hello: (name) => `Bonjour, ${name}`,
  unpaidDocuments: (count) =>
    counted(count, {
      one: 'Vous avez # document à payer.',
      other: 'Vous avez # documents à payer.',
    }),
  processing: 'Votre paiement est en cours de traitement.',
  everythingPaid: 'Tout est payé.',
  balance: 'Solde',
  addMoney: 'Ajouter de l’argent',
  toPay: 'À payer',
  documents: (count) => counted(count, { one: '# pièce', other: '# pièces' }),
  nothing: 'Rien',
  beingProcessed: 'En cours',
  beingProcessedLead:
    'Nous interrogeons la banque. Ne payez pas une seconde fois ; nous ne vous débiterons pas deux fois.',
  unpaid: 'Impayées',
  nothingToPay: 'Rien à payer',
  newInvoices: 'Les nouvelles factures apparaissent ici dès leur émission.',
  latestPayments: 'Derniers paiements',
  noPayments: 'Aucun paiement pour l’instant',
  noPaymentsText: 'Ce que vous payez ici est listé avec son reçu.',
  receipt: 'Reçu',
  details: 'Voir le détail',
  follow: 'Suivre',
  showAll: 'Tout afficher',
}
