import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

// Our pages forbid script elements that are not ours, so it is evaluated instead.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const DESKTOP = { width: 1280, height: 900 }
/** The narrowest screen that we promise. */
const PHONE = { width: 360, height: 740 }

/**
 * What is wrong with the page as it stands: all of axe's rules in light, those about colours in
 * dark, and on a phone whatever sticks out.
 */
export async function audit(page: Page): Promise<string[]> {
  await page.setViewportSize(DESKTOP)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.evaluate(AXE)
  const inLight = await runAxe(page, {})
  await page.emulateMedia({ colorScheme: 'dark' })
  const inDark = await runAxe(page, { runOnly: { type: 'rule', values: ['color-contrast'] } })
  await page.setViewportSize(PHONE)
  const onPhone = await page.evaluate<string[]>(STICKING_OUT)
  await page.setViewportSize(DESKTOP)
  return [
    ...inLight.map((problem) => `light: ${problem}`),
    ...inDark.map((problem) => `dark: ${problem}`),
    ...onPhone.map((problem) => `at ${PHONE.width} px: ${problem}`),
  ]
}

/** What passed is not listed, which saves most of the time. */
const QUICK = { resultTypes: ['violations'], iframes: false }

const runAxe = (page: Page, options: object): Promise<string[]> =>
  page.evaluate<
    string[]
  >(`axe.run(document, ${JSON.stringify({ ...QUICK, ...options })}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) =>
        [id, html.slice(0, 160), failureSummary.split('\\n').at(-1).trim()].join(' · '))))`)

// The page as a whole must not scroll sideways; a wide table may, within its frame.
const STICKING_OUT = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  const wide = [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .slice(0, 3)
  return ['the page is ' + scrollWidth + ' px wide', ...wide.map((e) => e.outerHTML.slice(0, 120))]
})()`
