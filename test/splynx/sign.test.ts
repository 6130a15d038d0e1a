import { expect, it } from 'vitest'
import { createNonce, createSigner, tokenAuthorization } from '../../src/splynx/sign.ts'

it('signs nonce and key with the secret, in upper-case hex', () => {
  const sign = createSigner({
    key: 'abcdef',
    secret: 'top/secret',
    nextNonce: createNonce(() => 1_700_000_000_000.001),
  })
  // printf 1700000000000001abcdef | openssl dgst -sha256 -hmac top/secret
  expect(sign()).toBe(
    'Splynx-EA (key=abcdef&nonce=1700000000000001&signature=555748BF38497A6310CD56A9BE5743D8F46B362727B4EDAD9B1DEE8436965DAC)',
  )
})

it('encodes what a query string cannot hold', () => {
  const sign = createSigner({ key: 'a&b=c', secret: 's', nextNonce: createNonce(() => 1) })
  expect(sign()).toContain('(key=a%26b%3Dc&nonce=1000&')
  expect(sign('x y&z')).toMatch(/&sash=x%20y%26z\)$/)
  expect(tokenAuthorization('a)&b')).toBe('Splynx-EA (access_token=a)%26b)')
})

it('makes nonces that only grow, however many fall into one millisecond', () => {
  const nextNonce = createNonce(() => 1_700_000_000_000)
  const nonces = Array.from({ length: 5_000 }, () => nextNonce())
  expect(nonces[0]).toBe(1_700_000_000_000_000)
  expect(nonces.every((nonce, at) => at === 0 || nonce > nonces[at - 1]!)).toBe(true)
})

it('makes nonces that grow when the clock is set back, and follow it when it goes on', () => {
  const times = [1_000, 400, 2_000]
  const nextNonce = createNonce(() => times.shift() ?? 0)
  expect([nextNonce(), nextNonce(), nextNonce()]).toEqual([1_000_000, 1_000_001, 2_000_000])
})

it('makes nonces that a number holds exactly and that are larger than those of other clients', () => {
  const nonce = createNonce()()
  expect(Number.isSafeInteger(nonce)).toBe(true)
  expect(nonce).toBeGreaterThan(Date.now() * 100)
})
