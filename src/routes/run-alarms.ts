import { Hono } from 'hono'
import type { Context } from '../context.ts'
import { requireStaff } from '../middleware/guards.ts'
import { acknowledgeAlarm } from '../operations/schedules/acknowledge-alarm.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { readId } from './forms.ts'
import { redirectWithNotice } from './notices.ts'

/** Alarms about scheduled runs: seen by a person, they are shown no more. */
export const runAlarmRoutes = (context: Context) =>
  new Hono<StaffEnv>().post('/:id/acknowledgement', requireStaff('clerk'), async (c) => {
    const isFirst = await acknowledgeAlarm(context, {
      id: readId(c.req.param('id')),
      actor: actorOf(c.var.staff),
      address: c.var.address,
    })
    return redirectWithNotice(
      c,
      context,
      '/admin/schedules',
      isFirst
        ? { tone: 'success', text: 'The alarm is acknowledged.' }
        : { tone: 'info', text: 'Somebody had acknowledged it already.' },
    )
  })
