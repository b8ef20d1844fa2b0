import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

const DIST = join(import.meta.dirname, '../dist')

test('all of it is at most 4 KB minified and compressed', (t) => {
  const { length } = gzipSync(readFileSync(join(DIST, 'browser.js')))
  t.diagnostic(`${length} bytes gzip`)
  assert.ok(length > 300 && length <= 4 * 1024, `${length} bytes`)
})

test('it has no dependencies, and React only for those who have it', () => {
  const manifest = JSON.parse(readFileSync(join(DIST, 'package.json'), 'utf8'))
  assert.equal(manifest.dependencies, undefined)
  assert.equal(manifest.devDependencies, undefined)
  assert.equal(manifest.private, undefined)
  assert.deepEqual(manifest.peerDependenciesMeta, { react: { optional: true } })
  assert.doesNotMatch(readFileSync(join(DIST, 'index.js'), 'utf8'), /react/)
  assert.ok(!JSON.stringify(manifest.exports).includes('src/'))
})

test('docs/guides/connect.md has the integrity hash of what the server serves', () => {
  const hash = createHash('sha384')
    .update(readFileSync(join(DIST, 'browser.js')))
    .digest('base64')
  const page = readFileSync(join(import.meta.dirname, '../../../docs/guides/connect.md'), 'utf8')
  assert.ok(page.includes(`integrity="sha384-${hash}"`), `The hash is sha384-${hash}.`)
})
