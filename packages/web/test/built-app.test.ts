import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

const DIST = join(import.meta.dirname, '../dist')
const ASSETS = join(DIST, 'assets')
const MOST_SCRIPT_BYTES = 200 * 1024

/**
 * Returns the scripts that load before the page shows anything: those that `index.html` names, and those that they
 * import.
 */
function firstLoad(): string[] {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8')
  const found = new Set(
    [...html.matchAll(/(?:src|href)="\/((?:assets\/)?[^"]+\.js)"/g)].map(([, path = '']) => path),
  )
  for (const path of found) {
    const code = readFileSync(join(DIST, path), 'utf8')
    for (const [, name = ''] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      found.add(`assets/${name}`)
  }
  return [...found]
}

test('the first load has at most 200 KB of script, compressed', (t) => {
  const sizes = firstLoad().map((path) => [path, gzipSync(readFileSync(join(DIST, path))).length] as const)
  const total = sizes.reduce((sum, [, size]) => sum + size, 0)
  t.diagnostic(`first load: ${(total / 1024).toFixed(1)} KB gzip in ${sizes.length} scripts`)
  assert.ok(total > 50_000, 'what is measured is not the app')
  assert.ok(total <= MOST_SCRIPT_BYTES, `${total} bytes`)
})

test('no page adds more than 60 KB to that', (t) => {
  const first = new Set(firstLoad())
  const pages = readdirSync(ASSETS).filter((name) => name.endsWith('.js') && !first.has(`assets/${name}`))
  const sizes = pages
    .map((name) => [name, gzipSync(readFileSync(join(ASSETS, name))).length] as const)
    .sort(([, a], [, b]) => b - a)
  t.diagnostic(`largest: ${sizes[0]?.join(', ')} bytes gzip`)
  for (const [name, size] of sizes) assert.ok(size <= 60 * 1024, `${name}: ${size}`)
})

test('the page has no inline script or style, and needs nothing from elsewhere', () => {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8')
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son\w+=|https?:/i)
  assert.ok(existsSync(join(DIST, 'start.js')))
})

test('the page asks for the font of its texts before it draws any', () => {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8')
  const [, href = ''] = /<link rel="preload" as="font"[^>]* href="([^"]+)"/.exec(html) ?? []
  assert.match(href, /geist-latin-/)
  assert.ok(existsSync(join(DIST, href)), href)
})

test('nothing in the scripts makes code of text', () => {
  for (const path of firstLoad()) {
    const code = readFileSync(join(DIST, path), 'utf8')
    assert.doesNotMatch(code, /\beval\(|\bnew Function\(/, path)
  }
})

test('no source is served', () => {
  assert.deepEqual(
    readdirSync(DIST, { recursive: true }).filter((name) => String(name).endsWith('.map')),
    [],
  )
})
