import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

const DIST = join(import.meta.dirname, '../dist')
const MOST_SCRIPT_BYTES = 60 * 1024

const files = readdirSync(DIST, { recursive: true }).map(String)
const scripts = files.filter((name) => name.endsWith('.js'))

test('all script of the page is at most 60 KB, compressed', (t) => {
  const total = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(DIST, name))).length, 0)
  t.diagnostic(`${(total / 1024).toFixed(1)} KB gzip in ${scripts.length} scripts`)
  assert.ok(total > 5_000 && total <= MOST_SCRIPT_BYTES, `${total} bytes`)
})

test('the page has no inline script or style, and needs nothing from elsewhere', () => {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8')
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son\w+=|https?:/i)
  for (const name of files.filter((one) => one.endsWith('.css'))) {
    assert.doesNotMatch(readFileSync(join(DIST, name), 'utf8'), /url\(|@import/)
  }
})

test('nothing in the scripts makes code of text', () => {
  for (const name of scripts) {
    assert.doesNotMatch(readFileSync(join(DIST, name), 'utf8'), /\beval\(|\bnew Function\(/, name)
  }
})

test('no source is served', () => {
  assert.deepEqual(
    files.filter((name) => name.endsWith('.map')),
    [],
  )
})
