import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { callerWith, connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import {
  databaseSettings,
  type PostgresNode,
  promote,
  startPrimary,
  startReplica,
} from '@bulkhead/testing/postgres/replicated-postgres'
import { openSwitchboard, type Switchboard } from '@bulkhead/testing/postgres/switchboard'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startServerProcess } from '@bulkhead/testing/server-process'
import { runProof, takeNames, takeNumber } from '../parts/run-proof.ts'

const CONNECTORS = '/api/v1/integrations/connectors'
const MINT = '/api/v1/account/applications/scoped-token'
const CALLERS = 16
const PROBE_EVERY_MS = 100
/**
 * Maximum duration of a call in milliseconds. A caller waits 5 s for a connection and 8 s for a transaction; a busy
 * machine gets more.
 */
const LONGEST_MS = 20_000
const BACK_WITHIN_MS = 60_000

/** Input of a fault. */
interface Fixture {
  readonly primary: PostgresNode
  readonly replica: PostgresNode | undefined
  readonly switchboard: Switchboard
  /** Calls the API as the application. */
  call(method: string, path: string): Promise<unknown>
  readonly seconds: number
  /** Waits until readiness reports the failure. */
  untilNoticed(): Promise<void>
}

interface Scenario {
  readonly name: string
  readonly needsReplica?: true
  /** Whether the server stays ready: calls continue, except those that need the locked data. */
  readonly staysReady?: true
  /** Duration of the fault in the full proof, in seconds. */
  readonly seconds: number
  /** Causes the fault, and returns once it is over. */
  run(fixture: Fixture): Promise<void>
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'frozen',
    seconds: 45,
    async run({ switchboard, seconds }) {
      switchboard.freeze()
      await sleep(seconds * 1000)
      switchboard.thaw()
    },
  },
  {
    name: 'vanished with a successor',
    needsReplica: true,
    seconds: 0,
    async run({ primary, replica, switchboard }) {
      switchboard.connectTo(1)
      switchboard.abandon()
      await primary.crash()
      await promote(replica as PostgresNode)
      switchboard.connectTo((replica as PostgresNode).port)
    },
  },
  {
    name: 'standby',
    needsReplica: true,
    seconds: 6,
    async run({ primary, replica, switchboard, seconds }) {
      switchboard.connectTo((replica as PostgresNode).port)
      switchboard.cut()
      await sleep(seconds * 1000)
      await untilCaughtUp(primary, replica as PostgresNode)
      await primary.crash()
      await promote(replica as PostgresNode)
    },
  },
  {
    name: 'read only',
    seconds: 6,
    async run({ primary, seconds, untilNoticed }) {
      const set = (value: string) =>
        primary.query(
          `begin read write; alter database house set default_transaction_read_only = ${value}; commit`,
        )
      await set('on')
      // Existing connections keep their settings, so they are ended.
      await primary.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'house'`)
      await sleep(seconds * 1000)
      await untilNoticed()
      await set('off')
    },
  },
  {
    name: '12 dashboards on a locked table',
    staysReady: true,
    seconds: 12,
    async run({ primary, call, seconds }) {
      let isOver = false
      const looking = Array.from({ length: 12 }, async () => {
        while (!isOver) await call('GET', '/api/v1/tool-calls/statistics')
      })
      await holdLock(primary, 'tool_calls', seconds)
      isOver = true
      await Promise.all(looking)
    },
  },
  {
    name: 'lock on a hot table',
    staysReady: true,
    seconds: 12,
    run: ({ primary, seconds }) => holdLock(primary, 'workspaces', seconds),
  },
]

/** Observations of callers and probes during one fault. */
export interface StallReport {
  readonly name: string
  /** Number of responses by kind of call and status. */
  readonly responses: Readonly<Record<string, number>>
  readonly longestMs: number
  /** Time from the fault until readiness reported it. Undefined: never reported. */
  readonly noticedMs: number | undefined
  readonly slowestProbeMs: number
  /** Time from the end of the fault to the first success of a call that needs the database. */
  readonly recoveredMs: number
  readonly written: number
  readonly lost: number
  readonly faults: string[]
}

const SCENARIO_NAMES = SCENARIOS.map(({ name }) => name)

/** Exposes a server under load to each kind of database fault, and verifies every acknowledged write afterwards. */
export async function* proveStalls(
  names: readonly string[] = SCENARIO_NAMES,
  secondsAtMost = Number.POSITIVE_INFINITY,
): AsyncGenerator<StallReport> {
  for (const scenario of SCENARIOS)
    if (names.includes(scenario.name))
      yield await runScenario(scenario, Math.min(scenario.seconds, secondsAtMost))
}

async function runScenario(scenario: Scenario, seconds: number): Promise<StallReport> {
  await using opened = new AsyncDisposableStack()
  const upstream = await startScriptedUpstream()
  opened.defer(() => upstream.close())
  const primary = await startPrimary()
  opened.defer(() => primary.close())
  const replica = scenario.needsReplica && (await startReplica(primary, primary.port))
  if (replica) opened.defer(() => replica.close())
  const switchboard = await openSwitchboard(primary.port)
  opened.defer(() => switchboard.close())
  const server = startServerProcess({
    ...databaseSettings(switchboard.port),
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_KEY: `1:${randomBytes(32).toString('base64')}`,
    BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
    BULKHEAD_LOG_LEVEL: 'warn',
  })
  opened.defer(async () => void (await server.end('SIGKILL')))
  const url = await server.ready
  const application = await connectCaller(url)
  const create = (token: string, key: string) =>
    timed(url, 'POST', CONNECTORS, token, {
      key,
      body: {
        connector_type: 'probe',
        name: key,
        credentials: { token: 'x' },
        environment: { base_url: upstream.url },
      },
    })
  const scoped = await application.call('POST', MINT, { workspace_name: 'warm' })
  const warm = callerWith(url, scoped.body.token)
  const connector = (await create(warm.token, randomUUID())).body.id
  const execute = { entity: 'things', action: 'list' }

  const responses: Record<string, number> = {}
  const faults: string[] = []
  const workspaces: string[] = []
  const connectors: string[] = []
  let longestMs = 0
  let isOver = false
  let count = 0

  function note(kind: string, { status, ms, body, hasRetryAfter }: Timed) {
    const name = `${kind} ${status}`
    responses[name] = (responses[name] ?? 0) + 1
    longestMs = Math.max(longestMs, ms)
    if (status !== 200 && !(status === 503 && body?.code === 'unavailable'))
      faults.push(`${kind} was answered ${status}: ${JSON.stringify(body)}`)
    if (status === 503 && !hasRetryAfter) faults.push(`${kind}: 503 without Retry-After`)
    if (ms > LONGEST_MS) faults.push(`${kind} was answered after ${Math.round(ms)} ms`)
    return status === 200
  }

  async function caller(): Promise<void> {
    while (!isOver) {
      const turn = count++ % 10
      if (turn < 5)
        note(
          'execute',
          await timed(url, 'POST', `${CONNECTORS}/${connector}/execute`, warm.token, { body: execute }),
        )
      else if (turn < 7)
        note('mint', await timed(url, 'POST', MINT, application.token, { body: { workspace_name: 'warm' } }))
      else if (turn === 7) note('list', await timed(url, 'GET', CONNECTORS, warm.token))
      else if (turn === 8) {
        const body = { workspace_name: `workspace ${randomUUID()}` }
        if (note('mint new', await timed(url, 'POST', MINT, application.token, { body })))
          workspaces.push(body.workspace_name)
      } else {
        const key = randomUUID()
        if (note('create', await create(warm.token, key))) connectors.push(key)
      }
      await sleep(10)
    }
  }

  let slowestProbeMs = 0
  let began = 0
  let noticedMs: number | undefined
  async function probe(): Promise<void> {
    while (!isOver) {
      const { status, ms } = await timed(url, 'GET', '/health/ready', undefined)
      slowestProbeMs = Math.max(slowestProbeMs, ms)
      if (began > 0 && status === 503) noticedMs ??= performance.now() - began
      await sleep(PROBE_EVERY_MS)
    }
  }

  const running = [probe(), ...Array.from({ length: CALLERS }, caller)]
  await sleep(1_000)
  began = performance.now()
  await scenario.run({
    ...{ primary, replica: replica || undefined, switchboard, seconds },
    untilNoticed: () => untilAnswered(async () => noticedMs !== undefined),
    call: (method, path) =>
      timed(url, method, path, application.token).then((response) => note('look', response)),
  })
  const ended = performance.now()
  await untilAnswered(async () => {
    const body = { workspace_name: `workspace ${randomUUID()}` }
    return (await timed(url, 'POST', MINT, application.token, { body })).status === 200
  })
  const recoveredMs = performance.now() - ended
  await untilAnswered(async () => (await timed(url, 'GET', '/health/ready', undefined)).status === 200)
  isOver = true
  await Promise.all(running)

  const holder = replica || primary
  // Data that never reached an asynchronous replica is lost with its primary.
  const isComplete = scenario.name !== 'vanished with a successor'
  const names = new Set((await holder.query('select name from bulkhead.workspaces')).map(({ name }) => name))
  const made = new Set((await holder.query('select name from bulkhead.connectors')).map(({ name }) => name))
  const lost =
    workspaces.filter((name) => !names.has(name)).length + connectors.filter((name) => !made.has(name)).length
  if (lost > 0 && isComplete) faults.push(`${lost} acknowledged writes are not there`)
  if (scenario.staysReady && noticedMs !== undefined) faults.push('it said that it was not ready')
  if (!scenario.staysReady && noticedMs === undefined) faults.push('it never said that it was not ready')
  return {
    name: seconds > 0 ? `${scenario.name}, ${seconds} s` : scenario.name,
    ...{ responses, longestMs, noticedMs, slowestProbeMs, recoveredMs, lost, faults },
    written: workspaces.length + connectors.length,
  }
}

interface Timed {
  readonly status: number
  readonly ms: number
  // biome-ignore lint/suspicious/noExplicitAny: a proof asserts what the body is
  readonly body: any
  readonly hasRetryAfter: boolean
}

async function timed(
  url: string,
  method: string,
  path: string,
  token: string | undefined,
  { body, key }: { body?: unknown; key?: string } = {},
): Promise<Timed> {
  const began = performance.now()
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(BACK_WITHIN_MS),
  })
  const text = await response.text()
  return {
    status: response.status,
    ms: performance.now() - began,
    body: text.startsWith('{') ? JSON.parse(text) : text,
    hasRetryAfter: Number(response.headers.get('retry-after')) > 0,
  }
}

async function untilAnswered(succeeds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + BACK_WITHIN_MS; !(await succeeds()); await sleep(20))
    if (Date.now() > end) throw new Error(`What was waited for did not come within ${BACK_WITHIN_MS} ms.`)
}

async function holdLock(node: PostgresNode, table: string, seconds: number): Promise<void> {
  await node.query(
    `begin; lock table bulkhead.${table} in access exclusive mode; select pg_sleep(${seconds}); rollback`,
  )
}

async function untilCaughtUp(primary: PostgresNode, replica: PostgresNode): Promise<void> {
  const [row] = await primary.query('select pg_current_wal_lsn()::text as lsn')
  await untilAnswered(async () => {
    const [there] = await replica.query(`select pg_last_wal_replay_lsn() >= '${row?.lsn}' as caught_up`)
    return there?.caught_up === true
  })
}

if (import.meta.main)
  void runProof(
    'chaos --scenario stalls',
    'Exposes a server under load to each kind of database fault: frozen, vanished, read-only, locked and others. Fails when readiness does not report it, when a caller waits for long, or when an acknowledged write is lost.',
    {
      seconds: {
        ...takeNumber(Number.POSITIVE_INFINITY, 'longest time of one fault, in seconds'),
        shown: 'that of each',
      },
      only: takeNames(SCENARIO_NAMES, 'names of the faults'),
    },
    async ({ seconds, only }, { print, fault, count }) => {
      const ms = (value: number | undefined) => (value === undefined ? 'never' : `${Math.round(value)} ms`)
      for await (const report of proveStalls(only, seconds)) {
        const { name, responses, longestMs, noticedMs, slowestProbeMs, recoveredMs, written, lost, faults } =
          report
        const counts = Object.entries(responses)
          .sort(([one], [other]) => one.localeCompare(other))
          .map(([what, count]) => `${what}: ${count}`)
        print(
          `${name}: not ready after ${ms(noticedMs)}, slowest probe ${ms(slowestProbeMs)}; longest answer ${ms(longestMs)}; back ${ms(recoveredMs)} after it was over; ${lost} of ${written} acknowledged writes lost; ${faults.length} faults\n  ${counts.join(', ')}`,
        )
        fault(faults)
        count({ 'executions that succeeded': responses['execute 200'] ?? 0, 'writes acknowledged': written })
      }
    },
  )
