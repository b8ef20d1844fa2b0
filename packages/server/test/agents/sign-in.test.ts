import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import {
  callMcp,
  decide,
  finish,
  openAuthorization,
  readClaims,
  redeemCode,
  refresh,
  registerAgent,
  send,
  signAgentIn,
} from '@bulkhead/testing/oauth/agents'
import { startOwnedServer } from '@bulkhead/testing/oauth/owned-server'
import { type SignedInPerson, setLevels, signUpPerson } from '@bulkhead/testing/people'
import type { Tenant, TestServer } from '@bulkhead/testing/test-server'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  suite(`signing programs in on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson
    let workspace_id: string

    before(async () => {
      ;({ testServer, tenant, owner, workspace_id } = await startOwnedServer(engine))
    })
    after(() => testServer.close())

    test('a program finds its way from a 401 to a token of one workspace', async () => {
      const { issuer, mcpResource } = testServer.server.services
      const refused = await callMcp(testServer, 'no-token', 'tools/list')
      assert.equal(refused.status, 401)
      const challenge = refused.headers.get('www-authenticate') ?? ''
      assert.match(
        challenge,
        /resource_metadata="http:\/\/house\.test\/\.well-known\/oauth-protected-resource\/mcp"/,
      )
      for (const path of [
        '/.well-known/oauth-protected-resource',
        '/.well-known/oauth-protected-resource/mcp',
        // Clients repeat the query of the URL that they were given.
        '/.well-known/oauth-protected-resource/mcp?tools=expanded',
      ]) {
        const { body, headers } = await send(testServer, 'GET', path)
        assert.deepEqual(body.authorization_servers, [issuer])
        assert.equal(body.resource, mcpResource)
        assert.equal(headers.get('access-control-allow-origin'), '*')
        // Clients in a browser send a header of their own.
        const preflight = await send(testServer, 'OPTIONS', path)
        assert.equal(preflight.status, 204, path)
      }
      for (const path of [
        'oauth-authorization-server',
        'openid-configuration',
        'oauth-authorization-server/mcp',
        'openid-configuration/mcp',
      ]) {
        const { status, body } = await send(testServer, 'GET', `/.well-known/${path}`)
        assert.equal(status, 200, path)
        assert.equal(body.issuer, issuer)
        assert.deepEqual(body.code_challenge_methods_supported, ['S256'])
        assert.ok(body.token_endpoint_auth_methods_supported.includes('none'))
      }
      const client = await registerAgent(testServer)
      const { begun } = await openAuthorization(testServer, client)
      assert.ok(begun)
      const asked = await testServer.call('GET', `/oauth/authorize/${begun.id}/request`, {
        headers: { cookie: `${owner.cookie}; ${begun.cookie}` },
      })
      assert.equal(asked.status, 200, asked.text)
      assert.equal(asked.body.client.name, 'Agent')
      assert.equal(asked.body.client.kind, 'dynamic')
      assert.equal(asked.body.redirect_origin, 'https://agents.example')
      const decided = await decide(testServer, owner, begun, { workspace_id })
      assert.equal(decided.status, 200, decided.text)
      const callback = await finish(testServer, begun, decided.body.redirect_to)
      assert.equal(callback.origin + callback.pathname, client.redirect_uri)
      assert.equal(callback.searchParams.get('iss'), issuer)
      assert.equal(callback.searchParams.get('state'), begun.state)
      const { status, body, headers } = await redeemCode(testServer, client, begun, callback)
      assert.equal(status, 200, JSON.stringify(body))
      assert.equal(body.token_type, 'Bearer')
      assert.equal(body.scope, 'mcp')
      assert.equal(headers.get('cache-control'), 'no-store')
      const claims = readClaims(body.access_token)
      assert.deepEqual([claims.aud].flat(), [mcpResource])
      assert.equal(claims.workspace_id, workspace_id)
      assert.equal(claims.sub, owner.person)
      assert.equal(body.expires_in, 1200)
      const listed = await callMcp(testServer, body.access_token, 'tools/list')
      assert.equal(listed.status, 200, listed.text)
      // The API is another resource.
      const foreign = await testServer.call('GET', '/api/v1/integrations/connectors', {
        token: body.access_token,
      })
      assert.equal(foreign.status, 401)
    })

    test('a refresh rotates, and ending the grant ends it all', async () => {
      const { client, tokens, grant_id } = await signAgentIn(testServer, owner, { workspace_id })
      const next = await refresh(testServer, client, tokens.refresh_token)
      assert.equal(next.status, 200, JSON.stringify(next.body))
      assert.notEqual(next.body.refresh_token, tokens.refresh_token)
      const mine = await testServer.call('GET', '/api/v1/agent-grants', { headers: owner.headers })
      assert.ok(
        mine.body.data.some(({ id }: { id: string }) => id === grant_id),
        mine.text,
      )
      const ended = await testServer.call('DELETE', `/api/v1/agent-grants/${grant_id}`, {
        headers: owner.headers,
      })
      assert.equal(ended.status, 200, ended.text)
      for (const token of [tokens.access_token, next.body.access_token])
        assert.equal((await callMcp(testServer, token, 'tools/list')).status, 401)
      assert.equal((await refresh(testServer, client, next.body.refresh_token)).body.error, 'invalid_grant')
    })

    test('a member grants what the member has, and loses it with the level', async () => {
      const member = await signUpPerson(testServer, tenant, 'member')
      await setLevels(testServer, tenant, workspace_id, { user: member })
      const { client, tokens } = await signAgentIn(testServer, member, { workspace_id })
      assert.equal((await callMcp(testServer, tokens.access_token, 'tools/list')).status, 200)
      const lowered = await testServer.call(
        'PUT',
        `/api/v1/workspaces/${workspace_id}/members/${member.person}`,
        {
          headers: owner.headers,
          body: { level: 'viewer' },
        },
      )
      assert.equal(lowered.status, 200, lowered.text)
      assert.equal((await callMcp(testServer, tokens.access_token, 'tools/list')).status, 401)
      assert.equal((await refresh(testServer, client, tokens.refresh_token)).body.error, 'invalid_grant')
    })
  })
}
