import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CONNECTORS, connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startServerProcess } from '@bulkhead/testing/server-process'

test('a PANIC inside PGlite returns 503 and ends the server with code 70, without a hang', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-panic-'))
  const server = startServerProcess({
    BULKHEAD_DATA_DIR: directory,
    BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
    ...PROOF_CLIENT_SETTINGS,
  })
  after(async () => {
    await server.end('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  })
  const { call } = await connectCaller(await server.ready)
  // Its next segment of 16 MiB cannot be made: the same PANIC as on a full disk, and no privilege is needed.
  rmSync(join(directory, 'database', 'pg_wal'), { recursive: true })

  const statuses = new Set<number>()
  const fill = async () => {
    for (let asked = 0; asked < 200 && !statuses.has(503); asked += 1) {
      statuses.add((await call('POST', CONNECTORS, bulky())).status)
    }
  }
  await Promise.all([fill(), fill(), fill()])
  assert.deepEqual([...statuses], [200, 503])
  const exit = await Promise.race([server.exited, sleep(60_000, undefined, { ref: false })])
  assert.deepEqual(exit, { code: 70, signal: null })
  assert.match(server.stderr(), /^bulkhead: the embedded database has stopped and must be started again/m)
})

/** Body of a request that adds about 130 kB to the write-ahead log. */
function bulky() {
  return {
    connector_type: 'github',
    credentials: { token: randomBytes(4_000).toString('hex') },
    replication_config: { repositories: Array.from({ length: 500 }, () => randomBytes(120).toString('hex')) },
  }
}
