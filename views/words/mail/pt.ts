import type { MailWords } from './en.ts'

export const pt: MailWords = {
  hello: (name) => `Olá, ${name}!`,
  helloAll: 'Olá!',
  paid: {
    subject: (amount, what) => `Recibo: ${amount} por ${what}`,
    title: 'Obrigado pelo seu pagamento',
    text: (amount) => `Recebemos ${amount}.`,
    action: 'Abrir o recibo',
  },
  submitted: {
    subject: (amount, what) => `Débito bancário de ${amount} por ${what}`,
    title: 'Seu débito bancário foi enviado',
    text: (amount, date) =>
      `Solicitamos ${amount} ao seu banco. Ainda não é definitivo; esperamos que seja até ${date}. Você não precisa fazer mais nada.`,
    action: 'Abrir o recibo',
    agreed: 'Você o autorizou com estas palavras:',
    revoke:
      'Você pode retirar esta autorização a qualquer momento removendo a conta bancária em Formas de pagamento ou nos avisando. Um débito já enviado só pode ser interrompido no seu banco.',
  },
  declined: {
    subject: (what) => `Pagamento não aceito: ${what}`,
    title: 'Seu pagamento não foi aceito',
    text: (amount, what) => `Não conseguimos cobrar ${amount} por ${what}.`,
    action: 'Pagar agora',
  },
  refunded: {
    subject: (amount) => `Reembolso de ${amount}`,
    title: 'Seu dinheiro está voltando',
    text: (amount, what) =>
      `Devolvemos ${amount} por ${what}. Seu banco mostrará o valor em alguns dias.`,
    action: 'Abrir o recibo do pagamento',
  },
  voided: {
    subject: (amount) => `Pagamento de ${amount} cancelado`,
    title: 'Seu pagamento foi cancelado',
    text: (amount, what) =>
      `O pagamento de ${amount} por ${what} foi cancelado antes da liquidação. Nenhum valor sai da sua conta; seu banco pode mostrá-lo por alguns dias.`,
    action: 'Abrir o recibo do pagamento',
  },
  returned: {
    subject: (what) => `Seu banco devolveu um pagamento: ${what}`,
    title: 'Seu banco devolveu um pagamento',
    text: (amount, what) => `Trata-se do débito de ${amount} por ${what}.`,
    action: 'Pagar agora',
  },
  expiring: {
    subject: (method) => `Seu cartão vence em breve: ${method}`,
    title: 'Seu cartão vence em breve',
    text: (method, expiry) =>
      `${method} é válido até ${expiry}. Depois disso não poderemos usá-lo para suas faturas. Informe a nova data ou adicione outro cartão.`,
    action: 'Atualizar o cartão',
  },
  upcoming: {
    subject: (amount, date) => `Debitaremos ${amount} em ${date}`,
    title: 'Um débito bancário está próximo',
    text: (amount, date, what) =>
      `Debitaremos ${amount} por ${what} em ${date} ou no próximo dia útil bancário. Verifique se há saldo suficiente na conta.`,
    action: 'Pagar de outra forma',
    revoke:
      'Se não quiser este débito, remova a conta bancária em Formas de pagamento antes desse dia ou nos avise.',
  },
  amount: 'Valor',
  paidFor: 'Referente a',
  method: 'Forma de pagamento',
  date: 'Data',
  expectedBy: 'Definitivo até',
  debitOn: 'Débito em',
  reference: 'Referência',
  approval: 'Código de aprovação',
  statement: 'No seu extrato',
  expires: 'Válido até',
  why: 'Você recebe este e-mail porque um débito bancário deve ser anunciado e confirmado.',
  unsubscribe: 'Não receber mais recibos e lembretes por e-mail',
  wishesTitle: 'Nossos e-mails',
  wanted:
    'Enviamos por e-mail recibos, reembolsos, pagamentos não aceitos e cartões prestes a vencer.',
  notWanted: 'Não enviamos mais recibos e lembretes por e-mail.',
  always: 'O que diz respeito a débitos da sua conta bancária é sempre enviado.',
  stop: 'Parar estes e-mails',
  resume: 'Voltar a enviar',
}
