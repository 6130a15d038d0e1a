/** The door of the customers' pages. */
export const en = {
  title: 'Log in',
  lead: 'With the login and password of your customer portal.',
  login: 'Login',
  password: 'Password',
  logIn: 'Log in',
  enterLogin: 'Enter your login.',
  enterPassword: 'Enter your password.',
  wrong: 'The login or the password is wrong.',
}

export type SessionWords = typeof en
