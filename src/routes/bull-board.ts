import { Hono } from 'hono'
import type { Context } from '../context.ts'
import { requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { type Board, createBoard } from '../queue/bull-board.ts'
import type { StaffEnv } from './env.ts'

const PATH = '/admin/bull-board'

/** BullMQ's standard dashboard, to look at only: who acts on jobs does so on our own pages. */
export const bullBoardRoutes = ({ bell }: Context) => {
  let loading: Promise<Board> | null = null
  const load = () => {
    loading ??= createBoard(bell, PATH)
    return loading
  }
  return new Hono<StaffEnv>().get('/*', requireStaff('admin'), async (c) => {
    // A HEAD arrives here as well; everything else has no route and is refused before.
    const board = await load()
    const answer = await board(c.req.raw)
    if (answer.status === 404) notFound()
    return answer
  })
}
