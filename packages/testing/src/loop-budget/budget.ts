import type { MakeJson } from './hostile-json.ts'
import { medianCpuMs, plainParseMs } from './measure.ts'
import type { Parser } from './parsers.ts'

const MIB = 1024 * 1024

/**
 * The processor time that a parser takes for an input, as a multiple of what `JSON.parse` takes for plain text of the
 * same size. Undefined if the input is refused before it comes to this parser.
 */
export function ratioOf({ prepare, run }: Parser, input: string, rounds = 1): number | undefined {
  // Prepared again for each round: some of what is found out is remembered.
  const prepared = Array.from({ length: rounds }, () => prepare(input))
  if (prepared[0] === undefined) return undefined
  const bytes = Buffer.byteLength(input)
  return medianCpuMs(() => run(prepared.pop() as never), rounds) / (bytes / MIB) / plainParseMs()
}

/** A class of input, and what it costs. */
export interface Cost {
  readonly name: string
  readonly make: MakeJson
  readonly ratio: number
}

const inputs = new Map<string, string>()

function inputOf(name: string, make: MakeJson, size: number): string {
  const key = `${size} ${name}`
  const known = inputs.get(key) ?? make(size)
  inputs.set(key, known)
  return known
}

/** What each class costs, at most so many bytes of it; the dearest first. Classes that are refused are left out. */
export function costsOf(
  parser: Parser,
  classes: Readonly<Record<string, MakeJson>>,
  bytes: number,
  rounds = 1,
): Cost[] {
  const size = Math.min(bytes, parser.most ?? bytes)
  const costs = Object.entries(classes).flatMap(([name, make]): Cost[] => {
    const ratio = ratioOf(parser, inputOf(name, make, size), rounds)
    return ratio === undefined ? [] : [{ name, make, ratio }]
  })
  return costs.sort((a, b) => b.ratio - a.ratio)
}
