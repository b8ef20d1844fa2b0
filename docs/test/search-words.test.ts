import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')

/** Words of other products for what has another name here. */
const PHRASES = [
  'session timeout',
  'idle timeout',
  'idle logout',
  'IP allowlist',
  'read replica',
  'rotate key',
]

test('a section of the guides has the words that people look for', () => {
  // The search at /docs finds sections that have all words.
  const sections = globSync('docs/guides/*.md', { cwd: root }).flatMap((page) =>
    readFileSync(join(root, page), 'utf8').toLowerCase().split(/^#+ /m),
  )
  const missing = PHRASES.filter((phrase) => {
    const words = phrase.toLowerCase().split(' ')
    return !sections.some((section) => words.every((word) => section.includes(word)))
  })
  assert.deepEqual(missing, [])
})
