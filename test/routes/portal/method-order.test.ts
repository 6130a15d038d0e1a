import { describe, expect, it } from 'vitest'
import { listMethods, listSavedMethods } from '../../../src/db/methods.ts'
import { makeMethod } from '../../support/factories.ts'
import { CUSTOMER, portal, STRANGER, wordsOf } from './support.ts'

/** A default and three more, the newest of which comes first. */
async function fourMethods() {
  const world = portal()
  const own = { customer_id: CUSTOMER }
  const first = await makeMethod(world.context, { ...own, last4: '1111', is_default: true })
  const oldest = await makeMethod(world.context, { ...own, last4: '2222' })
  const middle = await makeMethod(world.context, { ...own, last4: '3333', kind: 'bank' })
  const newest = await makeMethod(world.context, { ...own, last4: '4444' })
  const ada = await world.customer()
  const order = async () =>
    (await listMethods(world.context.db, CUSTOMER)).map(({ last4 }) => last4).join(' ')
  const move = ({ id }: { id: number }, direction: string) =>
    ada.post(`/ippay/credentials/${id}/order`, { direction })
  return { world, ada, first, oldest, middle, newest, order, move }
}

describe('the order of methods', () => {
  it('begins with the default and is the customer’s own after it, also for runs', async () => {
    const { world, ada, oldest, newest, order, move } = await fourMethods()
    expect(await order()).toBe('1111 4444 3333 2222')
    expect((await move(oldest, 'up')).status).toBe(303)
    expect(await order()).toBe('1111 4444 2222 3333')
    await move(newest, 'down')
    expect(await order()).toBe('1111 2222 4444 3333')
    const forRuns = await listSavedMethods(world.context.db, [CUSTOMER])
    expect(
      forRuns
        .get(CUSTOMER)
        ?.map(({ last4 }) => last4)
        .join(' '),
    ).toBe(await order())
    expect(wordsOf(await ada.get('/ippay/credentials'))).toMatch(
      /Order of use .*1\. .*1111 Default/,
    )
  })

  it('lets nothing past the default, and nothing past its ends', async () => {
    const { first, oldest, newest, order, move } = await fourMethods()
    for (const [method, direction] of [
      [newest, 'up'],
      [oldest, 'down'],
      [first, 'down'],
    ] as const) {
      expect((await move(method, direction)).status).toBe(303)
    }
    expect((await move(newest, 'sideways')).status).toBe(404)
    expect(await order()).toBe('1111 4444 3333 2222')
  })

  it('stays when the default goes: the next one takes its place', async () => {
    const { world, ada, first, oldest, order, move } = await fourMethods()
    await move(oldest, 'up')
    await move(oldest, 'up')
    await ada.post(`/ippay/credentials/${first.id}/removal`)
    expect(await order()).toBe('2222 4444 3333')
    const [next] = await listMethods(world.context.db, CUSTOMER)
    expect(next).toMatchObject({ id: oldest.id, is_default: 1 })
  })

  it('is nobody else’s to change', async () => {
    const { world, oldest, order } = await fourMethods()
    const charles = await world.customer(STRANGER)
    const page = await charles.post(`/ippay/credentials/${oldest.id}/order`, { direction: 'up' })
    expect(page.status).toBe(404)
    expect(await order()).toBe('1111 4444 3333 2222')
  })

  it('two moves at once are one after the other', async () => {
    const { oldest, order, move } = await fourMethods()
    await Promise.all([move(oldest, 'up'), move(oldest, 'up')])
    expect(await order()).toBe('1111 2222 4444 3333')
  })
})

describe('on the overview', () => {
  it('methods that expire or fail say so and what to do', async () => {
    const world = portal()
    const own = { customer_id: CUSTOMER, brand: 'visa' }
    await makeMethod(world.context, { ...own, last4: '1111', exp_month: 12, exp_year: 2026 })
    await makeMethod(world.context, { ...own, last4: '2222', status: 'disabled' })
    const page = await (await world.customer()).get('/ippay/dashboard')
    expect(wordsOf(page)).toMatch(/1111 It expires soon/)
    expect(wordsOf(page)).toMatch(/2222 The bank refused this card/)
    expect(page.text).toContain('href="/ippay/credentials"')
  })

  it('good ones are not spoken of', async () => {
    const world = portal()
    await makeMethod(world.context, { customer_id: CUSTOMER, last4: '1111' })
    expect((await (await world.customer()).get('/ippay/dashboard')).text).not.toContain('1111')
  })
})
