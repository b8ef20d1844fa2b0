import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Engine, engines } from '../engines.ts'
import { type House, openHouse, until } from '../house.ts'
import { REVISIONS, type Revision } from '../mcp-client.ts'
import {
  type AnswerRequest,
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '../scripted-upstream.ts'
import { readProofOptions } from './proof-options.ts'

/** What many calls at once, and clients that go away, leave behind. */
export interface McpLoadReport {
  /** Bytes of the heap in use when all was quiet: before, and after each round. */
  readonly heap: number[]
  /** Milliseconds from the first call of a round to the last answer. */
  readonly roundMs: number[]
  readonly answered: number
  readonly abandoned: number
  readonly faults: string[]
}

/** Within the time that a third party has for its first byte. */
const PATIENCE_MS = 25_000
/** That the server opens to one origin. */
const CONNECTIONS = 128
/** Of a call that left something behind, a kilobyte would be little. */
const MOST_BYTES_PER_CALL = 256
/** What the heap varies by on its own. */
const NOISE_BYTES = 1_572_864

/**
 * Sends `calls` calls of `execute` at once, in rounds and by both revisions. Every second client hangs up in the
 * middle of its call, which has to end what was asked of the third party. What is on the heap afterwards must be
 * what was there before.
 */
export async function proveMcpLoad(
  engine: Engine,
  { rounds, calls }: { rounds: number; calls: number },
): Promise<McpLoadReport> {
  const upstream = await startScriptedUpstream()
  const house = await openHouse(engine, {
    logLevel: 'silent',
    environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS, BULKHEAD_WORKSPACE_CALLS: String(calls) },
  })
  const report: McpLoadReport = { heap: [], roundMs: [], answered: 0, abandoned: 0, faults: [] }
  try {
    const { token, connector } = await connectProbe(house, upstream)
    const agent = new Agent({ keepAlive: true, maxSockets: calls })
    const load = { house, upstream, token, connector, agent, calls }
    // Two rounds until caches, connections and compiled code are there.
    for (let round = -2; round < rounds; round += 1) {
      const began = performance.now()
      const { answered, abandoned, faults } = await runRound(
        load,
        REVISIONS[Math.abs(round) % 2] ?? '2026-07-28',
      )
      report.faults.push(...faults)
      const heap = await quietHeap()
      if (round < -1) continue
      report.heap.push(heap)
      if (round < 0) continue
      report.roundMs.push(performance.now() - began)
      Object.assign(report, {
        answered: report.answered + answered,
        abandoned: report.abandoned + abandoned,
      })
    }
    agent.destroy()
    const grown = (report.heap.at(-1) ?? 0) - (report.heap[0] ?? 0)
    const most = NOISE_BYTES + MOST_BYTES_PER_CALL * rounds * calls
    if (grown > most) report.faults.push(`the heap grew by ${grown} bytes, more than ${most}`)
    return report
  } finally {
    await house.close()
    await upstream.close()
  }
}

async function connectProbe(house: House, upstream: ScriptedUpstream) {
  const { token } = await house.mint(await house.createTenant('Load'), 'load')
  const { body } = await house.call('POST', '/api/v1/integrations/connectors', {
    token,
    body: {
      connector_type: 'probe',
      credentials: { token: 'a-token-of-the-load' },
      environment: { base_url: upstream.url },
    },
  })
  return { token, connector: body.id as string }
}

interface Load {
  readonly house: House
  readonly upstream: ScriptedUpstream
  readonly token: string
  readonly connector: string
  readonly agent: Agent
  readonly calls: number
}

/**
 * All calls are under way, as many as there are connections at the third party and the others waiting for one,
 * when every second one is given up; then the others are answered. What was given up while it waited must not
 * be sent any more.
 */
