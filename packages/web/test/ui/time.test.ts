import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../texts-in-node.ts'

const { relativeTime } = await import('#ui/show/relative-time.ts')

const NOW = Date.parse('2026-11-25T10:00:00Z')

for (const [seconds, words] of [
  [0, 'just now'],
  [-30, 'just now'],
  [3, 'just now'],
  [-60, '1m ago'],
  [-3_600, '1h ago'],
  [-86_400, 'yesterday'],
  [-86_400 * 3, '3d ago'],
  [-86_400 * 60, '2mo ago'],
  [-86_400 * 800, '2y ago'],
  [30, 'just now'],
  [86_400, 'tomorrow'],
] as const) {
  test(`${seconds} s from now is ${words}`, () => {
    assert.equal(relativeTime(NOW + seconds * 1000, NOW), words)
  })
}
