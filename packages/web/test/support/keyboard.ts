import type { Page } from 'playwright-core'

/** Presses the keys of a sequence without a pause, which a slow machine would make longer than a sequence may take. */
export async function pressSequence(page: Page, ...keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((key) => page.keyboard.press(key)))
}

/** Presses Tab until the element with the name has the focus. @returns Number of presses. */
export async function tabTo(page: Page, name: RegExp, most = 90): Promise<number> {
  // The element may come with a later response, and ninety presses take less than a second.
  for (const end = Date.now() + 30_000; ; ) {
    const steps = await tryTabTo(page, name, most)
    if (steps !== undefined) return steps
    if (Date.now() > end) throw new Error(`Tab does not come to ${name}.`)
  }
}

async function tryTabTo(page: Page, name: RegExp, most: number): Promise<number | undefined> {
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
  return undefined
}
