import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.tsx'
import { qrSvg } from '../../views/qr-svg.ts'
import { Browser } from '../support/browser.ts'
import { config, testContext } from '../support/context.ts'
import { settingsFor } from '../support/settings.ts'

const PICTURE = '/ippay/qr/direct-pay-invoice.svg'

const visitor = (plainLinks: 'on' | 'new_methods_only' | 'off' = 'on') => {
  const context = testContext({ changes: { settings: settingsFor(config, { plainLinks }) } })
  return { context, browser: new Browser(createApp(context)), app: createApp(context) }
}

describe('the picture of a link', () => {
  it('holds the original’s address of the document, on this installation', async () => {
    const { browser } = visitor()
    const picture = await browser.get(`${PICTURE}?item_id=2026/000001%20a`)
    const link = new URL('/ippay/direct-pay-invoice', config.PUBLIC_URL)
    link.searchParams.set('item_id', '2026/000001 a')
    expect(picture).toMatchObject({ status: 200, text: qrSvg(link.href) })
    expect(picture.text).toMatch(/^<svg /)
  })

  it('asks nobody whether there is such a document', async () => {
    const { browser, context } = visitor()
    context.splynx.addDocument({ number: '1' })
    expect((await browser.get(`${PICTURE}?item_id=1`)).status).toBe(200)
    expect((await browser.get(`${PICTURE}?item_id=none`)).status).toBe(200)
    expect(context.splynx.calls).toEqual([])
  })

  it.each(['', `?item_id=${'1'.repeat(65)}`, '?item_id=%0a', '?item_id=a%00b'])(
    'is not made of %j',
    async (query) => {
      expect((await visitor().browser.get(PICTURE + query)).status).toBe(404)
    },
  )

  it('of an id is made of digits only', async () => {
    const { browser } = visitor()
    const byId = '/ippay/qr/direct-pay-proforma-by-id.svg'
    expect((await browser.get(`${byId}?item_id=12`)).status).toBe(200)
    expect((await browser.get(`${byId}?item_id=x`)).status).toBe(404)
  })

  it('is there while plain links are', async () => {
    const { browser } = visitor('off')
    expect((await browser.get(`${PICTURE}?item_id=1`)).status).toBe(404)
    expect((await visitor('new_methods_only').browser.get(`${PICTURE}?item_id=1`)).status).toBe(200)
  })

  it('may be shown by Splynx and kept by whoever has it', async () => {
    const { app } = visitor()
    const answer = await app.request(`${PICTURE}?item_id=1`)
    expect(answer.headers.get('Content-Type')).toBe('image/svg+xml')
    expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=86400')
    const page = await app.request('/ippay/login')
    expect(page.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
  })
})
