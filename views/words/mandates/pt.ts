import type { MandateWords } from './en.ts'

export const pt: MandateWords = {
  takeBack: 'Retirar a autorização',
  takeBackThis: (method) => `Retirar a autorização para ${method}`,
  title: 'Retirar esta autorização?',
  cardStays:
    'Este cartão não é mais cobrado automaticamente, nem por faturas nem por recargas. Ele continua salvo e você ainda pode pagar com ele.',
  bankStops:
    'Esta conta bancária não é mais debitada. Para usá-la de novo, insira-a novamente e concorde outra vez.',
  atOnce:
    'Vale na hora. Um pagamento já enviado segue o seu curso. O seu banco pode impedir um débito se você avisar pelo menos três dias úteis bancários antes.',
  keep: 'Manter',
  done: (method) => `${method} não é mais cobrado automaticamente.`,
  nothing: 'Não havia nada para retirar.',
  mark: 'Só manualmente',
  takenBack: (date) => `retirada em ${date}`,
}
