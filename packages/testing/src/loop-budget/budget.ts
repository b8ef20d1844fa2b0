import { HOSTILE_JSON, type MakeJson } from './hostile-json.ts'
import { HOSTILE_TEXT_MAKERS } from './hostile-texts.ts'
import { measure, plainParseMs, quickMs } from './measure.ts'
import { type Parser, REQUEST_PARSERS, RESPONSE_PARSERS, TEXT_PARSERS } from './parsers.ts'

const KIB = 1024
const MIB = 1024 * KIB

/*
 * 1 MiB of plain text takes `JSON.parse` 0.8 to 1 ms on the machine where the event loop's budget of 50 ms per MiB was
 * set, so that the budget is 50 times as much.
 */
const RATIO = 50
/** Size up to which the limit stays constant: about 6 ms, which nobody notices. */
const FREE_BYTES = 128 * KIB

/** Largest allowed ratio to the time that `JSON.parse` takes for plain text of the same size. */
export function ratioLimit(bytes: number): number {
  return RATIO * (1 + FREE_BYTES / bytes)
}

/** Parsers, with the classes of input that they receive. */
export interface ParserGroup {
  readonly parsers: Readonly<Record<string, Parser>>
  readonly classes: Readonly<Record<string, MakeJson>>
  /** Joins several inputs to one. */
  readonly join: (parts: readonly string[]) => string
}

/** All parsers, by the kind of their input. */
export const PARSER_GROUPS: Readonly<Record<string, ParserGroup>> = {
  'JSON of requests': { parsers: REQUEST_PARSERS, classes: HOSTILE_JSON, join: joinJson },
  'JSON of responses': { parsers: RESPONSE_PARSERS, classes: HOSTILE_JSON, join: joinJson },
  texts: { parsers: TEXT_PARSERS, classes: HOSTILE_TEXT_MAKERS, join: (parts) => parts.join('') },
}

function joinJson(parts: readonly string[]): string {
  return `[${parts.join(',')}]`
}

/** Class of input, with its cost as a multiple of the time that `JSON.parse` takes for plain text. */
export interface Cost {
  readonly name: string
  readonly make: MakeJson
  readonly bytes: number
  readonly ratio: number
}

/**
 * Estimates the cost of each class at a size, in descending order. Classes that are refused are left out. A busy
 * machine makes estimates too high, so {@link getRatio} measures again what is above the limit.
 */
export function estimateCosts(
  parser: Parser,
  classes: Readonly<Record<string, MakeJson>>,
  bytes: number,
  runs?: number,
): Cost[] {
  return estimateAll({ parser }, classes, bytes, runs).get('parser') ?? []
}

/**
 * Estimates costs like {@link estimateCosts}, for several parsers by name. Creates each input once, which takes
 * longer than most parsers.
 */
export function estimateAll(
  parsers: Readonly<Record<string, Parser>>,
  classes: Readonly<Record<string, MakeJson>>,
  bytes: number,
  runs?: number,
): Map<string, Cost[]> {
  const costs = new Map<string, Cost[]>(Object.keys(parsers).map((name) => [name, []]))
  for (const [name, make] of Object.entries(classes)) {
    const inputs = new Map<number, string>()
    for (const [parserName, parser] of Object.entries(parsers)) {
      const size = Math.min(bytes, parser.most ?? bytes)
      const input = inputs.get(size) ?? make(size)
      inputs.set(size, input)
      const ms = quickMs(parser, input, runs)
      if (ms === undefined) continue
      const ratio = ms / (Buffer.byteLength(input) / MIB) / plainParseMs()
      costs.get(parserName)?.push({ name, make, bytes: size, ratio })
    }
  }
  for (const own of costs.values()) own.sort((a, b) => b.ratio - a.ratio)
  return costs
}

/** Measures the ratio of a cost closely if the estimate is above a limit. */
export function getRatio(parser: Parser, { make, bytes, ratio }: Cost, limit: number): number {
  if (ratio <= limit) return ratio
  return measure(parser, make(bytes))?.ratio ?? 0
}
