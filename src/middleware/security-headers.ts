import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from '../routes/env.ts'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** What browsers must not do with our pages. */
export function securityHeaders(publicUrl: string): MiddlewareHandler<Env> {
  const isHttps = publicUrl.startsWith('https:')
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      // The base style draws its arrows and check marks as data: images.
      imgSrc: ["'self'", 'data:'],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'"],
    },
    // Not `no-referrer`: with it browsers send `Origin: null` with our own forms.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: isHttps ? `max-age=${YEAR_SECONDS}` : false,
    xFrameOptions: 'SAMEORIGIN',
    permissionsPolicy: {
      camera: [],
      geolocation: [],
      microphone: [],
      payment: [],
      usb: [],
    },
  })
}

/** Pages show amounts and names: no cache keeps them, nor does the browser after a log-out. */
export const noStore: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
}
