import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEgressPolicy } from '#egress/policy'
import { createTargetResolver } from '#egress/target-resolver'
import { throwsCode } from '../assert-engine-error.ts'

const getTarget = createTargetResolver(createEgressPolicy({ allow: [] }))

for (const round of ['first', 'second']) {
  for (const [url, path] of [
    ['https://api.example/v1/issues?state=open', '/v1/issues?state=open'],
    ['https://api.example/', '/'],
    ['https://api.example', '/'],
    ['https://api.example?q=/', '/?q=/'],
    ['https://api.example/a/../b c', '/b%20c'],
  ] as const) {
    test(`${url} is split as a parser splits it, the ${round} time`, () => {
      assert.deepEqual(getTarget(url), { origin: 'https://api.example', path })
    })
  }
}

for (const url of [
  'https://api.example@10.0.0.1/v1',
  'https://api.example:443@10.0.0.1/v1',
  'https://user:word@api.example/v1',
  'http://api.example/v1',
  'https://10.0.0.1/v1',
]) {
  test(`${url} is refused though the origin it resembles is allowed`, () => {
    getTarget('https://api.example/v1')
    throwsCode('egress_refused', () => getTarget(url))
  })
}

test('a host that only begins like one that is allowed is another', () => {
  getTarget('https://api.example/v1')
  assert.equal(getTarget('https://api.example.other.test/v1').origin, 'https://api.example.other.test')
  assert.equal(getTarget('https://api.examples/').origin, 'https://api.examples')
})
