import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json, type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { CONNECTORS, WORKSPACES } from '../http/api.ts'
import { type Fixture, openFixture } from '../http/fixture.ts'

const engine = engines.find(({ name }) => name === 'postgres')
const [OLD, NEW] = ['an-old-token-of-the-pier', 'another-token-of-the-pier']

describe('a change in one process ends the cached connection in another', {
  skip: engine === undefined,
}, () => {
  after(() => engine?.close())

  for (const [name, cut] of [
    ['with the listener', false],
    ['with the listener cut', true],
  ] as const) {
    describe(name, () => {
      let fixture: Fixture
      let other: TestServer
      let elsewhere: ScriptedUpstream
      before(async () => {
        assert.ok(engine)
        const environment = { BULKHEAD_CONNECTORS_DIR: new URL('./connectors/', import.meta.url).pathname }
        const store = await engine.createStore()
        fixture = await openFixture(engine, { store, environment })
        other = await startTestServer(engine, { store, environment })
        elsewhere = await startScriptedUpstream()
        for (const upstream of [fixture.upstream, elsewhere]) upstream.respond(json([{ id: 1 }]))
      })
      after(async () => {
        await other?.close()
        await fixture?.close()
        await elsewhere?.close()
      })

      const getHost = ({ url }: { url: string }) => new URL(url).host
      const body = { entity: 'boats', action: 'list' }

      /** A connector that the other process has called before, so that its next call needs no database. */
      async function warm(token = fixture.scoped) {
        const { body: made, text } = await fixture.testServer.call('POST', CONNECTORS, {
          token,
          body: {
            connector_type: 'pier',
            credentials: { token: OLD },
            replication_config: { host: getHost(fixture.upstream) },
          },
        })
        const path = `${CONNECTORS}/${made.id}`
        // An application token outlives what happens to the workspace.
        const call = () => other.call('POST', `${path}/execute`, { token: fixture.tenant.token, body })
        assert.equal((await call()).status, 200, text)
        if (cut) await cutListeners()
        return { path, call }
      }

      async function cutListeners(): Promise<void> {
        const admin = new pg.Client({ connectionString: fixture.testServer.store.postgres?.adminUrl })
        await admin.connect()
        await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where query ilike 'listen %' and datname = current_database()`,
        )
        await admin.end()
      }

      const change = async (method: string, path: string, changed?: object) => {
        const { status, text } = await fixture.testServer.call(method, path, {
          token: fixture.tenant.token,
          ...(changed && { body: changed }),
        })
        assert.ok(status < 300, text)
      }
      const respondsWith = (call: () => Promise<{ status: number }>, status: number) =>
        until(async () => (await call()).status === status, 1_000)

      test('a connector that is deleted', async () => {
        const { path, call } = await warm()
        await change('DELETE', path)
        await respondsWith(call, 404)
      })

      test('a connector that gets another credential', async () => {
        const { path, call } = await warm()
        await change('PUT', path, { credentials: { token: NEW } })
        await until(async () => {
          await call()
          return fixture.upstream.arrived.at(-1)?.headers.authorization === `Bearer ${NEW}`
        }, 1_000)
      })

      test('a connector that moves: no place ever gets the credential of the other', async () => {
        const { path, call } = await warm()
        const from = fixture.upstream.arrived.length
        await change('PUT', path, {
          replication_config: { host: getHost(elsewhere) },
          credentials: { token: NEW },
        })
        await until(async () => (await call()).status === 200 && elsewhere.arrived.length > 0, 1_000)
        const tokensAt = (upstream: ScriptedUpstream, since = 0) =>
          new Set(upstream.arrived.slice(since).map(({ headers }) => headers.authorization))
        assert.deepEqual([...tokensAt(elsewhere)], [`Bearer ${NEW}`])
        assert.ok(!tokensAt(fixture.upstream, from).has(`Bearer ${NEW}`))
      })

      test('a connector whose entities are taken away', async () => {
        const { path, call } = await warm()
        await change('PUT', path, { entities: [{ entity: 'boats', modes: ['write'] }] })
        await respondsWith(call, 403)
      })

      test('a workspace that is deactivated, activated and deleted', async () => {
        const { token, workspace_id } = await fixture.testServer.mint(fixture.tenant, `short-lived ${name}`)
        const { call } = await warm(token)
        const path = `${WORKSPACES}/${workspace_id}`
        await change('PUT', path, { status: 'inactive' })
        await respondsWith(call, 403)
        await change('PUT', path, { status: 'active' })
        await respondsWith(call, 200)
        await change('DELETE', path)
        await respondsWith(call, 404)
      })
    })
  }
})
