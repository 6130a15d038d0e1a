import type { PayWords } from './en.ts'

export const uk: PayWords = {
  total: 'Сума документа',
  paidSoFar: 'Уже сплачено',
  stillDue: 'Залишок',
  toPayNow: 'Сплатити зараз',
  payWith: 'Чим сплатити',
  payAmount: (amount) => `Сплатити ${amount}`,
  payNow: 'Сплатити',
  restStaysDue: 'Те, що Ви не сплатите зараз, залишиться до сплати.',
  amountChanged: (amount) =>
    `Сума змінилася: тепер до сплати ${amount}. Нічого не списано. Перевірте її, будь ласка, і сплатіть ще раз.`,
  alreadyUnderWay: 'Це вже оплачувалося, тому нічого нового не списано. Ось цей платіж.',
  addMoney: 'Поповнити баланс',
  yourBalance: (amount) => `Ваш баланс: ${amount}.`,
  amount: 'Сума',
  amountRange: (from, to) => `Від ${from} до ${to}`,
  usualAmounts: 'Звичні суми',
  accountType: 'Тип рахунку',
  paidTitle: 'Більше нічого сплачувати',
  paid: (document) => `${document} уже сплачено. Вам нічого не треба робити.`,
  underWayTitle: 'Платіж уже в дорозі',
  underWay: (document) =>
    `${document}: є платіж, про який ми запитуємо банк. Будь ласка, не платіть ще раз.`,
  notOpenTitle: 'Зараз це не можна сплатити',
  notOpen: (document) =>
    `${document} наразі не можна сплатити. Загляньте пізніше або запитайте нас.`,
  followPayment: 'Стежити за цим платежем',
}
