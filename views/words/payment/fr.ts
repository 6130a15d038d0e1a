import type { PaymentWords } from './en.ts'

export const fr: PaymentWords = {
  states: {
    pending: {
      word: 'En attente',
      title: 'Votre paiement attend son tour',
      text: 'Cela prend quelques secondes. Vous pouvez quitter cette page : il continue sans vous.',
    },
    submitting: {
      word: 'À la banque',
      title: 'Nous interrogeons la banque',
      text: 'Cela prend quelques secondes. Ne payez pas une seconde fois ; nous ne vous débiterons pas deux fois.',
    },
    unknown: {
      word: 'Pas encore connu',
      title: 'La banque n’a pas encore répondu',
      text: 'Nous continuons d’interroger la banque. Ne payez pas une seconde fois ; nous ne vous débiterons pas deux fois.',
    },
    review: {
      word: 'En vérification',
      title: 'Nous vérifions ce paiement',
      text: 'La réponse de la banque n’était pas claire, une personne s’en occupe donc. Ne payez pas une seconde fois ; nous ne vous débiterons pas deux fois.',
    },
    paid: { word: 'Payé', title: 'Payé. Merci !', text: 'Votre paiement a été accepté.' },
    cancelled: {
      word: 'Annulé',
      title: 'Ce paiement a été annulé',
      text: 'Aucun argent n’a été prélevé. S’il reste quelque chose à payer, vous pouvez le payer maintenant.',
    },
    voided: {
      word: 'Retiré',
      title: 'Ce paiement a été retiré',
      text: 'Aucun argent ne quitte votre compte. La banque peut l’afficher pendant quelques jours.',
    },
    refunded: {
      word: 'Remboursé',
      title: 'Ce paiement a été remboursé',
      text: 'Votre banque affichera l’argent d’ici quelques jours.',
    },
    returned: {
      word: 'Rejeté',
      title: 'Votre banque a rejeté ce prélèvement',
      text: 'Rien n’a été payé. Veuillez utiliser une autre carte ou un autre compte bancaire, ou demander à votre banque.',
    },
  },
  slow: 'Cela prend plus de temps que d’habitude. Vous pouvez quitter cette page et revenir plus tard. Ne payez pas une seconde fois ; nous ne vous débiterons pas deux fois.',
  debitedWord: 'Transmis',
  debitedTitle: 'Transmis. Merci !',
  debited: (date) =>
    `Le prélèvement sur votre compte bancaire est transmis, mais pas encore définitif ; il est attendu pour le ${date}. Vous n’avez rien d’autre à faire.`,
  declinedWord: 'Refusé',
  declinedTitle: 'Paiement refusé',
  advice: {
    accepted: 'Le paiement a été accepté.',
    not_accepted:
      'Le paiement n’a pas été accepté et aucun argent n’a été prélevé. Veuillez vérifier les données, utiliser une autre carte ou un autre compte bancaire, ou demander à votre banque.',
    not_possible:
      'Nous ne pouvons pas recevoir de paiements en ce moment. Aucun argent n’a été prélevé. Veuillez réessayer plus tard.',
    not_certain:
      'Le paiement est en cours de traitement. Ne payez pas une seconde fois : le résultat s’affichera dès qu’il sera certain.',
  },
  returned: {
    represent:
      'Votre banque a rejeté le paiement parce que le solde était insuffisant. Le montant est à nouveau dû. Veuillez approvisionner le compte ou payer autrement.',
    disable:
      'Votre banque n’a pas pu prélever le paiement sur ce compte. Le montant est à nouveau dû. Veuillez vérifier les données du compte ou payer autrement.',
    revoke:
      'Votre banque a rejeté le paiement comme non autorisé. Le montant est à nouveau dû, et nous n’utiliserons pas ce compte avant que vous ne le permettiez à nouveau.',
    correct:
      'Votre banque a rejeté le paiement parce qu’il n’était pas conforme à l’accord. Le montant est à nouveau dû. Nous vous contacterons.',
    hold: 'Le paiement a été arrêté par votre banque. Le montant est à nouveau dû, et nous n’utiliserons pas ce compte avant que vous ne nous disiez comment continuer.',
    person:
      'Votre banque a rejeté le paiement. Le montant est à nouveau dû. Veuillez payer autrement ou nous contacter.',
    alarm:
      'Votre banque a rejeté le paiement. Nous examinons cela. Ne payez pas à nouveau pour l’instant.',
    change: 'Votre banque nous a signalé que certaines données de votre compte ont changé.',
  },
  receipt: 'Reçu',
  paidFor: 'Objet',
  date: 'Date du paiement',
  method: 'Moyen',
  finalBy: 'Définitif le',
  reference: 'Référence',
  copyReference: 'Copier la référence',
  amount: 'Montant',
  refresh: 'Actualiser',
  chooseAnother: 'Choisir un autre moyen',
  print: 'Imprimer le reçu',
}
