import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Keys by id; the first one encrypts, all of them decrypt. */
export interface KeyRing {
  encryptingId: string
  keys: ReadonlyMap<string, Buffer>
}

/** Reads `id:base64key,id:base64key` (32 bytes each). Throws with a message for the operator. */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, Buffer>()
  for (const entry of text.split(',')) {
    const [id = '', encoded = ''] = entry.trim().split(':')
    const key = Buffer.from(encoded, 'base64')
    if (!/^[\w-]{1,16}$/.test(id) || key.length !== 32 || keys.has(id)) {
      throw new Error('must be id:key pairs, each key 32 bytes in base64, each id once')
    }
    keys.set(id, key)
  }
  return { encryptingId: [...keys.keys()][0]!, keys }
}

/**
 * Seals a secret with AES-256-GCM. `purpose` is bound to the result, so a sealed token cannot be
 * passed off as a sealed security code. The result is text: `id.base64url(nonce+tag+ciphertext)`.
 */
export function seal(ring: KeyRing, purpose: string, secret: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', subkey(ring, ring.encryptingId, purpose), nonce)
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  const packed = Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  return `${ring.encryptingId}.${packed.toString('base64url')}`
}

/** Opens what `seal` made. Throws when the key is not on the ring or a byte was changed. */
export function open(ring: KeyRing, purpose: string, sealed: string): string {
  const dot = sealed.indexOf('.')
  const packed = Buffer.from(sealed.slice(dot + 1), 'base64url')
  const key = subkey(ring, sealed.slice(0, dot), purpose)
  const decipher = createDecipheriv('aes-256-gcm', key, packed.subarray(0, 12))
  decipher.setAuthTag(packed.subarray(12, 28))
  return decipher.update(packed.subarray(28), undefined, 'utf8') + decipher.final('utf8')
}

/**
 * A keyed digest that tells whether two secrets are the same without keeping them: counts a card's
 * attempts over all documents. It uses the oldest key, so that a rotation does not change it.
 */
export function fingerprint(ring: KeyRing, secret: string): string {
  const oldest = [...ring.keys.keys()].at(-1)!
  return createHmac('sha256', subkey(ring, oldest, 'fingerprint'))
    .update(secret)
    .digest('hex')
    .slice(0, 32)
}

const subkeys = new WeakMap<Buffer, Map<string, Buffer>>()

// A purpose may name one payment; those are derived anew and not kept.
function subkey(ring: KeyRing, id: string, purpose: string): Buffer {
  const key = ring.keys.get(id)
  if (!key) throw new Error(`key ${id} is not on the key ring`)
  if (purpose.includes(':')) return derive(key, purpose)
  const known = subkeys.get(key) ?? new Map<string, Buffer>()
  subkeys.set(key, known)
  const derived = known.get(purpose) ?? derive(key, purpose)
  known.set(purpose, derived)
  return derived
}

const derive = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', purpose, 32))
