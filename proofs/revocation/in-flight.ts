import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Caller,
  CONNECTORS,
  callerWith,
  connectCaller,
  MINT,
  PROOF_CLIENT_SETTINGS,
  WORKSPACES,
} from '@bulkhead/testing/caller'
import type { Engine } from '@bulkhead/testing/engines'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startServerProcess } from '@bulkhead/testing/server-process'
import { until } from '@bulkhead/testing/test-server'
import { type MarkingUpstream, startMarkingUpstream } from '../parts/marking-upstream.ts'
import { onEngines, runProof, takeCount, takeEngine } from '../parts/run-proof.ts'

/** Change that takes away the right to execute, and the process that made it. */
export type Ending = 'delete the workspace' | 'delete the connector' | 'deactivate the workspace'
export const ENDINGS: readonly Ending[] = [
  'delete the workspace',
  'delete the connector',
  'deactivate the workspace',
]

/** Results of the executions around one ending. */
export interface EndingReport {
  readonly ending: Ending
  readonly through: 'the same process' | 'another process'
  /** Number of executions in progress when the response arrived, and how many of them succeeded. They may succeed. */
  inFlight: number
  inFlightSucceeded: number
  /** Number of executions that began after the response. */
  later: number
  /**
   * Longest time from the response to the start of an execution that succeeded, in milliseconds. 0 if none succeeded.
   */
  latestSuccessMs: number
  readonly faults: string[]
}

/** Maximum delay in milliseconds: none on the process that responded, one second on any other. */
const MAY_LAG_MS = { 'the same process': 0, 'another process': 1_000 }
const AT_ONCE = 100
const UPSTREAM_MS = 250
/** Time limit that suffices on a busy machine. */
const ENOUGH_MS = 60_000
/** If a busy machine stops a server for a second, it cannot know of revocations, and refuses. */
const UNAVAILABLE = 'unavailable'

interface Execution {
  readonly begunAt: number
  readonly endedAt: number
  readonly mark: string
  readonly status: number
  readonly code: unknown
}

/**
 * Keeps 100 executions in progress, with tokens of the application and of the workspace. Revokes access during them and
 * checks the executions that began after the response: none may succeed, and none may reach the upstream.
 */
export async function proveInFlight(
  engine: Engine,
  endings: readonly Ending[] = ENDINGS,
): Promise<EndingReport[]> {
  const store = await engine.createStore()
  const upstream = await startMarkingUpstream()
  upstream.delay(UPSTREAM_MS)
  const settings = {
    ...store.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
  }
  const servers = [startServerProcess(settings)]
  try {
    const executing = await connectCaller(await (servers[0] as (typeof servers)[0]).ready)
    const through: [EndingReport['through'], Caller][] = [['the same process', executing]]
    if (engine.name === 'postgres') {
      const other = startServerProcess(settings)
      servers.push(other)
      through.push(['another process', callerWith(await other.ready, executing.token)])
    }
    const reports: EndingReport[] = []
    for (const ending of endings) {
      reports.push(
        ...(await Promise.all(
          through.map(([where, caller]) => endInFlight(executing, caller, upstream, ending, where)),
        )),
      )
    }
    return reports
  } finally {
    await Promise.all(servers.map((server) => server.end('SIGKILL')))
    await upstream.close()
    store.remove()
  }
}

