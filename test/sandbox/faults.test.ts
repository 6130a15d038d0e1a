import { describe, expect, it, vi } from 'vitest'
import { createFaults, type FaultKind } from '../../src/sandbox/faults.ts'
import { GOOD_CARD, message, newId, said, setup } from './ippay-support.ts'

const REQUEST = { method: 'POST', path: '/ippay', type: 'SALE' }

describe('faults', () => {
  it('are none until asked for', () => {
    const faults = createFaults(1)
    expect(faults.decide(REQUEST)).toEqual({ kind: null, latencyMs: 0, ms: 0, draw: 0 })
    expect(faults.show()).toEqual({
      seed: 1,
      latencyMs: 0,
      latencyJitterMs: 0,
      rules: [],
      injected: {},
    })
  })

  it('are the same for the same seed, and others for another', () => {
    const kindsOf = (seed: number) => {
      const faults = createFaults(99)
      const rules = [
        { kind: 'lose-after', probability: 0.2 },
        { kind: 'slow', probability: 0.3, ms: 10 },
      ]
      expect(faults.replace({ seed, latencyJitterMs: 50, rules })).toBeNull()
      return Array.from({ length: 200 }, () => faults.decide(REQUEST))
    }
    expect(kindsOf(5)).toEqual(kindsOf(5))
    expect(kindsOf(5)).not.toEqual(kindsOf(6))
  })

  it('come about as often as their probability says, and are counted', () => {
    const faults = createFaults(1)
    faults.replace({ rules: [{ kind: 'mute', probability: 0.1 }] })
    for (let at = 0; at < 10_000; at++) faults.decide(REQUEST)
    expect(faults.show().injected.mute).toBeGreaterThan(900)
    expect(faults.show().injected.mute).toBeLessThan(1_100)
  })

  it('touch only what their rule matches, and stop after so many times', () => {
    const faults = createFaults(1)
    const match = { type: 'SALE', path: '/ippay', method: 'POST' }
    faults.replace({ rules: [{ match, kind: 'mute', probability: 1, times: 2 }] })
    const kindOf = (change: object) => faults.decide({ ...REQUEST, ...change }).kind
    expect(kindOf({ type: 'ENQ' })).toBeNull()
    expect(kindOf({ method: 'GET' })).toBeNull()
    expect(kindOf({ path: '/jetpay' })).toBeNull()
    expect([kindOf({}), kindOf({}), kindOf({})]).toEqual(['mute', 'mute', null])
  })

  it.each<[unknown, string]>([
    [undefined, 'nothing'],
    [{ rules: [{ kind: 'mute' }] }, 'no probability'],
    [{ rules: [{ kind: 'mute', probability: 1.1 }] }, 'too probable'],
    [{ rules: [{ kind: 'moody', probability: 1 }] }, 'an unknown kind'],
    [{ rules: [{ kind: 'mute', probability: 1, match: { typ: 'SALE' } }] }, 'a misspelt match'],
    [{ latencyMs: -1 }, 'a negative latency'],
    [{ rule: [] }, 'a misspelt name'],
  ])('are not replaced by %j: %s', (body) => {
    const faults = createFaults(1)
    faults.replace({ rules: [{ kind: 'mute', probability: 1 }] })
    expect(faults.replace(body)).not.toBeNull()
    expect(faults.decide(REQUEST).kind).toBe('mute')
  })
})

/** A gateway under one rule, and one sale sent to it. */
async function setupFault(kind: FaultKind, rule: object = {}) {
  const gateway = await setup()
  const rules = [{ match: { type: 'SALE' }, kind, probability: 1, ...rule }]
  const put = await gateway.control('PUT', 'faults', { seed: 3, rules })
  expect(put.status).toBe(200)
  const body = message('SALE', { ...GOOD_CARD, TransactionID: newId(), TotalAmount: 6995 })
  const sale = () => fetch(`${gateway.url}/ippay`, { method: 'POST', body })
  const text = () => sale().then((response) => response.text())
  return { ...gateway, body, sale, text }
}

