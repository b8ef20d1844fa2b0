import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTurn } from './turns.ts'

test('what drives a program runs on one of three days, and all else every day', () => {
  const pages = ['a', 'b', 'c', 'd'].map((name) => `packages/web/test/${name}.system.ts`)
  const driving = [...pages, 'scripts/operation-new.test.ts']
  const daily = [
    'packages/server/test/running/nginx.system.ts',
    'packages/web/test/texts.test.ts',
    'docs/test/x.test.ts',
  ]
  const rounds = [20_000, 20_001, 20_002].map((round) => inTurn([...driving, ...daily], round))
  for (const files of rounds)
    assert.deepEqual(
      files.filter((file) => daily.includes(file)),
      daily,
    )
  const ran = rounds.flat().filter((file) => driving.includes(file))
  assert.deepEqual(ran.sort(), driving)
  assert.ok(rounds.every((files) => files.length > daily.length))
})
