import { setTimeout as sleep } from 'node:timers/promises'
import { markdownTable } from 'markdown-table'
import { getInterval, type Interval } from './interval.ts'
import type { LoadRequest } from './load.ts'
import { cpuNanoseconds, residentBytes } from './processes.ts'
import { callTool, mint, serve } from './requests.ts'
import type { Rig } from './rig.ts'
import type { Fixture } from './scenes.ts'

/** Figure of a server with the whole catalog, and with its first fifteen services. */
export interface CatalogFigure {
  readonly name: string
  readonly unit: string
  readonly whole: Interval
  readonly first: Interval
  /** Ratio of the two in the same round. */
  readonly ratio: Interval
}

const FIGURES = {
  ready: 'ms',
  'idle memory': 'MB',
  'first describe': 'ms',
  'warm describe, CPU': 'µs',
} as const
type Measured = Record<keyof typeof FIGURES, number>

const IDLE_MS = 2_000
const CONNECTIONS = 8
const LEAD_IN_SECONDS = 2
const CONNECTORS = '/api/v1/integrations/connectors'
const WORKSPACE = 'catalogs'

/** Starts servers with the whole catalog and with fifteen services in turn, and describes a connector of one service. */
export async function compareCatalogs(
  rig: Rig,
  fixture: Omit<Fixture, 'seeded'>,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<CatalogFigure[]> {
  const preload = new URL('first-services.ts', import.meta.url)
  const first = { NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${preload}` }
  const connector = await createConnector(fixture)
  const taken = { whole: [] as Measured[], first: [] as Measured[] }
  for (let round = 0; round < rounds; round += 1) {
    const order = ['whole', 'first'] as const
    for (const variant of round % 2 === 0 ? order : order.toReversed())
      taken[variant].push(await measure(rig, fixture, connector, seconds, variant === 'first' ? first : {}))
  }
  return Object.entries(FIGURES).map(([key, unit]) => {
    const name = key as keyof Measured
    const [whole, few] = [taken.whole.map((one) => one[name]), taken.first.map((one) => one[name])] as const
    const ratio = getInterval(whole.map((value, index) => value / (few[index] ?? Number.NaN)))
    return { name, unit, whole: getInterval(whole), first: getInterval(few), ratio }
  })
}

async function createConnector({ store, key }: Omit<Fixture, 'seeded'>): Promise<string> {
  const { server, app } = await serve(store, key)
  try {
    await mint(app, WORKSPACE)
    const { status, body } = await app.call('POST', CONNECTORS, {
      ...{ workspace_name: WORKSPACE, connector_type: 'github', credentials: { token: 'ghp_example' } },
    })
    if (status !== 200) throw new Error(`creating a connector returned ${status}`)
    return body.id
  } finally {
    await server.end('SIGTERM')
  }
}

async function measure(
  { loader }: Rig,
  { store, key }: Omit<Fixture, 'seeded'>,
  connector: string,
  seconds: number,
  environment: Record<string, string>,
): Promise<Measured> {
  const { server, url, app } = await serve(store, key, environment)
  try {
    await sleep(IDLE_MS)
    const idle = residentBytes(server.pid) / 1024 ** 2
    const request = callTool(await mint(app, WORKSPACE), 'describe_connector', { connector })
    const began = performance.now()
    await assertResult(url, request)
    const firstMs = performance.now() - began
    let before = 0
    const load = { url, connections: CONNECTIONS, seconds, leadInSeconds: LEAD_IN_SECONDS }
    const loaded = await loader.run({ ...load, requests: [request] }, () => {
      before = cpuNanoseconds(server.pid)
    })
    if (loaded.failed > 0) throw new Error(`${loaded.failed} of ${loaded.requests} calls failed`)
    const cpu = (cpuNanoseconds(server.pid) - before) / loaded.requests / 1_000
    return {
      ready: server.readyMs() ?? Number.NaN,
      'idle memory': idle,
      'first describe': firstMs,
      'warm describe, CPU': cpu,
    }
  } finally {
    await server.end('SIGTERM')
  }
}

async function assertResult(url: string, { method, path, headers, body = '' }: LoadRequest): Promise<void> {
  const response = await fetch(new URL(path, url), { method, headers, body })
  const text = await response.text()
  if (response.status !== 200 || !text.includes('issues'))
    throw new Error(`describe returned ${text.slice(0, 300)}`)
}

/** Returns the figures as a Markdown table. */
export function catalogTable(figures: readonly CatalogFigure[]): string {
  const cell = ({ median, from, to }: Interval, digits: number) =>
    `${median.toFixed(digits)} (${from.toFixed(digits)}–${to.toFixed(digits)})`
  const rows = figures.map(({ name, unit, whole, first, ratio }) => [
    `${name}, ${unit}`,
    cell(whole, 0),
    cell(first, 0),
    cell(ratio, 3),
  ])
  return `${markdownTable([['Figure', 'Whole catalog', 'First fifteen', 'Ratio'], ...rows])}\n`
}
