import type { SessionWords } from './en.ts'

export const de: SessionWords = {
  title: 'Anmelden',
  lead: 'Mit Anmeldename und Passwort Ihres Kundenportals.',
  login: 'Anmeldename',
  password: 'Passwort',
  logIn: 'Anmelden',
  enterLogin: 'Geben Sie Ihren Anmeldenamen ein.',
  enterPassword: 'Geben Sie Ihr Passwort ein.',
  wrong: 'Der Anmeldename oder das Passwort ist falsch.',
}
