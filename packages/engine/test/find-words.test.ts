import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { findWords } from '#settings/find-words'

const isIn = (text: string, word: string) =>
  new RegExp(`(?<![\\w$])${RegExp.escape(word)}(?![\\w$])`).test(text)

test('a word is found exactly if it occurs whole, also inside or beside another', () => {
  const letters = fc.constantFrom('a', 'b', '-', '.', ' ', '$', '_', 'é')
  const word = fc.string({ unit: letters, minLength: 1, maxLength: 4 })
  const text = fc.string({ unit: letters, maxLength: 40 })
  fc.assert(
    fc.property(text, fc.array(word, { maxLength: 8 }), (text, words) => {
      const found = findWords(text, words)
      assert.deepEqual([...found].sort(), [...new Set(words)].filter((word) => isIn(text, word)).sort())
    }),
    { numRuns: 2_000 },
  )
})

test('many words cost about as much as one', () => {
  const text = 'some words of a text '.repeat(100_000)
  const words = Array.from({ length: 200 }, (_, index) => `setting_${index}`)
  const cost = (of: readonly string[]) => {
    const before = process.cpuUsage()
    assert.equal(findWords(text, of).size, 0)
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  const least = (of: readonly string[]) => Math.min(...Array.from({ length: 5 }, () => cost(of)))
  const ratio = least(words) / least(words.slice(0, 1))
  assert.ok(ratio < 20, `${ratio.toFixed(1)} times one word`)
})
