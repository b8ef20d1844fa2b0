import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { assertError, CONNECTORS } from '../http/api.ts'
import {
  APP,
  type ConnectFixture,
  keyOf,
  newCode,
  openConnectFixture,
  PAGE,
  SESSIONS,
} from './connect-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`connect links that replace a credential on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let fixture: ConnectFixture
    before(async () => {
      fixture = await openConnectFixture(engine)
    })
    after(() => fixture?.close())

    /** Opens a workspace of its own, with a connector of `account` that a link created. */
    async function openPlace(account: string, more: object = {}) {
      const workspace_name = `place ${randomUUID()}`
      const { token } = await fixture.link({ workspace_name, require_confirmation: false, ...more })
      const { body, text } = await fixture.fill(token, account)
      assert.equal(body.status, 'completed', text)
      return { workspace_name, connector: body.connector_id as string }
    }
    const getConnector = async (id: string) => (await fixture.call('GET', `${CONNECTORS}/${id}`)).body
    /** The key that the service receives for a connector. */
    async function usedKey(connector: string): Promise<string | undefined> {
      const seen = fixture.upstream.arrived.length
      const executed = await fixture.execute(connector)
      assert.equal(executed.status, 200, executed.text)
      return fixture.upstream.arrived.slice(seen).find(({ url }) => url.startsWith('/boats'))?.headers
        .authorization
    }
    const bearer = (account: string) => `Bearer ${keyOf(account)}`

    test('a reconnection of the same account is in force at once where none confirms', async () => {
      const { connector } = await openPlace('birch')
      const before = await getConnector(connector)
      const link = await fixture.link({
        workspace_name: undefined,
        services: undefined,
        connector_id: connector,
        require_confirmation: false,
      })
      assert.equal(link.kind, 'reconnect')
      assert.equal(link.connector_id, connector)
      const finished = await fixture.fill(link.token, 'birch')
      assert.equal(finished.body.status, 'completed', finished.text)
      assert.equal(finished.body.connector_id, connector)
      assert.equal(finished.body.previous_account, null)
      const { updated_at: _, ...now } = await getConnector(connector)
      const { updated_at: __, ...then } = before
      assert.deepEqual({ ...now, health: null }, { ...then, health: null })
      assert.equal(await usedKey(connector), bearer('birch'))
    })

    test('another account than before waits, also where none confirms; the old credential serves until then', async () => {
      const { connector } = await openPlace('birch')
      const { token, session_id } = await fixture.link({
        workspace_name: undefined,
        services: undefined,
        connector_id: connector,
        require_confirmation: false,
      })
      const { code, hash } = newCode()
      const finished = await fixture.fill(token, 'oak', { confirmation_hash: hash })
      assert.equal(finished.body.status, 'awaiting_confirmation', finished.text)
      const accounts = {
        account: { id: 'id-oak', name: 'oak' },
        previous_account: { id: 'id-birch', name: 'birch' },
      }
      assert.deepEqual(finished.body.account, accounts.account)
      assert.deepEqual(finished.body.previous_account, accounts.previous_account)
      const { account, previous_account } = await fixture.get(session_id)
      assert.deepEqual({ account, previous_account }, accounts)
      assert.deepEqual((await getConnector(connector)).account, accounts.previous_account)
      assert.equal((await getConnector(connector)).status, 'ready')
      assert.equal(await usedKey(connector), bearer('birch'))
      const confirmed = await fixture.confirm(session_id, { confirmation_code: code })
      assert.equal(confirmed.body.status, 'completed', confirmed.text)
      assert.deepEqual((await getConnector(connector)).account, accounts.account)
      assert.equal(await usedKey(connector), bearer('oak'))
    })

    test('another account that the connector gets while a link finishes counts as the one before', {
      skip: engine.name === 'pglite' && 'it runs one transaction at a time',
    }, async () => {
      const { connector } = await openPlace('birch')
      const { token, session_id } = await fixture.link({
        workspace_name: undefined,
        services: undefined,
        connector_id: connector,
        require_confirmation: false,
      })
      const admin = new pg.Client({ connectionString: fixture.testServer.store.postgres?.adminUrl })
      await admin.connect()
      try {
        await admin.query('begin')
        await admin.query(
          `update bulkhead.connectors set account_id = 'id-oak', account_name = 'oak' where connector_id = $1`,
          [connector],
        )
        const finishing = fixture.fill(token, 'birch')
        await until(async () => (await countWaiting(admin)) > 0)
        await admin.query('commit')
        const { body, text } = await finishing
        assert.equal(body.status, 'awaiting_confirmation', text)
        const { account, previous_account } = await fixture.get(session_id)
        assert.deepEqual([account.name, previous_account.name], ['birch', 'oak'])
      } finally {
        await admin.end()
      }
    })

    test('a credential that is discarded, or that fails, leaves the one that the connector has', async () => {
      const { connector } = await openPlace('birch')
      const { token, session_id } = await fixture.link({
        workspace_name: undefined,
        services: undefined,
        connector_id: connector,
      })
      assert.equal((await fixture.fill(token, 'nobody')).body.status, 'failed')
      assert.equal(await usedKey(connector), bearer('birch'))
      assert.equal((await fixture.fill(token, 'oak')).body.status, 'awaiting_confirmation')
      const discarded = await fixture.call('POST', `${SESSIONS}/${session_id}/discard`)
      assert.equal(discarded.body.status, 'discarded', discarded.text)
      assert.equal(discarded.body.connector_id, connector, 'it is still there')
      assert.equal(await usedKey(connector), bearer('birch'))
    })

    test("a new link replaces only the same end user's connector", async () => {
      const end_user = { id: `u ${randomUUID()}` }
      const { workspace_name, connector } = await openPlace('birch', { end_user })
      const more = { workspace_name, require_confirmation: false }
      const other = await fixture.link({ ...more, end_user: { id: `u ${randomUUID()}` } })
      const added = await fixture.fill(other.token, 'oak')
      assert.equal(added.body.status, 'completed', added.text)
      assert.notEqual(added.body.connector_id, connector)
      const unnamed = await fixture.link(more)
      assert.notEqual((await fixture.fill(unnamed.token, 'elm')).body.connector_id, connector)
      const same = await fixture.link({ ...more, end_user })
      const page = await fixture.testServer.call('GET', PAGE, { token: same.token })
      assert.deepEqual(
        page.body.existing.map(({ connector_id }: { connector_id: string }) => connector_id),
        [connector],
      )
      assert.equal((await fixture.fill(same.token, 'birch')).body.connector_id, connector)
    })

    test('of several that could be replaced none is, and a link that may replace none says so', async () => {
      const { workspace_name, connector } = await openPlace('birch')
      const { name } = await getConnector(connector)
      const refusing = await fixture.link({ workspace_name, on_existing: 'refuse' })
      assertError(await fixture.fill(refusing.token, 'birch'), 'connector_exists', 'connectByCredentials')
      const adding = await fixture.link({ workspace_name, on_existing: 'add', require_confirmation: false })
      const added = await fixture.fill(adding.token, 'oak')
      const second = await getConnector(added.body.connector_id)
      const replacing = await fixture.link({ workspace_name })
      const ambiguous = await fixture.fill(replacing.token, 'birch')
      assertError(ambiguous, 'connector_ambiguous', 'connectByCredentials')
      for (const one of [name, second.name]) assert.ok(ambiguous.body.message.includes(one), ambiguous.text)
      assert.equal((await fixture.get(replacing.session_id)).status, 'open')
    })

    test('disconnecting deletes the connector of the link, and takes a link for one', async () => {
      const { workspace_name, connector } = await openPlace('birch')
      const fresh = await fixture.link({ workspace_name })
      const disconnect = (token: string) => fixture.testServer.call('POST', `${PAGE}/disconnect`, { token })
      assertError(await disconnect(fresh.token), 'connect_session_state', 'disconnectConnector')
      assert.equal((await fixture.execute(connector)).status, 200)
      const { token, session_id } = await fixture.link({
        workspace_name: undefined,
        services: undefined,
        connector_id: connector,
        redirect_url: `${APP}/gone`,
      })
      const gone = await disconnect(token)
      assert.equal(gone.body.status, 'refused', gone.text)
      assert.equal(new URL(gone.body.redirect_to).searchParams.get('session_id'), session_id)
      assertError(await fixture.execute(connector), 'connector_not_found', 'executeOperation')
      assertError(await disconnect(token), 'connect_session_ended', 'disconnectConnector')
      assert.equal((await fixture.get(session_id)).status, 'refused')
    })

    test('a connector of another workspace is not there for a scoped token', async () => {
      const { connector } = await openPlace('birch')
      const { token } = await fixture.testServer.mint(fixture.tenant, 'scene')
      const body = { connector_id: connector }
      const made = await fixture.testServer.call('POST', SESSIONS, { token, body })
      assertError(made, 'connector_not_found', 'createConnectSession')
    })
  })
}
