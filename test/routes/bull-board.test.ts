import { expect, it } from 'vitest'
import { context, staff } from './console-support.ts'

const PAYMENT_ID = '01KDKZZZZZZZZZZZZZZZZZZZZZ'
const queue = context.bell.queues.get('payments')!

it('BullMQ’s own dashboard reads our queues: names, counts, jobs and their data', async () => {
  const { id } = await queue.add('pay-invoice', { paymentId: PAYMENT_ID })
  const admin = await staff('admin')
  const page = await admin.get('/admin/bull-board/api/queues?activeQueue=payments&status=waiting')
  expect(page.status).toBe(200)
  const { queues } = JSON.parse(page.text)
  expect(queues.map(({ name }: { name: string }) => name)).toContain('charges')
  const payments = queues.find(({ name }: { name: string }) => name === 'payments')
  expect(payments).toMatchObject({
    readOnlyMode: true,
    counts: { waiting: 1 },
    jobs: [{ id, name: 'pay-invoice', data: { paymentId: PAYMENT_ID } }],
  })
})

it('its page and its files come under our own policy, with a base of its own', async () => {
  const admin = await staff('admin')
  const page = await admin.get('/admin/bull-board')
  expect(page.status).toBe(200)
  const policy = page.headers.get('Content-Security-Policy')
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("base-uri 'self'")
  const [, script] = /<script defer src="(static\/js\/[^"]+)"/.exec(page.text) ?? []
  expect((await admin.get(`/admin/bull-board/${script}`)).status).toBe(200)
  expect((await admin.get('/admin/bull-board/queue/payments')).text).toContain('id="root"')
})

it('it changes nothing, whatever it is asked for', async () => {
  await queue.add('pay-invoice', { paymentId: PAYMENT_ID })
  const admin = await staff('admin')
  for (const act of ['pause', 'empty', 'clean/waiting', 'promote']) {
    const page = await admin.post(`/admin/bull-board/api/queues/payments/${act}`)
    expect(page.status).toBe(404)
  }
  expect(await queue.isPaused()).toBe(false)
  expect(await queue.getWaitingCount()).toBe(1)
})

it.each(['viewer', 'clerk', 'manager'] as const)('a %s does not get to see it', async (role) => {
  expect((await (await staff(role)).get('/admin/bull-board')).status).toBe(403)
})
