import type { ConsentWords } from './en.ts'

export const fr: ConsentWords = {
  card: 'J’accepte que cette carte soit enregistrée et débitée pour mes futures factures à leur échéance, chaque fois du montant de la facture. Je peux y mettre fin à tout moment en supprimant la carte sous Moyens de paiement.',
  bank: 'J’autorise des prélèvements électroniques (ACH) sur ce compte bancaire pour mes futures factures à leur échéance, chaque fois du montant de la facture. Cette autorisation vaut jusqu’à ce que je supprime le compte sous Moyens de paiement, ce que je peux faire à tout moment.',
  once: 'En appuyant sur le bouton, vous autorisez un seul prélèvement électronique (ACH) de ce montant sur ce compte bancaire.',
  phone:
    'Le client accepte par téléphone que cette carte soit enregistrée et débitée pour ses futures factures à leur échéance, chaque fois du montant de la facture. Il peut y mettre fin à tout moment en supprimant la carte sous Moyens de paiement.',
}
