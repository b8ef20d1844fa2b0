import type { Store } from '@bulkhead/testing/engines'
import { markdownTable } from 'markdown-table'
import { DEVICES, environmentWithout, type LoadName } from './devices.ts'
import { getInterval, type Interval } from './interval.ts'
import type { LoadRequest } from './load.ts'
import { cpuNanoseconds, type Helper, startHelper } from './processes.ts'
import { execute, LIST, mint, minting, type Served, serve, zipf } from './requests.ts'
import type { Rig } from './rig.ts'
import type { Fixture } from './scenes.ts'

/** Server that is compared with that of this code. */
export interface Variant {
  readonly name: string
  readonly loads: readonly LoadName[]
  readonly environment: Readonly<Record<string, string>>
  /** Path of its command `bulkhead`. Default: that of this code. */
  readonly program?: string
}

/** Gain under one load. Each number is the figure of a variant, divided by the figure of this code. */
export interface Gain {
  readonly variant: string
  readonly load: LoadName
  /** CPU time of the server per request. */
  readonly cpu: Interval
  /** Milliseconds that 99 of 100 calls take at most. */
  readonly p99: Interval
  /** Milliseconds per call: the number of connections divided by the rate. */
  readonly time: Interval
}

/** Loads to compare under, and the duration. Default: all loads. */
export interface Comparison {
  readonly rounds: number
  readonly seconds: number
  readonly loads: readonly string[]
}

interface Slice {
  readonly cpu: number
  readonly p99: number
  readonly time: number
}

/** Connections of each load. A single connection shows what a call waits for. */
const CONNECTIONS: Readonly<Record<LoadName, number>> = { hot: 32, Zipf: 32, cold: 32, mint: 32, far: 1 }
const LEAD_IN_SECONDS = 0.3
const WARM_SECONDS = 4
/** Turns of each server within a round. */
const TURNS = 3

/** Returns a variant without each of the named devices. Default: all devices. */
export function withoutDevices(names: readonly string[]): Variant[] {
  return DEVICES.filter(({ name }) => names.length === 0 || names.includes(name)).map((device) => ({
    name: `without ${device.name}`,
    loads: device.loads,
    environment: environmentWithout(device),
  }))
}

/** Returns the variant of an earlier version. @param program Path of its command `bulkhead`. */
export function versionBefore(program: string): Variant {
  return {
    name: 'version before',
    loads: Object.keys(CONNECTIONS) as LoadName[],
    environment: environmentWithout(undefined),
    program,
  }
}

/**
 * Measures the server with all devices, and each variant, on one database. Each round has new servers, since two
 * processes of the same code differ for their whole lives: V8 compiles by what each met first. Within a round they take
 * turns, so that other work of the machine affects all of them equally.
 */
export async function compareVariants(
  rig: Rig,
  { store, key, seeded }: Fixture,
  variants: readonly Variant[],
  { rounds, seconds, loads }: Comparison,
): Promise<Gain[]> {
  const gains: Gain[] = []
  for (const load of Object.keys(CONNECTIONS) as LoadName[]) {
    const own = variants.filter(({ loads }) => loads.includes(load))
    if (own.length === 0 || (loads.length > 0 && !loads.includes(load))) continue
    const link = load === 'far' ? await startLink(store) : undefined
    const address: Record<string, string> = link === undefined ? {} : { BULKHEAD_DATABASE_URL: link.url }
    const starts = [undefined, ...own].map(
      (one) => () =>
        serve(
          store,
          key,
          { ...(one?.environment ?? environmentWithout(undefined)), ...address, BULKHEAD_DRAIN_SECONDS: '1' },
          one?.program,
        ),
    )
    const taken = own.map(() => [] as Slice[])
    try {
      for (let round = 1; round <= rounds; round += 1) {
        process.stderr.write(`${load}, round ${round} of ${rounds}\n`)
        // The order alternates, so that no server always starts first.
        const inOrder = round % 2 === 0 ? starts : starts.toReversed()
        const found = await measureOnce(rig, load, seeded, inOrder, seconds)
        const [all, ...without] = round % 2 === 0 ? found : found.toReversed()
        for (const [index, one] of without.entries())
          if (all !== undefined) taken[index]?.push(ratio(one, all))
      }
    } finally {
      link?.stop()
    }
    for (const [index, { name }] of own.entries()) {
      const ratios = taken[index] ?? []
      const of = (figure: keyof Slice) => getInterval(ratios.map((one) => one[figure]))
      gains.push({ variant: name, load, cpu: of('cpu'), p99: of('p99'), time: of('time') })
      process.stderr.write(`${toLine(gains.at(-1) as Gain)}\n`)
    }
  }
  return gains
}

