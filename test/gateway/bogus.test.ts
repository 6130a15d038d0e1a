import { expect, it } from 'vitest'
import { APPROVED, createBogusGateway, declined } from '../../src/gateway/bogus.ts'
import type { Check } from '../../src/gateway/gateway.ts'

const check: Check = {
  transactionId: '9PLC4R1MX8D0GE5USB',
  amountCents: 4999,
  token: 'D3H7K1B9F2M5A1999',
  channel: 'run',
  orderNumber: 'INV-1',
  paymentReference: 'p',
  holderName: 'Ada Miller',
  accountType: 'checking',
  checkNumber: '1',
}
const about = { transactionId: check.transactionId, amountCents: 4999 }

it('approves what no script speaks of', async () => {
  const gateway = createBogusGateway()
  expect(await gateway.sale(check)).toEqual(APPROVED)
  expect(await gateway.check(check)).toEqual(APPROVED)
  expect(await gateway.void({ ...check, approvalCode: null })).toEqual(APPROVED)
  expect(await gateway.credit(check)).toEqual(APPROVED)
  expect(await gateway.reversal(check)).toEqual(APPROVED)
  expect(await gateway.inquire(check.transactionId)).toEqual(APPROVED)
  expect((await gateway.ping()).ok).toBe(true)
})

it('answers by script, each kind in its order, then approves again', async () => {
  const lost = { kind: 'unknown', cause: 'timeout' } as const
  const script = { sales: [lost, declined('005')], inquiries: [{ kind: 'not_found' } as const] }
  const gateway = createBogusGateway(script)
  expect(await gateway.sale(check)).toEqual(lost)
  expect(await gateway.inquire(check.transactionId)).toEqual({ kind: 'not_found' })
  expect(await gateway.sale(check)).toMatchObject({ kind: 'declined', category: 'soft' })
  expect(await gateway.sale(check)).toEqual(APPROVED)
  expect(await createBogusGateway(script).sale(check)).toEqual(lost)
})

it('remembers what was sent, without anything secret', async () => {
  const gateway = createBogusGateway()
  await gateway.sale({ ...check, securityCode: '987' })
  await gateway.inquire(check.transactionId)
  await gateway.tokenizeBank({ routingNumber: '071025661', accountNumber: '11111999' })
  expect(gateway.sent).toEqual([
    { kind: 'sale', ...about },
    { kind: 'inquiry', transactionId: check.transactionId },
    { kind: 'tokenize' },
  ])
})

it('answers about lost voids, new expiries and sales with a card, by script or approving', async () => {
  const lost = { kind: 'unknown', cause: 'timeout' } as const
  const failed = { kind: 'failed', cause: 'timeout' } as const
  const gateway = createBogusGateway({ voidInquiries: [lost], expiries: [failed] })
  const change = { token: check.token, expMonth: 1, expYear: 2030 }
  expect(await gateway.inquireVoid(check.transactionId)).toEqual(lost)
  expect(await gateway.inquireVoid(check.transactionId)).toEqual(APPROVED)
  expect(await gateway.changeExpiry(change)).toEqual(failed)
  expect(await gateway.changeExpiry(change)).toEqual({ kind: 'tokenized', token: check.token })
  const card = { number: '4000300020001234', expMonth: 1, expYear: 2030, holderName: 'A' }
  expect(await gateway.saleWithCard({ ...check, card, isStored: false })).toEqual(APPROVED)
  expect(await gateway.saleWithCard({ ...check, card, isStored: true })).toMatchObject({
    kind: 'approved',
    reply: { token: expect.stringMatching(/1234$/) },
  })
  expect(gateway.sent.map(({ kind }) => kind).join(' ')).toBe(
    'inquiry inquiry expiry expiry sale sale',
  )
})

it('can wait for something else before it answers', async () => {
  let answer = () => {}
  const held = new Promise<typeof APPROVED>((resolve) => {
    answer = () => resolve(APPROVED)
  })
  const gateway = createBogusGateway({ sales: [() => held] })
  const sale = gateway.sale(check)
  expect(gateway.sent).toEqual([{ kind: 'sale', ...about }])
  answer()
  expect(await sale).toEqual(APPROVED)
})

it('makes tokens that show the last four digits and no more', async () => {
  const gateway = createBogusGateway()
  const card = { number: '4000300020001234', expMonth: 1, expYear: 2030, holderName: 'A' }
  const token = { kind: 'tokenized', token: expect.stringMatching(/^(?=.*[A-Z])\w+1234$/) }
  expect(await gateway.tokenizeCard(card)).toEqual(token)
})
