import type { RefillWords } from './en.ts'

export const fr: RefillWords = {
  overDailyLimit: 'C’est plus que ce qui peut être ajouté en une journée. Rien n’a été débité.',
  leftToday: (amount) =>
    `Aujourd’hui, vous pouvez encore ajouter jusqu’à ${amount}. Rien n’a été débité.`,
  dailyLimit: (amount) => `Au plus ${amount} par jour`,
  whenTitle: 'Quand l’argent est disponible',
  cardAtOnce: 'Par carte : immédiatement.',
  bankAtOnce:
    'Par compte bancaire : dès que votre banque a accepté le prélèvement, en général immédiatement.',
  bankAtOnceUpTo: (amount) =>
    `Par compte bancaire : jusqu’à ${amount}, immédiatement. Un montant supérieur est ajouté en entier quand le prélèvement est certain, environ quatre jours ouvrés bancaires plus tard.`,
  bankLater:
    'Par compte bancaire : quand le prélèvement est certain, environ quatre jours ouvrés bancaires plus tard.',
  auto: 'Recharge automatique',
  autoLead: 'De l’argent est ajouté tout seul quand votre solde devient bas.',
  setUp: 'Configurer',
  change: 'Modifier',
  rule: (amount, threshold) =>
    `${amount} sont ajoutés quand votre solde est inférieur à ${threshold}, au plus une fois par jour.`,
  isOn: 'Elle est activée',
  isPaused: 'Elle est en pause',
  declined:
    'Le dernier paiement a été refusé ; plus rien n’est donc débité. Choisissez ci-dessous une autre carte ou un autre compte, ou saisissez d’abord à nouveau la même, puis donnez à nouveau votre accord.',
  returned:
    'Votre banque a rejeté un prélèvement ; plus rien n’est donc débité. Si votre compte est en ordre, donnez à nouveau votre accord ci-dessous.',
  method:
    'La carte ou le compte que vous aviez choisi ne peut plus être débité automatiquement. Choisissez-en un autre ci-dessous et donnez à nouveau votre accord.',
  threshold: 'Quand le solde est inférieur à',
  amount: 'Ajouter ce montant',
  chargeWith: 'Débiter',
  chooseMethod: 'Choisissez une carte ou un compte enregistré.',
  noMethod:
    'Enregistrez d’abord une carte ou un compte bancaire : il sera débité quand votre solde sera bas.',
  agreement:
    'J’autorise un paiement par ma carte, ou un prélèvement électronique (ACH) sur mon compte bancaire, selon le choix ci-dessus, du montant ci-dessus, chaque fois que mon solde est inférieur à la limite ci-dessus, au plus une fois par jour. Cela vaut jusqu’à ce que je l’arrête sur cette page ou vous le dise, ce que je peux faire à tout moment ; un paiement déjà envoyé suit son cours.',
  pleaseAgree: 'Cochez la case : sans votre accord, rien n’est débité automatiquement.',
  turnOn: 'Activer',
  save: 'Enregistrer et accepter',
  stop: 'Arrêter la recharge automatique',
  saved: 'La recharge automatique est activée.',
  stopped: 'La recharge automatique est arrêtée. Plus rien n’est débité automatiquement.',
  lastRefill: 'La dernière recharge automatique',
  agreedOn: (date) => `Vous avez donné votre accord le ${date}.`,
}
