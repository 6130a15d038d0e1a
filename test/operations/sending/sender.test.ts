import { describe, expect, it, onTestFinished } from 'vitest'
import { createDb } from '../../../src/db/connect.ts'
import { findPayment } from '../../../src/db/payments.ts'
import { APPROVED, createBogusGateway } from '../../../src/gateway/bogus.ts'
import { createLimiter } from '../../../src/limits/limiter.ts'
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

describe('a terminal that takes so many messages at once', () => {
  const FAST = { beatMs: 20, leaseMs: 400 }

  function workerAt(context: ReturnType<typeof testContext>, share = FAST) {
    const made = createLimiter({
      ...{ redis: context.redis, name: 'gateway:T', share },
      concurrencyMax: 3,
    })!
    onTestFinished(() => made.close())
    const entering = { count: 0 }
    const limiter = Object.assign(Object.create(made) as typeof made, {
      enter(options: Parameters<typeof made.enter>[0]) {
        entering.count++
        return made.enter(options)
      },
    })
    const { size, onResize, close } = made
    const limiters = { of: () => limiter, size, onResize, close }
    return {
      limiter,
      entering,
      sendRuns: createSender(context, { concurrency: 20, limiters }),
      sendAttended: createSender(context, { concurrency: 20, limiters, isUrgent: true }),
    }
  }

  async function manyClaims(context: ReturnType<typeof testContext>, count: number) {
    const method = await makeMethod(context)
    const claims = []
    for (let at = 0; at < count; at++) {
      claims.push(await claim(context, await makePayment(context, { method })))
    }
    return { claims, instrument: { method, token: 'T' } }
  }

  it('gets no more from two workers together, and all are sent', async () => {
    let now = 0
    let most = 0
    const sale = async () => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 3))
      now--
      return APPROVED
    }
    const gateway = createBogusGateway({ sales: Array.from({ length: 30 }, () => sale) })
    const context = testContext({ gateway })
    const [first, second] = [workerAt(context), workerAt(context)]
    const { claims, instrument } = await manyClaims(context, 30)
    const sent = await Promise.all(
      claims.map((one, at) => (at % 2 ? first : second).sendRuns.send(one, instrument)),
    )
    expect(sent.every(({ settled }) => settled === 'approved')).toBe(true)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(3)
  })

  it('goes on with the other worker when one has died', async () => {
    const context = testContext()
    const dead = workerAt(context, { beatMs: 0, leaseMs: 400 })
    void dead.limiter.enter({ isUrgent: true, withinMs: 60_000 })
    const alive = workerAt(context)
    const { claims, instrument } = await manyClaims(context, 6)
    const sent = await Promise.all(claims.map((one) => alive.sendRuns.send(one, instrument)))
    expect(sent.every(({ settled }) => settled === 'approved')).toBe(true)
  })

  it('gets a person’s payment before those of a run that wait longer', async () => {
    const order: string[] = []
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const gateway = createBogusGateway()
    const sale = gateway.sale
    gateway.sale = async (message) => {
      order.push(message.paymentReference)
      await held
      return sale(message)
    }
    const context = testContext({ gateway })
    const { limiter, entering, sendRuns, sendAttended } = workerAt(context, {
      beatMs: 0,
      leaseMs: 60_000,
    })
    expect(limiter.size).toBe(1)
    const { claims, instrument } = await manyClaims(context, 4)
    const person = claims.pop()!
    const sending = claims.map((one) => sendRuns.send(one, instrument))
    await expect.poll(() => entering.count).toBe(3)
    sending.push(sendAttended.send(person, instrument))
    await expect.poll(() => entering.count).toBe(4)
    release()
    await Promise.all(sending)
    expect(order[1]).toBe(person.payment.id)
  })

  it('gets nothing that has waited for its turn too long', async () => {
    const context = testContext()
    const { limiter, sendRuns } = workerAt(context, { beatMs: 0, leaseMs: 60_000 })
    const leave = await limiter.enter({ isUrgent: false, withinMs: 1_000 })
    const { claims, instrument } = await manyClaims(context, 1)
    context.clock.forward(59_900)
    const { outcome, isTried } = await sendRuns.send(claims[0]!, instrument)
    expect(outcome).toEqual({ kind: 'unreached', cause: 'it waited too long for its turn' })
    expect(isTried).toBe(false)
    expect(context.gateway.sent).toHaveLength(0)
    leave!()
  })
})
