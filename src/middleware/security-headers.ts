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
  const forCustomers = headersOf({ isHttps, ancestors: ["'self'", new URL(SPLYNX_URL).origin] })
  return (c, next) => (/^\/ippay(\/|$)/.test(c.req.path) ? forCustomers : forAll)(c, next)
}

const headersOf = ({ isHttps, ancestors }: { isHttps: boolean; ancestors: string[] }) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      // The base style draws its arrows and check marks as data: images.
      imgSrc: ["'self'", 'data:'],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ancestors,
    },
    // Not `no-referrer`: with it browsers send `Origin: null` with our own forms.
    referrerPolicy: 'same-origin',
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
