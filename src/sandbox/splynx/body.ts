import type { Body } from './input.ts'
import { Problem } from './problem.ts'
import { parameters } from './query.ts'

export interface UploadedFile {
  /** Of the form's field, brackets and all. */
  field: string
  name: string
  contentType: string
  bytes: Buffer
}

export interface Parsed {
  values: Body
  files: UploadedFile[]
}

/** Reads a body: JSON mostly, but forms were seen accepted too (Splynx facts §1.1). */
export function parseBody(bytes: Buffer, contentType: string | undefined): Parsed {
  if (bytes.length === 0) return { values: {}, files: [] }
  const type = (contentType ?? '').toLowerCase()
  if (type.startsWith('multipart/form-data')) return parseMultipart(bytes, contentType ?? '')
  const text = bytes.toString()
  const isForm = type.startsWith('application/x-www-form-urlencoded')
  return { values: isForm ? parseForm(text) : parseJson(text), files: [] }
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

// Split as Latin-1, in which every byte is a character: files come through as they are.
function parseMultipart(bytes: Buffer, contentType: string): Parsed {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw new Problem('BAD_REQUEST', 'The body has no boundary.')
  const parsed: Parsed = { values: {}, files: [] }
  for (const part of bytes.toString('latin1').split(`--${boundary}`)) {
    const match = /^\r?\n(.*?)\r?\n\r?\n(.*)$/s.exec(part)
    const [head = '', rest = ''] = match?.slice(1) ?? []
    const content = rest.replace(/\r?\n$/, '')
    const field = utf8(/\bname="([^"]*)"/i.exec(head)?.[1] ?? '')
    if (field === '') continue
    const name = /\bfilename="([^"]*)"/i.exec(head)?.[1]
    if (name === undefined) assign(parsed.values, field, utf8(content))
    else {
      const type = /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? 'application/octet-stream'
      const bytes = Buffer.from(content, 'latin1')
      parsed.files.push({ field, name: utf8(name), contentType: type, bytes })
    }
  }
  return parsed
}

const utf8 = (latin1: string) => Buffer.from(latin1, 'latin1').toString()
