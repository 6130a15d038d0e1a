import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { audit } from './support/audit.ts'
import {
  chooseMethod,
  fillBankAccount,
  fillCard,
  POOR_CARD,
  payButton,
  payHref,
  untilItSays,
} from './support/portal-pages.ts'
import {
  chargeButton,
  confirmCharge,
  confirmSwitch,
  previewHref,
  untilRunIs,
} from './support/run-page.ts'
import { LOST_ANSWER } from './support/simulators.ts'
import { logIn, openStage } from './support/stage.ts'

// What is not known, and a run that goes on, stay so for as long as it takes to look at them.
const { visitor, manager, customer, simulators } = await openStage({
  INQUIRY_DELAYS_S: '3600',
  WORKER_CONCURRENCY: '2',
})

// Some twenty pages, each looked at in three ways.
const AUDIT_MS = 150_000
// Pages of refusals are looked at, too.
const EXPECTED = [401, 404, 409, 422]

/** Looks at one page after the other and tells in the end what was wrong with which. */
function inspection(page: Page) {
  const problems: string[] = []
  return {
    /** The page at this address, or as it stands. */
    async look(path?: string): Promise<void> {
      if (path) await page.goto(path)
      const { pathname, search } = new URL(page.url())
      problems.push(...(await audit(page)).map((problem) => `${pathname}${search} ${problem}`))
    },
    problems,
  }
}

test(
  'the pages for logging in and the error page are accessible and fit a phone',
  async () => {
    const page = await visitor({ expectedStatuses: EXPECTED })
    const { look, problems } = inspection(page)
    for (const root of ['/admin', '/ippay']) {
      await look(`${root}/login`)
      await logIn(page, { login: 'nobody', password: 'wrong' })
      await page.getByRole('alert').waitFor()
      await look()
    }
    await look('/nothing/here')
    expect(problems).toEqual([])
  },
  AUDIT_MS,
)

test(
  "a customer's pages are accessible in every state and fit a phone",
  async () => {
    const page = await customer({ expectedStatuses: EXPECTED })
    const { look, problems } = inspection(page)
    /** Pays a new invoice and looks at what became of it. */
    async function pay(title: string, choose: () => Promise<unknown>): Promise<void> {
      await page.goto(payHref(await simulators.issueInvoice(1, 7_300)))
      await choose()
      await payButton(page).click()
      await untilItSays(page, title)
      await look()
    }
    await pay('Paid. Thank you!', () => chooseMethod(page, /5538/))
    await pay('Not accepted', async () => {
      await chooseMethod(page, 'Another card')
      await fillCard(page, POOR_CARD)
    })
    await pay('Submitted. Thank you!', async () => {
      await chooseMethod(page, 'Another bank account')
      await fillBankAccount(page)
      await page.getByLabel('Save this bank account for later').check()
    })
    await simulators.troubleGateway({ rules: [LOST_ANSWER] })
    const doubtful = await simulators.issueInvoice(1, 7_300)
    await page.goto(payHref(doubtful))
    await payButton(page).click()
    await untilItSays(page, 'The bank has not answered yet')
    await look()

    await look(payHref(doubtful)) // a payment is under way
    await look('/ippay/dashboard')
    await simulators.issueInvoice(1, 7_300)
    await look('/ippay/several?all=1')
    await look(payHref(await simulators.issueInvoice(1, 7_300)))
    await chooseMethod(page, 'Another card')
    await look()
    await fillCard(page, '4000300020001001')
    await payButton(page).click()
    await page.getByRole('alert').waitFor()
    await look()
    await look('/ippay')
    await look('/ippay/credentials')
    await page
      .getByRole('link', { name: /^Remove/ })
      .first()
      .click()
    await page.getByRole('heading', { name: /^Remove this/ }).waitFor()
    await look()
    await look('/ippay/credentials/card')
    await look('/ippay/credentials/bank-account')
    expect(problems).toEqual([])
  },
  AUDIT_MS,
)

test(
  'the pages of a charge and of runs are accessible in every state and fit a phone',
  async () => {
    const page = await manager({ expectedStatuses: EXPECTED })
    const { look, problems } = inspection(page)
    const invoice = await simulators.issueInvoice(1, 7_300)
    await look('/admin/charge')
    await look('/admin/charge?kind=invoice&status=not_paid&preview=1')
    await look('/admin/charge?kind=invoice&status=not_paid&total=abc&preview=1')
    await look('/admin/charge?kind=invoice&status=not_paid&numbers=nothing&preview=1')

    // The same selection, charged in one tab while another one still shows its preview.
    const other = await page.context().newPage()
    await other.goto(previewHref([invoice]))
    await page.goto(previewHref([invoice]))
    await confirmCharge(page)
    await untilRunIs(page, 'Finished')
    await look()
    await confirmSwitch(other).check()
    await chargeButton(other).click()
    await other.getByRole('heading', { name: 'Charge once more?' }).waitFor()
    problems.push(...(await audit(other)).map((problem) => `charge again ${problem}`))
    await look(previewHref([invoice]))

    await simulators.troubleGateway({ latencyMs: 1_000, rules: [{ ...LOST_ANSWER, times: 3 }] })
    await page.goto('/admin/charge?kind=invoice&status=not_paid&preview=1')
    const runId = await confirmCharge(page)
    await page.getByRole('link', { name: /^At the gateway/ }).waitFor()
    await look()
    await look(`/admin/runs/${runId}/cancel`)
    await page.goto(`/admin/runs/${runId}`)
    await page.getByRole('button', { name: 'Pause' }).click()
    await untilRunIs(page, 'Paused')
    await look()
    await look('/admin/runs')
    await look('/admin')
    expect(problems).toEqual([])
  },
  AUDIT_MS,
)

test(
  'the other pages of the console are accessible in every state and fit a phone',
  async () => {
    const page = await manager({ expectedStatuses: EXPECTED })
    const { look, problems } = inspection(page)
    await look('/admin/schedules')
    await page.getByRole('link', { name: 'Every night' }).click()
    await page.waitForURL(/schedules\/\d+/)
    await look()
    await look('/admin/schedules/new')

    await look('/admin/payments?q=nothing-like-this')
    await look('/admin/payments')
    // Payments that the tests above have made.
    for (const status of ['recorded', 'declined', 'unknown']) {
      await page.goto(`/admin/payments?status=${status}`)
      await page.locator('tbody').getByRole('link').first().click()
      await page.getByRole('heading', { name: 'History' }).waitFor()
      await look()
    }
    await look('/admin/customers')
    await look('/admin/customers?q=miller')
    await simulators.issueInvoice(1, 7_300)
    await look('/admin/customers/1')
    await page
      .getByRole('link', { name: /^Pay now/ })
      .first()
      .click()
    await page.waitForURL(/payments\/new/)
    await look()
    await look('/admin/queue')
    await look('/admin/queue/charges?state=completed')
    await look('/admin/queue/charges?state=failed')
    expect(problems).toEqual([])
  },
  AUDIT_MS,
)
