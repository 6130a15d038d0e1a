import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { ConsoleLayout } from '../../views/layout.tsx'
import { type Scope, SettingsPage } from '../../views/settings/settings-page.tsx'
import type { Context } from '../context.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import {
  checkMail,
  checkReports,
  checkTerminal,
  checkWebhook,
} from '../operations/check-services.ts'
import { checkKey, checkPermissions } from '../operations/check-setup.ts'
import { listKnownTerminals } from '../operations/settings/list-terminals.ts'
import { readSettings } from '../operations/settings/read-settings.ts'
import {
  type PostedSetting,
  resetSetting,
  type SettingErrors,
  saveSettings,
} from '../operations/settings/save-settings.ts'
import type { SetupStep } from '../operations/setup-step.ts'
import { SETTING_NAMES, SETTINGS, type SettingName } from '../settings/definitions.ts'
import type { Setting } from '../settings/kinds.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { type Echo, id, optional, readFields, readForm, readQuery } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { terminalRoutes } from './settings-terminals.ts'

type C = HonoContext<StaffEnv>

const scopeForm = z.object({ partner: optional(id) })
const resetForm = z.object({
  partner: optional(id),
  name: z.enum(SETTING_NAMES as [SettingName, ...SettingName[]]),
  seen: z.string().max(64),
})
const testForm = z.object({
  what: z.enum(['terminal', 'splynx', 'webhook', 'reports', 'mail']),
  terminal: z.string().max(40).optional(),
})

