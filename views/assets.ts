import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const own = (name: string) => fileURLToPath(new URL(`./assets/${name}`, import.meta.url))
const vendor = (specifier: string) => fileURLToPath(import.meta.resolve(specifier))

/**
 * The base style goes into a cascade layer of its own: whatever our sheets say wins, however specific
 * a selector of the base is. `!important` turns that round, so it stays only where it serves everybody
 * (`[hidden]`, reduced motion) and not on the paddings of invalid and search fields.
 */
const inLayer = (css: string) =>
  `@layer base{${css
    .replace(/^\uFEFF?@charset "[^"]+";/, '')
    .replace(/(padding[a-z-]*:[^;}]+?)!important/g, '$1')}}`

const OWN_STYLES = [
  'palette',
  'base',
  'text',
  'shell',
  'page-top',
  'buttons',
  'fields',
  'choices',
  'table',
  'status',
  'content',
  'parts',
  'customer',
  'language',
  'portal',
  'several',
  'outcome',
  'plain',
  'runs',
  'run-page',
  'look-up',
  'schedules',
  'account',
  'work',
  'settings',
  'reports',
  'print',
]

/** Everything that a page may load, by the name in its address. */
const SOURCES = {
  'app.css': {
    type: 'text/css; charset=utf-8',
    read: () =>
      [
        inLayer(readFileSync(vendor('@picocss/pico/css/pico.fluid.classless.min.css'), 'utf8')),
        ...OWN_STYLES.map((name) => readFileSync(own(`styles/${name}.css`), 'utf8')),
      ].join('\n'),
  },
  'app.js': {
    type: 'text/javascript; charset=utf-8',
    read: () => readFileSync(own('app.js'), 'utf8'),
  },
  'htmx.js': {
    type: 'text/javascript; charset=utf-8',
    read: () => readFileSync(vendor('htmx.org/dist/htmx.min.js'), 'utf8'),
  },
  'favicon.svg': {
    type: 'image/svg+xml',
    read: () => readFileSync(own('favicon.svg'), 'utf8'),
  },
} as const satisfies Record<string, { type: string; read: () => string }>

export type AssetName = keyof typeof SOURCES

interface Asset {
  type: string
  version: string
  integrity: string
  bodies: Record<'br' | 'gzip' | 'identity', Uint8Array<ArrayBuffer>>
}

const ASSETS = new Map<string, Asset>(
  Object.entries(SOURCES).map(([name, { type, read }]) => {
    const body = Buffer.from(read())
    const digest = createHash('sha384').update(body).digest()
    return [
      name,
      {
        type,
        version: digest.toString('hex').slice(0, 12),
        integrity: `sha384-${digest.toString('base64')}`,
        // Once, at the start. A level above 9 would save two kilobytes for half a second.
        bodies: {
          br: new Uint8Array(
            brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
          ),
          gzip: new Uint8Array(gzipSync(body, { level: 9 })),
          identity: new Uint8Array(body),
        },
      },
    ]
  }),
)

/** The address of an asset, which changes with its bytes, and what a page says they must hash to. */
export function asset(name: AssetName): { href: string; integrity: string } {
  const { version, integrity } = ASSETS.get(name)!
  return { href: `/assets/${version}/${name}`, integrity }
}

export interface ServedAsset {
  body: Uint8Array<ArrayBuffer>
  headers: Record<string, string>
}

/**
 * What to answer to `GET /assets/<path>`: `path` is `<version>/<name>`, or a bare name for those who
 * guess it, like browsers the icon. Null is a 404. A version that is not ours is one too: during an
 * update another process may know it, and our bytes must not be cached under it.
 */
export function readAsset(path: string, acceptEncoding = ''): ServedAsset | null {
  const [, version, name = ''] = /^(?:([0-9a-f]{12})\/)?([a-z.]+)$/.exec(path) ?? []
  const found = ASSETS.get(name)
  if (!found || (version && version !== found.version)) return null

  const encoding = chooseEncoding(acceptEncoding)
  return {
    body: found.bodies[encoding],
    headers: {
      'Content-Type': found.type,
      'Content-Length': String(found.bodies[encoding].byteLength),
      'Cache-Control': version ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
      ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
    },
  }
}

function chooseEncoding(acceptEncoding: string): 'br' | 'gzip' | 'identity' {
  const accepted = acceptEncoding
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0+)?$/.test(part))
    .map((part) => part.split(';')[0])
  if (accepted.includes('br')) return 'br'
  return accepted.includes('gzip') ? 'gzip' : 'identity'
}
