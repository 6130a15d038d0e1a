import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { afterAll, expect } from 'vitest'
import { createApp } from '../../src/app.tsx'
import { type Config, EVERY_VARIABLE, readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { findInstallation } from '../../src/db/journal-marks.ts'
import type { Role } from '../../src/db/schema.ts'
import { findStaffByLogin, insertLocalStaff } from '../../src/db/staff.ts'
import { type BogusGateway, createBogusGateway } from '../../src/gateway/bogus.ts'
import { createJournal } from '../../src/journal/create-journal.ts'
import { createLog } from '../../src/log.ts'
import { hashPassword } from '../../src/operations/staff/passwords.ts'
import { createBell } from '../../src/queue/bell.ts'
import { connectRedis } from '../../src/queue/connection.ts'
import type { Env } from '../../src/routes/env.ts'
import { startSplynx } from '../../src/sandbox/splynx/start.ts'
import { createSettings } from '../../src/settings/settings.ts'
import { createSplynxClient } from '../../src/splynx/splynx-client.ts'
import { fingerprint } from '../../src/vault/key-ring.ts'
import { createVault } from '../../src/vault/vault.ts'
import { Browser } from './browser.ts'
import { testDatabase } from './database.ts'
import { testRedis } from './redis.ts'

export interface TestApp {
  app: Hono<Env>
  context: Context & { gateway: BogusGateway }
  /** Everything that was logged, as text. */
  logged(): string
  /** Nobody yet. */
  browser(address?: string): Browser
  /** Logged in to the console. */
  staff(role: Role): Promise<Browser>
  /** Logged in as customer 1 of the simulated Splynx, who has unpaid documents. */
  customer(): Promise<Browser>
  /** The same context with parts exchanged, and an application round it. */
  variant(changes: Partial<Context>): Pick<TestApp, 'app' | 'browser'>
  truncate(): Promise<void>
  flushRedis(): Promise<void>
}

const PASSWORD = 'correct horse battery staple'
const SPLYNX = { apiKey: 'app-key', apiSecret: 'app-secret' }

/**
 * The whole web application for the calling test file: a database and a Redis of its own, a
 * simulated Splynx with 40 customers, a gateway that approves everything. At the file's top:
 * `const { staff, customer } = await testApp()`. One that `isKept` is for every file of this process.
 */
export async function testApp(
  changes: Partial<Context> = {},
  { isKept = false } = {},
): Promise<TestApp> {
  const [{ url: databaseUrl, db, truncate }, { url: redisUrl, flush }, simulator] =
    await Promise.all([testDatabase({ isKept }), testRedis({ isKept }), startTestSplynx()])
  const config = testConfig({
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    SPLYNX_URL: simulator.url,
  })
  const lines: string[] = []
  const log = createLog('debug', 'test', { write: (line) => lines.push(line) })
  const redis = connectRedis(redisUrl, 'commands')
  const splynx = createSplynxClient({
    url: config.SPLYNX_URL,
    key: config.SPLYNX_API_KEY,
    secret: config.SPLYNX_API_SECRET,
    timeoutMs: 10_000,
    connections: 4,
  })
  const bell = createBell(redis, log)
  const journal = createJournal({
    redis,
    folder: '',
    findInstallation: () => findInstallation(db),
    now: () => new Date(),
    onTrouble: () => {},
  })
  const vault = createVault(config.APP_KEYS)
  const now = () => new Date()
  const context = {
    ...{ config, db, redis, journal, splynx, bell, log, gateway: createBogusGateway() },
    ...{ vault, now, settings: createSettings({ config, db, vault, now }) },
    mail: null,
    ...changes,
  } as TestApp['context']
  const close = async () => {
    await bell.close()
    redis.disconnect()
    await splynx.close()
    await simulator.close()
  }
  if (!isKept) afterAll(close)
  const app = createApp(context)
  const browser = (address?: string) => new Browser(app, { address })
  return {
    app,
    context,
    logged: () => lines.join(''),
    browser,
    staff: (role) => withToken(config, logInStaff(context, browser(), role)),
    customer: () => withToken(config, logIn(browser(), '/ippay', 'customer', 'customer')),
    variant: (changes) => {
      const other = createApp({ ...context, ...changes })
      return { app: other, browser: (address) => new Browser(other, { address }) }
    },
    truncate,
    flushRedis: flush,
  }
}

const startTestSplynx = () =>
  startSplynx({
    port: 0,
    seed: 1,
    customers: 40,
    ...SPLYNX,
    staff: [
      { login: 'admin', password: 'admin' },
      { login: 'clerk', password: 'clerk' },
      { login: 'viewer', password: 'viewer' },
    ],
    customerLogins: [{ login: 'customer', password: 'customer' }],
    sessions: [],
  })

export const testConfig = (changes: Record<string, string>): Config =>
  readConfig(EVERY_VARIABLE, {
    PUBLIC_URL: 'http://localhost',
    APP_KEYS: `test:${randomBytes(32).toString('base64')}`,
    SPLYNX_API_KEY: SPLYNX.apiKey,
    SPLYNX_API_SECRET: SPLYNX.apiSecret,
    IPPAY_URL: 'http://127.0.0.1:9/ippay',
    IPPAY_TERMINAL_ID: 'TESTTERMINAL',
    TZ: 'America/Chicago',
    ...changes,
  })

async function logInStaff({ db, now }: Context, browser: Browser, role: Role): Promise<Browser> {
  const login = `test-${role}`
  if (!(await findStaffByLogin(db, login))) {
    const passwordHash = await hashPassword(PASSWORD)
    await insertLocalStaff(db, { login, name: `Test ${role}`, role, passwordHash }, now())
  }
  return logIn(browser, '/admin', login, PASSWORD)
}

/** So that a test can send a form without asking for its page first. */
async function withToken({ APP_KEYS }: Config, loggingIn: Promise<Browser>): Promise<Browser> {
  const browser = await loggingIn
  const { cookies } = browser
  const id = cookies.get('ippay-staff') ?? cookies.get('ippay-customer')
  browser.csrf = fingerprint(APP_KEYS, `csrf:${id}`)
  return browser
}

/** Logs in through the page, as people do. */
export async function logIn(
  browser: Browser,
  root: '/admin' | '/ippay',
  login: string,
  password: string,
): Promise<Browser> {
  await browser.get(`${root}/login`)
  const { status } = await browser.post(`${root}/login`, { login, password })
  expect(status, `${login} logs in`).toBe(303)
  browser.csrf = ''
  return browser
}
