import { availableParallelism, loadavg } from 'node:os'
import { runProof, takeCount, takeSeed } from '@bulkhead/proofs/parts/run-proof'
import { withAdmin } from '@bulkhead/testing/admin-query'
import { engines } from '@bulkhead/testing/engines'
import { isCounted, RARE_ENTITY, type Scale, seedScale } from '@bulkhead/testing/seed-scale'
import { until } from '@bulkhead/testing/test-server'
import { launchBrowser, launchWholeBrowser } from './support/browser.ts'
import { addFilter, removeFilter } from './support/choose.ts'
import { type RunningApp, startApp } from './support/running-app.ts'
import { OWNER, openVisitor, signUp } from './support/visitor.ts'
import { getRows, type Step, type Wanted, WatchedPage } from './support/watched-page.ts'

/**
 * Limits in milliseconds. `lcp` and `stall` apply to a processor that no other process uses: {@link getShare}. `task` is
 * processor time. `stall` is the duration of a task: it includes waiting, for a processor or for something else.
 */
const MOST = {
  server: 1_000,
  opened: 2_500,
  filtered: 1_000,
  task: 130,
  stall: 400,
  lcp: 400,
  coldLcp: 2_500,
}
const MOST_CLS = 0.02
/** Maximum number of rendered rows: the visible ones and a few more, however long the list. */
const MOST_ROWS = 100

/**
 * Suffix of steps that open a page for the first time: neither the browser nor the server has compiled its code, and no
 * connection has planned its statements.
 */
const COLD = ', cold'

const HOME = { rows: 'main li a' }
const CONNECTORS = getRows('Connectors')
const WORKSPACES = getRows('Workspaces')
const CALLS = getRows('Calls')
const RECORDS = getRows('Audit records')

/** Report with the steps of a person, and those that took too long. */
export interface WebScaleReport {
  readonly steps: readonly Step[]
  readonly faults: readonly string[]
}

/**
 * Fills an organization with data, and works with its lists in a browser.
 *
 * @param isTimed Whether times matter. Otherwise the browser has no windows, and only the first step measures the
 *   processor time of its tasks. Numbers of requests and rows are the same.
 */
export async function proveWebScale(
  { rows, ...scale }: Scale & { readonly rows: number },
  print: (line: string) => void,
  isTimed = true,
): Promise<WebScaleReport> {
  const engine = engines.find(({ name }) => name === 'postgres')
  if (engine === undefined) throw new Error('This proof needs Postgres.')
  const store = await engine.createStore()
  const app = await startApp(store.environment)
  const browser = await (isTimed ? launchWholeBrowser() : launchBrowser())
  try {
    const visitor = await openVisitor(browser, app)
    await signUp(visitor, app)
    await withAdmin(store, async (query) => {
      await seedScale(query, scale, print)
      await until(() => isCounted(query), 300_000)
      print('calls are counted by the hour')
    })
    const steps: Step[] = []
    const faults: string[] = []
    // A trace makes a page slower by a third. The paint of a page that is warm is measured without one.
    const isTraced = (name: string) =>
      isTimed ? !name.startsWith('open') || name.endsWith(COLD) : name === `open home${COLD}`
    const watched = await WatchedPage.in(visitor.page, isTraced, (step) => {
      print(toLine(step))
      steps.push(step)
      faults.push(...getFaults(step))
    })
    await visit(watched, app, rows)
    return { steps, faults: [...faults, ...visitor.faults] }
  } finally {
    await browser.close()
    await app.close()
    store.remove()
    await engine.close()
  }
}

