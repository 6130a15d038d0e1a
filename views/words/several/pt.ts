import { pluralsOf } from '../plural.ts'
import type { SeveralWords } from './en.ts'

const counted = pluralsOf('pt')

export const pt: SeveralWords = {
  paySelected: 'Pagar selecionados',
  payEverything: (amount) => `Pagar tudo: ${amount}`,
  chooseFirst: 'Marque pelo menos um documento e aperte “Pagar selecionados”.',
  title: (count) => counted(count, { one: 'Pagar # documento', other: 'Pagar # documentos' }),
  lead: 'Todos com a mesma forma de pagamento; cada um vira um pagamento próprio.',
  underWay: (document) =>
    `${document} já tem um pagamento em andamento e fica de fora, para que você não pague duas vezes.`,
  gone: (count) =>
    counted(count, {
      one: '# documento que você escolheu não pode mais ser pago e fica de fora.',
      other: '# documentos que você escolheu não podem mais ser pagos e ficam de fora.',
    }),
  cut: (count) =>
    counted(count, {
      one: 'Este é o # documento mais urgente. Depois você pode pagar os outros.',
      other: 'Estes são os # documentos mais urgentes. Depois você pode pagar os outros.',
    }),
  newBankAccount:
    'Para pagar com uma nova conta bancária, salve-a primeiro em Formas de pagamento.',
  changed: (amount) =>
    `Algo mudou: agora são ${amount} a pagar. Nada foi cobrado. Confira, por favor, e pague de novo.`,
  nothingOpen: 'Nada disto pode ser pago agora, por isso nada foi cobrado.',
  leftOut: (documents) =>
    `Não cobrado, porque algo mudou no último momento: ${documents}. Confira, por favor, na visão geral.`,
  following: (count) =>
    counted(count, {
      one: '# pagamento está sendo processado',
      other: '# pagamentos estão sendo processados',
    }),
  followingText:
    'Isto leva alguns segundos. Por favor, não pague de novo; não cobraremos duas vezes.',
  allTaken: (count) =>
    counted(count, {
      one: '# pagamento aceito. Obrigado!',
      other: 'Todos os # pagamentos foram aceitos. Obrigado!',
    }),
  allTakenText: 'Cada um deles tem o seu próprio recibo.',
  someTaken: (taken, count) => `${taken} de ${count} pagamentos foram aceitos`,
  someTakenText: 'Confira cada um deles abaixo, por favor.',
  noneTaken: 'Nenhum dos pagamentos foi aceito',
  payOthers: (count) =>
    counted(count, {
      one: 'Pagar de outra forma',
      other: 'Pagar estes # de outra forma',
    }),
}
