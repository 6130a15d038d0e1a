import type { Bell } from './bell.ts'

// BullMQ's standard dashboard, for who knows it from elsewhere. It reads and never changes: here its
// adapters are read-only, and its router hands on nothing but GET.

/** Answers a request below `basePath` with a page, a file or data of the dashboard. */
export type Board = (request: Request) => Response | Promise<Response>

/** Loads the dashboard, which only an administrator who looks at it needs. */
export async function createBoard(
  { queues }: Pick<Bell, 'queues'>,
  basePath: string,
): Promise<Board> {
  const [{ createBullBoard }, { BullMQAdapter }, { HonoAdapter }, { serveStatic }, { Hono }] =
    await Promise.all([
      import('@bull-board/api'),
      import('@bull-board/api/bullMQAdapter'),
      import('@bull-board/hono'),
      import('@hono/node-server/serve-static'),
      import('hono'),
    ])
  const serverAdapter = new HonoAdapter(serveStatic)
  serverAdapter.setBasePath(basePath)
  createBullBoard({
    queues: [...queues.values()].map(
      (queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false }),
    ),
    // The two packages bring along types of their own that differ in a private name.
    serverAdapter: serverAdapter as unknown as Parameters<
      typeof createBullBoard
    >[0]['serverAdapter'],
  })
  const board = new Hono().route(basePath, serverAdapter.registerPlugin())
  return (request) => board.fetch(request)
}
