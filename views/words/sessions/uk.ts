import type { SessionWords } from './en.ts'

export const uk: SessionWords = {
  title: 'Вхід',
  lead: 'З логіном і паролем Вашого порталу клієнта.',
  login: 'Логін',
  password: 'Пароль',
  logIn: 'Увійти',
  enterLogin: 'Уведіть свій логін.',
  enterPassword: 'Уведіть свій пароль.',
  wrong: 'Хибний логін або пароль.',
}
