import assert from 'node:assert/strict'
import test from 'node:test'
import { listNames, listNearest, suggestNames } from '#text/list-names'
import { nearest, probablyMeant } from '#text/nearest'

const count = (length: number) => Array.from({ length }, (_, index) => `name_${index}`)

test('names are listed up to thirty, and the number of others is said', () => {
  assert.equal(listNames([]), '')
  assert.equal(listNames(['a']), 'a')
  assert.equal(listNames(['a', 'b', 'c']), 'a, b, c')
  assert.equal(listNames(['a'], { last: 'and' }), 'a')
  assert.equal(listNames(['a', 'b', 'c'], { last: 'and' }), 'a, b and c')
  assert.equal(listNames(new Set(['a', 'b']), { last: 'or' }), 'a or b')
  assert.match(listNames(count(30)), /name_28, name_29$/)
  assert.match(listNames(count(31), { last: 'and' }), /name_28, name_29 and 1 more$/)
  assert.match(listNames(count(40_000)), /name_29 and 39970 more$/)
  assert.equal(listNames(['a', 'b'], { total: 5 }), 'a, b and 3 more')
})

test('long names are cut, so a message has a bound', () => {
  assert.equal(listNames(['x'.repeat(256)]), `${'x'.repeat(255)}…`)
  assert.ok(listNames(Array.from({ length: 100 }, () => 'x'.repeat(1_000_000))).length < 10_000)
})

test('the most similar names are listed first', () => {
  assert.match(listNearest('name_77', count(100)), /^name_77, .* and 70 more$/)
})

test('names of any number and length are compared in little time', () => {
  const names = Array.from({ length: 30_000 }, (_, index) => `${index}`.padStart(100, 'ab'))
  const started = process.cpuUsage()
  const wanted = `${'ab'.repeat(46)}00000007`
  nearest(wanted, names)
  probablyMeant(wanted, names)
  listNearest(wanted, names)
  const { user, system } = process.cpuUsage(started)
  assert.ok(user + system < 1_000_000, `${user + system} µs`)
})

test('of names of which one is probably meant, it comes first, and all follow in the alphabet', () => {
  const names = ['Slack', 'GitHub', 'Asana']
  assert.equal(suggestNames('githbu', names, 'It has'), 'Did you mean GitHub? It has Asana, GitHub, Slack.')
  assert.equal(suggestNames('zoom', names, 'It has'), 'It has Asana, GitHub, Slack.')
  assert.equal(
    suggestNames('githbu', names, 'It has', 2),
    'Did you mean GitHub? It has GitHub, Slack and 1 more.',
  )
})
