import { pluralsOf } from '../plural.ts'
import type { CommonWords } from './en.ts'

const counted = pluralsOf('uk')

export const uk: CommonWords = {
  skipToContent: 'До змісту',
  breadcrumb: 'Шлях до сторінки',
  languageSwitch: 'Мова цих сторінок',
  yourAccount: 'Ваш обліковий запис',
  navPay: 'Сплатити',
  navRefill: 'Поповнити',
  credentials: 'Способи оплати',
  overview: 'Огляд',
  backToPortal: 'Назад до порталу',
  logOut: 'Вийти',
  back: 'Назад',
  backToOverview: 'Назад до огляду',
  closedTitle: 'Платежі ненадовго закрито',
  closedText:
    'Ми звіряємо свої записи. До того часу нічого не буде списано, а все, що Ви сплатили, враховано.',
  optional: 'необов’язково',
  needsAttention: (count) =>
    counted(count, {
      one: 'Перевірте, будь ласка, # поле',
      few: 'Перевірте, будь ласка, # поля',
      many: 'Перевірте, будь ласка, # полів',
      other: 'Перевірте, будь ласка, # поля',
    }),
  endingIn: 'що закінчується на',
  card: 'Картка',
  bankAccount: 'Банківський рахунок',
  checking: 'Поточний рахунок',
  savings: 'Ощадний рахунок',
  invoice: (number) => `Рахунок-фактура ${number}`,
  proforma: (number) => `Рахунок-проформа ${number}`,
  refill: 'Поповнення балансу',
  due: (date) => `Сплатити до ${date}`,
  overdue: 'Прострочено',
  partlyPaid: 'Сплачено частково',
  inAll: (amount) => `${amount} усього`,
  pay: 'Сплатити',
  payThis: (what) => `Сплатити: ${what}`,
  keepsNothing: 'Ми не зберігаємо номерів карток і рахунків та кодів безпеки.',
}
