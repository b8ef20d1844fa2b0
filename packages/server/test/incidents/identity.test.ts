import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { createApp } from '@bulkhead/server/http/create-app'
import { APP_DIRECTORY } from '@bulkhead/server/http/pages/serve-app'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { unscoped } from '@bulkhead/server/platform/database/roles/tenant-transaction'
import { engines } from '@bulkhead/testing/engines'
import { CONNECTORS, MINT, setFixture } from './fixture.ts'

const ANY_ID = '01a21031-e2ca-7078-926b-a819b875a701'
const getPath = (path: string) => path.replaceAll(/\{\w+\}/g, ANY_ID)

for (const engine of engines) {
  describe(`incidents of identity, on ${engine.name}`, () => {
    const fixture = setFixture(engine)

    // Elsewhere: a request without its tenant header was served with the rights of the operator.
    test('missing tenant header falling back to wider rights', async () => {
      const { testServer, victim } = fixture
      for (const headers of [{}, { 'x-organization-id': victim.organization }]) {
        assert.equal((await testServer.call('GET', '/api/v1/workspaces', { headers })).status, 401)
      }
      await assert.rejects(
        asPrincipal(testServer.server.services.database, { organization: '' }, 'read only', (tx) =>
          unscoped(tx).selectFrom('workspaces').selectAll().execute(),
        ),
        { code: '22P02' },
      )
    })

    // Elsewhere: one handler called the store directly, and so without the check that lived in the service.
    test('a handler that skips the service layer', async () => {
      const { testServer } = fixture
      const app = await createApp(testServer.server.services, { trustedProxies: [], corsOrigins: [] })
      const served = getRoutes(app.printRoutes({ commonPrefix: false, includeHooks: false }))
      const declared = new Set(operations.map(({ path }) => path.replaceAll(/\{(\w+)\}/g, ':$1')))
      const others = served.filter((path) => !declared.has(path))
      await app.close()
      assert.ok(served.length > 20, 'the routes were read')
      assert.deepEqual(
        others.filter(
          (path) =>
            !/^\/(docs\b|icons\/|connect\b|widget(-bridge)?$|metrics$|$)/.test(path) &&
            !existsSync(join(APP_DIRECTORY, path)),
        ),
        [],
      )
    })

    // Elsewhere: GET asked for a token, and POST of the same path did not.
    test('GET guarded and POST not', async () => {
      const { testServer } = fixture
      const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']
      for (const path of new Set(operations.map((operation) => operation.path))) {
        for (const method of methods) {
          const declared = operations.find(
            (operation) =>
              operation.path === path && operation.method === (method === 'HEAD' ? 'GET' : method),
          )
          if (declared?.callers === 'anyone') continue
          // Browsers ask before they read metadata that anyone may read.
          if (method === 'OPTIONS' && path.startsWith('/.well-known/')) continue
          const { status } = await testServer.call(method, getPath(path))
          // A fixed path also matches the parameter of a neighbouring path, whose methods are protected too. The server
          // rejects requests that only its own pages may send before it authenticates the caller.
          const isElsewhere = declared?.sameOrigin === true && status === 403
          assert.ok(
            status === 401 || (declared === undefined && status === 404) || isElsewhere,
            `${method} ${path}: ${status}`,
          )
        }
      }
    })

    // Elsewhere: two epochs guarded a token, and a revocation that raised one was compared with the other.
    test('revocation by the wrong one of two epochs', async () => {
      const { testServer, victim } = fixture
      const minted = await testServer.mint(victim, 'epochs')
      const other = await testServer.mint(victim, 'epochs of another')
      const status = async (token: string) => (await testServer.call('GET', CONNECTORS, { token })).status
      await testServer.call('POST', `/api/v1/workspaces/${minted.workspace_id}/revoke-tokens`, {
        token: victim.token,
      })
      assert.deepEqual(
        [await status(minted.token), await status(other.token), await status(victim.token)],
        [401, 200, 200],
      )
      const again = await testServer.mint(victim, 'epochs')
      assert.equal(await status(again.token), 200)
    })

    // Elsewhere: revoking a derived token ended the one it was derived from, or using it changed that one.
    test('a derived token changing its parent', async () => {
      const { testServer, victim } = fixture
      const { token } = await testServer.mint(victim, 'derived')
      const revoked = await testServer.call('POST', '/api/v1/account/applications/token/revoke', {
        token,
        body: {},
      })
      assert.equal(revoked.status, 200)
      assert.equal((await testServer.call('GET', CONNECTORS, { token })).status, 401)
      assert.equal((await testServer.call('GET', '/api/v1/workspaces', { token: victim.token })).status, 200)
    })

    // Elsewhere: a claim in the token was believed although nobody had granted it.
    test('a claim trusted without a grant', async () => {
      const { testServer, victim, attacker } = fixture
      const { token } = await testServer.mint(victim, 'claims')
      const [header, payload, signature] = token.split('.') as [string, string, string]
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
      for (const changed of [
        { ...claims, workspace_id: undefined, epochs: { ...claims.epochs, workspace: undefined } },
        { ...claims, organization_id: attacker.organization },
        { ...claims, grant: {} },
      ]) {
        const forged = [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join(
          '.',
        )
        assert.equal((await testServer.call('GET', CONNECTORS, { token: forged })).status, 401)
      }
      for (const extra of [
        { organization_id: victim.organization },
        { epochs: {} },
        { sub: 'x' },
        { grant: {} },
      ]) {
        const asked = await testServer.call('POST', MINT, {
          token: attacker.token,
          body: { workspace_name: 'a', ...extra },
        })
        assert.equal(asked.status, 422, JSON.stringify(extra))
      }
    })

    // Elsewhere: client secrets were accepted in the query, and lay in every access log.
    test('secrets in query strings', async () => {
      const { testServer, victim } = fixture
      const query = new URLSearchParams({ client_id: victim.client_id, client_secret: victim.client_secret })
      const asked = await testServer.call('POST', `/api/v1/account/applications/token?${query}`, { body: {} })
      assert.equal(asked.status, 422)
      assert.equal(asked.text.includes(victim.client_secret), false)
      assert.equal(
        testServer.log.some((line) => line.includes(victim.client_secret)),
        false,
      )
    })
  })
}

/** The full paths of a printed route tree, in which each level is indented by four characters. */
function getRoutes(tree: string): string[] {
  const parents: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', own = '', methods] = /^([│ ]*)[├└]── (\S*)( \([A-Z, ]+\))?/.exec(line) ?? []
    if (own === '') return []
    const depth = indent.length / 4
    parents.length = depth
    const path = parents.join('') + own
    parents.push(own)
    return methods === undefined ? [] : [path]
  })
}
