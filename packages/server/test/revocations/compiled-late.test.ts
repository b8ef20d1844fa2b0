import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { API, APPLICATIONS, assertError, CONNECTORS } from '../http/api.ts'

const OWN = `${API}/definitions`
const OAUTH_CREDENTIALS = `${API}/oauth/credentials`
const CLIENT = { client_id: 'client', client_secret: 'secret' }
const document = JSON.stringify({
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
})

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

    test('a document of a revoked token is neither added nor changed', async () => {
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
      for (const [method, path, operation, body] of [
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
        [
          'POST',
          `${API}/connect/sessions`,
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
  })
}
