import { createHmac, timingSafeEqual } from 'node:crypto'

// Splynx facts §6.

/** What Splynx posts. Only ids and names are taken from it: amounts are read from Splynx itself. */
export interface Hook {
  isPing: boolean
  /** The last part of the model's name, such as `Payments`. */
  model: string
  action: string
  attributes: Record<string, unknown>
}

export type HookHash = 'sha1' | 'sha256'

/** Is this the body that whoever knows the secret has signed? Takes the same time either way. */
export function isSigned(
  body: Buffer,
  signature: string | undefined,
  { secret, hash }: { secret: string; hash: HookHash },
): boolean {
  const expected = createHmac(hash, secret).update(body).digest()
  const given = Buffer.from((signature ?? '').trim().toLowerCase(), 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Null for what makes no sense. */
export function readHook(body: Buffer, contentType: string | undefined): Hook | null {
  const text = body.toString('utf8')
  const isForm = (contentType ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded')
  const message = isForm ? readForm(text) : readJson(text)
  const data = objectOf(message?.data)
  if (message?.type === 'ping') return { isPing: true, model: '', action: '', attributes: {} }
  if (message?.type !== 'event' || !data) return null
  return {
    isPing: false,
    model: textOf(data.model).split('\\').at(-1) ?? '',
    action: textOf(data.action),
    attributes: objectOf(data.attributes) ?? {},
  }
}

function readJson(text: string): Record<string, unknown> | null {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return null
  }
}

const PAIRS_MAX = 2_000
const DEPTH_MAX = 8

/** `data[attributes][id]=7`, as PHP writes it. */
function readForm(text: string): Record<string, unknown> | null {
  const root = emptyObject()
  let pairs = 0
  for (const [name, value] of new URLSearchParams(text)) {
    if (++pairs > PAIRS_MAX) return null
    const path = name.split(/\]?\[|\]$/).filter((part) => part !== '')
    if (path.length === 0 || path.length > DEPTH_MAX) continue
    let place = root
    for (const part of path.slice(0, -1)) {
      place[part] = objectOf(place[part]) ?? emptyObject()
      place = place[part] as Record<string, unknown>
    }
    place[path.at(-1)!] = value
  }
  return root
}

// Without a prototype: a key of that name is a key like any other.
const emptyObject = () => Object.create(null) as Record<string, unknown>

const objectOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
