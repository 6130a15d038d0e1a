import { describe, expect, it } from 'vitest'
import { qrSvg } from '../../views/qr-svg.ts'
import { db, splynx, staff, wordsOf } from './console-support.ts'

function addInvoice() {
  splynx.addCustomer({ id: 7, name: 'Ada Lovelace' })
  splynx.addDocument({ id: 5, customerId: 7, number: '202611000005', dueCents: 4_000 })
}
const TARGET = { customerId: '7', kind: 'invoice', documentId: '5' }

describe('handing out a link', () => {
  it('makes one that works, shows it, and enters it in the audit trail', async () => {
    addInvoice()
    const clerk = await staff('clerk')
    expect((await clerk.get('/admin/customers/7')).text).toContain('Payment link: 202611000005')
    const made = await clerk.post('/admin/links', TARGET)
    expect(made.location).toMatch(/^\/admin\/links\/\w{26}$/)
    const page = await clerk.get(made.location!)
    const [, path] = /https?:\/\/[^/"]+(\/ippay\/link\/[\w.]+)/.exec(page.text) ?? []
    expect((await clerk.get(path!)).status).toBe(200)
    const actions = await db.selectFrom('audit_events').select('action').execute()
    expect(actions).toContainEqual({ action: 'link.made' })
  })

  it('shows it as a QR code, for as long as it works', async () => {
    addInvoice()
    const clerk = await staff('clerk')
    const { location } = await clerk.post('/admin/links', TARGET)
    const page = await clerk.get(location!)
    const [, address] = /(https?:\/\/[^/"]+\/ippay\/link\/[\w.]+)/.exec(page.text) ?? []
    expect(page.text).toContain(`src="${location}/qr.svg"`)
    expect((await clerk.get(`${location}/qr.svg`)).text).toBe(qrSvg(address!))
    await clerk.post(`${location}/revocation`)
    expect((await clerk.get(`${location}/qr.svg`)).status).toBe(404)
  })

  it('and revoking it ends it at once', async () => {
    addInvoice()
    const clerk = await staff('clerk')
    const { location } = await clerk.post('/admin/links', TARGET)
    const [, path] = /(\/ippay\/link\/[\w.]+)/.exec((await clerk.get(location!)).text) ?? []
    await clerk.post(`${location}/revocation`)
    expect((await clerk.get(path!)).status).toBe(410)
    const page = await clerk.get(location!)
    expect(wordsOf(page.text)).toContain('The link does not work any more.')
    expect(page.text).not.toContain('/ippay/link/')
  })

  it('is not for viewers, and not for a document that is paid or another customer’s', async () => {
    addInvoice()
    expect((await (await staff('viewer')).post('/admin/links', TARGET)).status).toBe(403)
    const clerk = await staff('clerk')
    await clerk.post('/admin/links', { ...TARGET, customerId: '8' })
    splynx.addDocument({ id: 6, customerId: 7, status: 'paid', dueCents: 0 })
    await clerk.post('/admin/links', { ...TARGET, documentId: '6' })
    expect(await db.selectFrom('pay_links').selectAll().execute()).toEqual([])
  })
})
