import {
  type Cost,
  estimateAll,
  estimateCosts,
  PARSER_GROUPS,
  ratioLimit,
} from '@bulkhead/testing/loop-budget/budget'
import { HOSTILE_JSON } from '@bulkhead/testing/loop-budget/hostile-json'
import { measureJobs } from '@bulkhead/testing/loop-budget/jobs'
import { measureLargeDocuments } from '@bulkhead/testing/loop-budget/large-documents'
import { measureLargeRequests } from '@bulkhead/testing/loop-budget/large-requests'
import { measure, plainParseMs } from '@bulkhead/testing/loop-budget/measure'
import { getMemory, WAY_NAMES } from '@bulkhead/testing/loop-budget/memory'
import type { Parser } from '@bulkhead/testing/loop-budget/parsers'
import fc from 'fast-check'
import { runProof, takeCount, takePart, takeSeed, takeText } from '../parts/run-proof.ts'

const KIB = 1024
const MIB = 1024 * KIB
const SIZES = [32 * KIB, MIB, 8 * MIB] as const
/** Number of classes that are measured exactly at one size. */
const CLOSELY = 3
/** Maximum time in milliseconds that any input may block the event loop. Larger responses are read by other threads. */
const MOST_MS = 250
/** Maximum time in milliseconds that a step of a background job may block the event loop of an embedded server. */
const MOST_JOB_MS = 20
/** Jobs with another limit: the engine analyzes a table in one statement. */
const JOBS_MS: Readonly<Record<string, number>> = { analyze: MOST_MS }
const WORKER_BYTES = 256 * KIB
/** Factor of extra time for work off the event loop, such as evaluating an expression for each small record. */
const WORKER_ROOM = 2
/** Maximum memory per byte of an input of 1 MiB or more. */
const MEMORY = 8
/** Memory that does not depend on the input: compiled code, and garbage that a collection leaves. */
const SPARE_BYTES = 12 * MIB

const faults: string[] = []

interface Mixtures {
  readonly seed: number
  readonly mixtures: number
}

await runProof(
  'performance --scenario loop-budget',
  'Feeds hostile bodies and responses to every parser and scanner, and documents to a server. Fails when one takes longer than its share of what JSON.parse takes for plain text of the same size, holds the event loop, or takes more than 8 bytes of memory for each byte.',
  {
    seed: takeSeed(),
    mixtures: takeCount(300, 'mixtures of classes for each group of parsers'),
    only: takeText('text', 'text in the names of the parsers that are measured; all if not given'),
    memory: takePart('leaves out the memory'),
    documents: takePart('leaves out the server that receives large documents'),
    requests: takePart('leaves out the requests of a large organization'),
    jobs: takePart('leaves out the background jobs of an embedded server'),
  },
  async ({ seed, mixtures, only = '', memory, documents, requests, jobs }, { print, fault, count }) => {
    print(`event loop's budget, seed ${seed}; plain text takes ${plainParseMs().toFixed(2)} ms per MiB`)
    print('ratio = processor time / that of JSON.parse for plain text of the same size\n')
    let parsers = 0
    for (const [what, group] of Object.entries(PARSER_GROUPS)) {
      parsers += proveGroup(what, group, only, { seed, mixtures })
      print('')
    }
    count({ [`parsers with "${only}" in their names`]: parsers })
    if (documents) await proveLargeDocuments()
    if (requests) await proveLargeRequests()
    if (jobs) count({ 'steps of background jobs': await proveJobs() })
    if (memory) await proveMemory()
    print(`${faults.length} over the budget`)
    fault(faults)
  },
)

/** @returns Number of parsers that were measured. */
function proveGroup(
  what: string,
  { parsers, classes, join }: (typeof PARSER_GROUPS)[keyof typeof PARSER_GROUPS],
  only: string,
  mixtures: Mixtures,
): number {
  process.stdout.write(`${what}: ${Object.keys(classes).length} classes\n`)
  process.stdout.write(
    `${'parser'.padEnd(50)}${['32 KiB', '1 MiB', '8 MiB', 'ms/MiB', 'longest', '1→8 MiB'].map((name) => name.padStart(9)).join('')}  dearest\n`,
  )
  const named = Object.entries(parsers).filter(([name]) => name.includes(only))
  if (named.length === 0) return 0
  const costs = SIZES.map((size) => estimateAll(Object.fromEntries(named), classes, size, size > MIB ? 1 : 2))
  for (const [name, parser] of named) {
    const bySize = costs.map((cost) => cost.get(name) ?? [])
    proveParser(what, name, parser, bySize)
  }
  proveMixtures(what, named, classes, join, mixtures)
  return named.length
}

/** Cost that was measured exactly. */
interface Measured extends Cost {
  readonly msPerMib: number
}

