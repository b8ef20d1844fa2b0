import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PARSER_GROUPS } from '@bulkhead/testing/loop-budget/budget'

/** Levels that responses may have; those of requests are refused beyond 64. */
const DEPTH = 1000

const NESTED: Readonly<Record<string, string>> = {
  lists: nested('[', ']', DEPTH),
  objects: nested('{"a":', '}', DEPTH),
  'lists and objects': nested('[{"a":', '}]', DEPTH / 2),
  'objects of two members': nested('{"b":2,"a":', '}', DEPTH),
}
/** Levels of nesting around a parser's input. */
const LEVELS_AROUND = 3

function nested(open: string, close: string, levels: number): string {
  return `${open.repeat(levels)}1${close.repeat(levels)}`
}

/** Levels of calls that fit into the stack. */
function stackDepth(): number {
  try {
    return 1 + stackDepth()
  } catch {
    return 1
  }
}

function atDepth<T>(calls: number, work: () => T): T {
  return calls === 0 ? work() : atDepth(calls - 1, work)
}

describe('the depth of JSON', () => {
  const half = Math.floor(stackDepth() / 2)
  for (const [what, { parsers }] of Object.entries(PARSER_GROUPS)) {
    if (what === 'texts') continue
    for (const [name, parser] of Object.entries(parsers)) {
      test(`${name}: as deep as it may be, it takes less than half of the stack`, () => {
        for (const [kind, json] of Object.entries(NESTED)) {
          for (const levels of [DEPTH, DEPTH - LEVELS_AROUND, 60]) {
            const input = levels === DEPTH ? json : shallower(json, levels)
            const prepared = parser.prepare(input)
            if (prepared === undefined) continue
            assert.doesNotThrow(
              () => atDepth(half, () => parser.run(prepared as never)),
              `${levels} levels of ${kind}`,
            )
          }
        }
      })
    }
  }
})

/** The inner levels of nested JSON. */
function shallower(json: string, levels: number): string {
  const value: unknown = JSON.parse(json)
  let inner = value
  for (let level = DEPTH; level > levels; level -= 1) {
    inner = Array.isArray(inner) ? inner[0] : (inner as { a: unknown }).a
  }
  return JSON.stringify(inner)
}
