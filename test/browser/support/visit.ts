import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { LOCAL } from '../../../bin/support/run-folder.ts'

export interface VisitOptions extends BrowserContextOptions {
  /** Failures that this visit is about, such as a form that is refused with 422. */
  expectedStatuses?: readonly number[]
}

// Time for what people wait for; much less is needed, but the two cores are shared.
const PATIENCE_MS = 15_000

/**
 * A person with a browser of their own, for the length of one test. At its end the test fails if
 * a page had an error in its console, broke its own security policy or lacked a file.
 */
export async function visit(
  browser: Browser,
  { expectedStatuses = [], ...options }: VisitOptions,
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', ...options })
  context.setDefaultTimeout(PATIENCE_MS)
  const problems = collectProblems(context, expectedStatuses)
  const page = await context.newPage()
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await takePicture(page, task.name)
    await context.close()
    expect(problems, 'what the browser complained about').toEqual([])
  })
  return page
}

/** Covers every page of the context, also those that a test opens later. */
function collectProblems(context: BrowserContext, expectedStatuses: readonly number[]): string[] {
  const problems: string[] = []
  context.on('console', (message) => {
    const text = message.text()
    const [, status] = /the server responded with a status of (\d+)/.exec(text) ?? []
    if (status && expectedStatuses.includes(Number(status))) return
    if (message.type() === 'error' || message.type() === 'warning') {
      problems.push(`${text} (${message.location().url})`)
    }
  })
  context.on('weberror', (error) => problems.push(String(error.error())))
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText
    // The page was left before the answer came, which is no failure of either side.
    if (reason !== 'net::ERR_ABORTED') problems.push(`${request.url()}: ${reason}`)
  })
  return problems
}

async function takePicture(page: Page, testName: string): Promise<void> {
  const folder = join(LOCAL, 'browser-failures')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${testName.replace(/\W+/g, '-').slice(0, 80)}.png`)
  await page.screenshot({ path, fullPage: true })
  console.log(`${page.url()} looked like ${path}`)
}
