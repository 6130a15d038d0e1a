import { hash, verify } from '@node-rs/argon2'

// The parameters that OWASP recommends for Argon2id, and how a hash made with them begins.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const BEGINNING = '$argon2id$v=19$m=19456,t=2,p=1$'

/** A key on another keyboard may send the same letter as other bytes. */
const normal = (password: string) => password.normalize('NFKC')

export const hashPassword = (password: string): Promise<string> =>
  hash(normal(password), PARAMETERS)

/** Made with other parameters than those of today. */
export const isHashOld = (passwordHash: string): boolean => !passwordHash.startsWith(BEGINNING)

let nobody: Promise<string> | undefined

/** Takes as long for an account without a password as for a wrong one. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('an account that has no password yet')
  const isRight = await verify(passwordHash ?? (await nobody), normal(password))
  return isRight && passwordHash !== null
}
