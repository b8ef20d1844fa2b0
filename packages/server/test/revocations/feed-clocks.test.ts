import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { openRawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import pino from 'pino'
import { startRevocationFeed } from '#access/tokens/revocation/revocation-feed'

const postgres = engines.find(({ name }) => name === 'postgres')
const HOUR_MS = 3_600_000

test('revocations are trusted for a second of each clock, even if one is set back or the other stops', {
  skip: postgres === undefined && 'needs Postgres',
}, async () => {
  assert.ok(postgres)
  after(() => postgres.close())
  const raw = await openRawDatabase(postgres)
  let now: readonly [number, number] = [1_000, 1_000 * HOUR_MS]
  const feed = await startRevocationFeed(raw.database, pino({ level: 'silent' }), () => now)
  // From here on the feed learns nothing, as if the database were unreachable.
  await feed.stop()
  const [running, calendar] = now
  const isFreshAfter = (ran: number, passed: number) => {
    now = [running + ran, calendar + passed]
    return feed.isFresh()
  }
  assert.equal(isFreshAfter(900, 900), true)
  assert.equal(isFreshAfter(1_100, 1_100), false)
  assert.equal(isFreshAfter(2_000, -HOUR_MS), false, 'the calendar was set back')
  assert.equal(isFreshAfter(10, HOUR_MS), false, 'the machine was suspended')
  await raw.close()
})
