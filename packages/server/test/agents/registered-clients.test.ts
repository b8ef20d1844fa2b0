import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import {
  callMcp,
  decide,
  openAuthorization,
  refresh,
  send,
  signAgentIn,
} from '@bulkhead/testing/oauth/agents'
import { startOwnedServer } from '@bulkhead/testing/oauth/owned-server'
import { type SignedInPerson, signUpOwner, signUpPerson } from '@bulkhead/testing/people'
import type { Tenant, TestServer } from '@bulkhead/testing/test-server'

const PATH = '/api/v1/agent-clients'
const REDIRECT = 'https://agents.example/callback'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  suite(`clients that an organization registered, on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson
    let workspace_id: string

    before(async () => {
      ;({ testServer, tenant, owner, workspace_id } = await startOwnedServer(engine))
    })
    after(() => testServer.close())

    const call = (method: string, path: string, body?: object, { headers } = owner) =>
      testServer.call(method, PATH + path, { headers, ...(body && { body }) })
    const register = async (given: object = {}) => {
      const body = { name: 'Desk', redirect_uris: [REDIRECT], ...given }
      const made = await call('POST', '', body)
      assert.equal(made.status, 200, made.text)
      return made.body
    }

    test('an admin registers, sees, changes and deletes one; its secret is shown once', async () => {
      const admin = await signUpPerson(testServer, tenant, 'admin')
      const { client_secret, ...made } = await register({ confidential: true })
      assert.match(client_secret, /^bulkhead_agent_/)
      assert.deepEqual([made.verified, made.confidential], [true, true])
      assert.deepEqual((await call('GET', '', undefined, admin)).body.data, [made])
      const changed = await call('PUT', `/${made.id}`, { name: 'Table', verified: false }, admin)
      assert.deepEqual([changed.status, changed.body.name, changed.body.verified], [200, 'Table', false])
      assert.deepEqual(changed.body.redirect_uris, [REDIRECT])
      const deleted = await call('DELETE', `/${made.id}`, undefined, admin)
      assert.deepEqual([deleted.status, deleted.body.ended_grants], [200, 0])
      assert.equal((await call('DELETE', `/${made.id}`)).body.code, 'agent_client_not_found')
      const member = await signUpPerson(testServer, tenant, 'member')
      assert.equal((await call('GET', '', undefined, member)).body.code, 'not_permitted')
    })

    test('redirect URIs that lead to no program are refused', async () => {
      for (const uri of [
        ...[
          'nowhere',
          'http://agents.example/callback',
          `${REDIRECT}#fragment`,
          'https://a:b@agents.example/',
        ],
        ...['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'],
      ]) {
        const { status, body } = await call('POST', '', { name: 'Bad', redirect_uris: [uri] })
        assert.deepEqual([status, body.code], [422, 'invalid_request'], uri)
      }
      for (const uri of ['http://127.0.0.1/callback', 'cursor://anysphere.cursor-mcp/oauth/callback'])
        await register({ redirect_uris: [uri] })
    })

    test('it signs in with its secret, and is shown as one that the organization registered', async () => {
      const made = await register({ confidential: true })
      const client = { client_id: made.id, client_secret: made.client_secret, redirect_uri: REDIRECT }
      const { begun } = await openAuthorization(testServer, client)
      const headers = { ...owner.headers, cookie: `${owner.cookie}; ${begun?.cookie}` }
      const shown = await testServer.call('GET', `/oauth/authorize/${begun?.id}/request`, { headers })
      const { name, kind, verified } = shown.body.client
      assert.deepEqual([name, kind, verified], ['Desk', 'registered', true])
      assert.equal(shown.body.needs_recent_sign_in, false)

      const { tokens } = await signAgentIn(testServer, owner, { workspace_id }, client)
      assert.equal((await callMcp(testServer, tokens.access_token, 'tools/list')).status, 200)
      const wrong = await refresh(testServer, { ...client, client_secret: 'wrong' }, tokens.refresh_token)
      assert.deepEqual([wrong.status, wrong.body.error], [401, 'invalid_client'])
      const next = await refresh(testServer, client, tokens.refresh_token)
      assert.equal(next.status, 200, JSON.stringify(next.body))

      const deleted = await call('DELETE', `/${made.id}`)
      assert.equal(deleted.body.ended_grants, 1)
      assert.equal((await callMcp(testServer, next.body.access_token, 'tools/list')).status, 401)
      const late = await refresh(testServer, client, next.body.refresh_token)
      assert.deepEqual([late.status, late.body.error], [401, 'invalid_client'])
    })

    test('people get a warning about an unverified program', async () => {
      const made = await register({ verified: false })
      const { begun } = await openAuthorization(testServer, { client_id: made.id, redirect_uri: REDIRECT })
      const headers = { ...owner.headers, cookie: `${owner.cookie}; ${begun?.cookie}` }
      const { body } = await testServer.call('GET', `/oauth/authorize/${begun?.id}/request`, { headers })
      const { kind, verified } = body.client
      assert.deepEqual([kind, verified, body.needs_recent_sign_in], ['registered', false, true])
    })

    test('a sign-in that began with a redirect URI that was taken away leads no code there', async () => {
      const made = await register({ redirect_uris: [REDIRECT, `${REDIRECT}/old`] })
      const client = { client_id: made.id, redirect_uri: `${REDIRECT}/old` }
      const { begun } = await openAuthorization(testServer, client)
      assert.ok(begun)
      assert.equal((await call('PUT', `/${made.id}`, { redirect_uris: [REDIRECT] })).status, 200)
      const refused = await decide(testServer, owner, begun, { workspace_id })
      assert.equal(refused.body.code, 'agent_sign_in_not_found', refused.text)
    })

    test('another organization knows none of them, and its people let none act', async () => {
      const other = await testServer.createTenant('Other')
      const stranger = await signUpOwner(testServer, other)
      const theirs = (await testServer.mint(other, 'theirs')).workspace_id
      const { id } = await register()
      for (const client_id of [id, randomUUID()]) {
        for (const [method, body] of [
          ['PUT', { name: 'Mine' }],
          ['DELETE', undefined],
        ] as const)
          assert.equal(
            (await call(method, `/${client_id}`, body, stranger)).body.code,
            'agent_client_not_found',
          )
      }
      assert.deepEqual((await call('GET', '', undefined, stranger)).body.data, [])
      const { begun } = await openAuthorization(testServer, { client_id: id, redirect_uri: REDIRECT })
      assert.ok(begun)
      const refused = await decide(testServer, stranger, begun, { workspace_id: theirs })
      assert.equal(refused.body.code, 'agent_sign_in_not_found')
    })

    test('nobody registers a client that says of itself whose it is', async () => {
      const { body } = await send(testServer, 'POST', '/oauth/register', {
        json: {
          redirect_uris: [REDIRECT],
          client_id: randomUUID(),
          registered_by: tenant.organization,
          organization_id: tenant.organization,
          verified: true,
        },
      })
      const client = { client_id: body.client_id, redirect_uri: REDIRECT }
      const { begun } = await openAuthorization(testServer, client)
      const headers = { ...owner.headers, cookie: `${owner.cookie}; ${begun?.cookie}` }
      const shown = await testServer.call('GET', `/oauth/authorize/${begun?.id}/request`, { headers })
      assert.equal(shown.body.client.kind, 'dynamic')
    })
  })
}
