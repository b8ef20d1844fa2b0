import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  createRecentChanges,
  startRevocationFeed,
} from '@bulkhead/server/access/tokens/revocation/revocation-feed'
import { engines } from '@bulkhead/testing/engines'
import { openRawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import pino from 'pino'

const change = (organization_id: string, subject_id: string, kind: 'token' | 'refresh' = 'token') => ({
  ...{ organization_id, subject_id, kind },
  epoch: null,
})

test('a change concerns its subject, in its organization, after the mark', () => {
  const changes = createRecentChanges()
  const before = changes.last()
  changes.add(change('one', 'a'))
  const after = changes.last()
  assert.equal(changes.hasChangedSince(before, 'one', ['b', 'a']), true)
  assert.equal(changes.hasChangedSince(before, 'one', ['b']), false)
  assert.equal(changes.hasChangedSince(before, 'other', ['a']), false)
  assert.equal(changes.hasChangedSince(after, 'one', ['a']), false)
  changes.add(change('one', 'b', 'refresh'))
  assert.equal(changes.hasChangedSince(before, 'one', ['b']), false, 'new tokens take nothing away')
})

test('a mark that is older than what is remembered counts as changed', () => {
  let now = 0
  const changes = createRecentChanges(() => now)
  changes.add(change('one', 'a'))
  const mark = changes.last()
  for (const minutes of [3, 6, 9]) {
    assert.equal(changes.hasChangedSince(mark, 'one', ['b']), false, `after ${minutes} minutes`)
    now = minutes * 60_000
    changes.add(change('one', `c ${minutes}`))
  }
  assert.equal(changes.hasChangedSince(mark, 'one', ['b']), true)
  assert.equal(changes.hasChangedSince(changes.last(), 'one', ['b']), false)
})

test('after another database server, everything counts as changed', () => {
  const changes = createRecentChanges()
  const mark = changes.last()
  changes.addUnknown()
  assert.equal(changes.hasChangedSince(mark, 'one', ['a']), true)
})

const postgres = engines.find(({ name }) => name === 'postgres')

test('while memory is not current, rights count for a second after the database confirmed them', {
  skip: postgres === undefined && 'needs Postgres',
}, async () => {
  assert.ok(postgres)
  after(() => postgres.close())
  const raw = await openRawDatabase(postgres)
  let now: readonly [number, number] = [1_000, 1_000_000]
  const feed = await startRevocationFeed(raw.database, pino({ level: 'silent' }), () => now)
  // From here on the feed learns nothing, as if the database were unreachable.
  await feed.stop()
  const mayHaveEnded = (mark: ReturnType<typeof feed.mark>) => feed.mayHaveEnded(mark, 'one', () => ['a'])
  const fromMemory = feed.mark()
  assert.equal(mayHaveEnded(fromMemory), false)
  now = [3_000, 1_002_000]
  assert.equal(mayHaveEnded(fromMemory), true)
  const fromDatabase = feed.mark()
  assert.equal(mayHaveEnded(fromDatabase), false)
  now = [3_900, 1_002_900]
  assert.equal(mayHaveEnded(fromDatabase), false)
  feed.apply([change('one', 'a')])
  assert.equal(mayHaveEnded(fromDatabase), true, 'what this process revoked itself')
  now = [4_100, 1_003_100]
  assert.equal(mayHaveEnded(feed.mark()), false)
  assert.equal(mayHaveEnded(fromDatabase), true)
  await raw.close()
})
