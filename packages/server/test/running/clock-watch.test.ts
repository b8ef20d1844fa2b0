import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createClockWatch } from '#platform/clock-watch'
import { createLog } from '#platform/log'

const NOON = Date.UTC(2026, 0, 1, 12)

interface Said {
  readonly msg: string
  readonly ahead_ms: number
}

function openWatch() {
  const said: Said[] = []
  const log = createLog('warn', { write: (line) => void said.push(JSON.parse(line)) })
  return { watch: createClockWatch(log), said }
}

describe('the clock of this machine', () => {
  test('a clock counts as right if the database could have read its time between request and response', () => {
    const { watch, said } = openWatch()
    for (const database_ms of [NOON, NOON + 10_000, NOON + 20_000]) {
      watch.compare(NOON, database_ms, NOON + 20_000)
      assert.equal(watch.aheadMs, 0)
    }
    assert.deepEqual(said, [])
  })

  test('a clock is reported ahead or behind by what is certain, from five seconds on', () => {
    const { watch, said } = openWatch()
    watch.compare(NOON, NOON - 4_999, NOON + 10)
    assert.equal(watch.aheadMs, 4_999)
    assert.equal(said.length, 0)
    watch.compare(NOON, NOON - 5_000, NOON + 10)
    watch.compare(NOON, NOON + 90_010, NOON + 10)
    assert.equal(watch.aheadMs, -90_000)
    assert.deepEqual(
      said.map(({ ahead_ms }) => ahead_ms),
      [5_000, -90_000],
    )
    assert.match(said[0]?.msg ?? '', /5 s ahead of the clock of the database.*NTP/)
    assert.match(said[1]?.msg ?? '', /90 s behind the clock of the database/)
  })

  test('a wrong clock is logged once, until it changes by five seconds or was right in between', () => {
    const { watch, said } = openWatch()
    const beBehind = (ms: number) => watch.compare(NOON, NOON + ms, NOON)
    for (const ms of [60_000, 60_000, 64_000]) beBehind(ms)
    assert.equal(said.length, 1)
    beBehind(66_000)
    assert.equal(said.length, 2)
    beBehind(0)
    beBehind(66_000)
    assert.equal(said.length, 3)
  })
})
