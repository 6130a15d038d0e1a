import { expect, it } from 'vitest'
import { fingerprint, open, parseKeyRing, seal } from '../../src/vault/key-ring.ts'

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
const old = parseKeyRing(`a:${key(1)}`)
const rotated = parseKeyRing(`b:${key(2)},a:${key(1)}`)
const retired = parseKeyRing(`b:${key(2)}`)

it('what was sealed before a rotation still opens, and what is sealed now uses the new key', () => {
  const before = seal(old, 'token', 'secret')
  expect(open(rotated, 'token', before)).toBe('secret')
  const now = seal(rotated, 'token', 'secret')
  expect(now.startsWith('b.')).toBe(true)
  expect(open(retired, 'token', now)).toBe('secret')
})

it('what was sealed with a key that is gone does not open', () => {
  expect(() => open(retired, 'token', seal(old, 'token', 'secret'))).toThrow('key a')
})

it('the same secret is sealed differently each time and never shows', () => {
  const sealed = [seal(old, 'token', 'secret'), seal(old, 'token', 'secret')]
  expect(sealed[0]).not.toBe(sealed[1])
  expect(sealed.join()).not.toContain('secret')
})

it('opens for its own purpose only', () => {
  const sealed = seal(old, 'token', 'secret')
  expect(() => open(old, 'security-code', sealed)).toThrow()
  expect(() => open(old, 'security-code:P1', seal(old, 'security-code:P2', '987'))).toThrow()
})

it('does not open when any character of it was changed', () => {
  const sealed = seal(old, 'token', 'secret')
  for (let at = 2; at < sealed.length - 1; at++) {
    const other = sealed[at] === 'A' ? 'B' : 'A'
    const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
    expect(() => open(old, 'token', changed), `character ${at}`).toThrow()
  }
})

it('a card keeps its fingerprint through a rotation', () => {
  expect(fingerprint(rotated, 'TOKEN')).toBe(fingerprint(old, 'TOKEN'))
  expect(fingerprint(old, 'TOKEN')).not.toBe(fingerprint(old, 'TOKEM'))
})

it.each([
  '',
  'a',
  'a:',
  `a:${Buffer.alloc(31).toString('base64')}`,
  `a:${key(1)},a:${key(2)}`,
  `a b:${key(1)}`,
  `a:${key(1)},`,
])('%j is no key ring', (text) => {
  expect(() => parseKeyRing(text)).toThrow('32 bytes')
})
