import { Hono } from 'hono'
import { qrSvg } from '../../views/qr-svg.ts'
import type { Context } from '../context.ts'
import { notFound } from '../middleware/http-problem.ts'
import type { Env } from './env.ts'
import { PLAIN_LINKS } from './links/targets.ts'

/** A document's id or number, as the original's links carry it. */
const ITEM_ID = { id: /^\d{1,15}$/, number: /^[^\p{C}]{1,64}$/u } as const

const A_DAY = 'public, max-age=86400'

/**
 * The original's links as QR codes, for the template of Splynx's printed documents. The picture is
 * made of its own address alone: nobody is asked whether there is such a document, so it tells
 * nothing, and it leads to this installation only. It works while plain links do.
 */
export function qrRoutes({ config, settings }: Context) {
  const routes = new Hono<Env>()
  for (const { path, by } of PLAIN_LINKS) {
    routes.get(`/qr${path}.svg`, async (c) => {
      const { plainLinks } = await settings.of(null)
      const itemId = c.req.query('item_id')?.trim() ?? ''
      if (plainLinks === 'off' || !ITEM_ID[by].test(itemId)) notFound()
      const address = new URL(`/ippay${path}`, config.PUBLIC_URL)
      address.searchParams.set('item_id', itemId)
      c.header('Content-Type', 'image/svg+xml')
      c.header('Cache-Control', A_DAY)
      return c.body(qrSvg(address.href))
    })
  }
  return routes
}
