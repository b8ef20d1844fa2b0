import { type Cost, type Figure, median } from './figures.ts'
import type { LoadRequest } from './load.ts'
import { startNginx } from './nginx.ts'
import { cpuMicroseconds, type Helper, pin, startHelper, startLoader } from './processes.ts'

const CONNECTIONS = 32
/** New connections, and the end of earlier ones, make the engine compile code again. */
const LEAD_IN_SECONDS = 1
/** Lead-in with many connectors. Their cached values expire during other targets' turns and are first loaded again. */
const LEAD_IN_SECONDS_OF_MANY = 5
/** Number of calls after which no further compilation shows in the figures. */
const WARM_CALLS = 100_000
const WARM_SECONDS = 40
/** Warm-up of the baselines. They are small and warm up sooner. */
const BASELINE_WARM_SECONDS = 4

/** Process under measurement: its URL, pid and requests. */
export interface Target extends Pick<Helper, 'pid' | 'url'> {
  readonly requests: readonly LoadRequest[]
}

/** Upstream, baselines and load, ready to measure. */
export interface Rig {
  readonly upstream: Helper
  readonly loader: ReturnType<typeof startLoader>
  /** Whether processes are confined to their cores. */
  readonly pinned: boolean
  /**
   * Warms targets, then measures them in turns with each other and the baselines, so that other work of the machine
   * affects all of them.
   *
   * @returns One figure per target.
   * @throws Error if a call fails.
   */
  measure(what: string, targets: readonly Target[]): Promise<Figure[]>
  /** Cost of the baselines over all turns so far. */
  baselines(): { readonly nginx?: Cost; readonly node: Cost }
  close(): void
}

/** Requests to the baselines, for a response of the size of the measured executes. */
export const PASS: readonly LoadRequest[] = [{ method: 'GET', path: '/array', headers: {} }]

/** Starts the rig. @param options.seconds Duration of one turn. */
export async function startRig(options: { seconds: number; turns: number }): Promise<Rig> {
  const { seconds, turns } = options
  const upstream = await startHelper('upstream.ts', 1)
  const node = await startHelper('proxy.ts', 0, [upstream.url])
  const nginx = await startNginx(upstream.url)
  const loader = startLoader()
  const pinned = pin(process.pid, 1)
  const costs = { node: [] as Cost[], nginx: [] as Cost[] }
  /** Number of requests sent, by list of requests. */
  const sent = new WeakMap<readonly LoadRequest[], number>()

  async function slice(what: string, { pid, url, requests }: Target, long: number) {
    const leadInSeconds = requests.length > CONNECTIONS ? LEAD_IN_SECONDS_OF_MANY : LEAD_IN_SECONDS
    const load = { url, connections: CONNECTIONS, seconds: long, requests, leadInSeconds }
    let before = 0
    const loaded = await loader.run({ ...load, sent: sent.get(requests) ?? 0 }, () => {
      before = cpuMicroseconds(pid)
    })
    sent.set(requests, (sent.get(requests) ?? 0) + loaded.sent)
    if (loaded.failed > 0) throw new Error(`${what}: ${loaded.failed} of ${loaded.requests} calls failed`)
    const cpu = (cpuMicroseconds(pid) - before) / loaded.requests
    return { cpuMicroseconds: cpu, perSecond: loaded.requests / loaded.seconds, requests: loaded.requests }
  }

  async function baseline(name: 'node' | 'nginx', helper: Helper) {
    const target = { ...helper, requests: PASS }
    if (costs[name].length === 0) await slice(name, target, BASELINE_WARM_SECONDS)
    const cost = await slice(name, target, seconds)
    costs[name].push(cost)
    return cost
  }

  async function warm(what: string, target: Target) {
    const end = performance.now() + WARM_SECONDS * 1000
    for (let calls = 0; calls < WARM_CALLS && performance.now() < end; ) {
      calls += (await slice(what, target, 2)).requests
    }
  }

  return {
    upstream,
    loader,
    pinned,
    async measure(what, targets) {
      for (const target of targets) await warm(what, target)
      const taken = targets.map(() => ({
        own: [] as Cost[],
        ofNode: [] as number[],
        ofNginx: [] as number[],
      }))
      for (let turn = 0; turn < turns; turn += 1) {
        // The order alternates, so that no target always comes first.
        const order = turn % 2 === 0 ? targets : targets.toReversed()
        const byTarget = new Map<Target, Cost>()
        for (const target of order) byTarget.set(target, await slice(what, target, seconds))
        const own = targets.map((target) => byTarget.get(target) as Cost)
        const ofNode = (await baseline('node', node)).cpuMicroseconds
        const ofNginx = nginx && (await baseline('nginx', nginx)).cpuMicroseconds
        for (const [index, cost] of own.entries()) {
          taken[index]?.own.push(cost)
          taken[index]?.ofNode.push(ofNode / cost.cpuMicroseconds)
          if (ofNginx !== undefined) taken[index]?.ofNginx.push(ofNginx / cost.cpuMicroseconds)
        }
      }
      return taken.map(({ own, ofNode, ofNginx }) => {
        const figure = {
          what,
          ...middle(own),
          ofNode: median(ofNode),
          ...(nginx !== undefined && { ofNginx: median(ofNginx) }),
        }
        const { cpuMicroseconds, perSecond } = figure
        process.stderr.write(
          `${what}: ${cpuMicroseconds.toFixed(0)} µs, ${perSecond.toFixed(0)}/s, ${figure.ofNode.toFixed(2)} of Node\n`,
        )
        return figure
      })
    },
    baselines: () => ({
      node: middle(costs.node),
      ...(nginx !== undefined && { nginx: middle(costs.nginx) }),
    }),
    close() {
      loader.stop()
      nginx?.stop()
      node.stop()
      upstream.stop()
    },
  }
}

function middle(costs: readonly Cost[]): Cost {
  return {
    cpuMicroseconds: median(costs.map(({ cpuMicroseconds: cpu }) => cpu)),
    perSecond: median(costs.map(({ perSecond }) => perSecond)),
  }
}
