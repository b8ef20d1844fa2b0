import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { engines } from '@bulkhead/testing/engines'
import { connectMcp } from '@bulkhead/testing/mcp-client'
import { json, startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startTestServer } from '@bulkhead/testing/test-server'
import { onEngines, runProof, takeCount, takeEngine } from '../parts/run-proof.ts'

/** Effects of many concurrent calls of `/mcp` and of disconnected clients. */
export interface McpLoadReport {
  readonly calls: number
  /** Heap in use after each round, after garbage collection, in bytes. */
  readonly heap: number[]
  readonly faults: string[]
}

const MB = 1024 * 1024
const MOST_GROWN = 16 * MB

/**
 * Sends many concurrent executions by the official client, round after round. In each round one more client disconnects
 * during its call. All other calls must succeed, the abandoned call must also end at the service, and memory in the
 * last round must equal that after a fifth of the rounds, within 16 MB.
 */
export async function proveMcpLoad({
  engine,
  rounds,
  calls,
}: {
  engine: (typeof engines)[number]
  rounds: number
  calls: number
}): Promise<McpLoadReport> {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const upstream = await startScriptedUpstream()
  // Log lines and requests are not stored, because they would be measured too.
  const testServer = await startTestServer(engine, {
    logLevel: 'warn',
    environment: {
      BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
      BULKHEAD_WORKSPACE_QUEUE: String(2 * calls),
    },
  })
  const report: McpLoadReport = { calls, heap: [], faults: [] }
  try {
    const tenant = await testServer.createTenant('Load')
    const { token } = await testServer.mint(tenant, 'load')
    const { body } = await testServer.call('POST', '/api/v1/integrations/connectors', {
      token,
      body: {
        connector_type: 'probe',
        credentials: { token: 'probe-secret' },
        environment: { base_url: upstream.url },
      },
    })
    const execute = { connector: body.id, entity: 'things', action: 'list' }
    for (let round = 0; round < rounds; round++) {
      upstream.respond(json({ items: [{ id: 1, text: 'x'.repeat(1_000) }] }))
      {
        await using mcp = await connectMcp(testServer.server.url, token, '2026-07-28')
        const results = await Promise.all(Array.from({ length: calls }, () => mcp.call('execute', execute)))
        const failed = results.filter(({ isError }) => isError === true)
        if (failed.length > 0) report.faults.push(`${failed.length} failed: ${JSON.stringify(failed[0])}`)
      }
      const { promise: left, resolve } = Promise.withResolvers<unknown>()
      const arrived = Promise.withResolvers<void>()
      upstream.respond((_request, response) => {
        once(response, 'close').then(resolve)
        arrived.resolve()
      })
      const leaver = await connectMcp(testServer.server.url, token, '2026-07-28')
      const abandoned = leaver.call('execute', execute).catch(() => {})
      await arrived.promise
      await leaver[Symbol.asyncDispose]()
      await Promise.all([left, abandoned])
      upstream.arrived.length = 0
      collect()
      const { heapUsed, external } = process.memoryUsage()
      report.heap.push(heapUsed + external)
    }
  } finally {
    await testServer.close()
    await upstream.close()
  }
  const grown = (report.heap.at(-1) ?? 0) - (report.heap[Math.floor(rounds / 5)] ?? 0)
  if (grown > MOST_GROWN) report.faults.push(`memory grew by ${Math.round(grown / MB)} MB`)
  return report
}

if (import.meta.main)
  void runProof(
    'mcp --scenario load',
    'Sends 1,000 executions at once by the official client of MCP, round after round. Fails when a call fails, or when memory grows.',
    { rounds: takeCount(20, 'rounds'), engine: takeEngine() },
    async (options, { print, fault, count }) => {
      await onEngines(options.engine, async (engine) => {
        const report = await proveMcpLoad({ engine, rounds: options.rounds, calls: 1_000 })
        const heap = report.heap.map((bytes) => Math.round(bytes / MB)).join(' ')
        print(
          `mcp load, ${engine.name}: ${report.heap.length} rounds of ${report.calls} calls at once and a client that left; memory in MB ${heap}; ${report.faults.length} faults`,
        )
        fault(report.faults)
        count({ rounds: report.heap.length })
      })
    },
  )
