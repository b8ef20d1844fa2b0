import assert from 'node:assert/strict'
import test from 'node:test'
import { nearest, probablyMeant } from '#text/nearest'

const names = ['issues', 'repositories', 'pull_requests', 'users']

test('names come nearest first', () => {
  assert.equal(nearest('isues', names)[0], 'issues')
  assert.equal(nearest('pulls', names, 2).length, 2)
})

test('a typing error is recognised, and another word is not', () => {
  assert.equal(probablyMeant('isseus', names), 'issues')
  assert.equal(probablyMeant('requests', names), 'pull_requests')
  assert.equal(probablyMeant('zebra', names), undefined)
  assert.equal(probablyMeant('x', []), undefined)
})

test('a huge name takes little time', () => {
  const started = performance.now()
  probablyMeant('x'.repeat(1_000_000), names)
  assert.ok(performance.now() - started < 20_000)
})