async function visit(watched: WatchedPage, app: RunningApp, rows: number): Promise<void> {
  const search = (label: string, text: string) => () =>
    watched.page.getByRole('searchbox', { name: label }).fill(text)
  const press = (name: string) => () => watched.page.getByRole('button', { name, exact: true }).click()
  const filter = (typed: string, suggestion: RegExp) => () => addFilter(watched.page, typed, suggestion)
  const unfilter = (name: string) => () => removeFilter(watched.page, name)
  const chooseTime = (preset: string) => async () => {
    await watched.page.getByRole('button', { name: /^Time:/ }).click()
    await watched.page.getByRole('dialog', { name: 'Time' }).getByRole('button', { name: preset }).click()
  }
  const { body } = await app.call('GET', '/api/v1/workspaces?limit=1')
  const pages = {
    home: [HOME, '/'],
    connectors: [CONNECTORS, '/connectors'],
    workspaces: [WORKSPACES, '/workspaces'],
    'activity, a day': [CALLS, '/activity'],
    'a busy workspace': [CALLS, `/w/${body.data[0].id}/activity`],
    audit: [RECORDS, '/audit'],
  } satisfies Record<string, [Wanted, string]>
  const open = (name: keyof typeof pages, suffix = '') => {
    const [wanted, path] = pages[name]
    return watched.step(`open ${name}${suffix}`, wanted, () => watched.page.goto(path))
  }

  for (const name of Object.keys(pages)) await open(name as keyof typeof pages, COLD)
  await open('home')
  await open('connectors')
  await open('workspaces')
  await watched.scroll('scroll workspaces', WORKSPACES, rows)
  await watched.step('inactive ones', { ...WORKSPACES, every: 'inactive' }, press('Inactive'))
  await watched.step('all of them', { ...WORKSPACES, every: 'active' }, press('All'))
  const name = 'Find by name'
  await watched.step('a frequent word', { ...WORKSPACES, every: 'harbor' }, search(name, 'harbor'))
  await watched.scroll('scroll what was found', WORKSPACES, Math.min(rows, 1_000))
  await watched.step('one name', { ...WORKSPACES, every: '-777' }, search(name, '-777'))
  await watched.step('no name', { ...WORKSPACES, none: 'No workspace found' }, search(name, 'nobody'))
  const found = { rows: '[role=group][aria-label="Workspaces"] [role=option]', every: 'maple' }
  await watched.step('search from anywhere', found, async (page) => {
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('maple')
  })

  await open('activity, a day')
  await watched.step('30 days', CALLS, chooseTime('Last 30 days'))
  await watched.scroll('scroll calls', CALLS, rows)
  await watched.step('failed ones', { ...CALLS, every: 'error' }, filter('error', /^error Status/))
  await watched.step('of any status', CALLS, unfilter('Status error'))
  await watched.step(
    'a frequent operation',
    { ...CALLS, every: 'issues.' },
    filter('issues', /Part of the operation/),
  )
  await watched.step(
    'a rare operation',
    { ...CALLS, every: `${RARE_ENTITY}.` },
    filter(RARE_ENTITY, /Part of the operation/),
  )
  await watched.step(
    'no operation',
    { ...CALLS, none: 'No calls match these filters' },
    filter('nothing', /Part of the operation/),
  )
  await watched.step('of any operation', CALLS, unfilter('Operation nothing'))
  await watched.step('a rare caller', { ...CALLS, every: OWNER.name }, filter(OWNER.name, /Caller · person/))

  await open('a busy workspace')
  await watched.step('its 30 days', CALLS, chooseTime('Last 30 days'))
  await watched.scroll('scroll its calls', CALLS, Math.min(rows, 1_000))

  await open('audit')
  await watched.scroll('scroll audit', RECORDS, rows)
  await watched.step('refusals', { ...RECORDS, every: 'refused' }, filter('refused', /^refused Outcome/))
  await watched.step('of any outcome', RECORDS, unfilter('Outcome refused'))
  const event = { ...RECORDS, every: 'Workspace tokens revoked' }
  await watched.step(
    'a rare event',
    event,
    filter('workspace tokens revoked', /^Workspace tokens revoked Event/),
  )
}

/** Returns the number of processes per processor, at least 1. A page gets that share of a processor's time. */
function getShare(): number {
  return Math.max(1, (loadavg()[0] ?? 1) / availableParallelism())
}

