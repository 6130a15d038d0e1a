import type { Api } from './api.ts'
import { ApiLog } from './api-log.ts'
import { type Books, createBooks } from './books.ts'
import { type Clock, createClock } from './clock.ts'
import { createEndpoints } from './endpoints/index.ts'
import { PasswordResets } from './endpoints/portal.ts'
import { Hooks } from './hooks.ts'
import { Journal } from './journal.ts'
import { ApiKeys } from './keys.ts'
import { Ledger } from './ledger.ts'
import type { People } from './people.ts'
import type { Seeds } from './seed.ts'
import { defaultSettings, type Settings } from './settings.ts'
import { Tokens } from './tokens.ts'

/** One simulated Splynx: its tables, its doors and the ledger that outsiders check. */
export interface Splynx extends Api {
  clock: Clock
  ledger: Ledger
  hooks: Hooks
  /** Where the pages send people who pay; empty means the same host. */
  addOnUrl: string
}

export interface SplynxOptions {
  apiKey: string
  apiSecret: string
  /** The business day, `YYYY-MM-DD`; without it, the real one. */
  today?: string
  addOnUrl?: string
}

/** `populate` fills what the seeds leave empty and says who may log in. */
export function createSplynx(
  { apiKey, apiSecret, today, addOnUrl = '' }: SplynxOptions,
  seeds: Seeds,
  populate: (books: Books, settings: Settings) => People,
): Splynx {
  const clock = createClock(today)
  const settings = defaultSettings()
  const books = createBooks(clock, settings, seeds)
  const keys = new ApiKeys(clock)
  keys.add({ title: 'Sandbox', key: apiKey, secret: apiSecret, unsecure_auth: true })
  const people = populate(books, settings)
  const ledger = new Ledger()
  // From here on changes are told; what the world began with is no news.
  const journal = new Journal(books)
  const hooks = new Hooks(clock)
  journal.listen(hooks)
  return {
    gate: { keys, settings, tokens: new Tokens(clock.now), people },
    clock,
    books,
    ledger,
    journal,
    hooks,
    addOnUrl,
    log: new ApiLog(keys, clock),
    resets: new PasswordResets(books, people),
    endpoints: createEndpoints(books, ledger),
  }
}
