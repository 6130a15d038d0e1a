import { pluralsOf } from '../plural.ts'
import type { ProblemWords } from './en.ts'

const counted = pluralsOf('pt')

export const pt: ProblemWords = {
  toStart: 'Ir para a página inicial',
  tellReference: 'Se nos perguntar sobre isso, informe esta referência:',
  notAllowed: 'Não permitido',
  notFound: 'Não encontrado',
  notPossible: 'Não é possível aqui',
  changed: 'Isso mudou nesse meio-tempo',
  tooMuch: 'Demais de uma vez',
  notUnderstood: 'Não entendido',
  tooManyAttempts: 'Tentativas demais',
  wentWrong: 'Algo deu errado',
  notAvailable: 'Indisponível no momento',
  didNotWork: 'Isto não funcionou',
  formExpired: 'Este formulário expirou',
  formIncomplete: 'Este formulário está incompleto',
  tooManyDeclines: 'Recusas demais',
  nothingHere: 'Não há nada neste endereço.',
  noDocument: 'Não encontramos este documento.',
  ourFault: 'A falha é nossa e foi registrada. Tente de novo em um minuto, por favor.',
  requestNotUnderstood: 'Este pedido não foi entendido.',
  notOfOurForms: 'Isto não é enviado por nenhum dos nossos formulários.',
  tooManyFields: 'Este formulário tem campos demais.',
  tooLarge: 'O que você enviou é maior que qualquer um dos nossos formulários.',
  nothingChanged: 'Nada foi alterado. Volte, recarregue a página e envie o formulário de novo.',
  nothingCharged: 'Nada foi cobrado. Volte, recarregue a página e envie o formulário de novo.',
  closed:
    'Os pagamentos estão fechados por um momento. Nada foi cobrado. Volte mais tarde, por favor.',
  away: 'Não podemos fazer isso no momento. Tente de novo em um minuto, por favor.',
  splynxAway: 'O Splynx não responde no momento. Tente de novo em um minuto, por favor.',
  logInAway: 'Não podemos iniciar sua sessão no momento. Tente de novo em um minuto, por favor.',
  invoicesAway:
    'Não podemos mostrar suas faturas no momento. Nada foi cobrado. Tente de novo em alguns minutos, por favor.',
  cardsAway:
    'Não podemos verificar cartões no momento. Nada foi cobrado. Tente de novo em um minuto, por favor.',
  paymentsAway:
    'Não podemos receber pagamentos no momento. Nada foi cobrado. Tente de novo em um minuto, por favor.',
  paymentsAwayByLink: 'Não podemos receber pagamentos no momento. Nada foi cobrado.',
  linksClosed: 'Os pagamentos por link estão fechados no momento. Nada foi cobrado.',
  declinedTooOften:
    'O banco recusou pagamentos demais aqui. Nada foi cobrado. Tente de novo em uma hora, por favor, ou entre na sua conta.',
  sendingTooFast: 'Você está enviando formulários rápido demais.',
  tooManyLogIns: 'Tentativas de login demais.',
  tooManyLinks: 'Você abriu links demais.',
  tooManyAnswers: 'Respostas erradas demais.',
  tryAgainIn: (minutes) =>
    counted(minutes, {
      one: 'Tente de novo em um minuto, por favor.',
      other: 'Tente de novo em # minutos, por favor.',
    }),
  tryLaterOrLogIn: 'Tente de novo mais tarde, por favor, ou entre na sua conta.',
}
