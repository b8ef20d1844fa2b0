import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ImportGraph } from './import-graph.ts'
import { inTurn, takesTurns } from './turns.ts'

const root = join(import.meta.dirname, '../..')
const graph = new ImportGraph(root)
const all = globSync('{packages/*/test,docs,scripts}/**/*.{test,system}.ts', { cwd: root }).sort()
const ROUNDS = [20_000, 20_001, 20_002, 20_003, 20_004, 20_005, 20_006]

test('each file that takes turns runs once a week, the long ones on different days, and all others daily', () => {
  const turns = all.filter((file) => takesTurns(graph, file))
  const days = ROUNDS.map((round) => inTurn(all, turns, [], round))
  const inTurns = days.map((files) => files.filter((file) => turns.includes(file)))
  assert.deepEqual(inTurns.flat().sort(), turns)
  for (const files of inTurns) assert.ok(Math.abs(files.length - turns.length / ROUNDS.length) <= 1)
  const daily = all.filter((file) => !turns.includes(file))
  for (const files of days)
    assert.deepEqual(
      files.filter((file) => !turns.includes(file)),
      daily,
    )
  const isLong = (file: string) => /\/(terminal|screens|production-install)\.system/.test(file)
  assert.deepEqual(inTurns.map((files) => files.filter(isLong).length).sort(), [0, 0, 0, 0, 1, 1, 1])
})

test('files that changed run at once, and change nobody else’s turn', () => {
  const turns = all.filter((file) => takesTurns(graph, file))
  const ran = ROUNDS.map((round, day) => {
    const changed = turns.filter((_file, at) => at % ROUNDS.length === day)
    const usual = inTurn(all, turns, [], round)
    const files = inTurn(all, turns, changed, round)
    assert.deepEqual(
      files,
      all.filter((file) => usual.includes(file) || changed.includes(file)),
    )
    return files
  })
  assert.deepEqual([...new Set(ran.flat())].sort(), all)
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
