import type { Config } from '../config.ts'
import type { Db } from '../db/connect.ts'
import { listTerminals } from '../db/terminals.ts'
import type { Vault } from '../vault/vault.ts'

/** So short that who changes a password and tests it at once tests the new one. */
const FRESH_MS = 1_000
/** A message that is claimed must not wait longer: its lease runs. */
const WAIT_MS = 2_000

interface Parts {
  config: Pick<Config, 'IPPAY_TERMINAL_ID' | 'IPPAY_PASSWORD'>
  db: Db
  vault: Pick<Vault, 'openSetting'>
  now: () => Date
}

type Passwords = ReadonlyMap<string, string>

/**
 * The password of each terminal, empty for one that has none: what was saved, and for the
 * environment's terminal what stands there. Rejects only when nothing was ever read.
 */
export function createTerminalPasswords({ config, db, vault, now }: Parts) {
  let known: { passwords: Passwords; at: number } | null = null
  let reading: Promise<Passwords> | null = null

  async function read(): Promise<Passwords> {
    const passwords = new Map([[config.IPPAY_TERMINAL_ID, config.IPPAY_PASSWORD]])
    for (const { id, password_sealed } of await listTerminals(db)) {
      if (password_sealed !== null) {
        passwords.set(id, vault.openSetting(passwordName(id), password_sealed))
      }
    }
    known = { passwords, at: now().getTime() }
    return passwords
  }

  function readOnce(): Promise<Passwords> {
    reading ??= read().finally(() => {
      reading = null
    })
    return reading
  }

  return async (terminalId: string): Promise<string> => {
    const isFresh = known !== null && Math.abs(now().getTime() - known.at) < FRESH_MS
    const passwords = isFresh && known ? known.passwords : await atMost(WAIT_MS, readOnce(), known)
    return passwords.get(terminalId) ?? ''
  }
}

/** What seals one opens no other. */
export const passwordName = (terminalId: string): string => `terminal-password:${terminalId}`

/** While the database is slow or away, what was known last. */
async function atMost(
  ms: number,
  reading: Promise<Passwords>,
  last: { passwords: Passwords } | null,
): Promise<Passwords> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the passwords of terminals cannot be read')), ms)
  })
  try {
    return await Promise.race([reading, tooLate])
  } catch (error) {
    if (last) return last.passwords
    throw error
  } finally {
    clearTimeout(timer)
  }
}
