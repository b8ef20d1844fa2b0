import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Half as long as `axe.source`, and a page reads it as often as it is opened. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Returns the violations that axe finds on the current page, one line each. */
export async function findAccessibilityFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ['violations'],
    })
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${help} at ${target.join(' ')} ${html.slice(0, 160)}`),
    )
  })
}

/** Paint measurements of a page. */
export interface Paint {
  /** Time of the largest contentful paint, in milliseconds. */
  readonly lcpMs: number
  /** Cumulative layout shift after the first paint. */
  readonly cls: number
  /** Shifted elements, each with its old and new position. */
  readonly moved: readonly string[]
}

/** Records paint and layout shifts. Must run in the page before its own scripts. */
export function observePaint(): void {
  const seen = { lcpMs: 0, cls: 0, moved: [] as string[] }
  const getName = (node: Node | null) =>
    node instanceof Element ? `${node.tagName} ${node.className}`.slice(0, 60) : String(node?.textContent)
  Object.assign(globalThis, { paint: seen })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcpMs = entry.startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number
      hadRecentInput: boolean
      sources: readonly { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
    })[]) {
      if (entry.hadRecentInput) continue
      seen.cls += entry.value
      for (const { node, previousRect, currentRect } of entry.sources)
        seen.moved.push(`${getName(node)} from ${previousRect.y} to ${currentRect.y}`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

export function readPaint(page: Page): Promise<Paint> {
  return page.evaluate(() => (globalThis as unknown as { paint: Paint }).paint)
}
