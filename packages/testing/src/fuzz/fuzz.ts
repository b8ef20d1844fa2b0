import fc from 'fast-check'
import type { Engine } from '#engines'
import { seededRandom } from '#random'
import { type MatrixFixture, openMatrixFixture } from './fuzz-fixture.ts'
import { getFaults } from './judge.ts'
import { type FuzzRequest, getRequests } from './requests.ts'

/** Requests to send to a server. */
export interface FuzzRound {
  readonly seed: number
  readonly requests: number
  /** Ids of operations that are called more often than others. */
  readonly wanted?: readonly string[]
  /** Requests in progress at once. With 1, the same seed gives the same run. */
  readonly concurrency?: number
  /** Called after each request with the number of completed requests. */
  readonly onDone?: (done: number) => void
}

export interface FuzzOptions extends FuzzRound {
  readonly engine: Engine
}

/** Server over a fresh store that rounds of requests are sent to, one after the other. */
export interface FuzzedServer {
  send(round: FuzzRound): Promise<FuzzReport>
  close(): Promise<void>
}

export interface FuzzReport {
  /** Number of responses, by operation and status or code: `createConnector 200`. */
  readonly responses: ReadonlyMap<string, number>
  /** Faults with their requests, at most 50. */
  readonly faults: readonly string[]
}

export function isSuccess(key: string): boolean {
  return / 2\d\d$/.test(key)
}

const BATCH = 500
const MOST_FAULTS = 50

/** Returns the seed of each batch of a run. Runs with neighboring seeds have no batch in common. */
export function* getBatchSeeds(seed: number): Generator<number, void> {
  const random = seededRandom(seed)
  for (;;) yield random.between(0, 2 ** 32 - 1)
}

/** Sends generated requests to a server over a fresh store, and checks every response. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const server = await openFuzzedServer(options.engine, options.seed)
  try {
    return await server.send(options)
  } finally {
    await server.close()
  }
}

/** @param seed Seed of what the service behind the server responds. */
export async function openFuzzedServer(engine: Engine, seed: number): Promise<FuzzedServer> {
  const matrixFixture = await openMatrixFixture(engine, seed)
  return { send: (round) => sendRound(matrixFixture, round), close: matrixFixture.close }
}

async function sendRound(matrixFixture: MatrixFixture, options: FuzzRound): Promise<FuzzReport> {
  const requests = getRequests(new Set(options.wanted))
  const responses = new Map<string, number>()
  const faults: string[] = []
  let done = 0

  async function one(request: FuzzRequest) {
    const started = performance.now()
    try {
      const response = await matrixFixture.send(request)
      count(request, response.status < 300 ? String(response.status) : response.body?.code)
      for (const fault of getFaults(request, response, performance.now() - started))
        blame(request, fault, `${response.status} ${response.text.slice(0, 500)}`)
    } catch (error) {
      // A download that breaks off at the service breaks off here too. No other request may.
      if (isDownload(request)) count(request, 'broke off')
      else blame(request, 'no answer, or half of one', String(error))
    }
    done += 1
    options.onDone?.(done)
  }

  function count({ operation }: FuzzRequest, outcome: string) {
    const key = `${operation.operationId} ${outcome}`
    responses.set(key, (responses.get(key) ?? 0) + 1)
  }

  function blame(request: FuzzRequest, fault: string, seen: string) {
    if (faults.length < MOST_FAULTS) faults.push(`${fault}\n${describe(request)}\n→ ${seen}`)
  }

  for (const seed of getBatchSeeds(options.seed)) {
    if (done >= options.requests) break
    const count = Math.min(BATCH, options.requests - done)
    const queue = fc.sample(requests, { seed, numRuns: count })
    const worker = async () => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) await one(next)
    }
    await Promise.all(Array.from({ length: options.concurrency ?? 8 }, worker))
  }
  return { responses, faults }
}

function isDownload({ body }: FuzzRequest): boolean {
  return body !== undefined && 'json' in body && (body.json as { action?: unknown })?.action === 'download'
}

function describe({ operation, ...request }: FuzzRequest): string {
  return `${operation.operationId} ${JSON.stringify(request).slice(0, 1_500)}`
}
