import assert from 'node:assert/strict'
import { test } from 'node:test'
import { texts as de } from '#texts/de.ts'
import { texts as en } from '#texts/en.ts'

/** Returns the strings by their path. Functions are called with placeholders. */
function flatten(texts: object, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([name, text]): [string, string][] => {
    if (typeof text === 'string') return [[path + name, text]]
    if (typeof text !== 'function') return flatten(text, `${path}${name}.`)
    const names = { organization: 'Acme', service: 'GitHub' }
    const first = /^\(\s*\{/.test(String(text))
      ? names
      : /count|read/.test(String(text).slice(0, 12))
        ? 2
        : 'X'
    return [[path + name, text(first, /more|write/.test(String(text).slice(0, 20)) ? 3 : 'Birch')]]
  })
}

test('German has every text that English has, in other words', () => {
  const [english, german] = [new Map(flatten(en)), new Map(flatten(de))]
  assert.deepEqual([...german.keys()].sort(), [...english.keys()].sort())
  const same = [...german].filter(([name, text]) => english.get(name) === text).map(([name]) => name)
  assert.deepEqual(same, [])
  for (const [name, text] of [...german, ...english]) assert.doesNotMatch(text, /undefined|\[object/, name)
})