/** What can be changed without a restart: for all partners, or for one. */
export const settingsRoutes = (context: Context) => {
  const { config } = context

  async function show(
    c: C,
    partnerId: number | null,
    { errors = {}, typed = {} }: { errors?: SettingErrors; typed?: Echo } = {},
  ) {
    const [page, terminals] = await Promise.all([
      readSettings(context, partnerId),
      listKnownTerminals(context),
    ])
    const scope: Scope = { partnerId, partners: partnersOf(page, partnerId) }
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        title="Settings"
        lead="They hold from the next payment on, without a restart."
        active="settings"
      >
        <SettingsPage
          {...{ scope, errors, typed, terminals }}
          groups={page.groups}
          canChange={isAtLeast(c.var.staff.role, 'admin')}
          fixed={fixedOf(context)}
          csrf={c.var.csrf}
          currency={config.CURRENCY}
          zone={config.TZ}
        />
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  const back = (c: C, partnerId: number | null, text: string, tone: 'success' | 'warning') =>
    redirectWithNotice(c, context, settingsHref(partnerId), { tone, text })

  return new Hono<StaffEnv>()
    .use(requireStaff('auditor'))
    .get('/', (c) => {
      const query = readQuery(c, scopeForm)
      return show(c, query.ok ? (query.data.partner ?? null) : null)
    })

    .post('/', requireStaff('admin'), async (c) => {
      const fields = await readFields(c)
      const partnerId = partnerIn(fields)
      const posted = postedIn(fields, partnerId)
      const result = await saveSettings(context, { partnerId, fields: posted, ...whoOf(c) })
      if (result.kind === 'refused') {
        return show(c, partnerId, { errors: result.errors, typed: echoOf(posted, result.errors) })
      }
      if (result.names.length === 0) return back(c, partnerId, 'Nothing was changed.', 'warning')
      const labels = result.names.map((name) => `“${SETTINGS[name].label}”`)
      return back(c, partnerId, `Saved: ${labels.join(', ')}.`, 'success')
    })

    .post('/reset', requireStaff('admin'), async (c) => {
      const reading = await readForm(c, resetForm)
      if (!reading.ok) return back(c, null, 'Nothing was changed.', 'warning')
      const { name, seen, partner = null } = reading.data
      const result = await resetSetting(context, { name, seen, partnerId: partner, ...whoOf(c) })
      const { label } = SETTINGS[name]
      return result === 'reset'
        ? back(c, partner, `“${label}” has no value of its own here any more.`, 'success')
        : back(c, partner, `Somebody changed “${label}” meanwhile. Look at it first.`, 'warning')
    })

    .post('/tests', requireStaff('admin'), async (c) => {
      const reading = await readForm(c, testForm)
      if (!reading.ok) return back(c, null, 'This cannot be tested.', 'warning')
      const { what, terminal = config.IPPAY_TERMINAL_ID } = reading.data
      const { title, state, says, how, paste } = await TESTS[what](context, terminal)
      const copy = paste.map(({ label, value }) => `${label}: ${value}`)
      const more = state === 'done' ? [] : [...how, ...copy]
      return redirectWithNotice(c, context, '/admin/settings#connections', {
        tone: state === 'done' ? 'success' : state === 'todo' ? 'warning' : 'danger',
        text: [`${title}: ${says}`, ...more].join(' ').slice(0, NOTICE_MAX),
      })
    })

    .route('/terminals', terminalRoutes(context))
}

/** It travels in a cookie. */
const NOTICE_MAX = 1_200

const TESTS: Record<
  z.infer<typeof testForm>['what'],
  (context: Context, terminalId: string) => Promise<SetupStep>
> = {
  terminal: checkTerminal,
  webhook: checkWebhook,
  reports: checkReports,
  mail: checkMail,
  async splynx(context) {
    const key = await checkKey(context)
    return key.state === 'done' ? checkPermissions(context) : key
  },
}

export const settingsHref = (partnerId: number | null): string =>
  partnerId === null ? '/admin/settings' : `/admin/settings?partner=${partnerId}`

const whoOf = (c: C) => ({ actor: actorOf(c.var.staff), address: c.var.address })

const partnerIn = (fields: URLSearchParams): number | null => {
  const partner = id.safeParse(fields.get('partner') ?? '')
  return partner.success ? partner.data : null
}

/** Of a partner only what it may have of its own. */
const postedIn = (fields: URLSearchParams, partnerId: number | null): PostedSetting[] =>
  SETTING_NAMES.filter((name) => partnerId === null || (SETTINGS[name] as Setting).isPerPartner)
    .filter((name) => fields.has(name))
    .map((name) => ({
      name,
      typed: (fields.get(name) ?? '').slice(0, VALUE_MAX),
      was: fields.get(`was.${name}`) ?? '',
      seen: fields.get(`seen.${name}`) ?? '',
    }))

const VALUE_MAX = 4_000

/**
 * What was typed stands in the field again, unless it is secret or somebody else was faster: there
 * the newer value does.
 */
const echoOf = (posted: readonly PostedSetting[], errors: SettingErrors): Echo =>
  Object.fromEntries(
    posted
      .filter(({ name, typed, was }) => typed !== was && !isSecret(name))
      .filter(({ name }) => !/while you had the page open/.test(errors[name] ?? ''))
      .map(({ name, typed }) => [name, typed]),
  )

const isSecret = (name: SettingName) => (SETTINGS[name] as Setting).kind === 'secret'

/** Partners that Splynx names, and those that have values here, by their numbers if need be. */
function partnersOf(
  { partners, partnerIds }: Awaited<ReturnType<typeof readSettings>>,
  chosen: number | null,
): Scope['partners'] {
  const known = new Map((partners ?? []).map((partner) => [partner.id, partner.name]))
  for (const partnerId of [...partnerIds, ...(chosen === null ? [] : [chosen])]) {
    if (!known.has(partnerId)) known.set(partnerId, `Partner ${partnerId}`)
  }
  const own = new Set(partnerIds)
  return [...known].map(([partnerId, name]) => ({
    id: partnerId,
    name,
    hasOwn: own.has(partnerId),
  }))
}

/** What a restart is needed for: shown, never with a secret in it. */
const fixedOf = ({ config, reports, mail }: Context) => [
  {
    what: 'splynx' as const,
    title: 'Splynx API',
    value: new URL(config.SPLYNX_URL).origin,
    variables: 'SPLYNX_URL, SPLYNX_API_KEY, SPLYNX_API_SECRET',
  },
  {
    what: 'webhook' as const,
    title: 'Webhook of Splynx',
    value: config.SPLYNX_WEBHOOK_SECRET === '' ? 'not set' : 'secret set',
    variables: 'SPLYNX_WEBHOOK_SECRET',
  },
  {
    what: 'reports' as const,
    title: 'IPpay reports',
    value: reports && config.IPPAY_REPORT_URL ? new URL(config.IPPAY_REPORT_URL).host : 'not set',
    variables: 'IPPAY_REPORT_URL, IPPAY_REPORT_LOGIN, IPPAY_REPORT_PASSWORD',
  },
  {
    what: 'mail' as const,
    title: 'Mail server',
    value: mail && config.SMTP_URL ? new URL(config.SMTP_URL).host : 'not set',
    variables: 'SMTP_URL, MAIL_FROM',
  },
]
