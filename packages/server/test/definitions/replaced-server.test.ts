import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { createQuotaReader } from '#access/limits/read-quotas'
import { createOwnDefinitions } from '#connectors/definitions/own/own-definitions'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { API } from '../http/api.ts'

const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Parcel Tracker', version: '7' },
  servers: [{ url: 'https://parcels.test' }],
  paths: { '/parcels': { get: { tags: ['parcels'], responses: { 200: { description: 'OK' } } } } },
})

// A server that replaces the database's may lack the newest change of the definitions. The next change then gets the
// number of the one that was lost.
for (const engine of engines) {
  describe(`definitions of an organization on a replaced server of ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let definition: string
    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
      const { token } = tenant
      const added = await testServer.call('POST', `${API}/definitions`, {
        token,
        body: { document: DOCUMENT },
      })
      assert.equal(added.status, 200, added.text)
      definition = added.body.id
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    /** Creates a process of its own, by its memory. */
    function createProcess() {
      const { database, log, compiler, definitions: shared } = testServer.server.services
      const replacements: (() => void)[] = []
      const reader = createQuotaReader({ database, log })
      const late = { facts: Promise.resolve() }
      const quotas: typeof reader = {
        ...reader,
        of(organization) {
          const facts = reader.of(organization)
          return facts instanceof Promise ? late.facts.then(() => facts) : facts
        },
      }
      const revocations = { onReplaced: (listener: () => void) => void replacements.push(listener) }
      const own = createOwnDefinitions({ database, quotas, compiler, revocations, shared })
      return {
        late,
        find: async () => (await own.of(tenant.organization)).byId(definition),
        replace() {
          reader.forgetAll()
          for (const replaced of replacements) replaced()
        },
      }
    }

    /** Gives the definition another name and revision under the same version. */
    async function rewrite(display_name: string) {
      const { database } = testServer.server.services
      await asPrincipal(database, { organization: tenant.organization }, 'read write', (tx) =>
        tx
          .updateTable('organization_definitions')
          .set({ display_name, revision: randomUUID() })
          .where('definition_id', '=', definition)
          .execute(),
      )
    }

    test('a list of the former server is not used under the version of another', async () => {
      const { find, replace } = createProcess()
      await rewrite('Lost')
      assert.equal((await find())?.display_name, 'Lost')
      await rewrite('Promoted')
      replace()
      assert.equal((await find())?.display_name, 'Promoted')
    })

    test('a version that was read while the server was replaced is not kept', async () => {
      const { late, find, replace } = createProcess()
      const gate = Promise.withResolvers<void>()
      late.facts = gate.promise
      const finding = find()
      replace()
      await rewrite('Promoted')
      gate.resolve()
      assert.equal((await finding)?.display_name, 'Promoted')
      await rewrite('Changed')
      assert.equal((await find())?.display_name, 'Changed')
    })

    test('a revision that is gone has the list read again', async () => {
      const { find } = createProcess()
      const lost = await find()
      await rewrite('Promoted')
      await assert.rejects(async () => lost?.ready?.(), { code: 'unavailable' })
      const found = await find()
      assert.equal(found?.display_name, 'Promoted')
      assert.equal((await found?.ready?.())?.definition.display_name, 'Promoted')
    })
  })
}
