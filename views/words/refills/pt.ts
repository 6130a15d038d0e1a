import type { RefillWords } from './en.ts'

export const pt: RefillWords = {
  overDailyLimit: 'É mais do que se pode adicionar em um dia. Nada foi cobrado.',
  leftToday: (amount) => `Hoje você ainda pode adicionar até ${amount}. Nada foi cobrado.`,
  dailyLimit: (amount) => `No máximo ${amount} por dia`,
  whenTitle: 'Quando o dinheiro fica disponível',
  cardAtOnce: 'Com cartão: na hora.',
  bankAtOnce: 'Com conta bancária: quando o seu banco aceita o débito, em geral na hora.',
  bankAtOnceUpTo: (amount) =>
    `Com conta bancária: até ${amount}, na hora. Um valor maior é adicionado por inteiro quando o débito é certo, cerca de quatro dias úteis bancários depois.`,
  bankLater:
    'Com conta bancária: quando o débito é certo, cerca de quatro dias úteis bancários depois.',
  auto: 'Recarga automática',
  autoLead: 'O dinheiro é adicionado sozinho quando o seu saldo fica baixo.',
  setUp: 'Configurar',
  change: 'Alterar',
  rule: (amount, threshold) =>
    `São adicionados ${amount} quando o seu saldo está abaixo de ${threshold}, no máximo uma vez por dia.`,
  isOn: 'Está ativada',
  isPaused: 'Está em pausa',
  declined:
    'O último pagamento foi recusado, por isso nada mais é cobrado. Escolha abaixo outro cartão ou outra conta, ou insira antes o mesmo de novo, e concorde novamente.',
  returned:
    'O seu banco devolveu um débito, por isso nada mais é cobrado. Se a sua conta estiver em ordem, concorde novamente abaixo.',
  method:
    'O cartão ou a conta que você escolheu não pode mais ser cobrado automaticamente. Escolha outro abaixo e concorde novamente.',
  threshold: 'Quando o saldo está abaixo de',
  amount: 'Adicionar este valor',
  chargeWith: 'Cobrar de',
  chooseMethod: 'Escolha um cartão ou uma conta salva.',
  noMethod:
    'Salve primeiro um cartão ou uma conta bancária: será cobrado quando o seu saldo estiver baixo.',
  agreement:
    'Autorizo uma cobrança no meu cartão, ou um débito eletrônico (ACH) na minha conta bancária, conforme escolhido acima, no valor acima, cada vez que o meu saldo estiver abaixo do limite acima, no máximo uma vez por dia. Vale até que eu pare nesta página ou avise vocês, o que posso fazer a qualquer momento; um pagamento já enviado segue o seu curso.',
  pleaseAgree: 'Marque a caixa: sem a sua concordância nada é cobrado automaticamente.',
  turnOn: 'Ativar',
  save: 'Salvar e concordar',
  stop: 'Parar a recarga automática',
  saved: 'A recarga automática está ativada.',
  stopped: 'A recarga automática foi parada. Nada mais é cobrado automaticamente.',
  lastRefill: 'A última recarga automática',
  agreedOn: (date) => `Você concordou em ${date}.`,
}
