import diagnostics from 'node:diagnostics_channel'
import { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { CONNECTORS, WORKSPACES } from '@bulkhead/testing/caller'
import type { Engine } from '@bulkhead/testing/engines'
import { type Random, seededRandom } from '@bulkhead/testing/random'
import { json, startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { type Answer, startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import { onEngines, runProof, takeCount, takeEngine, takeSeed } from '../parts/run-proof.ts'

/** Ways to take the right to execute away. */
export type Ending = 'revoke the token' | 'delete the connector' | 'deactivate the workspace'
export const ENDINGS: readonly Ending[] = [
  'revoke the token',
  'delete the connector',
  'deactivate the workspace',
]

/** Result of all rounds of one ending. */
export interface LastSentReport {
  readonly ending: Ending
  rounds: number
  /** Number of executions that were in progress when the response was written, and of those begun later. */
  inFlight: number
  later: number
  /** Number of requests to the service, and of those written after the response to the ending. */
  written: number
  writtenAfter: number
  /** Longest time from that response to a request in milliseconds. */
  latestMs: number
  readonly faults: string[]
}

export interface LastSentOptions {
  readonly seed: number
  /** Number of executions in progress, for each ending, after which no further round begins. */
  readonly least: number
}

const AT_ONCE = 100
/** Maximum time in milliseconds that the name of the service takes to resolve. Each call opens a connection. */
const RESOLVES_WITHIN_MS = 25
const LAST_ROUND = 1_000
/** Header of the request that ends a right. */
const MARK = 'x-ending'

/**
 * Keeps 100 executions in progress, each of which opens a connection to the service, and ends their right. Compares, in
 * the process of the server, the time at which each request to the service is written with the time at which the
 * response to the ending is. No request may be written later.
 */
export async function proveLastSent(
  engine: Engine,
  { seed, least }: LastSentOptions,
): Promise<LastSentReport[]> {
  const random = seededRandom(seed)
  const upstream = await startScriptedUpstream()
  upstream.respond((request, response) => {
    upstream.arrived.length = 0
    return json({ id: 'a' }, 200, { connection: 'close' })(request, response)
  })
  const testServer = await startTestServer(engine, {
    environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
    logLevel: 'silent',
    sending: {
      lookup: (_, found) => {
        const resolve = () => found(null, [{ address: '127.0.0.1', family: 4 }])
        setTimeout(resolve, random.fraction() * RESOLVES_WITHIN_MS)
      },
    },
  })
  using watch = watchWrites()
  try {
    const reports: LastSentReport[] = []
    for (const ending of ENDINGS) {
      const counts = { rounds: 0, inFlight: 0, later: 0, written: 0, writtenAfter: 0, latestMs: 0 }
      const report: LastSentReport = { ending, ...counts, faults: [] }
      while (report.inFlight < least && report.rounds < LAST_ROUND) {
        report.rounds += 1
        await endOnce(testServer, { report, watch, random, port: new URL(upstream.url).port })
      }
      if (report.writtenAfter > 0) {
        const late = `${report.writtenAfter} requests were written after the response`
        report.faults.push(`to ${ending}: ${late}, the last ${report.latestMs.toFixed(1)} ms after it`)
      }
      reports.push(report)
    }
    return reports
  } finally {
    await testServer.close()
    await upstream.close()
  }
}

interface Round {
  readonly report: LastSentReport
  readonly watch: ReturnType<typeof watchWrites>
  readonly random: Random
  readonly port: string
}

/** Runs one round: executes in a loop, ends the right, and goes on until each caller was refused twice. */
async function endOnce(testServer: TestServer, { report, watch, random, port }: Round): Promise<void> {
  const name = `${report.ending} ${report.rounds}`
  const tenant = await testServer.createTenant(name)
  const { token, workspace_id } = await testServer.mint(tenant, 'scene')
  const { body: connector } = await testServer.call('POST', CONNECTORS, {
    token,
    body: {
      connector_type: 'probe',
      credentials: { token: 'a-token-of-probe' },
      environment: { base_url: `http://${connectorHost(name)}:${port}` },
    },
  })
  const mark = `${connector.id}`
  const spans: { begunAt: number; endedAt: number }[] = []
  let succeeded = 0
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (let refused = 0; refused < 2; ) {
      const begunAt = performance.now()
      const path = `${CONNECTORS}/${connector.id}/execute`
      const body = { entity: 'things', action: 'get', params: { id: mark } }
      const { status } = await testServer.call('POST', path, { token, body })
      spans.push({ begunAt, endedAt: performance.now() })
      if (status === 200) succeeded += 1
      else refused += 1
    }
  })
  await until(() => succeeded > 0)
  await sleep(random.fraction() * 200)
  const ended = await end(testServer, report.ending, {
    token,
    workspace_id,
    connector: connector.id,
    mark,
    tenant,
  })
  if (ended.status >= 300) throw new Error(`to ${report.ending} answered ${ended.status}: ${ended.text}`)
  await Promise.all(lanes)
  const respondedAt = watch.respondedAt(mark)
  const written = watch.takeWritten(mark)
  const late = written.filter((time) => time > respondedAt)
  report.written += written.length
  report.writtenAfter += late.length
  report.latestMs = Math.max(report.latestMs, ...late.map((time) => time - respondedAt))
  report.later += spans.filter(({ begunAt }) => begunAt > respondedAt).length
  report.inFlight += spans.filter(
    ({ begunAt, endedAt }) => begunAt <= respondedAt && endedAt > respondedAt,
  ).length
}

interface Ended {
  readonly token: string
  readonly workspace_id: string
  readonly connector: string
  readonly mark: string
  readonly tenant: { readonly token: string }
}

function end(testServer: TestServer, ending: Ending, ended: Ended): Promise<Answer> {
  const headers = { [MARK]: ended.mark }
  const { token } = ended.tenant
  switch (ending) {
    case 'revoke the token': {
      const path = '/api/v1/account/applications/token/revoke'
      return testServer.call('POST', path, { token: ended.token, body: {}, headers })
    }
    case 'delete the connector':
      return testServer.call('DELETE', `${CONNECTORS}/${ended.connector}`, { token, headers })
    case 'deactivate the workspace': {
      const path = `${WORKSPACES}/${ended.workspace_id}`
      return testServer.call('PUT', path, { token, body: { status: 'inactive' }, headers })
    }
  }
}

/** Notes when this process writes requests to services, and its own responses to requests with {@link MARK}. */
function watchWrites() {
  const written = new Map<string, number[]>()
  const responded = new Map<string, number>()
  const onSend = (message: unknown) => {
    const { path } = (message as { request: { path: string } }).request
    const mark = path.split('/').at(-1) ?? ''
    const times = written.get(mark) ?? []
    written.set(mark, times)
    times.push(performance.now())
  }
  diagnostics.subscribe('undici:client:sendHeaders', onSend)
  const { writeHead } = ServerResponse.prototype
  ServerResponse.prototype.writeHead = function (this: ServerResponse, ...given: unknown[]) {
    const mark = this.req.headers[MARK]
    if (typeof mark === 'string') responded.set(mark, performance.now())
    return Reflect.apply(writeHead, this, given)
  } as typeof writeHead
  return {
    respondedAt: (mark: string) => responded.get(mark) ?? Number.NaN,
    takeWritten(mark: string) {
      const times = written.get(mark) ?? []
      written.delete(mark)
      return times
    },
    [Symbol.dispose]() {
      diagnostics.unsubscribe('undici:client:sendHeaders', onSend)
      ServerResponse.prototype.writeHead = writeHead
    },
  }
}

/** Returns a host of its own for each round, so that no connection is left from another. */
function connectorHost(name: string): string {
  return `${name.replaceAll(' ', '-')}.test`
}

if (import.meta.main)
  void runProof(
    'revocation --scenario last-sent',
    'Keeps 100 executions in progress that connect to a service, and ends their right. Fails when a request is written after the response that ended it.',
    {
      least: takeCount(
        3_500,
        'executions in progress, for each way to end a right, after which no round begins',
      ),
      seed: takeSeed(),
      engine: takeEngine(),
    },
    async ({ engine, ...options }, { print, fault, count }) => {
      print(`last sent, seed ${options.seed}`)
      await onEngines(engine, async (one) => {
        for (const { ending, faults, ...found } of await proveLastSent(one, options)) {
          print(
            `last sent, ${one.name}, to ${ending}: ${found.rounds} rounds, ${found.written} requests written; ${found.inFlight} executions in progress at the response and ${found.later} begun later; ${found.writtenAfter} requests written after the response, at most ${found.latestMs.toFixed(1)} ms after it`,
          )
          fault(faults)
          count({ 'executions in progress': found.inFlight, 'requests written': found.written })
        }
      })
    },
  )
