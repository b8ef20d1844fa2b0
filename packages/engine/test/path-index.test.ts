import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Definition, Operation } from '#model/definition'
import { entersPath, matchesPath } from '#reach/match-path'
import { getPathIndex } from '#reach/path-index'

test('every operation that a path matches or enters is found by its first segments', () => {
  const template = fc
    .array(fc.constantFrom('a', 'B', '{x}', 'a{x}', 'c'), { minLength: 1, maxLength: 5 })
    .map((segments) => `/${segments.join('/')}`)
  const templates = fc.array(template, { minLength: 1, maxLength: 20 })
  const path = fc.array(fc.constantFrom('a', 'b', 'ab', 'c', 'a/b'), { minLength: 1, maxLength: 5 })
  const seen = { whole: 0, entering: 0, left: 0 }
  fc.assert(
    fc.property(templates, path, fc.nat(4), (given, reading, first) => {
      const operations = given.map((wire_path) => ({ method: 'GET', wire_path }) as Operation)
      const actions = new Map(operations.map((operation, at) => [`${at}`, operation]))
      const index = getPathIndex({ entities: new Map([['things', actions]]) } as unknown as Definition)
      const choices = Array.from({ length: 5 }, (_, at) => at === first || at === first + 2)
      const whole = operations.filter(({ wire_path }) => matchesPath(wire_path, reading))
      const entering = operations.filter(({ wire_path }) => entersPath(wire_path, reading, choices))
      const found = index.find('GET', reading, reading.length)
      for (const operation of whole) assert.ok(found.includes(operation), operation.wire_path)
      const near = index.find('GET', reading, first + 1)
      for (const operation of entering) assert.ok(near.includes(operation), operation.wire_path)
      for (const list of [found, near]) assert.equal(new Set(list).size, list.length)
      assert.deepEqual(index.find('POST', reading, reading.length), [])
      seen.whole += whole.length
      seen.entering += entering.length
      seen.left += operations.length - found.length
    }),
    { numRuns: 5_000 },
  )
  assert.ok(seen.whole > 300 && seen.entering > 300 && seen.left > 1_000, JSON.stringify(seen))
})
