import { expect, it } from 'vitest'
import { bearer, errorOf, setup, where } from './splynx-support.ts'

const idOf = ({ body }: { body: unknown }) => (body as { id: number }).id
const CONFIG = (path: string, more = '') => `admin/config/config?module=main&path=${path}${more}`
const ADA = { auth_type: 'customer', login: 'ada', password: 'ada-password' }

/** A form with files, as browsers and curl send it. */
function multipart(field: string, files: { name: string; type: string; bytes: Buffer }[]) {
  const boundary = 'boundary-of-the-test'
  const parts = files.map(({ name, type, bytes }, at) => {
    const head =
      `--${boundary}\r\nContent-Disposition: form-data; name="${field.replace('n', String(at))}"; ` +
      `filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`
    return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n')])
  })
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  return { body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

it('a stranger reads a few settings of the portal, a customer some more, staff all of them', async () => {
  const { api, logIn } = await setup()
  const customer = bearer(await logIn(ADA))
  const ask = async (path: string, authorization: string | null | undefined) => {
    const answer = await api('GET', path, authorization === undefined ? {} : { authorization })
    return answer.status === 200 ? answer.body : answer.status
  }
  expect(await ask(CONFIG('portal'), null)).toEqual({
    portal_title: 'Customer portal',
    authentication_field: 'login',
    reset_password: true,
    reset_password_type: 'email',
  })
  expect(await ask(CONFIG('portal', '&key=language'), null)).toBe(403)
  expect(await ask(CONFIG('system'), null)).toBe(403)
  expect(await ask(CONFIG('portal'), customer)).toHaveProperty('language', 'en')
  expect(await ask(CONFIG('preferences'), customer)).toEqual({ portal_logo: '/images/logo.png' })
  expect(await ask(CONFIG('preferences'), undefined)).toHaveProperty('api_url')
  const addOn = 'admin/config/config?module=add-on&path=splynx_ippay_addon'
  expect(await ask(addOn, customer)).toBe(403)
  expect((await api('PUT', CONFIG('portal'), { authorization: customer, body: {} })).status).toBe(
    403,
  )
})

it('modules are made by name and hold items with fields of their own', async () => {
  const { api, row, rows } = await setup()
  const body = { name: 'access_points', title: 'AP', type: 'simple' }
  expect((await api('POST', 'admin/config/modules', { body })).body).toEqual({
    name: 'access_points',
  })
  const items = 'admin/config/module/access_points'
  const fields = { additional_attributes: { ip: '10.0.0.1' } }
  const item = `${items}--${idOf(await api('POST', items, { body: fields }))}`
  expect(await rows(items)).toEqual([{ id: 1, ...fields }])
  const changed = { additional_attributes: { ip: '10.0.0.2' } }
  expect((await api('PUT', item, { body: changed })).status).toBe(202)
  expect(await row(item)).toEqual({ id: 1, ...changed })
  expect((await api('DELETE', item)).status).toBe(204)
  expect((await api('GET', 'admin/config/module/nothing')).status).toBe(404)
})

it('a template is rendered with the data of a customer, escaped', async () => {
  const { api, row } = await setup()
  const code = '<p>{{ customer.name }} owes {{ customer_billing.deposit }} {{ nothing.at.all }}</p>'
  const made = await api('POST', 'admin/config/templates', {
    body: { title: 'Reminder', type: 'mail', code },
  })
  await api('PUT', 'admin/customers/customer/1', { body: { name: 'Ada <Miller>' } })
  const { deposit } = await row('admin/customers/customer-billing/1')
  expect(await row(`admin/config/templates/${idOf(made)}-render-1`)).toEqual({
    result: `<p>Ada &#60;Miller&#62; owes ${deposit} </p>`,
  })
})

it('documents, receipts and uploads are downloaded as base64', async () => {
  const { api, issue, pay, row, logIn } = await setup()
  const invoice_id = await issue('invoice', 5000)
  const payment = idOf(await pay({ invoice_id, amount: '50' }))
  const { number } = await row(`admin/finance/invoices/${invoice_id}`)
  const download = await row(`admin/config/download/invoices--${invoice_id}`)
  expect(download).toMatchObject({ name: `${number}.pdf`, content_type: 'application/pdf' })
  const text = Buffer.from(String(download.content), 'base64').toString('latin1')
  expect(text).toMatch(/^%PDF-1\.4/)
  expect(text).toContain(`Invoice ${number}`)
  expect(await row(`admin/config/download/payments--${payment}`)).toHaveProperty('content')
  expect((await api('GET', 'admin/config/download/invoices--999999')).status).toBe(404)
  expect((await api('GET', 'admin/config/download/nonsense--1')).status).toBe(404)
  expect((await api('GET', 'admin/config/download')).status).toBe(400)

  const authorization = bearer(await logIn(ADA))
  const own = await api('GET', `admin/config/download/invoices--${invoice_id}`, { authorization })
  expect(own.status).toBe(200)
  const other = await issue('invoice', 5000, 2)
  const foreign = await api('GET', `admin/config/download/invoices--${other}`, { authorization })
  expect(foreign.body).toMatchObject(errorOf(405, 'NOT_ALLOWED_BY_USER_RESTRICTION'))
})

it('a document of a customer is made, filled with a file and downloaded byte by byte', async () => {
  const { api, rows, row, send } = await setup()
  const path = 'admin/customers/customer-documents'
  const body = { customer_id: 3, type: 'uploaded', title: 'Contract' }
  const id = idOf(await api('POST', path, { body }))
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  const form = multipart('file', [{ name: 'zażółć.bin', type: 'application/octet-stream', bytes }])
  const uploaded = await send('POST', `/api/2.0/${path}/${id}--upload`, form)
  expect(uploaded.status).toBe(202)
  expect(await rows(`${path}/3`)).toMatchObject([
    { id, title: 'Contract', filename_original: 'zażółć.bin', added_by: 'api' },
  ])
  const { content } = await row(`admin/config/download/customer_documents--${id}`)
  expect(Buffer.from(String(content), 'base64')).toEqual(bytes)
  expect((await api('POST', `${path}/${id}--upload`)).status).toBe(422)
  expect((await api('PUT', `${path}/${id}`, { body: { title: 'Signed' } })).status).toBe(202)
  expect((await api('DELETE', `${path}/${id}`)).status).toBe(204)
  expect((await api('GET', path)).status).toBe(400)
})

it('several files go up at once, and none of more than 20 MB', async () => {
  const { send, row } = await setup()
  const path = '/api/2.0/admin/support/ticket-attachments?message_id=1'
  const files = ['one', 'two'].map((name) => ({
    name: `${name}.txt`,
    type: 'text/plain',
    bytes: Buffer.from(name),
  }))
  const answer = await send('POST', path, multipart('files[n]', files))
  expect(answer.status).toBe(201)
  const [, second] = answer.body as { id: number }[]
  expect(await row(`admin/config/download/ticket_attachment--${second?.id}`)).toEqual({
    name: 'two.txt',
    content_type: 'text/plain',
    content: Buffer.from('two').toString('base64'),
  })
  const big = [{ name: 'big', type: 'text/plain', bytes: Buffer.alloc(20 * 1024 * 1024 + 1) }]
  expect((await send('POST', path, multipart('files[n]', big))).status).toBe(422)
})

it('the mailbox shows every mail, sent or waiting, to whoever tests', async () => {
  const { api, send } = await setup()
  const mail = (subject: string) => ({
    type: 'add-on',
    subject,
    recipient: 'ada@example.com',
    message: '<p>Hello</p>',
    customer_id: 1,
    attachments: [{ type: 'invoice', id: 1 }],
  })
  const first = idOf(await api('POST', 'admin/config/mail', { body: mail('One') }))
  await api('POST', 'admin/config/mail', { body: mail('Two') })
  expect((await api('GET', `admin/config/mail/${first}--send`)).status).toBe(200)
  expect((await send('GET', '/_sandbox/mailbox')).body).toMatchObject([
    { subject: 'One', status: 'sent', attachments: [{ type: 'invoice', id: 1 }] },
    { subject: 'Two', status: 'new', recipient: 'ada@example.com' },
  ])
  expect((await api('POST', 'admin/config/mail', { body: {} })).status).toBe(422)
  const sms = { type: 'message', recipient: '+17015550100', message: 'Hi' }
  const text = idOf(await api('POST', 'admin/config/sms', { body: sms }))
  await api('GET', `admin/config/sms/${text}--send`)
  expect((await send('GET', '/_sandbox/sms')).body).toMatchObject([{ ...sms, status: 'sent' }])
})

it('notes are left and read, and never changed', async () => {
  const { api, row } = await setup()
  const path = 'admin/customers/customer-notes'
  const body = {
    customer_id: 5,
    type: 'finance',
    title: 'Charge',
    comment: 'Expired',
    class: 'info',
  }
  const id = idOf(await api('POST', path, { body }))
  expect(await row(`${path}/5--${id}`)).toMatchObject({ ...body, is_done: '0' })
  expect((await api('GET', `${path}/6--${id}`)).status).toBe(404)
  expect((await api('PUT', `${path}/5--${id}`, { body })).status).toBe(405)
  expect((await api('POST', path, { body: { customer_id: 5 } })).status).toBe(422)
})

it('the log of changes tells who became what, and a pending status waits for its day', async () => {
  const { api, rows } = await setup()
  await api('PUT', 'admin/customers/customer/5', { body: { status: 'new' } })
  const before = await rows(`admin/logs/changes?${where('customer_id', '=', 5)}`)
  await api('PUT', 'admin/customers/customer/5', { body: { status: 'blocked' } })
  await api('PUT', 'admin/customers/customer/5', { body: { status: 'blocked' } })
  const later = { customer_id: 5, date: '2026-12-24', status: 'disabled' }
  await api('POST', 'admin/logs/pending-statuses', { body: later })
  const now = { customer_id: 5, date: '2026-11-24', status: 'active' }
  await api('POST', 'admin/logs/pending-statuses', { body: now })
  const after = await rows(`admin/logs/changes?${where('customer_id', '=', 5)}`)
  expect(after.slice(before.length)).toMatchObject([
    { old_status: 'new', new_status: 'blocked', date: '2026-11-24' },
    { old_status: 'blocked', new_status: 'active' },
  ])
  expect(await rows('admin/logs/pending-statuses')).toMatchObject([
    { ...later, done: '0' },
    { ...now, done: '1' },
  ])
})

it('locations, partners and administrators are managed, but not away from their customers', async () => {
  const { api, row } = await setup()
  for (const [path, body] of [
    ['admin/administration/locations', { name: 'Minot' }],
    ['admin/administration/partners', { name: 'Fourth' }],
    ['admin/administration/administrators', { login: 'eve', name: 'Eve', email: 'e@x.example' }],
  ] as const) {
    const made = `${path}/${idOf(await api('POST', path, { body }))}`
    expect(await row(made)).toMatchObject(body)
    expect((await api('PUT', made, { body: { name: 'Other' } })).status).toBe(202)
    expect((await api('DELETE', made)).status).toBe(204)
  }
  expect((await api('DELETE', 'admin/administration/partners/1')).status).toBe(403)
  const taken = { login: 'clerk', name: 'Clerk', email: 'c@x.example' }
  const answer = await api('POST', 'admin/administration/administrators', { body: taken })
  expect(answer).toMatchObject({ status: 422, body: [{ field: 'login' }] })
})

it('company info is found by the partner', async () => {
  const { row } = await setup()
  expect(await row('admin/config/company-info/2')).toMatchObject({
    id: 2,
    company_name: 'Lakeshore Broadband',
    invoice_template_id: 5,
    splynx_url: '',
  })
})
