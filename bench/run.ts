import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { engines, type Store } from '@bulkhead/testing/engines'
import { type Caller, connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/proofs/caller'
import { seededRandom } from '@bulkhead/testing/proofs/random'
import { type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'
import { chart } from './chart.ts'
import type { Figure, Neighbour, Results, Round } from './figures.ts'
import type { LoadRequest } from './load.ts'
import { startNginx } from './nginx.ts'
import { cpuMicroseconds, pin, residentBytes, startHelper, startLoader } from './processes.ts'
import { report } from './report.ts'
import { type SeededWorkspace, seed } from './seed.ts'

/**
 * Measures the server against what passes the same answers on. Everything in one run, so that ratios hold on any
 * machine; absolute figures hold on a quiet one only.
 *
 *     npm run bench -- --seconds 5 --engines postgres,pglite
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    engines: { type: 'string', default: 'postgres,pglite' },
    /** Workspaces of the second round; 0 leaves it out. */
    many: { type: 'string' },
    /** Calls of the memory run; 0 leaves it out. */
    calls: { type: 'string', default: '0' },
  },
})
const SECONDS = Number(values.seconds)
const CONNECTIONS = 32
const WORKSPACES = 1_000
const CONNECTORS_EACH = 20
const SCOPED_TOKEN = '/api/v1/account/applications/scoped-token'
const say = (line: string) => process.stderr.write(`${line}\n`)

const upstream = await startHelper('upstream.ts', 1)
const proxy = await startHelper('proxy.ts', 0, [upstream.url])
const nginx = await startNginx(upstream.url)
const loader = startLoader()
const pinned = pin(process.pid, 1)
const load = loadavg()[0] ?? 0

async function measure(
  what: string,
  url: string,
  pid: number,
  requests: readonly LoadRequest[],
): Promise<Figure> {
  const run = (seconds: number) => loader.run({ url, connections: CONNECTIONS, seconds, requests })
  await run(Math.max(2, SECONDS))
  const before = cpuMicroseconds(pid)
  const loaded = await run(SECONDS)
  const figure = {
    what,
    cpuMicroseconds: (cpuMicroseconds(pid) - before) / loaded.requests,
    perSecond: loaded.requests / loaded.seconds,
  }
  if (loaded.failed > 0) throw new Error(`${what}: ${loaded.failed} of ${loaded.requests} calls failed`)
  say(`${what}: ${figure.cpuMicroseconds.toFixed(1)} µs, ${Math.round(figure.perSecond)}/s`)
  return figure
}

const PASS: LoadRequest[] = [{ method: 'GET', path: '/array', headers: {} }]

async function baselines() {
  const node = await measure('Node, passing on', proxy.url, proxy.pid, PASS)
  if (nginx === undefined) return { node }
  return { nginx: await measure('nginx, passing on', nginx.url, nginx.pid, PASS), node }
}

async function serve(
  store: Store,
  key: string,
  more: Record<string, string> = {},
): Promise<{ server: ServerProcess; url: string; app: Caller }> {
  const server = startServerProcess({
    ...store.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_KEY: key,
    BULKHEAD_LOG_LEVEL: 'warn',
    BULKHEAD_CONNECTORS_DIR: new URL('connectors/', import.meta.url).pathname,
    ...more,
  })
  const url = await server.ready
  pin(server.pid, 0)
  return { server, url, app: await connectCaller(url) }
}

const json = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' })

function execute(token: string, connector: string, body: Record<string, unknown>): LoadRequest {
  const path = `/api/v1/integrations/connectors/${connector}/execute`
  return { method: 'POST', path, headers: json(token), body: JSON.stringify(body) }
}

async function mint(app: Caller, workspace_name: string): Promise<string> {
  const { status, body } = await app.call('POST', SCOPED_TOKEN, { workspace_name })
  if (status !== 200) throw new Error(`mint answered ${status}`)
  return body.token
}

