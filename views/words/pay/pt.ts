import type { PayWords } from './en.ts'

export const pt: PayWords = {
  total: 'Total do documento',
  paidSoFar: 'Pago até agora',
  stillDue: 'Ainda devido',
  toPayNow: 'A pagar agora',
  payWith: 'Pagar com',
  payAmount: (amount) => `Pagar ${amount}`,
  payNow: 'Pagar agora',
  restStaysDue: 'O que você não pagar agora continua devido.',
  amountChanged: (amount) =>
    `O valor mudou: agora são devidos ${amount}. Nada foi cobrado. Confira, por favor, e pague de novo.`,
  alreadyUnderWay:
    'Isto já estava sendo pago, por isso nada de novo foi cobrado. Aqui está esse pagamento.',
  addMoney: 'Adicionar saldo',
  yourBalance: (amount) => `Seu saldo é de ${amount}.`,
  amount: 'Valor',
  amountRange: (from, to) => `De ${from} a ${to}`,
  usualAmounts: 'Valores comuns',
  accountType: 'Tipo de conta',
  paidTitle: 'Não há mais nada a pagar',
  paid: (document) => `${document} já está paga. Você não precisa fazer nada.`,
  underWayTitle: 'Há um pagamento a caminho',
  underWay: (document) =>
    `${document} tem um pagamento sobre o qual estamos consultando o banco. Por favor, não pague de novo.`,
  notOpenTitle: 'Isto não pode ser pago agora',
  notOpen: (document) =>
    `${document} não está aberta para pagamento no momento. Volte mais tarde ou fale conosco.`,
  followPayment: 'Acompanhar este pagamento',
}