async function endInFlight(
  executing: Caller,
  ending: Caller,
  upstream: MarkingUpstream,
  what: Ending,
  through: EndingReport['through'],
): Promise<EndingReport> {
  const report: EndingReport = {
    ending: what,
    through,
    inFlight: 0,
    inFlightSucceeded: 0,
    later: 0,
    latestSuccessMs: 0,
    faults: [],
  }
  const name = `${what}, ${through}`
  const { body: workspace } = await executing.call('POST', MINT, { workspace_name: name })
  const { body: connector } = await executing.call('POST', CONNECTORS, {
    workspace_id: workspace.workspace_id,
    connector_type: 'probe',
    credentials: { token: 'secret' },
    environment: { base_url: upstream.url },
  })
  const done: Execution[] = []
  const marks: string[] = []
  let stopped = false
  const lanes = Array.from({ length: AT_ONCE }, async (_, lane) => {
    const token = lane % 2 === 0 ? executing.token : workspace.token
    for (let count = 0; !stopped; count += 1) {
      const mark = `${connector.id}-${lane}-${count}`
      const begunAt = performance.now()
      marks.push(mark)
      const { status, body } = await executing.call(
        'POST',
        `${CONNECTORS}/${connector.id}/execute`,
        { entity: 'things', action: 'get', params: { id: mark } },
        token,
      )
      done.push({ begunAt, endedAt: performance.now(), mark, status, code: body.code })
      if (status !== 200) await sleep(20)
    }
  })
  await until(() => done.some(({ status }) => status === 200), ENOUGH_MS)
  await sleep(UPSTREAM_MS)
  let status = 503
  await until(async () => {
    ;({ status } = await end(ending, what, workspace.workspace_id, connector.id))
    return status !== 503
  }, ENOUGH_MS)
  const respondedAt = performance.now()
  if (status >= 300) report.faults.push(`to ${what} answered ${status}`)
  await sleep(1_500)
  // A busy machine takes longer for the same number of executions.
  await until(() => done.filter(({ begunAt }) => begunAt > respondedAt).length >= AT_ONCE / 4, ENOUGH_MS)
  stopped = true
  await Promise.all(lanes)

  const expected = EXPECTED[what]
  for (const { begunAt, mark, status, code } of done) {
    const reached = upstream.take(mark) !== undefined
    const lateMs = begunAt - respondedAt
    if (status !== 200 && !expected.includes(`${status} ${code}`) && code !== UNAVAILABLE)
      report.faults.push(`an execution answered ${status} ${code}`)
    if (lateMs < 0) continue
    report.later += 1
    if (status === 200 || reached) report.latestSuccessMs = Math.max(report.latestSuccessMs, lateMs)
    if ((status === 200 || reached) && lateMs > MAY_LAG_MS[through])
      report.faults.push(`an execution begun ${lateMs.toFixed(1)} ms after the answer answered ${status}`)
  }
  const around = done.filter(({ begunAt, endedAt }) => begunAt < respondedAt && endedAt > respondedAt)
  report.inFlight = around.length
  report.inFlightSucceeded = around.filter(({ status }) => status === 200).length
  if (report.later === 0 || report.inFlight === 0) report.faults.push('nothing was in flight or came later')
  if (!done.some(({ status }) => status === 200)) report.faults.push('nothing succeeded before')
  return report
}

/** Expected error codes of each ending, for tokens of the application and of the workspace. */
const EXPECTED: Record<Ending, readonly string[]> = {
  'delete the workspace': ['404 connector_not_found', '401 unauthenticated'],
  'delete the connector': ['404 connector_not_found'],
  'deactivate the workspace': ['403 workspace_inactive', '401 unauthenticated'],
}

function end(caller: Caller, what: Ending, workspace_id: string, connector_id: string) {
  switch (what) {
    case 'delete the workspace':
      return caller.call('DELETE', `${WORKSPACES}/${workspace_id}`)
    case 'delete the connector':
      return caller.call('DELETE', `${CONNECTORS}/${connector_id}`)
    case 'deactivate the workspace':
      return caller.call('PUT', `${WORKSPACES}/${workspace_id}`, { status: 'inactive' })
  }
}

if (import.meta.main)
  void runProof(
    'revocation --scenario in-flight',
    'Keeps 100 executions in progress and revokes their access. Fails when an execution that began after the response succeeds or reaches the service.',
    { rounds: takeCount(3, 'times that each kind of access is ended'), engine: takeEngine() },
    async (options, { print, fault, count }) => {
      await onEngines(options.engine, async (engine) => {
        for (let round = 1; round <= options.rounds; round += 1) {
          for (const report of await proveInFlight(engine)) {
            print(
              `in flight, ${engine.name}, to ${report.ending} through ${report.through}: ${report.inFlight} in flight, of which ${report.inFlightSucceeded} succeeded; ${report.later} begun later, the last to succeed ${Math.round(report.latestSuccessMs)} ms after the answer; ${report.faults.length} faults`,
            )
            fault(report.faults)
            count({ 'executions in flight': report.inFlight, 'executions begun later': report.later })
          }
        }
      })
    },
  )
