import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ImportGraph } from './import-graph.ts'
import { inTurn, takesTurns } from './turns.ts'

const root = join(import.meta.dirname, '../..')
const graph = new ImportGraph(root)
const all = globSync('{packages/*/test,docs,scripts}/**/*.{test,system}.ts', { cwd: root }).sort()
const ROUNDS = [20_000, 20_001, 20_002, 20_003, 20_004]

test('each file that takes turns runs once in five days, the long ones on different days, and all others daily', () => {
  const turns = all.filter((file) => takesTurns(graph, file))
  const days = ROUNDS.map((round) => inTurn(all, (file) => !turns.includes(file), round))
  const inTurns = days.map((files) => files.filter((file) => turns.includes(file)))
  assert.deepEqual(inTurns.flat().sort(), turns)
  for (const files of inTurns) assert.ok(Math.abs(files.length - turns.length / ROUNDS.length) <= 1)
  const daily = all.filter((file) => !turns.includes(file))
  for (const files of days)
    assert.deepEqual(
      files.filter((file) => !turns.includes(file)),
      daily,
    )
  for (const long of ['cli/test/terminal', 'web/test/screens', 'docs/test/production-install'])
    assert.ok(turns.some((file) => file.includes(long)))
  const ofLong = inTurns.map(
    (files) => files.filter((file) => /\/(terminal|screens|production-install)\.system/.test(file)).length,
  )
  assert.ok(Math.max(...ofLong) === 1)
})

test('the walls between tenants are tested every day, and so is what needs no database', () => {
  for (const daily of [
    'packages/server/test/isolation/http-matrix.test.ts',
    'packages/server/test/isolation/mcp-matrix.test.ts',
    'packages/server/test/isolation/mutations.test.ts',
    'packages/server/test/database/sql-matrix.test.ts',
    'packages/engine/test/redactor.test.ts',
  ]) {
    assert.ok(all.includes(daily), daily)
    assert.equal(takesTurns(graph, daily), false, daily)
  }
})

test('a file that is daily for another reason runs in every round', () => {
  const changed = 'packages/web/test/people.system.ts'
  const isDaily = (file: string) => file === changed || !takesTurns(graph, file)
  for (const round of ROUNDS) assert.ok(inTurn(all, isDaily, round).includes(changed))
})
