import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, vi } from 'vitest'
import { requireChromium } from '../../../bin/support/binaries.ts'
import { type Demo, fileDemo, type Login } from './demo.ts'
import { createSimulators, type Simulators } from './simulators.ts'
import { type VisitOptions, visit } from './visit.ts'

type Session = Awaited<ReturnType<BrowserContext['storageState']>>

/** An administrator of the simulated Splynx (src/sandbox/main-options.ts). */
const MANAGER: Login = { login: 'admin', password: 'admin' }

/** For `expect.poll`, about what a page shows by itself. */
export const PATIENT = { timeout: 15_000, interval: 100 } as const

export interface Stage extends Pick<Demo, 'url' | 'logins'> {
  simulators: Simulators
  /** Nobody yet, at no page. */
  visitor(options?: VisitOptions): Promise<Page>
  /** Logged in to the console, at its first page. */
  clerk(options?: VisitOptions): Promise<Page>
  /** The same with the rights to change schedules, queues and doubtful payments. */
  manager(options?: VisitOptions): Promise<Page>
  /** Logged in as customer 1, who has a card that works, at the overview. */
  customer(options?: VisitOptions): Promise<Page>
}

/**
 * The whole product and a real browser for the calling test file:
 * `const { clerk, simulators } = await openStage()` at its top.
 */
export async function openStage(changes: Record<string, string> = {}): Promise<Stage> {
  const [demo, browser] = await Promise.all([fileDemo(changes), launchBrowser()])
  const { url, logins, addresses } = demo
  // A test of several steps, each of which may need all the patience that `visit` has.
  vi.setConfig({ testTimeout: 60_000 })
  const simulators = createSimulators(addresses.gateway, addresses.splynx)
  // One test's trouble is not the next one's.
  afterEach(() => simulators.troubleGateway({}))

  const visitor = (options: VisitOptions = {}) => visit(browser, { baseURL: url, ...options })
  const sessions = new Map<string, Session>()
  /** Through the form the first time, and from then on in the same session. */
  async function loggedIn(side: '/admin' | '/ippay', login: Login, options: VisitOptions = {}) {
    const storageState = sessions.get(login.login)
    const page = await visitor({ ...options, ...(storageState && { storageState }) })
    await page.goto(`${side}/login`)
    if (!storageState) await logIn(page, login)
    await page.waitForURL((address) => !address.pathname.endsWith('/login'))
    sessions.set(login.login, await page.context().storageState())
    return page
  }
  return {
    url,
    logins,
    simulators,
    visitor,
    clerk: (options) => loggedIn('/admin', logins.staff, options),
    manager: (options) => loggedIn('/admin', MANAGER, options),
    customer: (options) => loggedIn('/ippay', logins.customer, options),
  }
}

async function launchBrowser(): Promise<Browser> {
  const { file, env } = requireChromium()
  const browser = await chromium.launch({
    executablePath: file,
    env: { ...process.env, ...env },
    // In some containers /dev/shm is too small for a page.
    args: ['--disable-dev-shm-usage'],
  })
  afterAll(() => browser.close())
  return browser
}

export async function logIn(page: Page, { login, password }: Login): Promise<void> {
  await page.getByLabel('Login').fill(login)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
}
