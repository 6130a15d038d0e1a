import { pluralsOf } from '../plural.ts'
import type { CommonWords } from './en.ts'

const counted = pluralsOf('pt')

export const pt: CommonWords = {
  skipToContent: 'Ir para o conteúdo',
  breadcrumb: 'Caminho de navegação',
  languageSwitch: 'Idioma destas páginas',
  yourAccount: 'Sua conta',
  navPay: 'Pagar',
  navRefill: 'Recarregar',
  credentials: 'Formas de pagamento',
  overview: 'Visão geral',
  backToPortal: 'Voltar ao portal',
  logOut: 'Sair',
  back: 'Voltar',
  backToOverview: 'Voltar à visão geral',
  closedTitle: 'Os pagamentos estão fechados por um momento',
  closedText:
    'Estamos conferindo nossos registros. Até lá nada é cobrado, e o que você já pagou continua valendo.',
  optional: 'opcional',
  needsAttention: (count) =>
    counted(count, { one: 'Há # ponto a corrigir', other: 'Há # pontos a corrigir' }),
  endingIn: 'com final',
  card: 'Cartão',
  bankAccount: 'Conta bancária',
  checking: 'Conta corrente',
  savings: 'Conta poupança',
  invoice: (number) => `Fatura ${number}`,
  proforma: (number) => `Fatura proforma ${number}`,
  refill: 'Recarga do saldo',
  due: (date) => `Vence em ${date}`,
  overdue: 'Vencida',
  partlyPaid: 'Paga em parte',
  inAll: (amount) => `${amount} no total`,
  pay: 'Pagar',
  payThis: (what) => `Pagar ${what}`,
  keepsNothing: 'Não guardamos número do cartão, número da conta nem código de segurança.',
}
