import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { getAudit } from '@bulkhead/testing/audit'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { assertError, assertNames, CONNECTORS } from '../http/api.ts'
import { type OAuthFixture, openOAuthFixture } from './oauth-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

const CONFIRM = `${CONNECTORS}/oauth/confirm`
const NONCE = 'the-nonce-of-one-browser-1234'

for (const engine of engines) {
  describe(`an application binds an authorization to its own browser, on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let fixture: OAuthFixture
    before(async () => {
      fixture = await openOAuthFixture(engine)
      await fixture.configure()
    })
    after(() => fixture?.close())

    /** Lets an owner consent. @returns What the browser brings to the application. */
    async function handle(more: object = {}, token = fixture.scoped): Promise<string> {
      const { query } = await fixture.visit(await fixture.consent({ nonce: NONCE, ...more }, token))
      assert.deepEqual(Object.keys(query).sort(), ['server_side_oauth_secret_id', 'tab'])
      return query.server_side_oauth_secret_id as string
    }
    const confirm = (id: string, nonce = NONCE, token = fixture.scoped) =>
      fixture.testServer.call('POST', CONFIRM, { token, body: { server_side_oauth_secret_id: id, nonce } })
    const connectors = async () => {
      const path = `${CONNECTORS}?workspace_id=${fixture.workspace_id}`
      return (await fixture.testServer.call('GET', path, { token: fixture.tenant.token })).body.data
        .length as number
    }

    test('nothing is stored as a connector until the nonce is brought back, and then once', async () => {
      const count = await connectors()
      const id = await handle({ name: 'Confirmed' })
      assert.equal(await connectors(), count)
      const made = await confirm(id)
      assert.equal(made.status, 200, made.text)
      const { body } = await fixture.testServer.call('GET', `${CONNECTORS}/${made.body.connector_id}`, {
        token: fixture.scoped,
      })
      assert.deepEqual([body.name, body.workspace_id], ['Confirmed', fixture.workspace_id])
      assert.equal((await fixture.execute(made.body.connector_id)).status, 200)
      assertError(await confirm(id), 'oauth_secret_not_found', 'confirmOAuth')
      assert.equal(await connectors(), count + 1)
      const records = await getAudit(fixture.testServer, fixture.tenant, 'connector.created')
      assert.ok(records.some(({ subject_id }) => subject_id === made.body.connector_id))
    })

    test('a lost response is returned again by its key, to a workspace and to the application', async () => {
      for (const token of [fixture.scoped, fixture.tenant.token]) {
        const id = await handle({ workspace_id: fixture.workspace_id }, token)
        const ask = () =>
          fixture.testServer.call('POST', CONFIRM, {
            token,
            headers: { 'idempotency-key': id },
            body: { server_side_oauth_secret_id: id, nonce: NONCE },
          })
        const [one, again] = [await ask(), await ask()]
        assert.deepEqual([one.status, again.status], [200, 200], one.text + again.text)
        assert.deepEqual(again.body, one.body)
        assert.equal(again.headers.get('idempotent-replayed'), 'true')
      }
    })

    test('of many concurrent uses, one gets the connector', async () => {
      const count = await connectors()
      const id = await handle()
      const responses = await Promise.all(Array.from({ length: 6 }, () => confirm(id)))
      assert.deepEqual(responses.map(({ status }) => status).sort(), [200, 404, 404, 404, 404, 404])
      assert.equal(await connectors(), count + 1)
    })

    test('another nonce, workspace or organization finds nothing, and takes nothing away', async () => {
      const id = await handle()
      const other = await fixture.testServer.createTenant('Other')
      const { token: sibling } = await fixture.testServer.mint(fixture.tenant, 'sibling')
      const { token: stranger } = await fixture.testServer.mint(other, 'scene')
      for (const [nonce, token] of [
        ['the-nonce-of-another-browser', fixture.scoped],
        [NONCE, sibling],
        [NONCE, stranger],
        [NONCE, other.token],
      ] as const)
        assertError(await confirm(id, nonce, token), 'oauth_secret_not_found', 'confirmOAuth')
      assertError(await confirm('A'.repeat(43)), 'oauth_secret_not_found', 'confirmOAuth')
      assert.equal((await confirm(id)).status, 200)
    })

    test('the application may bring it for any of its workspaces', async () => {
      const id = await handle({ workspace_id: fixture.workspace_id }, fixture.tenant.token)
      const made = await confirm(id, NONCE, fixture.tenant.token)
      assert.equal(made.status, 200, made.text)
      assert.equal((await fixture.execute(made.body.connector_id)).status, 200)
    })

    test('tokens that wait for a nonce make no connector in another way', async () => {
      const id = await handle()
      for (const [path, operationId] of [
        [CONNECTORS, 'createConnector'],
        [`${CONNECTORS}/check`, 'checkNewConnector'],
      ] as const) {
        const response = await fixture.testServer.call('POST', path, {
          token: fixture.scoped,
          body: { connector_type: 'lighthouse', server_side_oauth_secret_id: id },
        })
        assertError(response, 'oauth_secret_not_found', operationId)
      }
      assert.equal((await confirm(id)).status, 200)
    })

    test('tokens that wait for no nonce are confirmed by none', async () => {
      const { query } = await fixture.visit(await fixture.consent({ create_connector: false }))
      const id = query.server_side_oauth_secret_id as string
      assertError(await confirm(id), 'oauth_secret_not_found', 'confirmOAuth')
    })

    test('a connector keeps its credentials until the nonce is brought back', async () => {
      const tokens = await fixture.authorization.issueTokens()
      const connector_id = await fixture.connect(tokens)
      const id = await handle({ connector_id, connector_type: undefined })
      await fixture.execute(connector_id)
      assert.equal(fixture.api.tokens().at(-1), tokens.access_token)
      const renewed = await confirm(id)
      assert.deepEqual([renewed.status, renewed.body.connector_id], [200, connector_id], renewed.text)
      assert.equal((await fixture.execute(connector_id)).status, 200)
      assert.notEqual(fixture.api.tokens().at(-1), tokens.access_token)
    })

    test('records that cannot be stored stay for another attempt', async () => {
      const asleep = await fixture.testServer.mint(fixture.tenant, 'asleep')
      const id = await handle({ workspace_id: asleep.workspace_id }, fixture.tenant.token)
      const set = (status: string) =>
        fixture.testServer.call('PUT', `/api/v1/workspaces/${asleep.workspace_id}`, {
          token: fixture.tenant.token,
          body: { status },
        })
      await set('inactive')
      assertError(await confirm(id, NONCE, fixture.tenant.token), 'workspace_inactive', 'confirmOAuth')
      await set('active')
      assert.equal((await confirm(id, NONCE, fixture.tenant.token)).status, 200)
    })

    test('a nonce that could be guessed is refused, and so is one beside create_connector: false', async () => {
      assertNames(await fixture.initiate({ nonce: 'short' }), 'invalid_request', 'initiateOAuth', ['nonce'])
      assertNames(
        await fixture.initiate({ nonce: NONCE, create_connector: false }),
        'invalid_request',
        'initiateOAuth',
        ['create_connector'],
      )
      assert.equal((await fixture.initiate({ nonce: null })).status, 200)
    })
  })
}
