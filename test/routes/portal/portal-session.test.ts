import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.tsx'
import { SplynxError } from '../../../src/splynx/splynx.ts'
import { Browser } from '../../support/browser.ts'
import { CUSTOMER, portal, STRANGER, wordsOf } from './support.ts'

const MINUTE_MS = 60_000

/** A portal in which these sessions are logged in, and a browser that carries one of them. */
function fromPortal(sessions: Record<string, number>, cookie: string | null = 'abc123') {
  const world = portal()
  const asked: string[] = []
  world.splynx.findSessionCustomer = async (id) => {
    asked.push(id)
    if (world.splynx.isDown) throw new SplynxError('away')
    const customerId = sessions[id]
    return customerId === undefined ? null : { customerId }
  }
  const browser = new Browser(createApp(world.context))
  if (cookie !== null) browser.cookies.set('PHPSESSID', cookie)
  return { ...world, asked, browser, sessions }
}

describe('a customer of the portal', () => {
  it('needs no second log-in, is greeted by name and led back to the portal', async () => {
    const { browser } = fromPortal({ abc123: CUSTOMER })
    const page = await browser.get('/ippay/credentials')
    expect(page.status).toBe(200)
    expect(wordsOf(page)).toContain('Ada Lovelace')
    expect(wordsOf(page)).toContain('Back to portal')
    expect(wordsOf(page)).not.toContain('Log out')
  })

  it('is asked about once, not on every page', async () => {
    const { browser, asked } = fromPortal({ abc123: CUSTOMER })
    for (let at = 0; at < 3; at++) await browser.get('/ippay/credentials')
    expect(asked).toEqual(['abc123'])
  })

  it('is entered in the audit trail with the way they came', async () => {
    const { browser, context } = fromPortal({ abc123: CUSTOMER })
    await browser.get('/ippay/credentials')
    const [line] = await context.db.selectFrom('audit_events').selectAll().execute()
    expect(line).toMatchObject({ actor: `customer:${CUSTOMER}`, action: 'customer.logged_in' })
    expect(line!.details).toContain('portal session')
  })

  it('may fill in a form for longer than the session is believed without asking', async () => {
    const { browser, context, asked } = fromPortal({ abc123: CUSTOMER })
    await browser.get('/ippay/credentials/card')
    context.clock.forward(10 * MINUTE_MS)
    expect((await browser.post('/ippay/credentials/card', {})).status).toBe(422)
    expect(asked).toHaveLength(2)
  })

  it('is logged out here when the portal says that the session has ended', async () => {
    const { browser, context, sessions } = fromPortal({ abc123: CUSTOMER })
    await browser.get('/ippay/credentials')
    delete sessions.abc123
    context.clock.forward(6 * MINUTE_MS)
    expect(await browser.get('/ippay/credentials')).toMatchObject({ status: 303 })
  })

  it('stays logged in while Splynx does not answer', async () => {
    const { browser, context, splynx } = fromPortal({ abc123: CUSTOMER })
    await browser.get('/ippay/credentials')
    splynx.isDown = true
    context.clock.forward(6 * MINUTE_MS)
    expect(await browser.get('/ippay/credentials')).toMatchObject({ status: 200 })
  })

  it('who logs in there as somebody else is somebody else here at once', async () => {
    const { browser } = fromPortal({ abc123: CUSTOMER, def456: STRANGER })
    await browser.get('/ippay/credentials')
    browser.cookies.set('PHPSESSID', 'def456')
    expect(wordsOf(await browser.get('/ippay/credentials'))).toContain('Charles Babbage')
  })

  it('who is gone from the portal’s cookie is gone here', async () => {
    const { browser } = fromPortal({ abc123: CUSTOMER })
    await browser.get('/ippay/credentials')
    browser.cookies.delete('PHPSESSID')
    expect(await browser.get('/ippay/credentials')).toMatchObject({ status: 303 })
  })
})

describe('a stranger', () => {
  it('gets nowhere with a session in the address, nor with one that is nobody’s', async () => {
    const { browser, asked } = fromPortal({ abc123: CUSTOMER }, null)
    const bySession = await browser.get('/ippay/credentials?PHPSESSID=abc123&session_id=abc123')
    expect(bySession.status).toBe(303)
    expect(asked).toEqual([])
    browser.cookies.set('PHPSESSID', 'guessed')
    for (let at = 0; at < 3; at++) {
      expect((await browser.get('/ippay/credentials')).status).toBe(303)
    }
    expect(asked).toEqual(['guessed'])
  })

  it('who guesses many is not heard after a while', async () => {
    const { browser, asked } = fromPortal({ abc123: CUSTOMER })
    for (let at = 0; at < 70; at++) {
      browser.cookies.set('PHPSESSID', `guess${at}`)
      await browser.get('/ippay/credentials')
    }
    expect(asked.length).toBeLessThanOrEqual(60)
  })

  it('finds no session of the portal in Redis', async () => {
    const { browser, context } = fromPortal({ verysecret: CUSTOMER }, 'verysecret')
    await browser.get('/ippay/credentials')
    const keys = await context.redis.keys('*')
    const values = await Promise.all(keys.map((key) => context.redis.dump(key)))
    expect(keys.join() + values.join()).not.toContain('verysecret')
  })
})

describe('frames', () => {
  it('of Splynx may hold customers’ pages, and nobody may hold the console', async () => {
    const { browser } = fromPortal({ abc123: CUSTOMER })
    const policyOf = async (path: string) =>
      (await browser.get(path)).headers.get('Content-Security-Policy')!
    expect(await policyOf('/ippay/widget')).toContain("frame-ancestors 'self' http://127.0.0.1:9")
    expect(await policyOf('/admin/login')).toMatch(/frame-ancestors 'self'(;|$)/)
    const { headers } = await browser.get('/ippay/widget')
    expect(headers.has('X-Frame-Options')).toBe(false)
    expect((await browser.get('/admin/login')).headers.get('X-Frame-Options')).toBe('SAMEORIGIN')
  })

  it('show what there is to pay, each with a button that leads out of the frame', async () => {
    const { browser, splynx } = fromPortal({ abc123: CUSTOMER })
    for (let id = 1; id <= 7; id++) {
      splynx.addDocument({ id, customerId: CUSTOMER, number: `2026${id}`, dueCents: 1_000 + id })
    }
    const page = await browser.get('/ippay/widget')
    expect(page.text.match(/target="_top"/g)).toHaveLength(6)
    expect(page.text).toContain('href="/ippay/pay/invoice/1"')
    expect(wordsOf(page)).toMatch(/\$10\.01 .*Show all/)
    expect(page.text).not.toMatch(/Log out|Payment credentials/)
  })
})
