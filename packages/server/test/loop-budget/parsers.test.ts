import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type Cost,
  estimateCosts,
  getRatio,
  PARSER_GROUPS,
  ratioLimit,
} from '@bulkhead/testing/loop-budget/budget'
import fc from 'fast-check'

/*
 * `npm run proof -- performance --scenario loop-budget` holds all classes at all sizes to the budget itself. This sample allows for
 * machines on which one kind of work is slower, compared with `JSON.parse`, than on others.
 */
const ROOM = 2
/** Maximum growth of the time per byte for an input 8 times as long. Larger memory is slower. */
const GROWTH = 4

const KIB = 1024
const [SMALL, LARGE] = [64 * KIB, 512 * KIB]
const SEED = 14

for (const [what, { parsers, classes, join }] of Object.entries(PARSER_GROUPS)) {
  describe(`the cost of ${what}`, () => {
    for (const [name, parser] of Object.entries(parsers)) {
      test(`${name}: no class exceeds the budget, and time grows with the size`, (t) => {
        const limit = ROOM * ratioLimit(SMALL)
        const costs = estimateCosts(parser, classes, SMALL, 2)
        for (const cost of costs) {
          const ratio = cost.ratio <= limit ? cost.ratio : getRatio(parser, cost, limit)
          assert.ok(ratio <= limit, `${cost.name}: ${ratio.toFixed(1)} times plain text`)
        }
        for (const cost of costs.slice(0, 2)) assertLinear(parser, cost)
        t.diagnostic(`dearest: ${costs[0]?.name}, about ${costs[0]?.ratio.toFixed(1)} times plain text`)
      })
    }

    test('law: no mixture of classes exceeds the budget', () => {
      const limit = ROOM * ratioLimit(SMALL)
      const names = fc.array(fc.constantFrom(...Object.keys(classes)), { minLength: 2, maxLength: 6 })
      const one = fc.constantFrom(...Object.entries(parsers))
      fc.assert(
        fc.property(names, one, (chosen, [name, parser]) => {
          const make = (bytes: number) =>
            join(chosen.map((kind) => classes[kind]?.(Math.floor(bytes / chosen.length)) ?? ''))
          const [cost] = estimateCosts(parser, { mixture: make }, SMALL, 2)
          const ratio = cost === undefined ? 0 : getRatio(parser, cost, limit)
          assert.ok(ratio <= limit, `${name} of ${chosen.join(', ')}: ${ratio.toFixed(1)} times plain text`)
        }),
        { numRuns: 100, seed: SEED },
      )
    })
  })
}

function assertLinear(parser: Parameters<typeof getRatio>[0], small: Cost): void {
  if ((parser.most ?? LARGE) < LARGE) return
  const [large] = estimateCosts(parser, { [small.name]: small.make }, LARGE, 1)
  // The server refuses most bodies that consist of small values.
  if (large === undefined) return
  const most = GROWTH * Math.max(1, small.ratio)
  const ratio = getRatio(parser, large, most)
  assert.ok(
    ratio <= most,
    `${small.name}: ${small.ratio.toFixed(1)} times plain text at 64 KiB, ${ratio.toFixed(1)} at 512 KiB`,
  )
}
