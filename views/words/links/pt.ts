import type { LinksWords } from './en.ts'

export const pt: LinksWords = {
  customerNumber: 'Seu número de cliente ou login',
  customerNumberHint: 'Está na fatura. Perguntamos porque um pagamento foi recusado aqui.',
  wrongCustomerNumber: 'Este não é o número nem o login da fatura. Nada foi cobrado.',
  paidTitle: 'Não há mais nada a pagar',
  paid: 'Isto já está pago. Você não precisa fazer nada.',
  underWayTitle: 'Há um pagamento a caminho',
  underWay: 'Estamos consultando o banco. Por favor, não pague de novo.',
  notOpenTitle: 'Isto não pode ser pago agora',
  notOpen: 'Não está aberto para pagamento no momento.',
  expiredTitle: 'Este link expirou',
  expired: 'Entre na sua conta ou peça-nos um novo link.',
}
