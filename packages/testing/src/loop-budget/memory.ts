import { fork } from 'node:child_process'
import { generateKeySync } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EXECUTION_BOUNDS } from '@bulkhead/contract/executions'
import type { UpstreamResponse } from '@bulkhead/engine'
import { createRedactor, readResponse } from '@bulkhead/engine/read'
import { hashRequest } from '@bulkhead/server/access/idempotency/hashes'
import { readLargeBody } from '@bulkhead/server/http/large-bodies/read-large-body'
import { parseJson } from '@bulkhead/server/http/parse-json'
import { HOSTILE_JSON } from './hostile-json.ts'
import { SECRET } from './hostile-texts.ts'
import { probeOperation } from './probe-definition.ts'

/** Additional memory of a process for an input of some length. */
export interface MemoryUse {
  readonly bytes: number
  /** Memory in use at the end, heap and outside of it: input, value and result together. */
  readonly live: number
  /** Peak of the memory that the system allocated, with garbage that was not collected in time. */
  readonly peak: number
  readonly refused: boolean
}

/** Paths through the server that use the most memory for their input. */
const WAYS = {
  /** The response is parsed, stays in memory as bytes and string, and is passed on. */
  'a clean response': (bytes: Uint8Array) => respond(bytes, ['not-in-there-1234']),
  /** The response is parsed, redacted and serialized. */
  'a response with a secret': (bytes: Uint8Array) => respond(bytes, [SECRET]),
  /** The request is parsed, and serialized again to be hashed. */
  'a request': (bytes: Uint8Array) => {
    const value = parseJson(bytes, EXECUTION_BOUNDS, JSON.parse)
    return [value, hashRequest(generateKeySync('aes', { length: 256 }), 'key', value)]
  },
  /** The document is parsed, compressed and serialized, in a thread. */
  'a request with a large document': (bytes: Uint8Array) =>
    readLargeBody({ operationId: 'addDefinition', bytes }),
} as const

export type Way = keyof typeof WAYS
export const WAY_NAMES = Object.keys(WAYS) as Way[]

function respond(body: Uint8Array, secrets: readonly string[]): unknown {
  const redactor = createRedactor(secrets)
  const response: UpstreamResponse = { status: 200, headers: {}, body, redirects: 0, received_at: 0 }
  const isClean = redactor.isClean(body)
  const read = readResponse(probeOperation('one', 'get'), response, redactor.text, { json: isClean })
  const result = isClean ? read.result : redactor.value(read.result)
  return [result, read.json ?? JSON.stringify(result)]
}

/** Measures one path for one class of input, in a process of its own. */
export async function getMemory(way: Way, kind: string, bytes: number): Promise<MemoryUse> {
  // Created here and read in the other process: memory that the other process freed after creating the input would hide
  // what it allocates later.
  const file = join(tmpdir(), `loop-budget-${process.pid}.json`)
  writeFileSync(file, getInput(way, kind, bytes))
  try {
    const child = fork(import.meta.filename, [way, kind, file], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--conditions=@bulkhead/source', '--expose-gc'],
    })
    const [message] = await once(child, 'message')
    return message as MemoryUse
  } finally {
    rmSync(file)
  }
}

/** Returns a hostile input. For the path that looks for secrets, it contains one. */
function getInput(way: Way, kind: string, bytes: number): Buffer {
  const json = HOSTILE_JSON[kind]?.(bytes) ?? ''
  switch (way) {
    case 'a response with a secret':
      return Buffer.from(`[${json},"${SECRET}"]`)
    case 'a request with a large document':
      return Buffer.from(JSON.stringify({ document: json }))
    default:
      return Buffer.from(json)
  }
}

function run(way: Way, kind: string, file: string): MemoryUse {
  const attempt = (bytes: Uint8Array) => {
    try {
      return WAYS[way](bytes)
    } catch {
      return undefined
    }
  }
  // Warms up, so that only the input itself is counted.
  for (let count = 0; count < 5; count += 1) attempt(getInput(way, kind, 4096))
  const size = statSync(file).size
  globalThis.gc?.()
  const before = process.memoryUsage()
  const bytes = readFileSync(file)
  const made = attempt(bytes)
  const peak = process.resourceUsage().maxRSS * 1024 - before.rss
  globalThis.gc?.()
  const after = process.memoryUsage()
  const live = after.heapUsed + after.external - before.heapUsed - before.external
  // Keeps the input and its result alive until here.
  return { bytes: Math.min(size, bytes.length), live, peak, refused: made === undefined }
}

if (import.meta.main) {
  const [way, kind, file] = process.argv.slice(2)
  process.send?.(run(way as Way, kind ?? '', file ?? ''))
  process.disconnect()
}
