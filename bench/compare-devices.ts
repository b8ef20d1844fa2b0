import type { Store } from '@bulkhead/testing/engines'
import { markdownTable } from 'markdown-table'
import { DEVICES, environmentWithout, type LoadName } from './devices.ts'
import { getInterval, type Interval } from './interval.ts'
import type { LoadRequest } from './load.ts'
import { cpuNanoseconds, type Helper, startHelper } from './processes.ts'
import { execute, LIST, mint, minting, type Served, serve, zipf } from './requests.ts'
import type { Rig } from './rig.ts'
import type { Fixture } from './scenes.ts'

/** Gain of a device under one load. Each number is the figure without the device, divided by the figure with it. */
export interface DeviceGain {
  readonly device: string
  readonly load: LoadName
  /** CPU time of the server per request. */
  readonly cpu: Interval
  /** Milliseconds that 99 of 100 calls take at most. */
  readonly p99: Interval
  /** Milliseconds per call: the number of connections divided by the rate. */
  readonly time: Interval
}

/** Devices and loads to compare, and the duration. Default: all devices, all loads. */
export interface Comparison {
  readonly rounds: number
  readonly seconds: number
  readonly names: readonly string[]
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
const WARM_SECONDS = 5

/**
 * Measures a server with all devices, and one without each of them, in short alternating rounds. Other work of the
 * machine then affects all of them equally.
 */
export async function compareDevices(
  rig: Rig,
  { store, key, seeded }: Fixture,
  { rounds, seconds, names, loads }: Comparison,
): Promise<DeviceGain[]> {
  const devices = DEVICES.filter(({ name }) => names.length === 0 || names.includes(name))
  const gains: DeviceGain[] = []
  for (const load of Object.keys(CONNECTIONS) as LoadName[]) {
    const own = devices.filter(({ loads }) => loads.includes(load))
    if (own.length === 0 || (loads.length > 0 && !loads.includes(load))) continue
    const link = load === 'far' ? await startLink(store) : undefined
    const address: Record<string, string> = link === undefined ? {} : { BULKHEAD_DATABASE_URL: link.url }
    const servers: Served[] = []
    try {
      for (const device of [undefined, ...own])
        servers.push(await serve(store, key, { ...environmentWithout(device), ...address }))
      const targets = []
      for (const served of servers)
        targets.push({ served, requests: await getRequests(load, served, seeded) })
      for (const target of targets) await slice(rig, load, target, WARM_SECONDS)
      const taken = own.map(() => [] as Slice[])
      for (let round = 0; round < rounds; round += 1) {
        // The order alternates, so that no target always comes first.
        const order = round % 2 === 0 ? targets : targets.toReversed()
        const found = new Map<(typeof targets)[number], Slice>()
        for (const target of order) found.set(target, await slice(rig, load, target, seconds))
        const [all, ...without] = targets.map((target) => found.get(target) as Slice)
        for (const [index, one] of without.entries())
          if (all !== undefined) taken[index]?.push(ratio(one, all))
      }
      for (const [index, { name }] of own.entries()) {
        const ratios = taken[index] ?? []
        const of = (figure: keyof Slice) => getInterval(ratios.map((one) => one[figure]))
        gains.push({ device: name, load, cpu: of('cpu'), p99: of('p99'), time: of('time') })
        process.stderr.write(`${toLine(gains.at(-1) as DeviceGain)}\n`)
      }
    } finally {
      for (const { server } of servers) await server.end('SIGTERM')
      link?.stop()
    }
  }
  return gains
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
export function deviceTable(gains: readonly DeviceGain[]): string {
  const head = ['Device', 'Load', 'CPU without : with', 'p99', 'time of a call']
  const rows = gains.map(({ device, load, cpu, p99, time }) => [
    device,
    load,
    ...[cpu, p99, time].map(
      ({ median, from, to }) => `${median.toFixed(3)} (${from.toFixed(3)}–${to.toFixed(3)})`,
    ),
  ])
  return `${markdownTable([head, ...rows])}
`
}

function toLine({ device, load, cpu, p99, time }: DeviceGain): string {
  const shown = ({ median, from, to }: Interval) =>
    `${median.toFixed(3)} (${from.toFixed(3)}–${to.toFixed(3)})`
  return `without ${device}, ${load}: CPU ${shown(cpu)}, p99 ${shown(p99)}, time ${shown(time)}`
}
