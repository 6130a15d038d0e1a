import type { Body } from './input.ts'
import { Problem } from './problem.ts'
import { parameters } from './query.ts'

/** Reads a body: JSON mostly, but forms were seen accepted too (Splynx facts §1.1). */
export function parseBody(text: string, contentType: string | undefined): Body {
  if (text === '') return {}
  const type = (contentType ?? '').toLowerCase()
  if (type.startsWith('application/x-www-form-urlencoded')) return parseForm(text)
  if (type.startsWith('multipart/form-data')) return parseMultipart(text, contentType ?? '')
  return parseJson(text)
}

function parseJson(text: string): Body {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Problem('BAD_REQUEST', 'The body is not valid JSON.')
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {}
}

function parseForm(text: string): Body {
  const body: Body = {}
  for (const [key, value] of parameters(text)) assign(body, key, value)
  return body
}

// PHP's bracket keys: `items[0][price]=5`.
function assign(body: Body, key: string, value: string): void {
  const path = key.split(/\]?\[/).map((part) => part.replace(/\]$/, ''))
  let place = body
  for (const part of path.slice(0, -1)) {
    if (!Object.hasOwn(place, part) || typeof place[part] !== 'object') place[part] = {}
    place = place[part] as Body
  }
  const last = path.at(-1) ?? ''
  place[last === '' ? String(Object.keys(place).length) : last] = value
}

function parseMultipart(text: string, contentType: string): Body {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw new Problem('BAD_REQUEST', 'The body has no boundary.')
  const body: Body = {}
  for (const part of text.split(`--${boundary}`)) {
    const match = /^\r?\n(.*?)\r?\n\r?\n(.*)\r?\n$/s.exec(part)
    const name = /name="([^"]*)"/i.exec(match?.[1] ?? '')?.[1]
    if (name !== undefined) assign(body, name, match?.[2] ?? '')
  }
  return body
}
