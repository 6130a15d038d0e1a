import { expect, it } from 'vitest'
import { createDb } from '../../../src/db/connect.ts'
import { findPayment } from '../../../src/db/payments.ts'
import { APPROVED, createBogusGateway } from '../../../src/gateway/bogus.ts'
import { createSender } from '../../../src/operations/sending/sender.ts'
import { databaseUrl, testContext } from '../../support/context.ts'
import { claim, learn, makeMethod, makePayment, UNKNOWN } from '../../support/factories.ts'

it('an outcome that we hold survives a database that is away for a moment', async () => {
  const context = testContext()
  const db = createDb(databaseUrl, { poolSize: 1 })
  let failures = 3
  const flaky = new Proxy(db, {
    get(target, name) {
      if (name === 'transaction' && failures-- > 0) {
        throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
      }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const method = await makeMethod(context)
  const claimed = await claim(context, await makePayment(context, { method }))
  const sender = createSender({ ...context, db: flaky }, { concurrency: 1 })
  const sent = await sender.send(claimed, { method, token: 'T' })
  expect(sent.settled).toBe('approved')
  expect(context.gateway.sent).toHaveLength(1)
  expect(context.logged()).toContain('outcomes wait for the database')
  await db.destroy()
})

it('no more messages are at the gateway at once than allowed', async () => {
  let now = 0
  let most = 0
  const sale = async () => {
    most = Math.max(most, ++now)
    await new Promise((resolve) => setImmediate(resolve))
    now--
    return APPROVED
  }
  const gateway = createBogusGateway({ sales: Array.from({ length: 9 }, () => sale) })
  const context = testContext({ gateway, concurrency: 2 })
  const method = await makeMethod(context)
  const claims = []
  for (let at = 0; at < 9; at++)
    claims.push(await claim(context, await makePayment(context, { method })))
  await Promise.all(claims.map((one) => context.sendRuns.send(one, { method, token: 'T' })))
  expect(most).toBe(2)
})

it('an approval that counts no more is shouted about and stays in the history', async () => {
  const context = testContext()
  const method = await makeMethod(context)
  const claimed = await claim(context, await makePayment(context, { method }))
  await learn(context, claimed, UNKNOWN)
  await learn(context, claimed, {
    kind: 'not_charged',
    cause: 'a person said so',
    next: 'cancelled',
  })
  await context.sendAttended.send(claimed, { method, token: 'T' })
  expect(context.logged()).toContain('an approval came too late to count')
  expect(await findPayment(context.db, claimed.payment.id)).toMatchObject({ status: 'cancelled' })
})

it('an approval that an inquiry had found before is no alarm', async () => {
  const context = testContext()
  const method = await makeMethod(context)
  const claimed = await claim(context, await makePayment(context, { method }))
  await learn(context, claimed, APPROVED)
  await context.sendAttended.send(claimed, { method, token: 'T' })
  expect(context.logged()).not.toContain('too late')
})

it('a token is in no log line', async () => {
  const context = testContext()
  const method = await makeMethod(context)
  const claimed = await claim(context, await makePayment(context, { method }))
  await context.sendAttended.send(claimed, { method, token: 'SECRETTOKEN1111' })
  expect(context.logged()).not.toContain('SECRETTOKEN1111')
})
