import type { PaymentWords } from './en.ts'

export const pt: PaymentWords = {
  states: {
    pending: {
      word: 'Na fila',
      title: 'Seu pagamento espera a vez',
      text: 'Isso leva alguns segundos. Você pode sair desta página: ele continua sem você.',
    },
    submitting: {
      word: 'No banco',
      title: 'Estamos consultando o banco',
      text: 'Isso leva alguns segundos. Por favor, não pague de novo; não cobraremos duas vezes.',
    },
    unknown: {
      word: 'Ainda incerto',
      title: 'O banco ainda não respondeu',
      text: 'Continuamos consultando o banco. Por favor, não pague de novo; não cobraremos duas vezes.',
    },
    review: {
      word: 'Em verificação',
      title: 'Estamos verificando este pagamento',
      text: 'A resposta do banco não foi clara, por isso uma pessoa está verificando. Por favor, não pague de novo; não cobraremos duas vezes.',
    },
    paid: { word: 'Pago', title: 'Pago. Obrigado!', text: 'Seu pagamento foi aceito.' },
    cancelled: {
      word: 'Cancelado',
      title: 'Este pagamento foi cancelado',
      text: 'Nenhum dinheiro foi retirado. Se ainda houver algo a pagar, você pode pagar agora.',
    },
    voided: {
      word: 'Anulado',
      title: 'Este pagamento foi anulado',
      text: 'Nenhum dinheiro sai da sua conta. O banco pode mostrá-lo por alguns dias.',
    },
    refunded: {
      word: 'Reembolsado',
      title: 'Este pagamento foi reembolsado',
      text: 'Seu banco mostrará o dinheiro em alguns dias.',
    },
    returned: {
      word: 'Devolvido',
      title: 'Seu banco devolveu este débito',
      text: 'Nada foi pago. Use outro cartão ou outra conta bancária, por favor, ou pergunte ao seu banco.',
    },
  },
  slow: 'Está demorando mais que o normal. Você pode sair desta página e voltar mais tarde. Por favor, não pague de novo; não cobraremos duas vezes.',
  debitedWord: 'Enviado',
  debitedTitle: 'Enviado. Obrigado!',
  debited: (date) =>
    `O débito da sua conta bancária foi enviado, mas ainda não é definitivo; é esperado até ${date}. Você não precisa fazer mais nada.`,
  declinedWord: 'Recusado',
  declinedTitle: 'Não aceito',
  advice: {
    accepted: 'O pagamento foi aceito.',
    not_accepted:
      'O pagamento não foi aceito e nenhum dinheiro foi retirado. Confira os dados, por favor, use outro cartão ou outra conta bancária, ou pergunte ao seu banco.',
    not_possible:
      'Não podemos receber pagamentos no momento. Nenhum dinheiro foi retirado. Tente de novo mais tarde, por favor.',
    not_certain:
      'O pagamento está sendo processado. Por favor, não pague de novo: o resultado aparecerá assim que for certo.',
  },
  returned: {
    represent:
      'Seu banco devolveu o pagamento porque o saldo não era suficiente. O valor está novamente em aberto. Confira, por favor, se há saldo na conta ou pague de outra forma.',
    disable:
      'Seu banco não pôde retirar o pagamento desta conta. O valor está novamente em aberto. Confira, por favor, os dados da conta ou pague de outra forma.',
    revoke:
      'Seu banco devolveu o pagamento como não autorizado. O valor está novamente em aberto, e não usaremos esta conta até que você permita de novo.',
    correct:
      'Seu banco devolveu o pagamento porque não era como combinado. O valor está novamente em aberto. Entraremos em contato com você.',
    hold: 'O pagamento foi interrompido no seu banco. O valor está novamente em aberto, e não usaremos esta conta até que você nos diga como continuar.',
    person:
      'Seu banco devolveu o pagamento. O valor está novamente em aberto. Pague, por favor, de outra forma ou entre em contato conosco.',
    alarm:
      'Seu banco devolveu o pagamento. Estamos apurando. Por favor, não pague de novo por enquanto.',
    change: 'Seu banco nos informou que alguns dados da sua conta mudaram.',
  },
  receipt: 'Recibo',
  paidFor: 'Referente a',
  date: 'Data',
  method: 'Forma',
  finalBy: 'Definitivo em',
  reference: 'Referência',
  copyReference: 'Copiar a referência',
  amount: 'Valor',
  refresh: 'Atualizar',
  chooseAnother: 'Escolher outra forma',
  print: 'Imprimir o recibo',
}
