import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Config } from '../config.ts'
import type { Env } from '../routes/env.ts'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/**
 * What browsers must not do with our pages. Nobody may frame them but Splynx, and Splynx only those
 * of customers: it shows them in a window of its own (Splynx facts §5).
 */
export function securityHeaders({
  PUBLIC_URL,
  SPLYNX_URL,
}: Pick<Config, 'PUBLIC_URL' | 'SPLYNX_URL'>): MiddlewareHandler<Env> {
  const isHttps = PUBLIC_URL.startsWith('https:')
  const forAll = headersOf({ isHttps, ancestors: ["'self'"] })
  // Its address holds what lets an administrator of Splynx in, and it shows no form.
  const forEntry = headersOf({ isHttps, ancestors: ["'self'"], referrerPolicy: 'no-referrer' })
  const forCustomers = headersOf({ isHttps, ancestors: ["'self'", new URL(SPLYNX_URL).origin] })
  // Splynx puts these pictures into the documents that it prints.
  const forPictures = headersOf({ isHttps, ancestors: ["'self'"], resourcePolicy: 'cross-origin' })
  // BullMQ's dashboard names in <base> where its scripts are. No other page of ours has one.
  const forBoard = headersOf({ isHttps, ancestors: ["'self'"], base: "'self'" })
  const ofPath = (path: string) => {
    if (/^\/admin\/bull-board(\/|$)/.test(path)) return forBoard
    if (path === '/admin/enter') return forEntry
    if (path.startsWith('/ippay/qr/')) return forPictures
    return /^\/ippay(\/|$)/.test(path) ? forCustomers : forAll
  }
  return (c, next) => ofPath(c.req.path)(c, next)
}

const headersOf = ({
  isHttps,
  ancestors,
  // `no-referrer` on a page with forms makes browsers send `Origin: null` with them.
  referrerPolicy = 'same-origin',
  base = "'none'",
  resourcePolicy = 'same-origin',
}: {
  isHttps: boolean
  ancestors: string[]
  referrerPolicy?: 'same-origin' | 'no-referrer'
  base?: "'none'" | "'self'"
  resourcePolicy?: 'same-origin' | 'cross-origin'
}) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      // The base style draws its arrows and check marks as data: images.
      imgSrc: ["'self'", 'data:'],
      baseUri: [base],
      objectSrc: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ancestors,
    },
    referrerPolicy,
    crossOriginResourcePolicy: resourcePolicy,
    strictTransportSecurity: isHttps ? `max-age=${YEAR_SECONDS}` : false,
    // It knows one origin only; browsers that read the policy above ignore it anyway.
    xFrameOptions: ancestors.length === 1 ? 'SAMEORIGIN' : false,
    permissionsPolicy: {
      camera: [],
      geolocation: [],
      microphone: [],
      payment: [],
      usb: [],
    },
  })

/** Pages show amounts and names: no cache keeps them, nor does the browser after a log-out. */
export const noStore: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
}
