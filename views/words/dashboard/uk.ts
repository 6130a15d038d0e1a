import { pluralsOf } from '../plural.ts'
import type { DashboardWords } from './en.ts'

const counted = pluralsOf('uk')

export const uk: DashboardWords = {
  hello: (name) => `Вітаємо, ${name}`,
  unpaidDocuments: (count) =>
    counted(count, {
      one: 'У Вас # несплачений документ.',
      few: 'У Вас # несплачені документи.',
      many: 'У Вас # несплачених документів.',
      other: 'У Вас # несплаченого документа.',
    }),
  processing: 'Ваш платіж обробляється.',
  everythingPaid: 'Усе сплачено.',
  balance: 'Баланс',
  addMoney: 'Поповнити баланс',
  toPay: 'До сплати',
  documents: (count) =>
    counted(count, {
      one: '# документ',
      few: '# документи',
      many: '# документів',
      other: '# документа',
    }),
  nothing: 'Нічого',
  beingProcessed: 'В обробці',
  beingProcessedLead:
    'Ми запитуємо банк. Будь ласка, не платіть ще раз; ми не спишемо кошти двічі.',
  unpaid: 'Не сплачено',
  nothingToPay: 'Нема чого сплачувати',
  newInvoices: 'Нові рахунки з’являються тут, щойно їх виставлено.',
  latestPayments: 'Останні платежі',
  noPayments: 'Платежів ще немає',
  noPaymentsText: 'Те, що Ви тут сплатите, буде в цьому списку разом із квитанцією.',
  receipt: 'Квитанція',
  details: 'Докладніше',
  follow: 'Стежити',
  showAll: 'Показати все',
}
