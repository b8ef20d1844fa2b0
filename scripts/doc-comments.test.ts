import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const SOURCES = [
  'packages/*/{src,test}/**/*.{ts,tsx}',
  'packages/*/*.{ts,js}',
  'scripts/**/*.ts',
  'bench/**/*.ts',
  'docs/**/*.ts',
]
const DOC_COMMENT = /^\s*\/\*\*[\s*]*(?!\/)([^*]*)/gm
const FRAGMENT =
  /^(?:What|Who|Whoever|Those|Whose|Of|By|With|So|Where|How|Which|That|From|Under|Without|Beside|As|Nothing|Nobody|One)\b/

test('doc comments are verb or noun phrases, not fragments such as "What …" or "Of …"', () => {
  const paths = globSync(SOURCES, { cwd: root }).filter((path) => !path.includes('/generated/'))
  assert.ok(paths.length > 1000, `only ${paths.length} files were found`)
  const excess = paths
    .map((path) => ({ path, fragments: findFragments(readFileSync(join(root, path), 'utf8')) }))
    .filter(({ fragments }) => fragments.length > 0)
  assert.deepEqual(excess, [])
})

test('a fragment is found on one line and on several', () => {
  const open = ['', '**'].join('/')
  const text = ['Of the row.', '\n * What is sent.\n', 'Offers one.', '']
    .map((comment) => `${open} ${comment} */ // Of nothing`)
    .join('\n')
  assert.deepEqual(findFragments(text), ['Of the row.', 'What is sent.'])
})

/** Returns the first lines of doc comments that open as a fragment. */
function findFragments(text: string): string[] {
  return [...text.matchAll(DOC_COMMENT)]
    .map(([, opening = '']) => opening.split('\n')[0]?.trim() ?? '')
    .filter((opening) => FRAGMENT.test(opening))
}
