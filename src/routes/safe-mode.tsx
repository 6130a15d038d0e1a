import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { ConsoleLayout } from '../../views/layout.tsx'
import { SafeModePanel } from '../../views/safe-mode/safe-mode-panel.tsx'
import type { Context } from '../context.ts'
import { listForgotten, readForgottenTotals } from '../db/forgotten-messages.ts'
import { findSafeMode, listRunsPausedBySafeMode } from '../db/safe-mode.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import { switchSafeModeOn } from '../operations/safe-mode/enter-safe-mode.ts'
import { type Released, releaseSafeMode } from '../operations/safe-mode/release-safe-mode.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { checked, type Echo, type FieldErrors, readForm, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const PAGE = '/admin/safe-mode'
const MESSAGES_MAX = 200
const RUNS_MAX = 20

const switchOnForm = z.object({
  reason: text(200, 'Say why.').min(10, 'Say a little more: what was restored, and when.'),
})

const releaseForm = z.object({
  reason: text(200, 'Say what you checked.').min(10, 'Say a little more: what you checked, where.'),
  accepts_open: checked,
  confirm: checked.refine((isTicked) => isTicked, 'Tick this once you have checked.'),
})

/** Why nothing is charged after a restore, and the way out of it. */
export const safeModeRoutes = (context: Context) => {
  const { db, config, now } = context

  async function show(
    c: HonoContext<StaffEnv>,
    { errors = {}, values = {} }: { errors?: FieldErrors; values?: Echo } = {},
  ) {
    const safeMode = await findSafeMode(db)
    const since = safeMode.entered_at ?? now()
    const [totals, messages, runs] = await Promise.all([
      readForgottenTotals(db, since),
      listForgotten(db, since, MESSAGES_MAX),
      listRunsPausedBySafeMode(db, RUNS_MAX),
    ])
    const { role } = c.var.staff
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        // The page itself says so, and more.
        isSafeMode={false}
        title="Safe mode"
        heading={safeMode.state === 'on' ? 'Safe mode is on: nothing is charged' : 'Safe mode'}
        active="safe-mode"
        lead="After a restored backup nothing is charged until it is known what was charged before."
      >
        <SafeModePanel
          {...{ safeMode, totals, messages, runs, errors, values }}
          mayRelease={isAtLeast(role, 'manager')}
          maySwitchOn={isAtLeast(role, 'admin')}
          currency={config.CURRENCY}
          csrf={c.var.csrf}
          place={{ now: now(), zone: config.TZ }}
        />
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  const personOf = (c: HonoContext<StaffEnv>) => ({
    actor: actorOf(c.var.staff),
    address: c.var.address,
  })

  return new Hono<StaffEnv>()
    .get('/', (c) => show(c))

    .post('/', requireStaff('admin'), async (c) => {
      const reading = await readForm(c, switchOnForm)
      if (!reading.ok) return show(c, reading)
      const isNew = await switchSafeModeOn(context, { ...reading.data, ...personOf(c) })
      return redirectWithNotice(c, context, PAGE, {
        tone: 'info',
        text: isNew ? 'Safe mode is on. Nothing is charged.' : 'Safe mode was on already.',
      })
    })

    .post('/release', requireStaff('manager'), async (c) => {
      const reading = await readForm(c, releaseForm)
      if (!reading.ok) return show(c, reading)
      const { reason, accepts_open: acceptsOpen } = reading.data
      const result = await releaseSafeMode(context, { reason, acceptsOpen, ...personOf(c) })
      const errors = errorsOf(result)
      if (errors) return show(c, { errors, values: { reason } })
      return redirectWithNotice(c, context, PAGE, {
        tone: 'success',
        text:
          result.kind === 'released'
            ? 'Safe mode is off. Payments are charged again; paused runs wait to be resumed.'
            : 'Safe mode was off already.',
      })
    })
}

function errorsOf(result: Released): FieldErrors | null {
  switch (result.kind) {
    case 'waiting':
      return { '': 'Some messages have no payment yet. Look at the list again in a minute.' }
    case 'open':
      return { accepts_open: 'Tick this if you accept that some outcomes stay unknown.' }
    default:
      return null
  }
}
