import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openPostgres } from '@bulkhead/server/platform/database/postgres/open-postgres'
import { engines } from '@bulkhead/testing/engines'
import { behindSwitchboard } from '@bulkhead/testing/postgres/behind-switchboard'
import pino from 'pino'
import { startRevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { LANES } from '#platform/database/lanes'

const engine = engines.find(({ name }) => name === 'postgres')

test('a start waits for a database that responds later than a poll may take', {
  skip: engine === undefined && 'needs Postgres',
}, async () => {
  assert.ok(engine)
  await using closing = new AsyncDisposableStack()
  closing.defer(() => engine.close())
  const log = pino({ level: 'silent' })
  const direct = await engine.createStore()
  const { store, switchboard } = await behindSwitchboard(direct)
  closing.defer(() => switchboard.close())
  const url = store.environment.BULKHEAD_DATABASE_URL ?? ''
  const ownerUrl = direct.postgres?.ownerUrl ?? ''
  const database = await openPostgres({ url, ownerUrl, log })
  closing.defer(() => database.close())
  switchboard.freeze()
  const starting = startRevocationFeed(database, log)
  await Promise.race([sleep(LANES.feed.deadlineMs + 1_000), starting])
  switchboard.thaw()
  const feed = await starting
  closing.defer(() => feed.stop())
  assert.equal(await feed.fault(), undefined)
})
