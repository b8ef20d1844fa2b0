import type { Page } from 'playwright-core'

/** Presses Tab until the element with the name has the focus. @returns Number of presses. */
export async function tabTo(page: Page, name: RegExp, most = 90): Promise<number> {
  for (let steps = 1; steps <= most; steps++) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null
      const label = (element as HTMLInputElement | null)?.labels?.[0]?.textContent
      // Between the last element and the first one, no element has the focus.
      if (element === document.body || element?.role === 'tabpanel') return ''
      return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? ''
    })
    if (name.test(found)) return steps
  }
  throw new Error(`Tab does not come to ${name}.`)
}
