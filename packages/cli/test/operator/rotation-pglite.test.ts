import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { rotationRounds } from '@bulkhead/testing/rotation-rounds'

const engine = bothEngines.find(({ name }) => name === 'pglite')

test('pglite: a rotation killed in the middle, three times over, loses no credential', {
  skip: engine === undefined,
}, async () => {
  assert.ok(engine)
  after(() => engine.close())
  const report = await rotationRounds(engine, { rounds: 3, workspaces: 2_000, random: Math.random })
  assert.deepEqual(report.faults, [])
  assert.ok(report.killedMidway > 0, 'no kill hit a rotation')
  assert.ok(report.credentials >= 15, `only ${report.credentials} credentials were there to lose`)
})
