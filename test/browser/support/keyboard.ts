import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

// More than any of our pages has.
const STOPS_MAX = 120

// In the page, so that it may name what only a browser knows. A field with a prefix shows the
// focus on its frame, a large choice on its label.
const SHOWS_FOCUS = `(() => {
  const isMarked = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  }
  const focused = document.activeElement
  // Past the last stop, in the browser's own bars; or on a date's calendar, with the browser's ring.
  if (focused === document.body || focused.matches('[type="date"]:not(:focus-visible)')) return true
  const frame = focused.closest('label, .input-with-prefix')
  return isMarked(focused) || (frame !== null && isMarked(frame))
})()`

/** Presses Tab until the focus is on it, and expects that each stop on the way can be seen. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const focused = target.and(page.locator(':focus'))
  for (let stops = 0; stops < STOPS_MAX; stops++) {
    await page.keyboard.press('Tab')
    const where = await page.evaluate<string>('document.activeElement.outerHTML.slice(0, 200)')
    expect(await page.evaluate<boolean>(SHOWS_FOCUS), `the focus shows on ${where}`).toBe(true)
    if ((await focused.count()) > 0) return
  }
  throw new Error(`${target} cannot be reached with Tab`)
}
