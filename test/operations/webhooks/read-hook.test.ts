import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSigned, readHook } from '../../../src/operations/webhooks/read-hook.ts'

const FORM = 'application/x-www-form-urlencoded; charset=utf-8'
const read = (text: string, type = 'application/json') => readHook(Buffer.from(text), type)

describe('a signature', () => {
  const body = Buffer.from('{"type":"ping"}')
  const sign = (hash: string, secret = 'secret') =>
    createHmac(hash, secret).update(body).digest('hex')

  it('is right for the very bytes that were signed, by the hash that was agreed', () => {
    expect(isSigned(body, sign('sha1'), { secret: 'secret', hash: 'sha1' })).toBe(true)
    expect(isSigned(body, sign('sha256'), { secret: 'secret', hash: 'sha256' })).toBe(true)
    expect(isSigned(body, sign('sha1').toUpperCase(), { secret: 'secret', hash: 'sha1' })).toBe(
      true,
    )
  })

  it.each([
    { name: 'none', signature: undefined },
    { name: 'an empty one', signature: '' },
    { name: 'half of it', signature: sign('sha1').slice(0, 20) },
    { name: 'that of another secret', signature: sign('sha1', 'other') },
    { name: 'that of another hash', signature: sign('sha256') },
    { name: 'no hex', signature: 'z'.repeat(40) },
  ])('is wrong when it is $name', ({ signature }) => {
    expect(isSigned(body, signature, { secret: 'secret', hash: 'sha1' })).toBe(false)
  })

  it('is wrong for a body in which one byte differs', () => {
    const other = Buffer.from('{"type":"pong"}')
    expect(isSigned(other, sign('sha1'), { secret: 'secret', hash: 'sha1' })).toBe(false)
  })
})

describe('a body', () => {
  const EVENT = {
    isPing: false,
    model: 'Payments',
    action: 'delete',
    attributes: expect.objectContaining({ id: expect.anything() }),
  }

  it('is read from JSON', () => {
    const data = { model: 'models\\common\\finance\\Payments', action: 'delete' }
    const text = JSON.stringify({ type: 'event', data: { ...data, attributes: { id: 5 } } })
    expect(read(text)).toEqual(EVENT)
  })

  it('is read from a form with brackets, as PHP writes it', () => {
    const text =
      'type=event&call=&data%5Bmodel%5D=models%5Ccommon%5Cfinance%5CPayments&data%5Baction%5D=delete' +
      '&data%5Battributes%5D%5Bid%5D=5&data[attributes][items][0][price]=1.0000'
    const hook = read(text, FORM)
    expect(hook).toMatchObject({ ...EVENT, attributes: { id: '5' } })
  })

  it('is a ping in both', () => {
    expect(read('{"type":"ping"}')).toMatchObject({ isPing: true })
    expect(read('type=ping&data%5Bhook_id%5D=1', FORM)).toMatchObject({ isPing: true })
  })

  it.each([
    '',
    'null',
    '[]',
    '7',
    '{',
    '{"type":"event"}',
    '{"type":"event","data":[]}',
    '{"type":1}',
  ])('that makes no sense is none: %s', (text) => expect(read(text)).toBeNull())

  it('cannot reach the prototype of objects', () => {
    const hook = read('type=event&data[__proto__][polluted]=1&data[constructor][x]=1', FORM)
    expect(hook).not.toBeNull()
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('with more fields than any row has is refused', () => {
    const text = Array.from({ length: 3_000 }, (_, at) => `data[${at}]=1`).join('&')
    expect(read(`type=event&${text}`, FORM)).toBeNull()
  })

  it('of any kind is read or refused, never more', () => {
    const types = fc.constantFrom('application/json', FORM, undefined, 'text/plain')
    const key = fc.stringMatching(/^[\w[\]]{0,30}$/)
    const form = fc.array(fc.tuple(key, fc.string())).map((pairs) => {
      return pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
    })
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      form,
      form.map((rest) => `type=event&${rest}`),
    )
    fc.assert(
      fc.property(text, types, (body, type) => {
        const hook = readHook(Buffer.from(body), type)
        if (hook) expect(typeof hook.model).toBe('string')
      }),
      { numRuns: 500 },
    )
  })
})