const LIST = { entity: 'issues', action: 'list' }

/** Requests over many connectors as use is spread: the second of them half as often as the first, and so on. */
async function zipf(app: Caller, seeded: readonly SeededWorkspace[]): Promise<LoadRequest[]> {
  const random = seededRandom(1)
  const tokens = new Map<string, string>()
  const all = seeded.flatMap(({ name, connectors }) => connectors.map((connector) => ({ name, connector })))
  const total = all.reduce((sum, _, index) => sum + 1 / (index + 1), 0)
  const requests: LoadRequest[] = []
  while (requests.length < 16_000) {
    let left = random.fraction() * total
    let rank = 0
    while (left > 1 / (rank + 1) && rank < all.length - 1) left -= 1 / ++rank
    // Ranks are dealt out over the workspaces, or the first of them would have all the calls.
    const { name, connector } = all[(rank * 7919) % all.length] as (typeof all)[number]
    const token = tokens.get(name) ?? (await mint(app, name))
    tokens.set(name, token)
    requests.push(execute(token, connector, LIST))
  }
  return requests
}

async function figuresOf(
  store: Store,
  key: string,
  seeded: readonly SeededWorkspace[],
  all: boolean,
): Promise<Figure[]> {
  const { server, url, app } = await serve(store, key)
  const [first] = seeded
  const connector = first?.connectors[0] ?? ''
  const token = await mint(app, first?.name ?? '')
  const one = (body: Record<string, unknown>) => [execute(token, connector, body)]
  const everywhere = seeded.flatMap(({ connectors }) => connectors)
  const loads: [string, LoadRequest[]][] = [
    ['execute, array', one(LIST)],
    ...(all
      ? ([
          ['execute, $.items', one({ entity: 'items', action: 'list' })],
          ['execute, object', one({ entity: 'issues', action: 'get' })],
          ['execute, select_fields', one({ ...LIST, select_fields: ['id', 'title', 'user.login'] })],
        ] as [string, LoadRequest[]][])
      : []),
    ['execute, 20,000 connectors by Zipf', await zipf(app, seeded)],
    ['execute, none in memory', everywhere.map((id) => execute(app.token, id, LIST))],
    [
      'mint, known name',
      seeded.map(({ name }) => ({
        method: 'POST',
        path: SCOPED_TOKEN,
        headers: json(app.token),
        body: JSON.stringify({ workspace_name: name }),
      })),
    ],
  ]
  try {
    const figures: Figure[] = []
    for (const [what, requests] of loads) figures.push(await measure(what, url, server.pid, requests))
    return figures
  } finally {
    await server.end('SIGTERM')
  }
}

async function addedMilliseconds(
  store: Store,
  key: string,
  [first]: readonly SeededWorkspace[],
): Promise<number> {
  const { server, url, app } = await serve(store, key)
  try {
    const requests = [execute(await mint(app, first?.name ?? ''), first?.connectors[0] ?? '', LIST)]
    const each = async (at: string, sent: readonly LoadRequest[]) => {
      await loader.run({ url: at, connections: 1, seconds: 2, requests: sent })
      const { seconds, requests: count } = await loader.run({
        url: at,
        connections: 1,
        seconds: SECONDS,
        requests: sent,
      })
      return (seconds * 1000) / count
    }
    return (await each(url, requests)) - (await each(upstream.url, PASS))
  } finally {
    await server.end('SIGTERM')
  }
}