describe('a sale under a fault', () => {
  it.each([
    ['lose-before', 0],
    ['refuse', 0],
    ['lose-after', 1],
  ] as const)('that is %s gets no answer and is booked %i times', async (kind, count) => {
    const { sale, summary, control } = await setupFault(kind)
    await expect(sale()).rejects.toThrow()
    expect(summary().count).toBe(count)
    expect((await control('GET', 'faults')).body.injected).toEqual({ [kind]: 1 })
  })

  it.each([
    ['error-500', 0],
    ['error-500-after', 1],
  ] as const)('that is %s gets a 500 and is booked %i times', async (kind, count) => {
    const { sale, summary } = await setupFault(kind)
    expect((await sale()).status).toBe(500)
    expect(summary().count).toBe(count)
  })

  it('that is half-closed is booked and ends in the middle of the answer', async () => {
    const { sale, summary } = await setupFault('half-closed')
    const response = await sale()
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
    expect(summary().count).toBe(1)
  })

  it('that is mute is booked and never answered', async () => {
    const { sale, summary, close } = await setupFault('mute')
    const never = expect(sale()).rejects.toThrow()
    await vi.waitFor(() => expect(summary().count).toBe(1))
    await close()
    await never
  })

  it('that is garbled is booked, and no variant of the answer can be read', async () => {
    const { control, url, summary } = await setupFault('garbled')
    const bodies = new Set<string>()
    for (let at = 0; at < 30; at++) {
      const fields = { ...GOOD_CARD, TransactionID: newId(), TotalAmount: 6995 }
      const sent = message('SALE', fields)
      const response = await fetch(`${url}/ippay`, { method: 'POST', body: sent })
      const text = await response.text()
      expect(text).not.toMatch(/<\/ippayResponse>$/)
      bodies.add(text === sent ? 'echo' : text.slice(0, 6))
    }
    expect(bodies).toContain('echo')
    expect(bodies.size).toBe(3)
    expect(summary().count).toBe(30)
    expect((await control('GET', 'faults')).body.injected).toEqual({ garbled: 30 })
  })

  it('that is delivered twice is booked once and answered as a duplicate', async () => {
    const { text, summary } = await setupFault('duplicate')
    expect(said(await text(), 'ErrMsg')).toMatch(/duplicate/i)
    expect(summary().count).toBe(1)
  })

  it('that is slow is booked in time, one that is booked late is not', async () => {
    for (const [kind, count] of [
      ['slow', 1],
      ['book-late', 0],
    ] as const) {
      const { text, summary, control } = await setupFault(kind, { ms: 300 })
      const answer = text()
      await vi.waitFor(async () => {
        expect((await control('GET', 'requests')).body.count).toBe(1)
      })
      expect(summary().count).toBe(count)
      expect(said(await answer, 'ActionCode')).toBe('000')
      expect(summary().count).toBe(1)
    }
  })

  it('that is refused for a while is refused by the system itself', async () => {
    const { sale, send, url } = await setupFault('refuse', { ms: 200, times: 1 })
    await expect(sale()).rejects.toThrow()
    await expect(fetch(`${url}/ippay`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    await vi.waitFor(async () => expect(await send('PING')).toContain('PING'), 5_000)
  })

  it('leaves other messages and the control addresses alone', async () => {
    const { send, control } = await setupFault('error-500')
    expect(said(await send('PING'), 'ActionCode')).toBe('000')
    expect((await control('GET', 'transactions')).status).toBe(200)
  })

  it('waits for the latency that every answer has', async () => {
    const { control, sale } = await setupFault('error-500', { probability: 0 })
    await control('PUT', 'faults', { latencyMs: 40 })
    const before = performance.now()
    await sale()
    expect(performance.now() - before).toBeGreaterThanOrEqual(39)
  })
})
