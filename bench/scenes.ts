import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '@bulkhead/testing/engines'
import { type Figure, type MemorySample, median, type Neighbour, type Standing } from './figures.ts'
import type { LoadRequest } from './load.ts'
import { residentBytes, startLoader } from './processes.ts'
import { createKey, execute, LIST, mint, minting, type Served, serve, zipf } from './requests.ts'
import { PASS, type Rig } from './rig.ts'
import type { SeededWorkspace } from './seed.ts'

/** Store with its seeded data, and the key that decrypts it. */
export interface Fixture {
  readonly store: Store
  readonly key: string
  readonly seeded: readonly SeededWorkspace[]
}

const STARTS = 5
const IDLE_MS = 3_000
/** Time to call every connector once, which fills the caches. */
const FILL_SECONDS = 15

/** Measures the time until a server is ready on an existing store, and its idle costs. */
export async function standing(
  { store, key }: Omit<Fixture, 'seeded'>,
  engine: Standing['engine'],
): Promise<Standing> {
  const readyMs: number[] = []
  let idleBytes = 0
  for (let start = 0; start < STARTS; start += 1) {
    const { server } = await serve(store, key)
    readyMs.push(Math.round(server.readyMs() ?? Number.NaN))
    if (start === STARTS - 1) {
      await sleep(IDLE_MS)
      idleBytes = residentBytes(server.pid)
    }
    await server.end('SIGTERM')
  }
  return { engine, readyMs, idleBytes }
}

/**
 * Measures the costs of each kind of request, in fixtures of different size that take turns.
 *
 * @returns Figures of each fixture.
 */
export async function figures(rig: Rig, fixtures: readonly Fixture[]): Promise<Figure[][]> {
  const started: Served[] = []
  try {
    const targets: { pid: number; url: string; loads: [string, LoadRequest[]][] }[] = []
    for (const { store, key, seeded } of fixtures) {
      const served = await serve(store, key)
      started.push(served)
      targets.push({ pid: served.server.pid, url: served.url, loads: await getLoads(served, seeded) })
    }
    const measured: Figure[][] = fixtures.map(() => [])
    for (const [index, [what]] of targets[0]?.loads.entries() ?? []) {
      const each = targets.map(({ pid, url, loads }) => ({ pid, url, requests: loads[index]?.[1] ?? [] }))
      for (const [fixture, figure] of (await rig.measure(what, each)).entries())
        measured[fixture]?.push(figure)
    }
    return measured
  } finally {
    for (const { server } of started) await server.end('SIGTERM')
  }
}

async function getLoads(
  { app }: Served,
  seeded: readonly SeededWorkspace[],
): Promise<[string, LoadRequest[]][]> {
  const [first] = seeded
  const connector = first?.connectors[0] ?? ''
  const token = await mint(app, first?.name ?? '')
  const one = (body: Record<string, unknown>) => [execute(token, connector, body)]
  const everywhere = seeded.flatMap(({ connectors }) => connectors)
  return [
    ['execute, array', one(LIST)],
    ['execute, array, by a key', [execute(await createKey(app, first?.name ?? ''), connector, LIST)]],
    ['execute, $.items', one({ entity: 'items', action: 'list' })],
    ['execute, object', one({ entity: 'issues', action: 'get' })],
    ['execute, select_fields', one({ ...LIST, select_fields: ['id', 'title', 'user.login'] })],
    [`execute, ${everywhere.length.toLocaleString('en')} connectors by Zipf`, await zipf(app, seeded)],
    ['execute, none in memory', everywhere.map((id) => execute(app.token, id, LIST))],
    ['mint, known name', seeded.map(({ name }) => minting(app, name))],
  ]
}

/** Returns the milliseconds that one caller waits longer than for the upstream alone, measured in turns. */
export async function addedMilliseconds(
  { loader, upstream }: Rig,
  { store, key, seeded }: Fixture,
  seconds: number,
): Promise<number> {
  const { server, url, app } = await serve(store, key)
  try {
    const [first] = seeded
    const requests = [execute(await mint(app, first?.name ?? ''), first?.connectors[0] ?? '', LIST)]
    const each = async (at: string, sent: readonly LoadRequest[], long = seconds) => {
      const { seconds: took, requests: count } = await loader.run({
        url: at,
        connections: 1,
        seconds: long,
        requests: sent,
      })
      return (took * 1000) / count
    }
    await each(url, requests, 10)
    const added: number[] = []
    for (let turn = 0; turn < 5; turn += 1)
      added.push((await each(url, requests)) - (await each(upstream.url, PASS)))
    return median(added)
  } finally {
    await server.end('SIGTERM')
  }
}

/**
 * Measures a quiet workspace next to one with ten times the calls that it may have in progress, in alternating runs.
 */
export async function neighbour(
  { loader }: Rig,
  { store, key, seeded }: Fixture,
  seconds: number,
): Promise<Neighbour> {
  const limit = 32
  const { server, url, app } = await serve(store, key, {
    BULKHEAD_WORKSPACE_CALLS: String(limit),
    BULKHEAD_WORKSPACE_QUEUE: '1000',
  })
  const getRequest = async (workspace: SeededWorkspace | undefined) => [
    execute(await mint(app, workspace?.name ?? ''), workspace?.connectors[0] ?? '', {
      entity: 'slow',
      action: 'list',
    }),
  ]
  const second = startLoader()
  try {
    const [own, others] = [await getRequest(seeded[1]), await getRequest(seeded[0])]
    const p99 = async (long = seconds) =>
      (await loader.run({ url, connections: 8, seconds: long, requests: own })).p99
    await p99(10)
    const alone: number[] = []
    const beside: number[] = []
    for (let run = 0; run < 5; run += 1) {
      alone.push(await p99())
      const noise = second.run({ url, connections: 10 * limit, seconds: seconds + 2, requests: others })
      await sleep(1_000)
      beside.push(await p99())
      await noise
      await sleep(1_000)
    }
    return { alone, beside }
  } finally {
    second.stop()
    await server.end('SIGTERM')
  }
}

/** Measures resident memory along a number of calls, about 20 times, after every connector was called. */
export async function memory(
  { loader }: Rig,
  { store, key, seeded }: Fixture,
  calls: number,
): Promise<MemorySample[]> {
  const { server, url, app } = await serve(store, key)
  const samples: MemorySample[] = []
  try {
    const everywhere = seeded.flatMap(({ connectors }) => connectors)
    const filling = everywhere.map((id) => execute(app.token, id, LIST))
    let { requests: done } = await loader.run({
      url,
      connections: 32,
      seconds: FILL_SECONDS,
      requests: filling,
    })
    while (done < calls) {
      // Tokens last 20 minutes, and the measurement may take longer.
      const requests = await zipf(app, seeded)
      const until = done + calls / 20
      while (done < until) {
        done += (await loader.run({ url, connections: 32, seconds: 5, requests })).requests
      }
      samples.push({ calls: done, bytes: residentBytes(server.pid) })
      process.stderr.write(
        `memory after ${done} calls: ${Math.round(residentBytes(server.pid) / 1024 ** 2)} MB\n`,
      )
    }
    return samples
  } finally {
    await server.end('SIGTERM')
  }
}
