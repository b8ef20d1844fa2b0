import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { PUBLIC_URL, startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { getTemplateId } from '#connectors/definitions/load-definitions'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { API, APPLICATIONS, assertError, CONNECTORS, DEFINITIONS, TEMPLATES } from '../http/api.ts'
import { CookieJar } from '../oauth/cookie-jar.ts'

const OWN = `${API}/definitions`
const SESSIONS = `${API}/connect/sessions`
const PAGE = `${API}/connect/session`
const OAUTH_CREDENTIALS = `${API}/oauth/credentials`
const CLIENT = { client_id: 'client', client_secret: 'secret' }
const content = {
  openapi: '3.1.0',
  info: { title: 'Parcel Tracker', version: '7' },
  servers: [{ url: 'https://parcels.test' }],
  components: {
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: {
          authorizationCode: {
            authorizationUrl: 'https://parcels.test/authorize',
            tokenUrl: 'https://parcels.test/token',
            scopes: {},
          },
        },
      },
    },
  },
  paths: { '/parcels': { get: { tags: ['parcels'], responses: { 200: { description: 'OK' } } } } },
}
const document = JSON.stringify(content)

// A document can wait for minutes until the documents of others are compiled.
for (const engine of engines) {
  describe(`documents that are compiled after a revocation on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    /** Sends a document, and does `work` before it is compiled. */
    async function compilingLate(work: () => Promise<unknown>, send: () => ReturnType<TestServer['call']>) {
      const { compiler } = testServer.server.services
      const { compile } = compiler
      const reached = Promise.withResolvers<void>()
      const gate = Promise.withResolvers<void>()
      compiler.compile = async (...task) => {
        reached.resolve()
        await gate.promise
        return compile(...task)
      }
      try {
        const response = send()
        await Promise.race([reached.promise, response])
        await work()
        gate.resolve()
        return await response
      } finally {
        compiler.compile = compile
      }
    }

    test('a document of a revoked token is neither added nor changed nor described', async () => {
      const call = (method: string, path: string, token: string, body?: object) =>
        testServer.call(method, path, { token, ...(body !== undefined && { body }) })
      const added = await call('POST', OWN, tenant.token, { document })
      assert.equal(added.status, 200, added.text)
      for (const [method, path, operation, body] of [
        ['POST', OWN, 'addDefinition', { document, slug: 'other', name: 'Other' }],
        ['PATCH', `${OWN}/${added.body.id}`, 'updateDefinition', { name: 'Renamed' }],
      ] as const) {
        const token = await testServer.applicationToken(tenant)
        const refused = await compilingLate(
          () => call('POST', `${APPLICATIONS}/token/revoke`, token, {}),
          () => call(method, path, token, body),
        )
        assertError(refused, 'unauthenticated', operation)
      }
      // A connector, and a client of the organization, for a document that is no longer in memory.
      const { id } = added.body
      const connector = await call('POST', CONNECTORS, tenant.token, {
        definition_id: id,
        credentials: { access_token: 'of-parcels' },
      })
      assert.equal(connector.status, 200, connector.text)
      const client = await call('PUT', OAUTH_CREDENTIALS, tenant.token, {
        ...{ connector_definition_id: id, configuration: CLIENT },
      })
      assert.equal(client.status, 200, client.text)
      for (const [method, path, operation, body] of [
        ['GET', `${DEFINITIONS}/${id}`, 'getDefinition'],
        ['GET', `${TEMPLATES}/${getTemplateId({ definition_id: id })}`, 'getTemplate'],
        ['GET', `${API}/skills/docs?id=${connector.body.id}`, 'getSkillDocs'],
        ['GET', `${API}/skills/search?query=parcels`, 'searchSkills'],
        ['GET', OAUTH_CREDENTIALS, 'listOAuthCredentials'],
        [
          'POST',
          `${CONNECTORS}/${connector.body.id}/execute`,
          'executeOperation',
          { entity: '', action: 'describe' },
        ],
        [
          'POST',
          CONNECTORS,
          'createConnector',
          { definition_id: id, credentials: { access_token: 'of-parcels' } },
        ],
        [
          'PUT',
          OAUTH_CREDENTIALS,
          'setOAuthCredentials',
          { connector_definition_id: id, configuration: CLIENT },
        ],
        [
          'PUT',
          `${CONNECTORS}/${connector.body.id}`,
          'updateConnector',
          { credentials: { access_token: 'of-others' } },
        ],
        [
          'POST',
          `${CONNECTORS}/${connector.body.id}/execute`,
          'executeOperation',
          { entity: 'parcels', action: 'list' },
        ],
        ['POST', `${CONNECTORS}/${connector.body.id}/check`, 'checkConnector', {}],
        [
          'POST',
          SESSIONS,
          'createConnectSession',
          { services: [id], entities: [{ entity: 'parcels', modes: ['read'] }] },
        ],
        [
          'POST',
          `${CONNECTORS}/oauth/initiate`,
          'initiateOAuth',
          { definition_id: id, workspace_name: 'default', redirect_url: 'https://app.test/done' },
        ],
      ] as const) {
        const token = await testServer.applicationToken(tenant)
        testServer.server.services.ownDefinitions.compiled.clear()
        const refused = await compilingLate(
          () => call('POST', `${APPLICATIONS}/token/revoke`, token, {}),
          () => call(method, path, token, body),
        )
        assertError(refused, 'unauthenticated', operation)
      }
      const { body } = await call('GET', OWN, tenant.token)
      assert.deepEqual(
        body.data.map(({ name }: { name: string }) => name),
        ['Parcel Tracker'],
      )
    })

    test('a client for a definition that was deleted in the meantime is not stored', async () => {
      const call = (method: string, path: string, body?: object) =>
        testServer.call(method, path, { token: tenant.token, ...(body !== undefined && { body }) })
      const { body: added, text } = await call('POST', OWN, { document, slug: 'gone', name: 'Gone' })
      assert.ok(added.id, text)
      const { database, ownDefinitions } = testServer.server.services
      ownDefinitions.compiled.clear()
      const refused = await compilingLate(
        async () => assert.equal((await call('DELETE', `${OWN}/${added.id}`)).status, 200),
        () => call('PUT', OAUTH_CREDENTIALS, { connector_definition_id: added.id, configuration: CLIENT }),
      )
      assertError(refused, 'definition_not_found', 'setOAuthCredentials')
      const { organization } = tenant
      const stored = await asPrincipal(database, { organization }, 'read only', (tx) =>
        tx
          .selectFrom('oauth_clients')
          .select('definition_id')
          .where('definition_id', '=', added.id)
          .execute(),
      )
      assert.deepEqual(stored, [])
    })

    test('nothing is sent for a connect link or an authorization whose right ended', async () => {
      const { token } = tenant
      const call = (method: string, path: string, body?: object, as = token) =>
        testServer.call(method, path, { token: as, ...(body !== undefined && { body }) })
      const { oauth } = content.components.securitySchemes
      const { body: added, text } = await call('POST', OWN, {
        slug: 'links',
        name: 'Links',
        document: JSON.stringify({
          ...content,
          components: { securitySchemes: { oauth, key: { type: 'http', scheme: 'bearer' } } },
        }),
      })
      assert.ok(added.id, text)
      const redirects = await call('PUT', `${API}/organization`, { redirect_origins: ['https://app.test'] })
      assert.equal(redirects.status, 200, redirects.text)
      const set = await call('PUT', OAUTH_CREDENTIALS, {
        connector_definition_id: added.id,
        configuration: CLIENT,
      })
      assert.equal(set.status, 200, set.text)
      const { ownDefinitions, sender } = testServer.server.services
      const { send } = sender
      let sent = 0
      sender.send = (...request) => {
        sent += 1
        return send(...request)
      }
      const link = async () => {
        const response = await call('POST', SESSIONS, { workspace_name: 'default', services: [added.id] })
        assert.equal(response.status, 200, response.text)
        return response.body
      }
      type Link = Awaited<ReturnType<typeof link>>
      const revoke = ({ session_id }: Link) => call('POST', `${SESSIONS}/${session_id}/revoke`, {})
      const decline = ({ token }: Link) => call('POST', `${PAGE}/decline`, {}, token)
      const ending = (end: () => Promise<unknown>, request: () => ReturnType<TestServer['call']>) => {
        ownDefinitions.compiled.clear()
        return compilingLate(end, request)
      }
      /** Comes back from the service with a code. */
      const comeBack = (consent: string, cookie?: string) => {
        const { searchParams } = new URL(consent)
        const { pathname } = new URL(searchParams.get('redirect_uri') ?? '')
        const path = `${pathname}?code=a-code&state=${searchParams.get('state')}`
        return testServer.call('GET', path, cookie === undefined ? {} : { headers: { cookie } })
      }
      try {
        const choice = { definition_id: added.id, confirmation_hash: 'A'.repeat(43) }
        for (const end of [revoke, decline]) {
          const filled = await link()
          const refused = await ending(
            () => end(filled),
            () =>
              call(
                'POST',
                `${PAGE}/credentials`,
                { ...choice, option: 'key', configuration: { token: 'of-parcels' } },
                filled.token,
              ),
          )
          assertError(refused, 'connect_session_ended', 'connectByCredentials')
          assert.equal(sent, 0, end.name)
        }

        const begun = await link()
        const nonce = await call('POST', `${PAGE}/authorization`, { ...choice, option: 'oauth' }, begun.token)
        assert.equal(nonce.status, 200, nonce.text)
        const redeemed = await testServer.call('POST', `${API}/connect/begin`, {
          headers: { origin: PUBLIC_URL },
          body: nonce.body,
        })
        assert.equal(redeemed.status, 200, redeemed.text)
        const jar = new CookieJar()
        jar.keep(redeemed)
        const ended = await ending(
          () => revoke(begun),
          () => comeBack(redeemed.body.consent_url, jar.sentTo('/')),
        )
        assert.equal(ended.status, 302, ended.text)

        const workspaces = await call('GET', `${API}/workspaces`)
        const { id } = workspaces.body.data.find(({ name }: { name: string }) => name === 'default')
        for (const end of [
          (own: string) => call('POST', `${APPLICATIONS}/token/revoke`, {}, own),
          () => call('PUT', `${API}/workspaces/${id}`, { status: 'inactive' }),
        ]) {
          const own = await testServer.applicationToken(tenant)
          const initiated = await call(
            'POST',
            `${CONNECTORS}/oauth/initiate`,
            { definition_id: added.id, workspace_name: 'default', redirect_url: 'https://app.test/done' },
            own,
          )
          assert.equal(initiated.status, 200, initiated.text)
          const back = await ending(
            async () => assert.equal((await end(own)).status, 200),
            () => comeBack(initiated.body.consent_url),
          )
          assert.match(back.headers.get('location') ?? '', /error=creation_failed/)
          assert.equal(sent, 0)
        }
      } finally {
        sender.send = send
      }
    })
  })
}
