import type { SessionWords } from './en.ts'

export const fr: SessionWords = {
  title: 'Connexion',
  lead: 'Avec l’identifiant et le mot de passe de votre portail client.',
  login: 'Identifiant',
  password: 'Mot de passe',
  logIn: 'Se connecter',
  enterLogin: 'Saisissez votre identifiant.',
  enterPassword: 'Saisissez votre mot de passe.',
  wrong: 'L’identifiant ou le mot de passe est incorrect.',
}
