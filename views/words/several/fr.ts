import { pluralsOf } from '../plural.ts'
import type { SeveralWords } from './en.ts'

const counted = pluralsOf('fr')

export const fr: SeveralWords = {
  paySelected: 'Payer la sélection',
  payEverything: (amount) => `Tout payer : ${amount}`,
  chooseFirst: 'Cochez au moins une pièce, puis appuyez sur « Payer la sélection ».',
  title: (count) => counted(count, { one: 'Payer # pièce', other: 'Payer # pièces' }),
  lead: 'Toutes avec le même moyen de paiement ; chacune donne lieu à un paiement distinct.',
  underWay: (document) =>
    `${document} a déjà un paiement en cours. Elle est laissée de côté pour que vous ne la payiez pas deux fois.`,
  gone: (count) =>
    counted(count, {
      one: '# pièce que vous avez choisie ne peut plus être payée et est laissée de côté.',
      other:
        '# pièces que vous avez choisies ne peuvent plus être payées et sont laissées de côté.',
    }),
  cut: (count) =>
    counted(count, {
      one: 'Voici la # pièce la plus urgente. Vous pourrez payer les autres ensuite.',
      other: 'Voici les # pièces les plus urgentes. Vous pourrez payer les autres ensuite.',
    }),
  newBankAccount:
    'Pour payer avec un nouveau compte bancaire, enregistrez-le d’abord sous Moyens de paiement.',
  changed: (amount) =>
    `Quelque chose a changé : il faut payer ${amount} maintenant. Rien n’a été débité. Veuillez vérifier et payer à nouveau.`,
  nothingOpen: 'Rien de tout cela ne peut être payé maintenant ; rien n’a donc été débité.',
  leftOut: (documents) =>
    `Non débité, car quelque chose a changé au dernier moment : ${documents}. Veuillez vérifier dans l’aperçu.`,
  following: (count) =>
    counted(count, {
      one: '# paiement est en cours de traitement',
      other: '# paiements sont en cours de traitement',
    }),
  followingText:
    'Cela prend quelques secondes. Ne payez pas une seconde fois ; nous ne vous débiterons pas deux fois.',
  allTaken: (count) =>
    counted(count, {
      one: '# paiement accepté. Merci !',
      other: 'Les # paiements ont été acceptés. Merci !',
    }),
  allTakenText: 'Chacun a son propre reçu.',
  someTaken: (taken, count) => `${taken} paiements sur ${count} ont été acceptés`,
  someTakenText: 'Veuillez regarder chacun d’eux ci-dessous.',
  noneTaken: 'Aucun des paiements n’a été accepté',
  payOthers: (count) =>
    counted(count, {
      one: 'Payer avec un autre moyen',
      other: 'Payer ces # pièces avec un autre moyen',
    }),
}
