import { expect, test } from 'vitest'
import { tabTo } from './support/keyboard.ts'
import {
  chargeButton,
  confirmCharge,
  confirmSwitch,
  countRuns,
  previewHref,
  readOutcomes,
  readPromise,
  readSelected,
  runIdOf,
  sumOf,
  untilRunIs,
} from './support/run-page.ts'
import type { Sum } from './support/simulators.ts'
import { openStage, PATIENT } from './support/stage.ts'

// Few at once, so that a run lasts long enough to be paused.
const { visitor, clerk, simulators, logins } = await openStage({ WORKER_CONCURRENCY: '10' })

const difference = (after: Sum, before: Sum): Sum => ({
  count: after.count - before.count,
  cents: after.cents - before.cents,
})

test('a clerk charges a period and watches the run until all books agree', async () => {
  const before = await simulators.books()
  const page = await clerk()
  await page.getByRole('link', { name: 'Charge', exact: true }).click()
  await page.getByRole('link', { name: 'This month' }).click()
  await page.getByRole('checkbox', { name: 'Lakeshore Broadband' }).check()
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('heading', { name: 'Preview' }).waitFor()
  const promised = await readPromise(page)
  expect(promised.count).toBeGreaterThan(50)

  await confirmCharge(page)
  await untilRunIs(page, 'Finished')

  const { Charged: charged, Declined: declined, Skipped: skipped } = await readOutcomes(page)
  expect(await readSelected(page)).toEqual(sumOf([charged!, declined!, skipped!]))
  expect(declined!.count).toBeGreaterThan(0)
  expect(skipped!.count).toBeGreaterThan(0)
  // Fewer than promised only where a customer's second document follows a declined first one.
  expect(sumOf([charged!, declined!]).count).toBeLessThanOrEqual(promised.count)
  expect(sumOf([charged!, declined!]).count).toBeGreaterThan(promised.count * 0.9)
  // An approval is recorded in Splynx in a step of its own.
  await expect
    .poll(async () => {
      const { gateway, splynx } = await simulators.books()
      return [difference(gateway, before.gateway), difference(splynx, before.splynx)]
    }, PATIENT)
    .toEqual([charged, charged])
})

test.each([
  { script: 'with', javaScriptEnabled: true },
  { script: 'without', javaScriptEnabled: false },
])('a double click on Charge $script JavaScript makes one run', async ({ javaScriptEnabled }) => {
  const invoice = await simulators.issueInvoice(1, 2_700)
  const page = await clerk({ javaScriptEnabled })
  const runsBefore = await countRuns(page)
  await page.goto(previewHref([invoice]))
  await confirmSwitch(page).check()
  await chargeButton(page).dblclick()
  await runIdOf(page)
  expect(await countRuns(page)).toBe(runsBefore + 1)
  await expect.poll(() => simulators.chargesOf(invoice), PATIENT).toHaveLength(1)
})

test('neither the back button nor sending the form again makes a second run', async () => {
  const invoice = await simulators.issueInvoice(1, 4_500)
  const page = await clerk()
  const runsBefore = await countRuns(page)
  await page.goto(previewHref([invoice]))
  const sending = page.waitForRequest((request) => request.method() === 'POST')
  const runId = await confirmCharge(page)
  const sent = await sending
  await untilRunIs(page, 'Finished')

  const again = await page.request.post(sent.url(), {
    data: sent.postData() ?? '',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: new URL(sent.url()).origin,
    },
  })
  expect(again.url()).toContain(`/admin/runs/${runId}`)

  await page.goBack()
  await page.getByText(`You charged this selection a moment ago in run ${runId}`).waitFor()
  expect(await chargeButton(page).count()).toBe(0)
  expect(await countRuns(page)).toBe(runsBefore + 1)
  expect(await simulators.chargesOf(invoice)).toHaveLength(1)
})

