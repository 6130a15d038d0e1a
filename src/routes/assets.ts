import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { readAsset } from '../../views/assets.ts'
import { notFound } from '../middleware/http-problem.ts'
import type { Env } from './env.ts'

/** Styles, scripts and pictures, from memory and already compressed. */
export const assetRoutes = () =>
  new Hono<Env>()
    .use('/assets/*', etag())
    .get('/assets/*', (c) => {
      const path = c.req.path.slice('/assets/'.length)
      const found = readAsset(path, c.req.header('Accept-Encoding'))
      if (!found) notFound()
      return c.body(found.body, 200, found.headers)
    })
    .get('/favicon.ico', (c) => c.redirect('/assets/favicon.svg', 301))