/** Starts servers, warms them, and measures them in turns. Returns the medians of each. */
async function measureOnce(
  rig: Rig,
  load: LoadName,
  seeded: Fixture['seeded'],
  starts: readonly (() => Promise<Served>)[],
  seconds: number,
): Promise<Slice[]> {
  const targets: { served: Served; requests: readonly LoadRequest[]; slices: Slice[] }[] = []
  try {
    for (const start of starts) {
      const served = await start()
      targets.push({ served, requests: await getRequests(load, served, seeded), slices: [] })
    }
    for (const target of targets) await slice(rig, load, target, WARM_SECONDS)
    for (let turn = 0; turn < TURNS; turn += 1)
      for (const target of turn % 2 === 0 ? targets : targets.toReversed())
        target.slices.push(await slice(rig, load, target, seconds))
    return targets.map(({ slices }) => {
      const of = (figure: keyof Slice) => getInterval(slices.map((one) => one[figure])).median
      return { cpu: of('cpu'), p99: of('p99'), time: of('time') }
    })
  } finally {
    for (const { served } of targets) await served.server.end('SIGTERM')
  }
}

async function slice(
  { loader }: Rig,
  load: LoadName,
  { served, requests }: { served: Served; requests: readonly LoadRequest[] },
  seconds: number,
): Promise<Slice> {
  const connections = CONNECTIONS[load]
  const { pid } = served.server
  let before = 0
  const loaded = await loader.run(
    { url: served.url, connections, seconds, requests, leadInSeconds: LEAD_IN_SECONDS },
    () => {
      before = cpuNanoseconds(pid)
    },
  )
  if (loaded.failed > 0) throw new Error(`${load}: ${loaded.failed} of ${loaded.requests} calls failed`)
  return {
    cpu: (cpuNanoseconds(pid) - before) / loaded.requests,
    p99: loaded.p99,
    time: (loaded.seconds * connections) / loaded.requests,
  }
}

function ratio(one: Slice, other: Slice): Slice {
  return { cpu: one.cpu / other.cpu, p99: one.p99 / other.p99, time: one.time / other.time }
}

async function getRequests(
  load: LoadName,
  { app }: Served,
  seeded: Fixture['seeded'],
): Promise<readonly LoadRequest[]> {
  const [first] = seeded
  if (load === 'Zipf') return zipf(app, seeded)
  if (load === 'hot') return [execute(await mint(app, first?.name ?? ''), first?.connectors[0] ?? '', LIST)]
  if (load === 'cold')
    return seeded.flatMap(({ connectors }) => connectors).map((id) => execute(app.token, id, LIST))
  return seeded.map(({ name }) => minting(app, name))
}

/** Starts a delayed link to the database of a store. Its URL is that of the runtime login. */
async function startLink(store: Store): Promise<Helper> {
  const url = new URL(store.environment.BULKHEAD_DATABASE_URL ?? '')
  const link = await startHelper('distance.ts', 1, [url.hostname, url.port])
  url.host = new URL(link.url).host
  return { ...link, url: String(url) }
}

/** Formats the gains as a Markdown table. */
export function gainTable(gains: readonly Gain[]): string {
  const head = ['Variant', 'Load', 'CPU of it : of this code', 'p99', 'time of a call']
  const rows = gains.map(({ variant, load, cpu, p99, time }) => [
    variant,
    load,
    ...[cpu, p99, time].map(
      ({ median, from, to }) => `${median.toFixed(3)} (${from.toFixed(3)}–${to.toFixed(3)})`,
    ),
  ])
  return `${markdownTable([head, ...rows])}
`
}

function toLine({ variant, load, cpu, p99, time }: Gain): string {
  const shown = ({ median, from, to }: Interval) =>
    `${median.toFixed(3)} (${from.toFixed(3)}–${to.toFixed(3)})`
  return `${variant}, ${load}: CPU ${shown(cpu)}, p99 ${shown(p99)}, time ${shown(time)}`
}
