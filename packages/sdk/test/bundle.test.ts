import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import vm from 'node:vm'
import { bundleSize } from './bundle-size.ts'

const { gzip, code } = await bundleSize()

test('all of it is at most 16 KB minified and compressed', () => {
  assert.ok(gzip > 1_000 && gzip <= 16 * 1024, `${gzip} bytes`)
})

test('it needs web standards only: it loads where there is no process, no Buffer and no module', () => {
  const asScript = code.replace(/export\{[^}]*\};?\s*$/, '')
  assert.notEqual(asScript, code)
  vm.runInNewContext(asScript, { globalThis: {} })
  assert.doesNotMatch(code, /\brequire\(|\bimport\(|\bBuffer\b|node:/)
})

test('it has no dependencies', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  assert.equal(manifest.dependencies, undefined)
  assert.equal(manifest.peerDependencies, undefined)
})