function proveParser(what: string, name: string, parser: Parser, costs: readonly (readonly Cost[])[]): void {
  const worst = costs.map((bySize, index) =>
    (SIZES[index] ?? 0) > (parser.most ?? Number.POSITIVE_INFINITY) && index > 0
      ? undefined
      : dearest(parser, bySize),
  )
  for (const cost of worst) if (cost !== undefined) assertBudget(what, name, cost)
  const [small, one, eight] = worst
  const last = eight ?? one ?? small
  const grown = one === undefined || eight === undefined ? undefined : eight.ratio / one.ratio
  const longest = Math.max(...worst.map((cost) => (cost === undefined ? 0 : totalMs(cost))))
  const columns = [
    ...worst.map((cost) => cost?.ratio.toFixed(1) ?? '–'),
    last?.msPerMib.toFixed(1) ?? '–',
    `${longest.toFixed(0)} ms`,
    grown === undefined ? '–' : `× ${grown.toFixed(2)}`,
  ]
  const kinds = [...new Set(worst.map((cost) => cost?.name ?? '–'))].join(' · ')
  process.stdout.write(`${name.padEnd(50)}${columns.map((text) => text.padStart(9)).join('')}  ${kinds}\n`)
}

/** Returns the most expensive class at one size. Measures only estimates near the limit. */
function dearest(parser: Parser, costs: readonly Cost[]): Measured | undefined {
  const measured = costs.slice(0, CLOSELY).map((cost): Measured => {
    const estimate = { ...cost, msPerMib: cost.ratio * plainParseMs() }
    if (cost.ratio < ratioLimit(cost.bytes) / 3) return estimate
    const close = measure(parser, cost.make(cost.bytes), cost.bytes > MIB ? 2 : 4)
    return close === undefined ? estimate : { ...cost, ...close }
  })
  return measured.sort((one, other) => other.ratio - one.ratio)[0]
}

function totalMs({ msPerMib, bytes }: Measured): number {
  return (msPerMib * bytes) / MIB
}

function assertBudget(what: string, name: string, cost: Measured): void {
  const isInLoop = what !== 'JSON of responses' || cost.bytes <= WORKER_BYTES
  const limit = ratioLimit(cost.bytes) * (isInLoop ? 1 : WORKER_ROOM)
  if (cost.ratio > limit) {
    faults.push(
      `${name}, ${cost.bytes / KIB} KiB of ${cost.name}: ${cost.ratio.toFixed(1)} times plain text, ${limit.toFixed(1)} allowed`,
    )
  }
  const inLoopMs = totalMs(cost) * (1 / plainParseMs())
  if (isInLoop && inLoopMs > MOST_MS) {
    faults.push(`${name}, ${cost.bytes / KIB} KiB of ${cost.name}: ${inLoopMs.toFixed(0)} ms in one turn`)
  }
}

function proveMixtures(
  what: string,
  parsers: [string, Parser][],
  classes: Parameters<typeof estimateCosts>[1],
  join: (parts: readonly string[]) => string,
  { mixtures, seed }: Mixtures,
): void {
  let worst = 0
  const names = fc.array(fc.constantFrom(...Object.keys(classes)), { minLength: 2, maxLength: 6 })
  const size = fc.constantFrom(32 * KIB, 256 * KIB, MIB)
  const result = fc.check(
    fc.property(names, size, fc.constantFrom(...parsers), (chosen, bytes, [name, parser]) => {
      const make = (length: number) =>
        join(chosen.map((kind) => classes[kind]?.(Math.floor(length / chosen.length)) ?? ''))
      const [cost] = estimateCosts(parser, { mixture: make }, bytes, 2)
      if (cost === undefined) return
      const limit = ratioLimit(cost.bytes)
      const ratio = cost.ratio <= limit ? cost.ratio : (measure(parser, make(cost.bytes))?.ratio ?? 0)
      worst = Math.max(worst, ratio / limit)
      if (ratio > limit) throw new Error(`${name} of ${chosen.join(', ')}: ${ratio.toFixed(1)}`)
    }),
    { numRuns: mixtures, seed },
  )
  if (result.failed) faults.push(`a mixture of ${what}: ${result.errorInstance}`)
  process.stdout.write(
    `${result.numRuns} mixtures: the dearest takes ${(100 * worst).toFixed(0)} % of its budget\n`,
  )
}

/**
 * Measures the longest event loop turns of a server that receives large documents, which other threads read and
 * compile.
 */
