import { readFileSync } from 'node:fs'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type Caller, CONNECTORS, connectCaller, MINT, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import type { Engine } from '@bulkhead/testing/engines'
import { ECHO_CONNECTORS } from '@bulkhead/testing/fuzz/echo'
import { operatorResponse } from '@bulkhead/testing/operator-process'
import { seededRandom } from '@bulkhead/testing/random'
import { startServerProcess } from '@bulkhead/testing/server-process'
import { ATTACKS, type Attacker } from '../parts/hostile-callers.ts'
import { startHostileUpstream } from '../parts/hostile-upstream.ts'
import type { QuietMessage, QuietStart } from '../parts/quiet-caller.ts'
import {
  onEngines,
  runProof,
  takeNumber,
  takeOneEngine,
  takeOptionalCount,
  takeSeed,
} from '../parts/run-proof.ts'

/** Duration and intensity of the attack. */
export interface HostileMixOptions {
  readonly seconds: number
  readonly seed: number
  /** Heap of the server in megabytes. Default: Node's own limit. */
  readonly heapMb?: number | undefined
}

/** Results of the server and of the quiet caller. */
export interface HostileMixReport {
  /** Sorted milliseconds of the quiet caller's calls. */
  readonly quietMs: number[]
  /** Megabytes of memory in use over time. */
  readonly rssMb: number[]
  /** Longest stalls of the event loop between two probes, in milliseconds. If a probe failed, its duration. */
  readonly stallMs: number[]
  /** Number of outcomes by kind of attack. */
  readonly outcomes: Record<string, Record<string, number>>
  readonly faults: string[]
}

const CALLERS = 2
/** Interval of token renewal, shorter than a token's lifetime. */
const RENEW_EVERY_MS = 8 * 60_000

/**
 * Attacks a server in every way at once, each with two callers that have their own workspaces, while one quiet caller
 * of another organization continues. All calls of the quiet caller must succeed, and the server must survive.
 */
export async function proveHostileMix(engine: Engine, options: HostileMixOptions): Promise<HostileMixReport> {
  const { seconds, seed, heapMb } = options
  const report: HostileMixReport = { quietMs: [], rssMb: [], stallMs: [], outcomes: {}, faults: [] }
  const store = await engine.createStore()
  const upstream = await startHostileUpstream()
  const settings = {
    ...store.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_CONNECTORS_DIR: ECHO_CONNECTORS,
    ...(heapMb !== undefined && { NODE_OPTIONS: `--max-old-space-size=${heapMb}` }),
  }
  const server = startServerProcess(settings)
  const stop = new AbortController()
  let worker: Worker | undefined
  let stopped = false
  void server.exited.then(({ code, signal }) => {
    if (!stopped) report.faults.push(`the server ended: ${code ?? signal} ${server.stderr().slice(-500)}`)
    stop.abort()
  })
  try {
    const url = await server.ready
    const quiet = await operatorResponse(settings, 'organizations', 'create', 'Quiet')
    const getToken = async () => (await clientToken(url, quiet)) as string
    worker = await startQuiet({ url, token: await getToken() }, report)
    const hostile = await connectCaller(url)
    const attackers = await openAttackers(url, hostile, upstream.url, seed, stop.signal)
    const attacking = attackers.map(({ kind, attacker }) => keepAttacking(kind, attacker, report))
    const end = performance.now() + seconds * 1000
    const lookEveryMs = Math.max(1_000, (seconds * 1000) / 60)
    let renewAt = performance.now() + RENEW_EVERY_MS
    while (performance.now() < end && !stop.signal.aborted) {
      await sleep(Math.max(0, Math.min(lookEveryMs, end - performance.now())))
      await look(url, server.pid, report)
      if (performance.now() < renewAt) continue
      renewAt = performance.now() + RENEW_EVERY_MS
      worker.postMessage(await getToken())
      const again = await connectCaller(url)
      for (const { attacker, workspace_name } of attackers) {
        attacker.token = await mint(again, workspace_name)
      }
    }
    stop.abort()
    await worker.terminate()
    await Promise.all(attacking)
    for (const line of server.log) {
      if (line.includes('"code":"internal"')) report.faults.push(`an internal error: ${line.slice(0, 500)}`)
    }
    if (report.faults.some((fault) => fault.startsWith('the server ended'))) return report
    stopped = true
    const { code, signal } = await server.end('SIGTERM')
    if (code !== 0) report.faults.push(`told to end, the server ended with ${code ?? signal}`)
  } finally {
    stopped = true
    stop.abort()
    await worker?.terminate()
    await server.end('SIGKILL')
    await upstream.close()
    store.remove()
    report.quietMs.sort((one, other) => one - other)
  }
  return report
}

