import { XMLParser } from 'fast-xml-parser'
import type { Settings } from './settings.ts'

/** One request, read as leniently as the gateway has to (IPpay facts §1). */
export interface Request {
  dialect: 'ippay' | 'jetpay'
  /** The request's root decides how the answer's is called. */
  isJetPayRoot: boolean
  /** JetPay's protocol: 1 unless the root's `Version` says otherwise. */
  version: number
  /** `Version` of the root as it was sent; '' when it was not. */
  versionText: string
  /** The trimmed text of a child, or of a child's child; '' when there is none. */
  text(element: string, inner?: string): string
  attribute(name: string, element: string, inner?: string): string
  has(element: string): boolean
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: false,
  jPath: false,
  maxNestedTags: 8,
})

type Node = string | { [name: string]: Node | Node[] }

/** Null for what is no XML document with a root that the gateway knows. */
export function readRequest(
  body: Buffer,
  dialect: Request['dialect'],
  roots: Settings['requestRoot'],
): Request | null {
  const xml = textOf(body)
  // No document type: nobody sends one, and entities that refer to entities are a trap.
  if (xml.includes('<!DOCTYPE')) return null
  let document: { [name: string]: Node | Node[] }
  try {
    document = parser.parse(xml, true)
  } catch {
    return null
  }
  const names = Object.keys(document)
  const name = names[0]
  if (names.length !== 1 || name === undefined || !isRoot(name, roots)) return null
  const root = first(document[name])
  const versionText = words(child(root, '@Version'))

  return {
    dialect,
    isJetPayRoot: name.toLowerCase() === 'jetpay',
    version: Number.parseFloat(versionText) || 1,
    versionText,
    text(element, inner) {
      const node = child(root, element)
      return words(inner === undefined ? node : child(node, inner))
    },
    attribute(attribute, element, inner) {
      const node = child(root, element)
      return words(child(inner === undefined ? node : child(node, inner), `@${attribute}`))
    },
    has: (element) => child(root, element) !== undefined,
  }
}

/** Letter by letter, as far as is known (§1). */
function isRoot(name: string, roots: Settings['requestRoot']): boolean {
  switch (roots) {
    case 'exact':
      return name === 'ippay' || name === 'JetPay'
    case 'ippay-alone':
      return name === 'ippay'
    case 'any-case':
      return /^(?:ippay|jetpay)$/i.test(name)
  }
}

/** UTF-8 unless the declaration names a one-byte encoding (§1: us-ascii and ISO-8859-1 occur). */
function textOf(body: Buffer): string {
  const declaration = body.toString('latin1', 0, 80)
  const isOneByte = /^<\?xml[^>]*encoding=["'](?:us-ascii|iso-8859-1|windows-1252)["']/i
  const text = body.toString(isOneByte.test(declaration) ? 'latin1' : 'utf8')
  // Some tools put a byte order mark in front.
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

const first = (node: Node | Node[] | undefined) => (Array.isArray(node) ? node[0] : node)

function child(node: Node | undefined, name: string): Node | undefined {
  return typeof node === 'object' ? first(node[name]) : undefined
}

function words(node: Node | undefined): string {
  if (node === undefined) return ''
  const text = typeof node === 'string' ? node : words(first(node['#text']))
  return unescapeXml(text).trim()
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? all
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : all
  })
}