async function runRound(load: Load, revision: Revision) {
  const { upstream, calls } = load
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  let held = 0
  let ended = 0
  const answer: AnswerRequest = async (asked, response) => {
    held += 1
    response.once('close', () => {
      if (!response.writableFinished) ended += 1
    })
    await opened
    if (!response.destroyed) json({ items: [{ name: 'x'.repeat(2_000) }] })(asked, response)
  }
  upstream.answer(answer)
  const sent = Array.from({ length: calls }, (_, at) => callTool(load, revision, at))
  const leaving = sent.filter((_, at) => at % 2 === 1)
  await until(() => held >= Math.min(calls, CONNECTIONS), PATIENCE_MS)
  await eventLoopIsIdle()
  for (const call of leaving) call.leave()
  await until(() => ended > 0, PATIENCE_MS)
  await eventLoopIsIdle()
  open()
  const outcomes = await Promise.all(sent.map(({ outcome }) => outcome))
  const answered = outcomes.filter((text) => text?.includes('xxxx')).length
  upstream.arrived.length = 0
  const staying = calls - leaving.length
  const faults: string[] = []
  if (answered !== staying) faults.push(`${answered} of ${staying} were answered, the first ${outcomes[0]}`)
  if (held !== staying + ended)
    faults.push(`${held} were sent, of which ${ended} ended and ${staying} stayed`)
  return { answered, abandoned: leaving.length, faults }
}

/** One call over a connection of its own kind: no client library, since what is measured is the server. */
function callTool({ house, token, connector, agent }: Load, revision: Revision, id: number) {
  const params = {
    name: 'execute',
    arguments: { connector, entity: 'things', action: 'list' },
    ...(revision === '2026-07-28' && {
      _meta: {
        'io.modelcontextprotocol/protocolVersion': revision,
        'io.modelcontextprotocol/clientInfo': { name: 'load', version: '1.0.0' },
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    }),
  }
  const { promise: outcome, resolve } = Promise.withResolvers<string | undefined>()
  const sent = request(
    `${house.server.url}/mcp`,
    {
      agent,
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': revision,
        'mcp-method': 'tools/call',
        'mcp-name': 'execute',
        ...(revision === '2025-11-25' && { 'mcp-session-id': `session-${id}` }),
      },
    },
    (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('close', () => resolve(Buffer.concat(chunks).toString('utf8')))
      answer.once('error', () => resolve(undefined))
    },
  )
  sent.once('error', () => resolve(undefined))
  sent.end(JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params }))
  return { outcome, leave: () => sent.destroy() }
}

/** Waits until whatever arrived has been seen to: a short sleep is short, several times over. */
async function eventLoopIsIdle(): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  for (let quiet = 0; quiet < 5 && performance.now() < end; ) {
    const began = performance.now()
    await sleep(50)
    quiet = performance.now() - began < 70 ? quiet + 1 : 0
  }
}

/** The heap in use when nothing is under way and all garbage is collected. */
async function quietHeap(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  let least = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await sleep(300)
    collect()
    least = Math.min(least, process.memoryUsage().heapUsed)
  }
  return least
}

if (import.meta.main) {
  const options = readProofOptions(10)
  for (const engine of engines.filter(({ name }) => options.engines.includes(name))) {
    try {
      const { heap, roundMs, answered, abandoned, faults } = await proveMcpLoad(engine, {
        rounds: options.rounds,
        calls: 1_000,
      })
      const megabytes = heap.map((bytes) => (bytes / 1_048_576).toFixed(1))
      const sorted = roundMs.toSorted((a, b) => a - b).map(Math.round)
      process.stdout.write(
        `mcp load, ${engine.name}: ${answered} calls answered and ${abandoned} abandoned, 1,000 at once; a round took ${sorted[0]} to ${sorted.at(-1)} ms; heap in MiB before and after each round: ${megabytes.join(', ')}; resident ${Math.round(process.memoryUsage().rss / 1_048_576)} MiB; ${faults.length} faults\n`,
      )
      for (const fault of faults) process.stdout.write(`  ${fault}\n`)
      if (faults.length > 0) process.exitCode = 1
    } finally {
      await engine.close()
    }
  }
}
