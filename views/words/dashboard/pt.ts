import { pluralsOf } from '../plural.ts'
import type { DashboardWords } from './en.ts'

const counted = pluralsOf('pt')

export const pt: DashboardWords = {
  hello: (name) => `Olá, ${name}`,
  unpaidDocuments: (count) =>
    counted(count, {
      one: 'Você tem # documento a pagar.',
      other: 'Você tem # documentos a pagar.',
    }),
  processing: 'Seu pagamento está sendo processado.',
  everythingPaid: 'Está tudo pago.',
  balance: 'Saldo',
  addMoney: 'Adicionar saldo',
  toPay: 'A pagar',
  documents: (count) => counted(count, { one: '# documento', other: '# documentos' }),
  nothing: 'Nada',
  beingProcessed: 'Em processamento',
  beingProcessedLead:
    'Estamos consultando o banco. Por favor, não pague de novo; não cobraremos duas vezes.',
  unpaid: 'Em aberto',
  nothingToPay: 'Nada a pagar',
  newInvoices: 'Novas faturas aparecem aqui assim que são emitidas.',
  latestPayments: 'Últimos pagamentos',
  noPayments: 'Nenhum pagamento ainda',
  noPaymentsText: 'O que você pagar aqui aparecerá na lista com o recibo.',
  receipt: 'Recibo',
  details: 'Detalhes',
  follow: 'Acompanhar',
  showAll: 'Mostrar tudo',
}