async function proveLargeDocuments(): Promise<void> {
  process.stdout.write(
    `${'a request with a large document'.padEnd(50)}${['MiB', 'status', 'longest'].map((name) => name.padStart(9)).join('')}\n`,
  )
  for (const { name, bytes, status, longestMs } of await measureLargeDocuments([8 * MIB, 29 * MIB])) {
    const columns = [(bytes / MIB).toFixed(0), String(status), `${longestMs.toFixed(0)} ms`]
    process.stdout.write(`${name.padEnd(50)}${columns.map((text) => text.padStart(9)).join('')}\n`)
    if (longestMs / plainParseMs() > MOST_MS)
      faults.push(`${(bytes / MIB).toFixed(0)} MiB of ${name}: ${longestMs.toFixed(0)} ms in one turn`)
  }
  process.stdout.write('\n')
}

/** Measures requests of a large organization to an embedded server. */
async function proveLargeRequests(): Promise<void> {
  process.stdout.write(
    `${'a request of a large organization'.padEnd(50)}${['status', 'longest'].map((name) => name.padStart(9)).join('')}\n`,
  )
  const size = { people: 400, workspaces: 400, calls: 200_000, callsOfHour: 50_000 }
  for (const { name, status, longestMs } of await measureLargeRequests(size)) {
    const columns = [String(status), `${longestMs.toFixed(0)} ms`]
    process.stdout.write(`${name.padEnd(50)}${columns.map((text) => text.padStart(9)).join('')}\n`)
    if (status !== 200) faults.push(`${name}: status ${status}`)
    if (longestMs / Math.max(1, plainParseMs()) > MOST_MS)
      faults.push(`${name}: ${longestMs.toFixed(0)} ms in one turn`)
  }
  process.stdout.write('\n')
}

/**
 * Measures the background jobs of an embedded server with many rows. The longest turns of a job do not count, a tenth of
 * its steps and at least two: its first steps compile code, and a busy machine slows some down.
 * A slower machine may take longer; on a faster one the limit is the same.
 *
 * @returns Number of steps.
 */
async function proveJobs(): Promise<number> {
  process.stdout.write(
    `${'a background job on an embedded database'.padEnd(50)}${['steps', 'longest', 'most'].map((name) => name.padStart(9)).join('')}\n`,
  )
  let steps = 0
  for (const { name, turnsMs, failure } of await measureJobs({ calls: 20_000, workspaces: 4_000 })) {
    const mostMs = turnsMs[Math.min(Math.max(2, Math.floor(turnsMs.length / 10)), turnsMs.length - 1)] ?? 0
    const columns = [
      String(turnsMs.length),
      ...[turnsMs[0] ?? 0, mostMs].map((turnMs) => `${turnMs.toFixed(1)} ms`),
    ]
    process.stdout.write(`${name.padEnd(50)}${columns.map((text) => text.padStart(9)).join('')}\n`)
    if (failure !== undefined) faults.push(`job ${name}: ${failure}`)
    if (mostMs / Math.max(1, plainParseMs()) > (JOBS_MS[name] ?? MOST_JOB_MS))
      faults.push(`job ${name}: ${mostMs.toFixed(1)} ms in one turn`)
    steps += turnsMs.length
  }
  process.stdout.write('\n')
  return steps
}

/** Measures the memory for the largest allowed input of each class. */
async function proveMemory(): Promise<void> {
  process.stdout.write(
    `${'memory for each byte, 1 MiB and more'.padEnd(50)}${'in use'.padStart(9)}${'peak'.padStart(9)}  in use, by class\n`,
  )
  for (const way of WAY_NAMES) {
    const uses: { kind: string; ratio: number; peak: number; mib: number }[] = []
    for (const kind of Object.keys(HOSTILE_JSON)) {
      for (const mib of [8, 1]) {
        const { bytes, live, peak, refused } = await getMemory(way, kind, mib * MIB)
        if (refused) continue
        uses.push({
          kind,
          ratio: Math.max(0, live - (mib > 1 ? 0 : SPARE_BYTES)) / bytes,
          peak: peak / bytes,
          mib,
        })
        break
      }
    }
    uses.sort((one, other) => other.ratio - one.ratio)
    const [worst] = uses
    const peak = Math.max(0, ...uses.filter(({ mib }) => mib > 1).map((use) => use.peak)).toFixed(1)
    const list = uses.slice(0, 5).map(({ kind, ratio, mib }) => `${kind} (${mib} MiB) ${ratio.toFixed(1)}`)
    process.stdout.write(
      `${way.padEnd(50)}${(worst?.ratio.toFixed(1) ?? '–').padStart(9)}${peak.padStart(9)}  ${list.join(' · ')}\n`,
    )
    for (const { kind, ratio, mib } of uses) {
      if (ratio > MEMORY)
        faults.push(`${way}, ${mib} MiB of ${kind}: ${ratio.toFixed(1)} bytes for each byte`)
    }
  }
}