/** A workspace with ten times the calls it may have under way, beside one with few, in alternating runs. */
async function neighbour(
  store: Store,
  key: string,
  [loud, quiet]: readonly SeededWorkspace[],
): Promise<Neighbour> {
  const limit = 32
  const { server, url, app } = await serve(store, key, {
    BULKHEAD_WORKSPACE_CALLS: String(limit),
    BULKHEAD_WORKSPACE_QUEUE: '1000',
  })
  const slowly = { entity: 'slow', action: 'list' }
  const requestOf = async ({ name, connectors }: SeededWorkspace) => [
    execute(await mint(app, name), connectors[0] ?? '', slowly),
  ]
  const second = startLoader()
  try {
    const own = await requestOf(quiet as SeededWorkspace)
    const others = await requestOf(loud as SeededWorkspace)
    const p99 = async () => (await loader.run({ url, connections: 8, seconds: SECONDS, requests: own })).p99
    await p99()
    const alone: number[] = []
    const beside: number[] = []
    for (let run = 0; run < 5; run++) {
      alone.push(await p99())
      const noise = second.run({ url, connections: 10 * limit, seconds: SECONDS + 2, requests: others })
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

/** Resident memory along many calls, in megabytes. */
async function memory(
  store: Store,
  key: string,
  seeded: readonly SeededWorkspace[],
  calls: number,
): Promise<void> {
  const { server, url, app } = await serve(store, key)
  try {
    const requests = await zipf(app, seeded)
    let done = 0
    while (done < calls) {
      done += (await loader.run({ url, connections: CONNECTIONS, seconds: 20, requests })).requests
      say(`memory after ${done} calls: ${Math.round(residentBytes(server.pid) / 1024 / 1024)} MB`)
    }
  } finally {
    await server.end('SIGTERM')
  }
}

const chosen = engines.filter(({ name }) => values.engines.split(',').includes(name))
const rounds: Round[] = []
let added = Number.NaN
let noisy: Neighbour | undefined
let idleBytes: number | undefined
const measured = await baselines()
for (const engine of chosen) {
  const store = await engine.createStore()
  const key = `1:${randomBytes(32).toString('base64')}`
  const many = Number(values.many ?? (engine.name === 'postgres' ? 1_000_000 : 100_000))
  const { server } = await serve(store, key)
  if (engine.name === 'pglite') {
    await sleep(3_000)
    idleBytes = residentBytes(server.pid)
  }
  await server.end('SIGTERM')
  say(`${engine.name}: ${WORKSPACES} workspaces with ${WORKSPACES * CONNECTORS_EACH} connectors`)
  const seeded = await seed(store, key, upstream.url, {
    workspaces: WORKSPACES,
    connectorsEach: CONNECTORS_EACH,
    furtherWorkspaces: 0,
  })
  rounds.push({
    engine: engine.name,
    workspaces: WORKSPACES,
    figures: await figuresOf(store, key, seeded, true),
  })
  if (Number.isNaN(added)) {
    added = await addedMilliseconds(store, key, seeded)
    noisy = await neighbour(store, key, seeded)
  }
  if (Number(values.calls) > 0) await memory(store, key, seeded, Number(values.calls))
  if (many > 0) {
    say(`${engine.name}: ${many} workspaces`)
    await seed(store, key, upstream.url, {
      workspaces: 0,
      connectorsEach: 0,
      furtherWorkspaces: many - WORKSPACES,
    })
    rounds.push({
      engine: engine.name,
      workspaces: many,
      figures: await figuresOf(store, key, seeded, false),
    })
  }
  await engine.close()
  store.remove()
}
const results: Results = {
  at: new Date().toISOString(),
  machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, load, pinned },
  node: process.version.slice(1),
  baselines: measured,
  rounds,
  addedMilliseconds: added,
  ...(noisy !== undefined && { neighbour: noisy }),
  ...(idleBytes !== undefined && { idleBytes }),
}
writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, undefined, 2)}\n`)
writeFileSync(new URL('../docs/performance.svg', import.meta.url), chart(results))
const page = new URL('../docs/performance.md', import.meta.url)
const [before, , after] = readFileSync(page, 'utf8').split('<!-- measured -->\n')
writeFileSync(page, `${before}<!-- measured -->\n\n${report(results)}\n<!-- measured -->\n${after}`)
process.stdout.write(report(results))
loader.stop()
nginx?.stop()
proxy.stop()
upstream.stop()
