import { Hono } from 'hono'
import { ButtonLink } from '../../views/components/button.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import { SetupPanel } from '../../views/setup/setup-panel.tsx'
import type { Context } from '../context.ts'
import { requireStaff } from '../middleware/guards.ts'
import { checkSetup } from '../operations/check-setup.ts'
import type { StaffEnv } from './env.ts'
import { consoleProps } from './page-props.ts'

/** What an operator works through when the program is new, and looks at when something is wrong. */
export const setupRoutes = (context: Context) =>
  new Hono<StaffEnv>().use(requireStaff('auditor')).get('/', async (c) =>
    c.html(
      <ConsoleLayout
        title="Setup"
        lead="Every step is checked live when this page is opened. Nothing is changed by it."
        active="setup"
        actions={
          <ButtonLink icon="refresh" href="/admin/setup">
            Check again
          </ButtonLink>
        }
        {...consoleProps(c, context)}
      >
        <SetupPanel steps={await checkSetup(context)} />
      </ConsoleLayout>,
    ),
  )
