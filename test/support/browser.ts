import type { Hono } from 'hono'
import type { Env } from '../../src/routes/env.ts'

export interface Page {
  status: number
  headers: Headers
  text: string
  /** Where a redirect leads. */
  location: string | null
}

export interface BrowserOptions {
  /** Where its requests come from. */
  address?: string
}

/** Keeps cookies and forms' tokens as a browser does, and follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>()
  /** Of the last page that had a form. */
  csrf = ''

  constructor(
    private readonly app: Hono<Env>,
    private readonly options: BrowserOptions = {},
  ) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.send(path, { headers })
  }

  /** As htmx asks for a piece of a page. */
  fragment(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.get(path, { 'HX-Request': 'true', ...headers })
  }

  /** Sends a form. A list is sent as several fields of one name. */
  post(
    path: string,
    fields: Record<string, string | readonly string[]> = {},
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const body = new URLSearchParams({ _csrf: this.csrf })
    for (const [name, value] of Object.entries(fields)) {
      body.delete(name)
      for (const one of [value].flat()) body.append(name, one)
    }
    return this.send(path, { method: 'POST', body, headers })
  }

  async send(path: string, init: RequestInit): Promise<Page> {
    const headers = new Headers(init.headers)
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (cookie) headers.set('Cookie', cookie)
    const socket = { remoteAddress: this.options.address ?? '127.0.0.1' }
    const response = await this.app.request(path, { ...init, headers }, { incoming: { socket } })
    this.keep(response.headers.getSetCookie())
    const text = await response.text()
    this.csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.csrf
    const location = response.headers.get('Location')
    return { status: response.status, headers: response.headers, text, location }
  }

  private keep(setCookies: string[]): void {
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}
