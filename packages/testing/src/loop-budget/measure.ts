import { repeated } from './hostile-texts.ts'
import type { Parser } from './parsers.ts'

const MIB = 1024 * 1024

/** Minimum duration of a sample. It is long compared to the steps of the kernel's clock. */
const SAMPLE_MS = 25
const MAX_RUNS = 200
/**
 * Limit for preparation and measurement together: preparing a large input may take much longer than the measured part.
 */
const MAX_WALL_MS = 1500

/** Comparison of a parser with `JSON.parse` of plain text of the same size, both in this process. */
export interface Measurement {
  /** Processor time of the parser, as a multiple of that of `JSON.parse`. */
  readonly ratio: number
  readonly msPerMib: number
}

/**
 * Returns the processor time of this thread in milliseconds. Linux updates the time of a thread every 4 ms, and
 * immediately when somebody reads the time of the process.
 */
function threadMs(): number {
  process.cpuUsage()
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Returns the processor time that work takes, in milliseconds. */
export function cpuMs(work: () => unknown): number {
  const began = threadMs()
  work()
  return threadMs() - began
}

/**
 * Returns the longest processor time of a turn of this thread's event loop while work is in progress, in milliseconds.
 * Other threads and programs do not count.
 */
export async function longestTurnMs(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let before = threadMs()
  const look = () => {
    const now = threadMs()
    longest = Math.max(longest, now - before)
    before = now
  }
  const timer = setInterval(look, 1)
  try {
    await work()
    look()
  } finally {
    clearInterval(timer)
  }
  return longest
}

/** Returns the milliseconds of one run, the minimum of several. Undefined if preparation refuses the input. */
export function quickMs({ prepare, run }: Parser, input: string, runs = 3): number | undefined {
  let least = Number.POSITIVE_INFINITY
  for (let count = 0; count < runs; count += 1) {
    // Prepared again for each run, because some results are cached.
    const prepared = prepare(input)
    if (prepared === undefined) return undefined
    least = Math.min(
      least,
      cpuMs(() => run(prepared as never)),
    )
  }
  return least
}

/**
 * Compares a parser with `JSON.parse`. Samples of both take turns and the minimum of each counts, so that a busy or
 * slow machine affects both equally. Undefined if preparation refuses the input.
 */
export function measure(parser: Parser, input: string, rounds = 5): Measurement | undefined {
  const mib = Buffer.byteLength(input) / MIB
  let parserMs = Number.POSITIVE_INFINITY
  let plainMs = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round += 1) {
    const sample = sampleMs(parser, input)
    if (sample === undefined) return undefined
    parserMs = Math.min(parserMs, sample / mib)
    plainMs = Math.min(plainMs, plainSampleMs())
  }
  return { ratio: parserMs / plainMs, msPerMib: parserMs }
}

/** Returns the milliseconds of one run, from as many runs as a sample needs. */
function sampleMs({ prepare, run }: Parser, input: string): number | undefined {
  let total = 0
  let runs = 0
  const end = performance.now() + MAX_WALL_MS
  while (runs === 0 || (runs < MAX_RUNS && total < SAMPLE_MS && performance.now() < end)) {
    const prepared = prepare(input)
    if (prepared === undefined) return undefined
    total += cpuMs(() => run(prepared as never))
    runs += 1
  }
  return total / runs
}

const plainText = JSON.stringify(repeated('x', MIB - 2))
const PLAIN_RUNS = 40

/** Returns the milliseconds that `JSON.parse` takes for 1 MiB of plain text. */
function plainSampleMs(): number {
  const total = cpuMs(() => {
    for (let run = 0; run < PLAIN_RUNS; run += 1) JSON.parse(plainText)
  })
  return total / PLAIN_RUNS
}

let plain: number | undefined

/**
 * Returns the milliseconds that `JSON.parse` takes for 1 MiB of plain text: the minimum of several samples, measured
 * once.
 */
export function plainParseMs(): number {
  plain ??= Math.min(...Array.from({ length: 5 }, plainSampleMs))
  return plain
}
