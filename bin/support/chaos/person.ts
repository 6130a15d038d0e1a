import { setTimeout as sleep } from 'node:timers/promises'
import { Browser, type Page, PageFailed } from './browser.ts'
import type { PageForm } from './forms.ts'
import type { Random } from './random.ts'

export interface Login {
  login: string
  password: string
}

const LOGIN = /^\/(admin|ippay)\/login$/

/** Somebody at a screen. A page that does not come is reloaded, as people do. */
export class Person {
  readonly browser: Browser
  /** Until when (by `performance.now`) it is worth trying. */
  staysUntil = Number.POSITIVE_INFINITY
  #loggingIn: Promise<Page> | undefined

  constructor(
    pagesUrl: string,
    readonly random: Random,
    private readonly credentials: Login,
  ) {
    this.browser = new Browser(pagesUrl, addressFrom(random))
  }

  /** Opens a page, logging in when asked to. */
  async arrive(path: string): Promise<Page> {
    const page = await this.browser.open(path)
    const form = page.form(LOGIN)
    if (!form) return page
    // In one tab only: the others are logged in by it.
    if (this.#loggingIn) {
      await this.#loggingIn
      return this.browser.open(path)
    }
    this.#loggingIn = this.#logIn(form)
    try {
      return await this.#loggingIn
    } finally {
      this.#loggingIn = undefined
    }
  }

  async #logIn(form: PageForm): Promise<Page> {
    const { login, password } = this.credentials
    const inside = await this.browser.submit(form, { login, password })
    // Right credentials that are refused: Splynx answered wrongly.
    if (inside.form(LOGIN)) throw new PageFailed('the log-in was refused')
    return inside
  }

  /** Clicks twice. What is seen in the end is what came last. */
  async doubleClick(form: PageForm, typed: Readonly<Record<string, string>> = {}): Promise<Page> {
    const clicks = await Promise.allSettled([
      this.browser.submit(form, typed),
      sleep(this.random.between(0, 60)).then(() => this.browser.submit(form, typed)),
    ])
    const seen = clicks.findLast((click) => click.status === 'fulfilled')
    if (seen) return unlessLoggedOut(seen.value)
    // The browser offers to send the form again, and half of the people say yes.
    if (this.random.chance(0.5)) throw new PageFailed('no page after a double click')
    await this.pause()
    return this.submit(form, typed)
  }

  async submit(form: PageForm, typed: Readonly<Record<string, string>> = {}): Promise<Page> {
    return unlessLoggedOut(await this.browser.submit(form, typed))
  }

  /** Does it again from the start until it works. False when the person has had enough. */
  async insist(act: () => Promise<unknown>, triesMax: number): Promise<boolean> {
    for (let tries = 1; tries <= triesMax && performance.now() < this.staysUntil; tries++) {
      try {
        await act()
        return true
      } catch (error) {
        if (!(error instanceof PageFailed)) throw error
        await this.pause()
      }
    }
    return false
  }

  pause(): Promise<void> {
    return sleep(this.random.between(150, 600))
  }
}

/** What was sent is lost then: one begins at the front. */
function unlessLoggedOut(page: Page): Page {
  if (page.form(LOGIN)) throw new PageFailed('logged out meanwhile')
  return page
}

const addressFrom = (random: Random): string =>
  `10.${random.between(0, 255)}.${random.between(0, 255)}.${random.between(1, 254)}`
