import { setTimeout as sleep } from 'node:timers/promises'
import type { AdminQuery } from '@bulkhead/testing/admin-query'
import { withAdmin } from '@bulkhead/testing/admin-query'
import { CONNECTORS, connectCaller, MINT, PROOF_CLIENT_SETTINGS, WORKSPACES } from '@bulkhead/testing/caller'
import type { Engine } from '@bulkhead/testing/engines'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'
import { findHalfMade } from '../parts/half-made.ts'
import { onEngines, runProof, takeCount, takeEngine } from '../parts/run-proof.ts'

/** Effects of removing a workspace with many connectors. */
export interface RemovalReport {
  readonly connectors: number
  /** Duration of the delete request, in milliseconds. */
  deleteMs: number
  /** Longest wait of another request while the rows were deleted, in milliseconds. */
  longestMs: number
  /** Number of connectors left when the server was killed in the middle. */
  leftAtKill: number
  /** Time from the restart until the last row was deleted, in milliseconds. */
  restMs: number
  readonly faults: string[]
}

/** Log line of each step of the job. */
const STEP = 'remove rows of deleted workspaces'

/**
 * Deletes a workspace with many connectors, kills the server while their rows are being deleted, and starts it again.
 * The response must arrive at once, the name must be free at once, and no row may be left in the end.
 */
export async function proveRemoval(
  engine: Engine,
  { connectors }: { connectors: number },
): Promise<RemovalReport> {
  const store = await engine.createStore()
  const start = () =>
    startServerProcess({
      ...store.environment,
      ...PROOF_CLIENT_SETTINGS,
      BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
      BULKHEAD_LOG_LEVEL: 'debug',
    })
  const report: RemovalReport = {
    connectors,
    deleteMs: 0,
    longestMs: 0,
    leftAtKill: 0,
    restMs: 0,
    faults: [],
  }
  const countLeft = (workspace_id: string) =>
    withAdmin(store, (query) => countConnectors(query, workspace_id))
  let server = start()
  try {
    const first = await connectCaller(await server.ready)
    const { body: doomed } = await first.call('POST', MINT, { workspace_name: 'doomed' })
    await server.end('SIGTERM')
    await withAdmin(store, (query) => fill(query, doomed.workspace_id, connectors))
    server = start()
    const caller = await connectCaller(await server.ready)

    const stepsBefore = steps(server)
    const began = performance.now()
    const deleted = await caller.call('DELETE', `${WORKSPACES}/${doomed.workspace_id}`)
    report.deleteMs = performance.now() - began
    if (deleted.status !== 200) report.faults.push(`the deletion answered ${deleted.status}`)
    const { body: next } = await timed(() => caller.call('POST', MINT, { workspace_name: 'doomed' }))
    if (next.workspace_id === doomed.workspace_id) report.faults.push('the name kept the old id')

    let killed = false
    const others = (async () => {
      while (!killed) {
        await timed(() => caller.call('GET', `${WORKSPACES}/${next.workspace_id}`)).catch(() => {})
      }
    })()
    // After two more steps the job is in the middle of its work.
    for (const end = Date.now() + 20_000; steps(server) < stepsBefore + 2 && Date.now() < end; )
      await sleep(1)
    killed = true
    await server.end('SIGKILL')
    await others
    report.leftAtKill = await countLeft(doomed.workspace_id)
    if (report.leftAtKill === 0 || report.leftAtKill === connectors)
      report.faults.push(`the kill did not come in the middle: ${report.leftAtKill} were left`)

    server = start()
    const again = await connectCaller(await server.ready)
    const restarted = performance.now()
    await (store.postgres === undefined
      ? untilAtRest(server)
      : untilGone(() => countLeft(doomed.workspace_id)))
    report.restMs = performance.now() - restarted
    const listed = await again.call('GET', `${CONNECTORS}?workspace_id=${doomed.workspace_id}`)
    if (listed.body.data.length > 0) report.faults.push('the deleted workspace lists connectors')
    const { body: still } = await again.call('POST', MINT, { workspace_name: 'doomed' })
    if (still.workspace_id !== next.workspace_id)
      report.faults.push('the new workspace of the name did not survive')
    await server.end('SIGTERM')
    await withAdmin(store, async (query) => {
      const left = await countConnectors(query, doomed.workspace_id)
      if (left > 0) report.faults.push(`${left} connectors are left`)
      report.faults.push(...(await findHalfMade(query)))
    })
    return report
  } finally {
    await server.end('SIGKILL')
    store.remove()
  }

  async function timed<T>(request: () => Promise<T>): Promise<T> {
    const asked = performance.now()
    const response = await request()
    report.longestMs = Math.max(report.longestMs, performance.now() - asked)
    return response
  }
}

async function countConnectors(query: AdminQuery, workspace_id: string): Promise<number> {
  const [row] = await query(
    `select count(*)::integer as count from bulkhead.connectors where workspace_id = '${workspace_id}'`,
  )
  return Number(row?.count)
}

/** Inserts realistic rows with credentials that cannot be decrypted. By the API, this many would take minutes. */
async function fill(query: AdminQuery, workspace_id: string, connectors: number) {
  await query(`
    insert into bulkhead.connectors
      (organization_id, workspace_id, connector_id, definition_id, name, auth_option, settings)
    select organization_id, workspace_id, gen_random_uuid(), gen_random_uuid(), 'Seeded', 'none', '{}'
    from bulkhead.workspaces, generate_series(1, ${connectors}) where workspace_id = '${workspace_id}'
  `)
  await query(`
    insert into bulkhead.connector_credentials
      (organization_id, workspace_id, connector_id, purpose, origins, sealed)
    select organization_id, workspace_id, connector_id, 'api', '{}', 'nothing'
    from bulkhead.connectors where workspace_id = '${workspace_id}'
  `)
}

function steps({ log }: ServerProcess): number {
  return log.filter((line) => line.includes(STEP)).length
}

/**
 * Waits until the job rests: its steps follow each other at once while there are rows to delete, then it pauses for
 * seconds.
 */
async function untilAtRest(server: ServerProcess): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const before = steps(server)
    await sleep(2_500)
    if (before > 0 && steps(server) === before) return
  }
  throw new Error('The removal did not come to rest within 60 s.')
}

/**
 * Waits until no row is left. A transaction of the killed server may hold its lock for a moment longer, so the first
 * step may find nothing.
 */
async function untilGone(left: () => Promise<number>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) if ((await left()) === 0) return
}

if (import.meta.main)
  void runProof(
    'chaos --scenario removal',
    'Deletes a workspace of 30,000 connectors and kills the server while their rows are deleted. Fails when others wait for long, or when a row is left.',
    { rounds: takeCount(1, 'deletions'), engine: takeEngine() },
    async (options, { print, fault, count }) => {
      await onEngines(options.engine, async (engine) => {
        for (let round = 1; round <= options.rounds; round += 1) {
          const report = await proveRemoval(engine, { connectors: 30_000 })
          print(
            `removal, ${engine.name}: ${report.connectors} connectors; deletion answered in ${Math.round(report.deleteMs)} ms; other requests waited at most ${Math.round(report.longestMs)} ms; ${report.leftAtKill} left at the kill, gone ${Math.round(report.restMs)} ms after the restart; ${report.faults.length} faults`,
          )
          fault(report.faults)
          count({ 'connectors left at the kill': report.leftAtKill })
        }
      })
    },
  )
