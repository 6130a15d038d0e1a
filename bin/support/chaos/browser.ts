import { formsOf, type PageForm } from './forms.ts'

/** A page did not come: no answer, a broken one, or one that says "try again". */
export class PageFailed extends Error {}

export interface Page {
  status: number
  /** Where one is at the end of all redirects. */
  path: string
  html: string
  /** The form that is sent to this address, if the page has one. */
  form(action: string | RegExp): PageForm | undefined
}

const PATIENCE_MS = 10_000
const REDIRECTS_MAX = 6
/** What people try again: the server is busy or away, they were too fast, their form is too old. */
const isFailure = (status: number) => status >= 500 || status === 429 || status === 403

/** One person's browser: keeps cookies, follows redirects and sends forms as they stand. */
export class Browser {
  readonly #cookies = new Map<string, string>()

  constructor(
    private readonly baseUrl: string,
    private readonly address: string,
  ) {}

  open(path: string): Promise<Page> {
    return this.#load('GET', path)
  }

  /** Sends a form with what somebody typed into it. */
  submit(form: PageForm, typed: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.#load('POST', form.action, new URLSearchParams({ ...form.fields, ...typed }))
  }

  async #load(method: 'GET' | 'POST', path: string, body?: URLSearchParams): Promise<Page> {
    let at = new URL(path, this.baseUrl)
    let response = await this.#send(method, at, body)
    for (let redirects = 0; response.location !== null; redirects++) {
      if (redirects === REDIRECTS_MAX) throw new PageFailed(`${path} leads in a circle`)
      at = new URL(response.location, at)
      // Some pages name themselves by their public address, others by a path.
      at = new URL(at.pathname + at.search, this.baseUrl)
      response = await this.#send('GET', at)
    }
    const { status, html } = response
    if (isFailure(status)) throw new PageFailed(`${method} ${path} answered ${status}`)
    const forms = formsOf(html)
    const form = (action: string | RegExp) =>
      forms.find((one) =>
        typeof action === 'string' ? one.action === action : action.test(one.action),
      )
    return { status, path: at.pathname + at.search, html, form }
  }

  async #send(method: 'GET' | 'POST', url: URL, body?: URLSearchParams) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = {
      'X-Forwarded-For': this.address,
      'Sec-Fetch-Site': 'same-origin',
      ...(cookie && { Cookie: cookie }),
    }
    try {
      const response = await fetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body && { body }),
      })
      this.#keep(response.headers.getSetCookie())
      const location = response.headers.get('Location')
      return { status: response.status, location, html: await response.text() }
    } catch (error) {
      throw new PageFailed(`${method} ${url.pathname}: no page`, { cause: error })
    }
  }

  #keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }
}
