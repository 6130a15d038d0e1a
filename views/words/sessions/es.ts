import type { SessionWords } from './en.ts'

export const es: SessionWords = {
  title: 'Iniciar sesión',
  lead: 'Con el usuario y la contraseña de su portal de cliente.',
  login: 'Usuario',
  password: 'Contraseña',
  logIn: 'Iniciar sesión',
  enterLogin: 'Escriba su usuario.',
  enterPassword: 'Escriba su contraseña.',
  wrong: 'El usuario o la contraseña no son correctos.',
}
