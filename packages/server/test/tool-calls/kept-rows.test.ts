import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json, startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import pg from 'pg'
import { withConnection } from '#platform/database/roles/confine'

const CONNECTORS = '/api/v1/integrations/connectors'
/** Upstream status of calls whose record the database refuses. */
const POISON = 418

for (const engine of engines) {
  describe(`records of calls that ${engine.name} does not take`, { timeout: 600_000 }, () => {
    const closing = new AsyncDisposableStack()
    after(() => closing.disposeAsync())

    async function open() {
      closing.defer(() => engine.close())
      const upstream = await startScriptedUpstream()
      closing.defer(() => upstream.close())
      const testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      closing.defer(() => testServer.close())
      const tenant = await testServer.createTenant('Acme')
      const { token } = await testServer.mint(tenant, 'acme')
      const { body } = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'x' },
          environment: { base_url: upstream.url },
        },
      })
      const run = async (status: number) => {
        upstream.respond(json({ items: [] }, status))
        await testServer.call('POST', `${CONNECTORS}/${body.id}/execute`, {
          token,
          body: { entity: 'things', action: 'list' },
        })
      }
      const admin = getAdmin(testServer)
      closing.defer(() => admin.close())
      const stored = async () =>
        (await testServer.call('GET', '/api/v1/tool-calls?limit=100', { token })).body.data.length as number
      return { testServer, run, admin, stored }
    }

    test('wait while its schema is another one, and one that it never takes is dropped alone and counted', async () => {
      const { testServer, run, admin, stored } = await open()
      const waiting = () => metric(testServer, 'bulkhead_tool_calls_waiting')
      const refused = () => metric(testServer, 'bulkhead_tool_calls_dropped_total{reason="refused"}')
      const isLogged = (code: string) =>
        testServer.log.some(
          (line) => line.includes(code) && line.includes('could not be recorded yet and will be tried again'),
        )
      assert.deepEqual([await waiting(), await refused()], [0, 0])

      // A later version added a column that this one does not fill.
      await admin.run('alter table bulkhead.tool_calls add column later text not null')
      for (let call = 0; call < 3; call += 1) await run(200)
      await until(() => isLogged('23502'))
      // Or it renamed the table.
      await admin.run('alter table bulkhead.tool_calls rename to calls_of_tools')
      await admin.run('alter table bulkhead.calls_of_tools drop column later')
      await until(() => isLogged('42P01'))
      for (let call = 0; call < 17; call += 1) await run(call === 6 ? POISON : 200)
      assert.equal(await waiting(), 20)
      assert.equal(await refused(), 0)

      await admin.run(
        `alter table bulkhead.calls_of_tools add constraint no_poison check (upstream_status is distinct from ${POISON})`,
      )
      await admin.run('alter table bulkhead.calls_of_tools rename to tool_calls')
      await until(async () => (await waiting()) === 0)
      assert.equal(await stored(), 19)
      assert.equal(await refused(), 1)
      assert.equal(await metric(testServer, 'bulkhead_tool_calls_dropped_total{reason="full"}'), 0)
      assert.ok(testServer.log.some((line) => line.includes('23514') && line.includes('rejects a tool call')))
    })
  })
}

/** Runs statements with the rights of the superuser. */
function getAdmin({ store, server }: TestServer) {
  if (store.postgres === undefined) {
    const { database } = server.services
    return {
      run: (statement: string) =>
        withConnection(database, 'superuser', async (connection) => {
          await sql.raw(statement).execute(connection)
        }),
      async close() {},
    }
  }
  const client = new pg.Client({ connectionString: store.postgres.adminUrl })
  const connected = client.connect()
  return {
    async run(statement: string) {
      await connected
      await client.query(statement)
    },
    close: () => client.end(),
  }
}

async function metric(testServer: TestServer, name: string): Promise<number> {
  const { text } = await testServer.call('GET', '/metrics')
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  assert.ok(line !== undefined, `${name} is not in the metrics`)
  return Number(line.slice(name.length))
}
