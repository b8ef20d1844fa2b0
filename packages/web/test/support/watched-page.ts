import type { Page } from 'playwright-core'
import { observePaint, type Paint, readPaint } from './audit-page.ts'

/** Request to the API as the browser saw it. */
export interface SeenRequest {
  /** Path and query of the request. */
  readonly url: string
  /** Time of the server, from sending the request to the first byte of the response, in milliseconds. */
  readonly serverMs: number
}

/** Measurements of one step of a person. */
export interface Step {
  readonly name: string
  /** Time from the last input, or from opening the page, until the expected rows appeared, in milliseconds. */
  readonly shownMs: number
  readonly requests: readonly SeenRequest[]
  /** Longest time that the page could not react, in milliseconds. 0 if it is below 50. */
  readonly longestTaskMs: number
  /**
   * Longest processor time of a task of the page, in milliseconds, 0 if it was not traced. Unlike its duration, it has no
   * time in which other processes held the processor.
   */
  readonly longestTaskCpuMs: number
  /** Number of table rows that exist as elements of the page. */
  readonly elementRows: number
  /** Paint measurements since the page was opened. */
  readonly paint: Paint
}

/** Expected rows. */
export interface Wanted {
  /** Selector of the rows. */
  readonly rows: string
  /** Text that every row contains. */
  readonly every?: string
  /** Heading that says there are none, if no rows are expected. */
  readonly none?: string
}

/** Returns the expected rows of a list with the given accessible name. */
export function getRows(table: string): Wanted {
  return { rows: `[role=table][aria-label="${table}"] [role=row][data-index]` }
}

interface Watch {
  since: number
  input: number | undefined
  tasks: { at: number; ms: number }[]
  requests: (SeenRequest & { at: number })[]
  open: number
}
type Watched = typeof globalThis & { watch: Watch }

/** Number of scroll turns, about two seconds, without a further row after which a list is considered complete. */
const MOST_IDLE_TURNS = 50

/** Page whose main thread and requests are measured. */
export class WatchedPage {
  readonly page: Page
  readonly #isTraced: (name: string) => boolean
  readonly #done: (step: Step) => void

  private constructor(page: Page, isTraced: (name: string) => boolean, done: (step: Step) => void) {
    this.page = page
    this.#isTraced = isTraced
    this.#done = done
  }

  /**
   * Starts to measure a page.
   *
   * @param isTraced Whether a step measures the processor time of tasks. Tracing takes a third of a step.
   * @param done Called with each step.
   */
  static async in(
    page: Page,
    isTraced: (name: string) => boolean,
    done: (step: Step) => void,
  ): Promise<WatchedPage> {
    await page.addInitScript(watch)
    await page.addInitScript(observePaint)
    return new WatchedPage(page, isTraced, done)
  }

  /** Performs an action, and waits until the expected rows are shown and no request is open. */
  async step(name: string, wanted: Wanted, act: (page: Page) => Promise<unknown>): Promise<Step> {
    const browser = this.#isTraced(name) ? this.page.context().browser() : undefined
    await this.page.evaluate(begin)
    await browser?.startTracing(this.page, { categories: [TASKS] })
    await act(this.page)
    const shown = await this.page.waitForFunction(areThere, wanted, { polling: 'raf', timeout: 60_000 })
    const shownMs = (await shown.jsonValue()) as number
    await this.page.waitForFunction(isQuiet, undefined, { polling: 100, timeout: 60_000 })
    // Performance entries arrive a moment later.
    await this.page.waitForTimeout(150)
    const paint = await readPaint(this.page)
    const trace = await browser?.stopTracing()
    const longestTaskCpuMs = trace === undefined ? 0 : readLongestCpuMs(trace.toString())
    const step = { name, shownMs, paint, longestTaskCpuMs, ...(await this.page.evaluate(readWatch)) }
    this.#done(step)
    return step
  }

  /** Scrolls a list with the wheel until `count` rows have passed or no more come. */
  scroll(name: string, list: Wanted, count: number): Promise<Step> {
    return this.step(name, list, async (page) => {
      await page.locator(list.rows).first().hover()
      const readLast = async () => Number(await page.locator(list.rows).last().getAttribute('aria-rowindex'))
      for (let last = 0, idle = 0; last < count && idle < MOST_IDLE_TURNS; ) {
        // About two screens, like a person in a hurry.
        await page.mouse.wheel(0, 1_600)
        await page.waitForTimeout(40)
        const next = await readLast()
        idle = next > last ? 0 : idle + 1
        last = next
      }
    })
  }
}

/** Category of a trace that has each task of a thread. */
const TASKS = 'disabled-by-default-devtools.timeline'

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Processor time in microseconds. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** Returns the longest processor time of a task on the main thread of a page. */
function readLongestCpuMs(trace: string): number {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: readonly TraceEvent[] }
  const toThread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const named = traceEvents.filter(({ name }) => name === 'thread_name')
  const mains = new Set(named.filter(({ args }) => args?.name === 'CrRendererMain').map(toThread))
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && mains.has(toThread(event)))
  if (tasks.length === 0) throw new Error('The trace has no task of the page.')
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur / 1000), 0)
}

/** Collects measurements. Runs in the page before its own scripts. */
function watch(): void {
  const seen: Watch = { since: 0, input: undefined, tasks: [], requests: [], open: 0 }
  Object.assign(globalThis, { watch: seen })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ at: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      const { pathname, search } = new URL(entry.name)
      if (!pathname.startsWith('/api/') || entry.requestStart === 0) continue
      const { requestStart, responseStart } = entry
      seen.requests.push({ url: pathname + search, at: requestStart, serverMs: responseStart - requestStart })
    }
  }).observe({ type: 'resource', buffered: true })
  const ask = globalThis.fetch
  globalThis.fetch = async (...request) => {
    seen.open += 1
    try {
      return await ask(...request)
    } finally {
      seen.open -= 1
    }
  }
  for (const kind of ['keydown', 'click', 'input', 'change', 'wheel'])
    addEventListener(
      kind,
      () => {
        seen.input = performance.now()
      },
      { capture: true, passive: true },
    )
}

function begin(): void {
  const { watch } = globalThis as Watched
  // A page that opens only in this step measures from its own start.
  if (watch === undefined) return
  Object.assign(watch, { since: performance.now(), input: undefined })
}

function areThere({ rows, every = '', none }: Wanted): number | false {
  const { watch } = globalThis as Watched
  const shown =
    none === undefined
      ? [...document.querySelectorAll(rows)].map(({ textContent }) => textContent.includes(every))
      : [...document.querySelectorAll('h2')].map(({ textContent }) => textContent === none).filter(Boolean)
  return shown.length > 0 && shown.every(Boolean) && performance.now() - (watch.input ?? watch.since)
}

function isQuiet(): boolean {
  return (globalThis as Watched).watch.open === 0
}

function readWatch(): Omit<Step, 'name' | 'shownMs' | 'paint' | 'longestTaskCpuMs'> {
  const { since, tasks, requests } = (globalThis as Watched).watch
  return {
    requests: requests.filter(({ at }) => at >= since),
    longestTaskMs: Math.max(0, ...tasks.filter(({ at }) => at >= since).map(({ ms }) => ms)),
    elementRows: document.querySelectorAll('[role=row]').length,
  }
}
