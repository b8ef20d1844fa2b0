import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Cost, costsOf, ratioOf } from '@bulkhead/testing/loop-budget/budget'
import { HOSTILE_JSON } from '@bulkhead/testing/loop-budget/hostile-json'
import { HOSTILE_TEXT_MAKERS } from '@bulkhead/testing/loop-budget/hostile-texts'
import { plainParseMs } from '@bulkhead/testing/loop-budget/measure'
import {
  type Parser,
  REQUEST_PARSERS,
  RESPONSE_PARSERS,
  TEXT_PARSERS,
} from '@bulkhead/testing/loop-budget/parsers'
import fc from 'fast-check'

/*
 * Times are those of the processor, and compared with what `JSON.parse` takes for plain text of the same size in this
 * process: 1 ms per MiB on the machine where the event loop's budget of 50 ms per MiB was set.
 */
const REQUEST_RATIO = 50
/** Larger responses than 256 KiB are worked off by other threads. */
const RESPONSE_RATIO = 100
/** How much more than 8 times as long 8 MiB may take than 1 MiB: memory of that size is slower. */
const GROWTH = 3

const KIB = 1024
const MIB = 1024 * KIB

const GROUPS: readonly {
  what: string
  parsers: Readonly<Record<string, Parser>>
  classes: typeof HOSTILE_JSON
  most: number
}[] = [
  { what: 'JSON of requests', parsers: REQUEST_PARSERS, classes: HOSTILE_JSON, most: REQUEST_RATIO },
  { what: 'JSON of responses', parsers: RESPONSE_PARSERS, classes: HOSTILE_JSON, most: RESPONSE_RATIO },
  { what: 'texts', parsers: TEXT_PARSERS, classes: HOSTILE_TEXT_MAKERS, most: REQUEST_RATIO },
]

for (const { what, parsers, classes, most } of GROUPS) {
  describe(`the cost of ${what}`, () => {
    for (const [name, parser] of Object.entries(parsers)) {
      let dearest: Cost | undefined

      test(`${name}: no class takes longer than ${most} times plain text`, (t) => {
        // Small ones warm the code up and find out which to look at closely.
        costsOf(parser, classes, 4 * KIB)
        const [first, ...others] = costsOf(parser, classes, 32 * KIB)
          .slice(0, 3)
          .map((cost) => ({ ...cost, ratio: closelyRatioOf(parser, cost.make) }))
          .sort((one, other) => other.ratio - one.ratio)
        dearest = first
        for (const { name: kind, ratio } of first === undefined ? [] : [first, ...others]) {
          const plain = plainParseMs().toFixed(2)
          assert.ok(
            ratio <= most,
            `${kind}: ${ratio.toFixed(1)} times plain text, which takes ${plain} ms per MiB`,
          )
        }
        t.diagnostic(`dearest: ${first?.name}, ${first?.ratio.toFixed(1)} times plain text`)
      })

      if ((parser.most ?? 8 * MIB) < 8 * MIB) continue
      test(`${name}: the time grows with the size, from 1 to 8 MiB`, () => {
        if (dearest === undefined) return
        const small = ratioOf(parser, dearest.make(MIB), 3)
        const large = ratioOf(parser, dearest.make(8 * MIB))
        if (small === undefined || large === undefined) return
        assert.ok(
          large <= Math.max(1, small) * GROWTH,
          `${dearest.name}: ${small.toFixed(1)} at 1 MiB, ${large.toFixed(1)} at 8 MiB`,
        )
      })
    }
  })
}

function closelyRatioOf(parser: Parser, make: (bytes: number) => string): number {
  const size = Math.min(256 * KIB, parser.most ?? 256 * KIB)
  return ratioOf(parser, make(size), 5) ?? 0
}

/** Several classes in one input, as much of each as chance will have it. */
function mixed(
  classes: typeof HOSTILE_JSON,
  join: (parts: readonly string[]) => string,
): fc.Arbitrary<{ names: readonly string[]; make: (bytes: number) => string }> {
  const names = fc.array(fc.constantFrom(...Object.keys(classes)), { minLength: 2, maxLength: 6 })
  return names.map((chosen) => ({
    names: chosen,
    make: (bytes) => join(chosen.map((name) => classes[name]?.(Math.floor(bytes / chosen.length)) ?? '')),
  }))
}

const MIXTURES = {
  'JSON of requests': mixed(HOSTILE_JSON, (parts) => `[${parts.join(',')}]`),
  'JSON of responses': mixed(HOSTILE_JSON, (parts) => `[${parts.join(',')}]`),
  texts: mixed(HOSTILE_TEXT_MAKERS, (parts) => parts.join('')),
}

for (const { what, parsers, most } of GROUPS) {
  test(`law: no mixture of ${what} takes longer than ${most} times plain text`, () => {
    fc.assert(
      fc.property(
        MIXTURES[what as keyof typeof MIXTURES],
        fc.constantFrom(...Object.entries(parsers)),
        ({ names, make }, [name, parser]) => {
          const size = Math.min(256 * KIB, parser.most ?? 256 * KIB)
          const input = make(size)
          const quick = ratioOf(parser, input)
          // A first look may meet code that is not compiled yet, or a collection of garbage.
          const ratio = quick === undefined || quick <= most ? quick : ratioOf(parser, input, 5)
          assert.ok(
            ratio === undefined || ratio <= most,
            `${name} of ${names.join(', ')}: ${ratio?.toFixed(1)}`,
          )
        },
      ),
      { numRuns: 150 },
    )
  })
}
