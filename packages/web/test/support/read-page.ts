import type { Page } from 'playwright-core'

/** Returns the texts that a person reads or hears on the current page, except code, which is never translated. */
export function readTextsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said: string[] = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'placeholder', 'title', 'aria-valuetext', 'alt'])
          said.push(node.getAttribute(name) ?? '')
      } else if (node.parentElement?.closest('code, pre, script, style, kbd, noscript') === null) {
        said.push(node.textContent ?? '')
      }
    }
    return [...new Set(said.map((text) => text.trim().replaceAll(/\s+/g, ' ')))].filter(Boolean)
  })
}

/** Returns overflowing content: the page itself, and cut-off labels of controls. */
export function findCutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const controls = [
      ...document.querySelectorAll<HTMLElement>('button, legend, th, h1, h2, h3, label, [role="tab"]'),
    ]
    return [
      ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} of ${clientWidth} wide`] : []),
      ...controls
        .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
        .filter((one) => getComputedStyle(one).textOverflow !== 'ellipsis')
        .map((one) => `${one.tagName} ${one.textContent} is ${one.scrollWidth} of ${one.clientWidth} wide`),
    ]
  })
}
