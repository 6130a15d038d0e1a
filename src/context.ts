import type { Redis } from 'ioredis'
import { renderLetter } from '../views/mails/render-letter.tsx'
import type { Config } from './config.ts'
import { createDb, type Db } from './db/connect.ts'
import { findInstallation } from './db/journal-marks.ts'
import { listUsedTerminals } from './db/terminals.ts'
import type { Gateway } from './gateway/gateway.ts'
import { createIppayClient } from './gateway/ippay-client.ts'
import type { Reports } from './gateway/reports/reports.ts'
import { createReports } from './gateway/reports/reports-client.ts'
import { createJournal } from './journal/create-journal.ts'
import type { Journal } from './journal/journal.ts'
import { createLimiter } from './limits/limiter.ts'
import { createSharedNonce } from './limits/shared-nonce.ts'
import { createLog, type Log } from './log.ts'
import type { Mail } from './mail/mail.ts'
import { createSmtpMail } from './mail/smtp-client.ts'
import { type Bell, createBell } from './queue/bell.ts'
import { connectRedis } from './queue/connection.ts'
import { createSettings, type SettingsReader } from './settings/settings.ts'
import { createTerminalPasswords } from './settings/terminal-passwords.ts'
import type { Splynx } from './splynx/splynx.ts'
import { createSplynxClients } from './splynx/splynx-client.ts'
import { createVault, type Vault } from './vault/vault.ts'

/** What every operation and route works with. Tests make their own, with a clock that they move. */
export interface Context {
  readonly config: Config
  readonly db: Db
  readonly redis: Redis
  /** What was about to be sent, outside MySQL. */
  readonly journal: Journal
  readonly gateway: Gateway
  /** Null where no reporting service is set up. */
  readonly reports: Reports | null
  readonly splynx: Splynx
  readonly bell: Bell
  /** Null without a mail server: then nobody is written to. */
  readonly mail: Mail | null
  readonly vault: Vault
  /** What a clerk may change without a restart. */
  readonly settings: SettingsReader
  readonly log: Log
  readonly now: () => Date
}

export interface LiveContext extends Context {
  /** The way to Splynx for those who wait; in `web` it is `splynx` itself. */
  readonly splynxForPeople: Splynx
  close(): Promise<void>
}

/** Payments of people, inquiries and tokens, beside those of runs. */
const ATTENDED_CONNECTIONS = 40
const SPLYNX_CONNECTIONS = 40
/** Nobody waits for a report, and a long one takes its time. */
const REPORT_TIMEOUT_MS = 180_000

interface ProcessOptions {
  name: string
  /** Whoever asks this process for something waits for the answer. */
  isAttended?: boolean
}

/** Builds all that one process needs, and closes it. */
export function createContext(
  config: Config,
  { name, isAttended = false }: ProcessOptions,
): LiveContext {
  const log = createLog(config.LOG_LEVEL, name)
  const db = createDb(config.DATABASE_URL)
  const redis = connectRedis(config.REDIS_URL, 'commands', (error) =>
    log.warn({ error }, 'Redis is away'),
  )
  const journal = createJournal({
    redis,
    folder: config.JOURNAL_DIR,
    findInstallation: () => findInstallation(db),
    now: () => new Date(),
    onTrouble: (place, error) => log.error({ place, error }, 'the journal cannot be written'),
  })
  const bell = createBell(redis, log)
  const mail = config.SMTP_URL
    ? createSmtpMail({ url: config.SMTP_URL, from: config.MAIL_FROM ?? '', render: renderLetter })
    : null
  const vault = createVault(config.APP_KEYS)
  const now = () => new Date()
  const gateway = createIppayClient({
    url: config.IPPAY_URL,
    terminalId: config.IPPAY_TERMINAL_ID,
    password: createTerminalPasswords({ config, db, vault, now }),
    timeoutMs: config.GATEWAY_TIMEOUT_MS,
    connections: config.WORKER_CONCURRENCY + ATTENDED_CONNECTIONS,
    secByChannel: config.IPPAY_SEC_CODES,
  })
  const reports = config.IPPAY_REPORT_URL
    ? createReports({
        url: config.IPPAY_REPORT_URL,
        login: config.IPPAY_REPORT_LOGIN,
        password: config.IPPAY_REPORT_PASSWORD,
        listTerminals: () => listUsedTerminals(db, config.IPPAY_TERMINAL_ID),
        timeoutMs: REPORT_TIMEOUT_MS,
      })
    : null
  const splynxLimiter = createLimiter({
    ...{ redis, name: 'splynx' },
    concurrencyMax: config.SPLYNX_CONCURRENCY_MAX,
    rateMax: config.SPLYNX_RATE_MAX,
  })
  const splynxes = createSplynxClients({
    url: config.SPLYNX_URL,
    key: config.SPLYNX_API_KEY,
    secret: config.SPLYNX_API_SECRET,
    timeoutMs: config.SPLYNX_TIMEOUT_MS,
    peopleMs: config.SPLYNX_PEOPLE_TIMEOUT_MS,
    connections: SPLYNX_CONNECTIONS,
    auth: config.SPLYNX_AUTH,
    sharedNonce: createSharedNonce(redis, 'splynx'),
    limiter: splynxLimiter,
  })
  return {
    config,
    db,
    redis,
    journal,
    gateway,
    reports,
    splynx: isAttended ? splynxes.forPeople : splynxes.forRuns,
    splynxForPeople: splynxes.forPeople,
    bell,
    mail,
    vault,
    settings: createSettings({ config, db, vault, now }),
    log,
    now,
    async close() {
      await bell.close()
      await journal.close()
      await Promise.all([gateway.close(), reports?.close(), splynxes.close()])
      await splynxLimiter?.close()
      redis.disconnect()
      await db.destroy()
    },
  }
}
