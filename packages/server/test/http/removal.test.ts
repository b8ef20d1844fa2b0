import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { removeWorkspaces } from '@bulkhead/server/jobs/remove-workspaces'
import { engines } from '@bulkhead/testing/engines'
import { openHouse } from '@bulkhead/testing/house'
import pino from 'pino'
import { CONNECTORS, WORKSPACES } from './api.ts'
import { readTables } from './read-tables.ts'
import { openScene } from './scene.ts'

const log = pino({ level: 'silent' })

for (const engine of engines) {
  describe(`removal on ${engine.name}`, () => {
    after(() => engine.close())

    test('no row of a deleted workspace is left, and every other row stays', async () => {
      const store = await engine.createStore()
      const scene = await openScene(engine, { store })
      const other = await scene.house.mint(scene.tenant, 'other')
      for (let index = 0; index < 3; index++) await scene.connect()
      const kept = await scene.house.call('POST', CONNECTORS, {
        token: other.token,
        body: { connector_type: 'github', credentials: { token: 'x' } },
      })
      assert.equal(kept.status, 200)
      const { status } = await scene.house.call('DELETE', `${WORKSPACES}/${scene.workspace_id}`, {
        token: scene.tenant.token,
      })
      assert.equal(status, 200)
      const later = Date.now() + 120_000
      while (await removeWorkspaces(scene.house.server.services.database, log, later));
      await scene.close()

      const tables = await readTables(store)
      for (const [name, rows] of tables) {
        // These outlive a workspace on purpose: they hold its id and nothing that was in it.
        if (['bulkhead.revocations', 'bulkhead.audit_records', 'bulkhead.tool_calls'].includes(name)) continue
        assert.deepEqual(
          rows.filter((row) => row.includes(scene.workspace_id)),
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
      const house = await openHouse(engine, { logLevel: 'debug' })
      await house.createTenant('Acme')
      await house.close()
      assert.deepEqual(
        house.log.filter((line) => JSON.parse(line).level >= 50),
        [],
      )
      assert.ok(house.log.some((line) => line.includes('remove rows of deleted workspaces')))
    })
  })
}
