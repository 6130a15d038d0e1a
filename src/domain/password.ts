export const PASSWORD_CHARACTERS_MIN = 12
export const PASSWORD_CHARACTERS_MAX = 128

/** Words that most guesses are made of, alone, repeated, or with digits and signs round them. */
const COMMON_WORDS = new Set(
  `password passwort passw pass admin administrator root login user test guest welcome secret
   letmein changeme iloveyou sunshine princess monkey dragon football baseball superman batman
   qwerty qwertyui qwertyuiop qwertz qwertzuiop asdf asdfgh asdfghjkl zxcvbn zxcvbnm azerty
   trustno starwars master shadow michael jordan summer winter spring autumn monday january
   splynx ippay billing payment payments invoice invoices internet company
   abc abcd abcdef abcdefgh abcdefghijkl correcthorsebatterystaple`.split(/\s+/),
)

/**
 * What is wrong with a new password, as a sentence; null for a good one. Length counts and a list of
 * what everybody tries first, as OWASP advises; nobody is made to add a digit or a sign.
 */
export function passwordProblem(
  password: string,
  { login, name }: { login: string; name: string },
): string | null {
  const { length } = [...password]
  if (length < PASSWORD_CHARACTERS_MIN) {
    return `Use at least ${PASSWORD_CHARACTERS_MIN} characters. A few words in a row are fine.`
  }
  if (length > PASSWORD_CHARACTERS_MAX) {
    return `Use at most ${PASSWORD_CHARACTERS_MAX} characters.`
  }
  if (isOwn(password, login) || isOwn(password, name)) {
    return 'This is too close to your own login or name.'
  }
  return isCommon(password) ? 'This is one of the first passwords that are tried.' : null
}

/** Fewer characters than this beside the own name are guessed soon. */
const OWN_REST_MIN = 8

function isOwn(password: string, own: string): boolean {
  const word = own.trim().toLowerCase()
  if (word.length < 3) return false
  const lower = password.toLowerCase()
  return lower.includes(word) && lower.replaceAll(word, '').length < OWN_REST_MIN
}

function isCommon(password: string): boolean {
  const lower = password.toLowerCase()
  if (new Set(lower).size <= 3) return true
  if (isSequence(lower)) return true
  const letters = lower
    .replace(/^[^a-z]+|[^a-z]+$/g, '')
    .replace(/[@4]/g, 'a')
    .replace(/0/g, 'o')
    .replace(/[$5]/g, 's')
    .replace(/3/g, 'e')
    .replace(/[^a-z]/g, '')
  const plain = lower.replace(/[^a-z]/g, '')
  return [letters, plain].some((text) => COMMON_WORDS.has(unrepeated(text)))
}

/** Digits that go up or down one by one, over and over: `123456789012`. */
function isSequence(text: string): boolean {
  if (!/^\d+$/.test(text)) return false
  const steps = [...text].slice(1).map((digit, at) => (Number(digit) - Number(text[at]) + 10) % 10)
  return steps.every((step) => step === steps[0])
}

/** `passwordpassword` is `password`. */
function unrepeated(text: string): string {
  const period = (text + text).indexOf(text, 1)
  return period > 0 && period < text.length ? text.slice(0, period) : text
}
