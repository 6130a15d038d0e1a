import type { MailWords } from './en.ts'

export const fr: MailWords = {
  hello: (name) => `Bonjour ${name},`,
  helloAll: 'Bonjour,',
  paid: {
    subject: (amount, what) => `Reçu : ${amount} pour ${what}`,
    title: 'Merci pour votre paiement',
    text: (amount) => `Nous avons bien reçu ${amount}.`,
    action: 'Ouvrir le reçu',
  },
  submitted: {
    subject: (amount, what) => `Prélèvement de ${amount} pour ${what}`,
    title: 'Votre prélèvement est transmis',
    text: (amount, date) =>
      `Nous avons demandé ${amount} à votre banque. Ce n’est pas encore définitif ; cela devrait l’être au plus tard le ${date}. Vous n’avez rien d’autre à faire.`,
    action: 'Ouvrir le reçu',
    agreed: 'Vous l’avez autorisé en ces termes :',
    revoke:
      'Vous pouvez retirer cette autorisation à tout moment en supprimant le compte bancaire sous Moyens de paiement ou en nous prévenant. Un prélèvement déjà transmis ne peut être arrêté qu’auprès de votre banque.',
  },
  declined: {
    subject: (what) => `Paiement non accepté : ${what}`,
    title: 'Votre paiement n’a pas été accepté',
    text: (amount, what) => `Nous n’avons pas pu encaisser ${amount} pour ${what}.`,
    action: 'Payer maintenant',
  },
  refunded: {
    subject: (amount) => `Remboursement de ${amount}`,
    title: 'Votre argent vous est rendu',
    text: (amount, what) =>
      `Nous vous avons remboursé ${amount} pour ${what}. Votre banque l’affichera d’ici quelques jours.`,
    action: 'Ouvrir le reçu du paiement',
  },
  voided: {
    subject: (amount) => `Paiement de ${amount} annulé`,
    title: 'Votre paiement a été annulé',
    text: (amount, what) =>
      `Le paiement de ${amount} pour ${what} a été annulé avant son règlement. Votre compte n’est pas débité ; votre banque peut l’afficher pendant quelques jours.`,
    action: 'Ouvrir le reçu du paiement',
  },
  returned: {
    subject: (what) => `Votre banque a rejeté un paiement : ${what}`,
    title: 'Votre banque a rejeté un paiement',
    text: (amount, what) => `Il s’agit du prélèvement de ${amount} pour ${what}.`,
    action: 'Payer maintenant',
  },
  expiring: {
    subject: (method) => `Votre carte expire bientôt : ${method}`,
    title: 'Votre carte expire bientôt',
    text: (method, expiry) =>
      `${method} est valable jusqu’au ${expiry}. Ensuite, nous ne pourrons plus l’utiliser pour vos factures. Indiquez sa nouvelle date ou ajoutez une autre carte.`,
    action: 'Mettre la carte à jour',
  },
  upcoming: {
    subject: (amount, date) => `Nous prélèverons ${amount} le ${date}`,
    title: 'Un prélèvement est prévu',
    text: (amount, date, what) =>
      `Nous prélèverons ${amount} pour ${what} le ${date} ou le jour ouvré bancaire suivant. Veillez à ce que le compte soit suffisamment approvisionné.`,
    action: 'Payer autrement',
    revoke:
      'Si vous ne souhaitez pas ce prélèvement, supprimez le compte bancaire sous Moyens de paiement avant ce jour ou prévenez-nous.',
  },
  amount: 'Montant',
  paidFor: 'Objet',
  method: 'Moyen de paiement',
  date: 'Date',
  expectedBy: 'Définitif au plus tard le',
  debitOn: 'Prélèvement le',
  reference: 'Référence',
  approval: 'Code d’autorisation',
  statement: 'Sur votre relevé',
  expires: 'Valable jusqu’au',
  why: 'Vous recevez ce message parce qu’un prélèvement doit vous être annoncé et confirmé.',
  unsubscribe: 'Ne plus recevoir de reçus ni de rappels par e-mail',
  wishesTitle: 'Nos e-mails',
  wanted:
    'Nous vous envoyons par e-mail les reçus, les remboursements, les paiements non acceptés et les cartes qui expirent.',
  notWanted: 'Nous ne vous envoyons plus de reçus ni de rappels par e-mail.',
  always: 'Ce qui concerne les prélèvements sur votre compte bancaire est toujours envoyé.',
  stop: 'Arrêter ces e-mails',
  resume: 'Les recevoir à nouveau',
}
