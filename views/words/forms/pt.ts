import { pluralsOf } from '../plural.ts'
import type { FormWords } from './en.ts'

const counted = pluralsOf('pt')

export const pt: FormWords = {
  missing: 'Preencha este campo.',
  oneValue: 'Informe um só valor.',
  notUnderstood: 'Isto não se entende.',
  tooLong: (max) => `É longo demais: no máximo ${max}.`,
  notOffered: 'Escolha um dos valores oferecidos.',
  tooManyCharacters: (max) => `Use no máximo ${max} caracteres.`,
  plainCharacters: 'Use somente letras, algarismos e sinais.',
  cardNumber: 'Informe o número do cartão.',
  wrongCardNumber: 'Confira o número do cartão: um dígito parece errado ou ausente.',
  expiry: 'Informe a validade do cartão.',
  wrongExpiry: 'Informe mês e ano como no cartão, por exemplo 08/29.',
  expiredCard: 'Este cartão está vencido. Use outro.',
  securityCode: 'Informe o código de segurança.',
  wrongSecurityCode: 'Informe os 3 dígitos do verso; American Express tem 4 na frente.',
  nameOnCard: 'Informe o nome que está no cartão.',
  zip: 'Informe o código postal do endereço de cobrança.',
  wrongZip: 'Confira o código postal.',
  wrongOptionalZip: 'Confira o código postal ou deixe-o em branco.',
  routingNumber: 'Informe o número de roteamento.',
  wrongRoutingNumber: 'Confira o número de roteamento: são nove dígitos, e um parece errado.',
  accountNumber: 'Informe o número da conta.',
  wrongAccountNumber: 'Confira o número da conta: ele tem de 5 a 17 dígitos.',
  accountNumberAgain: 'Informe o número da conta outra vez.',
  accountNumbersDiffer: 'Os dois números de conta são diferentes. Informe ambos de novo.',
  nameOnAccount: 'Informe o titular da conta.',
  method: 'Escolha como quer pagar.',
  amount: 'Informe um valor.',
  wrongAmount: 'Escreva o valor como 12, 12,5 ou 12,50.',
  amountRange: (from, to) => `Informe um valor de ${from} a ${to}.`,
  agree: 'Marque a caixa para salvar. Sem isso você ainda pode pagar uma vez.',
  cardNotAccepted:
    'Este cartão não foi aceito. Confira o número, a validade e o código de segurança, por favor, ou use outro cartão.',
  bankNotAccepted:
    'Esta conta bancária não foi aceita. Confira o número de roteamento e o número da conta, por favor, ou use outra conta.',
  expiryNotAccepted:
    'A nova validade não foi aceita. Confira-a, por favor, ou remova o cartão e adicione-o de novo.',
  refusedForGood:
    'O banco recusou este cartão de forma definitiva. Use outro, por favor, ou peça um novo ao banco.',
  cardNotChecked:
    'Não pudemos verificar o cartão. Nada foi cobrado. Tente de novo em um minuto, por favor.',
  bankNotChecked:
    'Não pudemos verificar a conta bancária. Nada foi cobrado. Tente de novo em um minuto, por favor.',
  bankSilent:
    'O banco não responde a ninguém no momento. Nada foi cobrado. Tente de novo em um minuto, por favor.',
  closed:
    'Os pagamentos estão fechados por um momento. Nada foi cobrado. Volte mais tarde, por favor.',
  tooManyMethods: (minutes) =>
    counted(minutes, {
      one: 'Foram informados cartões e contas bancárias demais. Nada foi cobrado. Tente de novo em um minuto, por favor.',
      other:
        'Foram informados cartões e contas bancárias demais. Nada foi cobrado. Tente de novo em # minutos, por favor.',
    }),
  methodUseless: 'Esta forma não pode mais ser cobrada. Escolha outra ou informe uma nova.',
  accountUseless:
    'Sua conta não pode receber pagamentos no momento. Entre em contato conosco, por favor.',
}
