import type { Gate } from './access.ts'
import type { Api } from './api.ts'
import { type Books, createBooks, createClock } from './books.ts'
import { createEndpoints } from './endpoints/index.ts'
import { Ledger } from './ledger.ts'
import type { People } from './people.ts'
import { defaultSettings } from './settings.ts'
import { Tokens } from './tokens.ts'

/** One simulated Splynx: its tables, its doors and the ledger that outsiders check. */
export interface Splynx extends Api {
  ledger: Ledger
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

/** `populate` fills the empty books and says who may log in. */
export function createSplynx(
  { apiKey, apiSecret, today, addOnUrl = '' }: SplynxOptions,
  populate: (books: Books) => People,
): Splynx {
  const clock = createClock(today)
  const books = createBooks(clock)
  const gate: Gate = {
    apiKey: { key: apiKey, secret: apiSecret, lastNonce: 0n },
    settings: defaultSettings(),
    tokens: new Tokens(clock.now),
    people: populate(books),
  }
  const ledger = new Ledger()
  return { gate, books, ledger, addOnUrl, endpoints: createEndpoints(books, ledger) }
}
