import type { Page } from 'playwright-core'
import type { Invoice, Sum } from './simulators.ts'

export type Outcomes = Record<string, Sum>

/** `$1,234.50` in cents. */
export const centsOf = (text: string): number => Number(text.replace(/[^\d-]/g, ''))

/** The preview of these invoices alone. */
export const previewHref = (invoices: readonly Invoice[]): string => {
  const numbers = invoices.map(({ number }) => number).join(',')
  return `/admin/charge?kind=invoice&status=not_paid&numbers=${numbers}&preview=1`
}

export const confirmSwitch = (page: Page) => page.getByRole('switch', { name: 'Confirm charge' })
export const chargeButton = (page: Page) => page.getByRole('button', { name: /^Charge \d/ })

/** What the button of the preview promises: `Charge 384 invoices – $29,950.33`. */
export async function readPromise(page: Page): Promise<Sum> {
  const text = (await chargeButton(page).textContent()) ?? ''
  const [, count = '', sum = ''] = /Charge ([\d,]+) invoices? – (\S+)/.exec(text) ?? []
  return { count: centsOf(count), cents: centsOf(sum) }
}

/** Confirms what is previewed and answers the id of the run that this starts. */
export async function confirmCharge(page: Page): Promise<number> {
  await confirmSwitch(page).check()
  await chargeButton(page).click()
  return runIdOf(page)
}

export async function runIdOf(page: Page): Promise<number> {
  await page.waitForURL(/\/admin\/runs\/\d+/)
  return Number(/\/runs\/(\d+)/.exec(page.url())?.[1])
}

/** Waits until the page, by itself, shows that its run is in this state. */
export const untilRunIs = (page: Page, word: string) =>
  page.getByRole('heading', { level: 1, name: new RegExp(`^Run \\d+ ${word}`) }).waitFor()

/** Counts and sums by outcome, as they stand on the page of a run. */
export async function readOutcomes(page: Page): Promise<Outcomes> {
  const items = page.getByRole('region', { name: 'Progress' }).locator('.progress-legend > li')
  const texts = await items.allInnerTexts()
  return Object.fromEntries(
    texts.map((text) => {
      const [word = '', count = '', sum = ''] = text.split('\n').filter((line) => line.trim())
      return [word, { count: centsOf(count), cents: centsOf(sum) }]
    }),
  )
}

/** What the page says it selected. */
export async function readSelected(page: Page): Promise<Sum> {
  const paragraphs = page.getByRole('region', { name: 'Progress' }).locator('.run-sum > p')
  const [first = '', second = ''] = await paragraphs.allInnerTexts()
  const [, count = ''] = /of ([\d,]+) documents? dealt with/.exec(first) ?? []
  return { count: centsOf(count), cents: centsOf(second) }
}

export const sumOf = (sums: readonly Sum[]): Sum => ({
  count: sums.reduce((all, { count }) => all + count, 0),
  cents: sums.reduce((all, { cents }) => all + cents, 0),
})

/** How many runs the history shows. */
export async function countRuns(page: Page): Promise<number> {
  await page.goto('/admin/runs')
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  return page.getByRole('link', { name: /^Run \d+$/ }).count()
}
