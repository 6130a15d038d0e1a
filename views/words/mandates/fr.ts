import type { MandateWords } from './en.ts'

export const fr: MandateWords = {
  takeBack: 'Retirer l’autorisation',
  takeBackThis: (method) => `Retirer l’autorisation pour ${method}`,
  title: 'Retirer cette autorisation ?',
  cardStays:
    'Cette carte n’est plus débitée automatiquement, ni pour des factures ni pour des recharges. Elle reste enregistrée et vous pouvez encore payer avec elle.',
  bankStops:
    'Ce compte bancaire n’est plus prélevé. Pour l’utiliser à nouveau, saisissez-le encore et donnez à nouveau votre accord.',
  atOnce:
    'Cela prend effet immédiatement. Un paiement déjà envoyé suit son cours. Votre banque peut arrêter un prélèvement si vous le lui dites au moins trois jours ouvrés bancaires avant.',
  keep: 'La conserver',
  done: (method) => `${method} : plus aucun débit automatique.`,
  nothing: 'Il n’y avait rien à retirer.',
  mark: 'Manuel uniquement',
  takenBack: (date) => `retirée le ${date}`,
}