function getFaults(step: Step): string[] {
  const { name, shownMs, requests, longestTaskMs, longestTaskCpuMs, elementRows, paint } = step
  const isOpened = name.startsWith('open')
  const share = getShare()
  const late = (name.endsWith(COLD) ? MOST.coldLcp : MOST.lcp) * share
  const faults = requests.flatMap(({ url, serverMs }) =>
    serverMs > MOST.server ? [`the server took ${ms(serverMs)} for ${url}`] : [],
  )
  if (shownMs > (isOpened ? MOST.opened : MOST.filtered)) faults.push(`rows were there after ${ms(shownMs)}`)
  if (longestTaskCpuMs > MOST.task) faults.push(`the page computed for ${ms(longestTaskCpuMs)} at once`)
  if (longestTaskMs > MOST.stall * share) faults.push(`the page stood still for ${ms(longestTaskMs)}`)
  if (elementRows > MOST_ROWS) faults.push(`${elementRows} rows were elements of the page`)
  if (isOpened && paint.lcpMs > late) faults.push(`the largest part was painted after ${ms(paint.lcpMs)}`)
  if (isOpened && paint.cls > MOST_CLS) faults.push(`CLS ${paint.cls.toFixed(3)}: ${paint.moved.join('; ')}`)
  return faults.map((fault) => `${name}: ${fault} (load ${(loadavg()[0] ?? 0).toFixed(1)})`)
}

function toLine(step: Step): string {
  const { name, shownMs, requests, longestTaskMs, longestTaskCpuMs, elementRows, paint } = step
  const slowest = requests.toSorted((one, other) => other.serverMs - one.serverMs)[0]
  const cells = [
    name.padEnd(30),
    `shown ${ms(shownMs)}`.padEnd(15),
    `longest task ${longestTaskMs === 0 ? 'below 50 ms' : ms(longestTaskMs)}${longestTaskCpuMs === 0 ? '' : `, ${ms(longestTaskCpuMs)} of CPU`}`.padEnd(
      43,
    ),
    (name.startsWith('open') ? `LCP ${ms(paint.lcpMs)}, CLS ${paint.cls.toFixed(3)}` : '').padEnd(26),
    `${elementRows} rows`.padEnd(9),
    `${requests.length} requests`.padEnd(14),
  ]
  if (slowest !== undefined) {
    const [path = '', query = ''] = slowest.url.split('?')
    cells.push(`slowest ${ms(slowest.serverMs)} ${path.replace('/api/v1/', '')} ${shortened(query)}`)
  }
  return cells.join('').trimEnd()
}

/** Returns a query with only its filters. Ids, times and cursors make lines long and say little. */
function shortened(query: string): string {
  const filters = [...new URLSearchParams(query)].filter(
    ([name]) => !/^(limit|cursor|since|until|buckets|keys)$|_id$/.test(name),
  )
  return filters.map(([name, value]) => `${name}=${value}`).join(' ')
}

function ms(value: number): string {
  return `${Math.round(value)} ms`
}

if (import.meta.main)
  await runProof(
    'performance --scenario web-scale',
    'Fills one organization of a real Postgres, opens the lists of the web app in Chromium, scrolls, filters and searches them. Fails when something takes longer than a person likes to wait. Chromium is that of Debian, or the one that CHROMIUM names.',
    {
      workspaces: takeCount(100_000, 'workspaces, each with a connector'),
      calls: takeCount(1_000_000, 'calls on record'),
      rows: takeCount(10_000, 'rows that each list is scrolled'),
      seed: { ...takeSeed(), initial: 1, shown: '1' },
    },
    async (options, { print, fault, count }) => {
      const { steps, faults } = await proveWebScale(options, print)
      print(
        `web scale, seed ${options.seed}: ${options.workspaces} workspaces, ${options.calls} calls; load of the machine ${loadavg()[0]?.toFixed(1)}; ${faults.length} faults`,
      )
      fault(faults)
      count({ steps: steps.length, 'requests of pages': steps.flatMap(({ requests }) => requests).length })
    },
  )
