import type { SessionWords } from './en.ts'

export const pt: SessionWords = {
  title: 'Entrar',
  lead: 'Com o login e a senha do seu portal do cliente.',
  login: 'Login',
  password: 'Senha',
  logIn: 'Entrar',
  enterLogin: 'Informe seu login.',
  enterPassword: 'Informe sua senha.',
  wrong: 'O login ou a senha está incorreto.',
}