test('a run can be paused, resumed and cancelled, and what it charged stays charged', async () => {
  const before = await simulators.books()
  await simulators.troubleGateway({ latencyMs: 1_000 })
  const page = await clerk()
  await page.goto('/admin/charge?kind=invoice&status=not_paid&preview=1')
  const runId = await confirmCharge(page)
  const charged = async () => (await readOutcomes(page)).Charged!.count
  await expect.poll(charged, PATIENT).toBeGreaterThan(0)

  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('Nothing is being sent').waitFor()
  await untilRunIs(page, 'Paused')
  const paused = await readOutcomes(page)
  expect(paused.Waiting!.count).toBeGreaterThan(0)
  expect(paused['At the gateway']!.count).toBe(0)

  await page.getByRole('button', { name: 'Resume' }).click()
  await untilRunIs(page, 'Running')
  await expect.poll(charged, PATIENT).toBeGreaterThan(paused.Charged!.count)

  await page.getByRole('link', { name: 'Cancel the run' }).click()
  await page.getByText('A cancelled run cannot be resumed').waitFor()
  await page.getByLabel('Why?').fill('The wrong month')
  await page.getByRole('button', { name: `Cancel run ${runId}` }).click()
  await untilRunIs(page, 'Cancelled')
  await expect
    .poll(async () => (await readOutcomes(page))['At the gateway']!.count, PATIENT)
    .toBe(0)
  const ended = await readOutcomes(page)
  expect(ended.Waiting!.count).toBe(0)
  expect(ended.Cancelled!.count).toBeGreaterThan(0)
  expect(sumOf(Object.values(ended))).toEqual(await readSelected(page))
  const { gateway } = await simulators.books()
  expect(difference(gateway, before.gateway)).toEqual(ended.Charged)
})

test('the queue page leads from a job to its run, and the search from a number to its payment', async () => {
  const invoice = await simulators.issueInvoice(1, 1_600)
  const page = await clerk()
  await page.goto(previewHref([invoice]))
  const runId = await confirmCharge(page)
  await untilRunIs(page, 'Finished')

  await page.getByRole('link', { name: 'Queue' }).click()
  await page.getByRole('link', { name: 'Charges' }).click()
  await page.getByRole('link', { name: /^Done/ }).click()
  await page
    .getByRole('link', { name: `Run ${runId}`, exact: true })
    .first()
    .click()
  await untilRunIs(page, 'Finished')

  await page.getByRole('link', { name: 'Payments', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Search' }).fill(invoice.number)
  await page.keyboard.press('Enter')
  const found = page.getByRole('row').filter({ hasText: invoice.number })
  await found.getByRole('link', { name: 'Ada Miller' }).click()
  await page.getByRole('heading', { name: 'At the gateway' }).waitFor()
  await page.getByText(invoice.number).first().waitFor()
})

test('a clerk can charge without a mouse and always sees where the focus is', async () => {
  const invoice = await simulators.issueInvoice(1, 2_200)
  const page = await visitor()
  await page.goto('/admin/login')
  await tabTo(page, page.getByLabel('Login'))
  await page.keyboard.type(logins.staff.login)
  await tabTo(page, page.getByLabel('Password'))
  await page.keyboard.type(logins.staff.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/admin')

  await tabTo(page, page.getByRole('link', { name: 'Charge', exact: true }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: 'Any date' }))
  await page.keyboard.press('Enter')
  await page.waitForURL((address) => address.searchParams.get('from') === null)
  await tabTo(page, page.getByLabel('Document numbers'))
  await page.keyboard.type(invoice.number)
  await tabTo(page, page.getByRole('button', { name: 'Preview' }))
  await page.keyboard.press('Enter')
  await tabTo(page, confirmSwitch(page))
  await page.keyboard.press('Space')
  await tabTo(page, chargeButton(page))
  await page.keyboard.press('Enter')
  await untilRunIs(page, 'Finished')
  expect(await simulators.chargesOf(invoice)).toHaveLength(1)
})

test('a clerk can charge without JavaScript, and refreshes the run by hand', async () => {
  const invoice = await simulators.issueInvoice(1, 6_400)
  const page = await clerk({ javaScriptEnabled: false })
  await page.getByRole('link', { name: 'Charge', exact: true }).click()
  await page.getByLabel('Document numbers').fill(invoice.number)
  await page.getByRole('button', { name: 'Preview' }).click()
  expect(await readPromise(page)).toEqual({ count: 1, cents: 6_400 })
  await chargeButton(page).click()
  await confirmCharge(page)

  const isOver = async () => {
    const refresh = page.getByRole('link', { name: 'Refresh' })
    if ((await refresh.count()) > 0) await refresh.click()
    return page.getByRole('heading', { level: 1 }).textContent()
  }
  await expect.poll(isOver, PATIENT).toContain('Finished')
  expect((await readOutcomes(page)).Charged).toEqual({ count: 1, cents: 6_400 })
})
