import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { removeWorkspaces } from '@bulkhead/server/jobs/remove-workspaces'
import { withoutBusyLines } from '@bulkhead/testing/busy/busy-lines'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer } from '@bulkhead/testing/test-server'
import pino from 'pino'
import { CONNECTORS, WORKSPACES } from './api.ts'
import { openFixture } from './fixture.ts'
import { readTables } from './read-tables.ts'

const log = pino({ level: 'silent' })

for (const engine of engines) {
  describe(`removal on ${engine.name}`, () => {
    after(() => engine.close())

    test('no row of a deleted workspace is left, and every other row stays', async () => {
      const store = await engine.createStore()
      const fixture = await openFixture(engine, { store })
      const other = await fixture.testServer.mint(fixture.tenant, 'other')
      for (let index = 0; index < 3; index++) await fixture.connect()
      const kept = await fixture.testServer.call('POST', CONNECTORS, {
        token: other.token,
        body: { connector_type: 'github', credentials: { token: 'x' } },
      })
      assert.equal(kept.status, 200)
      const { status } = await fixture.testServer.call('DELETE', `${WORKSPACES}/${fixture.workspace_id}`, {
        token: fixture.tenant.token,
      })
      assert.equal(status, 200)
      const later = Date.now() + 120_000
      while (await removeWorkspaces(fixture.testServer.server.services.database, log, later));
      await fixture.close()

      const tables = await readTables(store)
      for (const [name, rows] of tables) {
        // These outlive a workspace on purpose: they hold its id and nothing that was in it.
        if (['bulkhead.revocations', 'bulkhead.audit_records', 'bulkhead.tool_calls'].includes(name)) continue
        assert.deepEqual(
          rows.filter((row) => row.includes(fixture.workspace_id)),
          [],
          name,
        )
      }
      for (const name of ['workspaces', 'workspace_keys', 'connectors', 'connector_credentials']) {
        const rows = tables.get(`bulkhead.${name}`) ?? []
        assert.equal(rows.filter((row) => row.includes(other.workspace_id)).length, 1, name)
      }
      store.remove()
    })

    test('the background does it by itself, and reports no failure', async () => {
      const testServer = await startTestServer(engine, { logLevel: 'debug' })
      await testServer.createTenant('Acme')
      await testServer.close()
      assert.deepEqual(
        withoutBusyLines(testServer.log).filter((line) => JSON.parse(line).level >= 50),
        [],
      )
      assert.ok(testServer.log.some((line) => line.includes('remove rows of deleted workspaces')))
    })
  })
}