async function clientToken(url: string, client: { client_id: string; client_secret: string }) {
  const response = await fetch(new URL('/api/v1/account/applications/token', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: client.client_id, client_secret: client.client_secret }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}

function startQuiet(start: QuietStart, report: HostileMixReport): Promise<Worker> {
  const worker = new Worker(new URL('../parts/quiet-caller.ts', import.meta.url), { workerData: start })
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.on('message', (message: QuietMessage) => {
      if (message === 'ready') return resolve(worker)
      report.quietMs.push(message.ms)
      if (message.status === 200) return
      report.faults.push(
        `a quiet call answered ${message.status} ${message.code} after ${Math.round(message.ms)} ms`,
      )
    })
  })
}

async function mint(caller: Caller, workspace_name: string): Promise<string> {
  const { status, body } = await caller.call('POST', MINT, { workspace_name })
  if (status !== 200) throw new Error(`mint answered ${status} ${JSON.stringify(body)}`)
  return body.token
}

interface Opened {
  readonly kind: string
  readonly workspace_name: string
  readonly attacker: Attacker & { token: string }
}

async function openAttackers(
  url: string,
  caller: Caller,
  base_url: string,
  seed: number,
  stop: AbortSignal,
): Promise<Opened[]> {
  const opened: Opened[] = []
  for (const kind of Object.keys(ATTACKS)) {
    const token = await mint(caller, kind)
    const { status, body } = await caller.call(
      'POST',
      CONNECTORS,
      { connector_type: 'echo', credentials: { token: 'hostile-credential' }, environment: { base_url } },
      token,
    )
    if (status !== 200) throw new Error(`No connector: ${JSON.stringify(body)}`)
    for (let number = 0; number < CALLERS; number++) {
      const random = seededRandom(seed + opened.length)
      const attacker = { url, token, connector_id: body.id as string, random, stop }
      opened.push({ kind, workspace_name: kind, attacker })
    }
  }
  return opened
}

async function keepAttacking(
  kind: string,
  attacker: Attacker,
  { outcomes }: HostileMixReport,
): Promise<void> {
  const counts: Record<string, number> = {}
  outcomes[kind] ??= counts
  const own = outcomes[kind] ?? counts
  while (!attacker.stop.aborted) {
    await ATTACKS[kind]?.(attacker, (outcome) => {
      own[outcome] = (own[outcome] ?? 0) + 1
    })
    await turn()
  }
}

async function look(url: string, pid: number, { rssMb, stallMs }: HostileMixReport): Promise<void> {
  const began = performance.now()
  try {
    const response = await fetch(new URL('/metrics', url), { signal: AbortSignal.timeout(30_000) })
    const [, seconds = 'NaN'] = /^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(await response.text()) ?? []
    stallMs.push(Number(seconds) * 1000)
  } catch {
    stallMs.push(performance.now() - began)
  }
  try {
    const [, kib = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    rssMb.push(Number(kib) / 1024)
  } catch {
    // The server has ended, which is reported elsewhere, or the system has no /proc.
  }
}

/** Returns a quantile of sorted values. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

if (import.meta.main)
  void runProof(
    'chaos --scenario hostile-mix',
    'Attacks a server in every way at once beside one quiet caller of another organization. Fails when a call of the quiet caller fails, or when the server ends.',
    {
      minutes: takeNumber(30, 'length of the attack'),
      seed: takeSeed(),
      engine: takeOneEngine('pglite'),
      heap: takeOptionalCount('megabytes of the server’s heap; Node’s own limit if not given', {
        least: 128,
      }),
    },
    async ({ minutes, seed, engine, heap }, { print, fault, count }) => {
      print(`hostile mix, ${engine}, seed ${seed}, heap ${heap ?? "of Node's choice"}`)
      await onEngines(engine, async (one) => {
        const report = await proveHostileMix(one, { seconds: minutes * 60, seed, heapMb: heap })
        const round = (numbers: readonly number[]) => numbers.map((number) => Math.round(number)).join(' ')
        const { quietMs, rssMb, stallMs, outcomes, faults } = report
        print(
          `quiet caller: ${quietMs.length} calls, p50 ${quantile(quietMs, 0.5).toFixed(1)} ms, p99 ${quantile(quietMs, 0.99).toFixed(1)} ms, longest ${quantile(quietMs, 1).toFixed(1)} ms`,
        )
        print(`RSS in MB: ${round(rssMb)}`)
        print(`longest stalls in ms: ${round(stallMs)}`)
        for (const [kind, counts] of Object.entries(outcomes)) print(`${kind}: ${JSON.stringify(counts)}`)
        print(`${faults.length} faults`)
        fault(faults)
        count({ 'calls of the quiet caller': quietMs.length, attacks: Object.keys(outcomes).length })
      })
    },
  )
