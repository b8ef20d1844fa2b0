import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeEmbeddedTemplate } from '@bulkhead/server/platform/database/pglite/make-embedded-template'
import { connectCaller, MINT, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import type { Engine } from '@bulkhead/testing/engines'
import { STARTED } from '@bulkhead/testing/program'
import { startServerProcess } from '@bulkhead/testing/server-process'
import { onEngines, runProof, takeCount, takeEngine } from '../parts/run-proof.ts'

/** Start times of servers, alone and next to another. */
export interface StartReport {
  /** Time from process start to ready on an empty store, in milliseconds. */
  firstMs: number
  /** Milliseconds from process start to ready on an existing store, by the signal that ended the previous server. */
  readonly againMs: Record<'SIGTERM' | 'SIGKILL', number[]>
  /** Time until the second process on a directory ended, in milliseconds. Embedded only. */
  refusedMs: number | undefined
  readonly faults: string[]
}

/**
 * Starts a server on an empty store and a second one next to it. If they share a directory, the second one must end at
 * once with code 1 and name the first. Then starts servers again and again on the same store.
 */
export async function proveStart(engine: Engine, { rounds }: { rounds: number }): Promise<StartReport> {
  // The measured start creates the embedded database from this template.
  if (engine.name === 'pglite') await makeEmbeddedTemplate()
  const store = await (engine.name === 'pglite' ? engine.createEmptyStore() : engine.createStore())
  const settings = { ...store.environment, ...PROOF_CLIENT_SETTINGS }
  const report: StartReport = {
    firstMs: 0,
    againMs: { SIGTERM: [], SIGKILL: [] },
    refusedMs: undefined,
    faults: [],
  }
  let server = startServerProcess(settings, STARTED)
  try {
    const { call } = await connectCaller(await server.ready)
    report.firstMs = server.readyMs() ?? Number.NaN
    if (store.postgres === undefined) {
      const began = performance.now()
      const second = startServerProcess(settings, STARTED)
      const exit = await Promise.race([second.exited, sleep(60_000, undefined, { ref: false })])
      report.refusedMs = performance.now() - began
      if (exit?.code !== 1) report.faults.push(`the second process ended with ${JSON.stringify(exit)}`)
      if (!new RegExp(`^bulkhead: .* in use by process ${server.pid} on `).test(second.stderr()))
        report.faults.push(`the second process said: ${second.stderr()}`)
      if (!second.stderr().includes(store.environment.BULKHEAD_DATA_DIR ?? ''))
        report.faults.push('the second process did not name the directory')
      await second.end('SIGKILL')
      const { status } = await call('POST', MINT, { workspace_name: 'still-there' })
      if (status !== 200) report.faults.push(`the first process answered ${status} afterwards`)
    }
    for (let round = 1; round <= rounds; round += 1) {
      const signal = round % 2 === 0 ? 'SIGTERM' : 'SIGKILL'
      await server.end(signal)
      server = startServerProcess(settings, STARTED)
      await server.ready
      report.againMs[signal].push(server.readyMs() ?? Number.NaN)
    }
    const { code } = await server.end('SIGTERM')
    if (code !== 0) report.faults.push(`SIGTERM ended the server with ${code}`)
    return report
  } finally {
    await server.end('SIGKILL')
    store.remove()
  }
}

if (import.meta.main)
  void runProof(
    'performance --scenario start',
    'Starts a server on an empty store, a second one beside it, and one after the other on the same store. Prints the times until each was ready. Fails when the second one on a directory goes on.',
    { rounds: takeCount(10, 'starts after SIGTERM and after SIGKILL'), engine: takeEngine() },
    async (options, { print, fault, count }) => {
      await onEngines(options.engine, async (engine) => {
        const { firstMs, againMs, refusedMs, faults } = await proveStart(engine, options)
        print(
          `start, ${engine.name}: first ${Math.round(firstMs)} ms; again after SIGTERM ${spread(againMs.SIGTERM)}, after SIGKILL ${spread(againMs.SIGKILL)}; ${refusedMs === undefined ? '' : `a second process on the directory ended after ${Math.round(refusedMs)} ms; `}load of the machine ${loadavg()[0]?.toFixed(1)}; ${faults.length} faults`,
        )
        fault(faults)
        count({ 'starts again': againMs.SIGTERM.length + againMs.SIGKILL.length })
      })
    },
  )

function spread(milliseconds: readonly number[]): string {
  if (milliseconds.length === 0) return 'not tried'
  const sorted = milliseconds.toSorted((a, b) => a - b).map(Math.round)
  return `${sorted[0]} to ${sorted.at(-1)} ms, median ${sorted[sorted.length >> 1]} ms`
}
