import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { CONNECTORS, MINT, SECRET, setFixture } from './fixture.ts'

for (const engine of engines) {
  describe(`incidents of tenancy, on ${engine.name}`, () => {
    const fixture = setFixture(engine)

    // Elsewhere: a stored credential was used with a URL that the caller chose, by the credential's id alone.
    test("foreign credential id with an attacker's URL", async () => {
      const { testServer, victim, attacker, upstream } = fixture
      const { connector, token } = await fixture.connect(victim, 'acme')
      const thief = (await testServer.mint(attacker, 'thief')).token
      const before = upstream.arrived.length
      for (const [method, path, body] of [
        ['PUT', `${CONNECTORS}/${connector}`, { replication_config: { tenant: 'evil' } }],
        ['POST', `${CONNECTORS}/${connector}/execute`, { entity: 'things', action: 'list' }],
        ['POST', `${CONNECTORS}/${connector}/check`, { replication_config: { tenant: 'evil' } }],
      ] as const) {
        const tried = await testServer.call(method, path, { token: thief, body })
        assert.deepEqual([tried.status, tried.body.code], [404, 'connector_not_found'], `${method} ${path}`)
      }
      // The owner cannot point the stored credential elsewhere either: another origin needs it again.
      const own = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: SECRET },
          replication_config: { tenant: 'acme' },
        },
      })
      const moved = await testServer.call('PUT', `${CONNECTORS}/${own.body.id}`, {
        token,
        body: { replication_config: { tenant: 'evil' } },
      })
      assert.deepEqual([moved.status, moved.body.code], [422, 'invalid_configuration'])
      assert.equal(upstream.arrived.length, before)
    })

    // Elsewhere: an id acted across tenants wherever it was not in the path.
    test('ids acting across tenants through list, filter, cursor, legacy alias or job id', async () => {
      const { testServer, victim, attacker } = fixture
      const { workspace_id, connector, token } = await fixture.connect(victim, 'listed')
      for (const name of ['page 1', 'page 2', 'page 3']) await testServer.mint(victim, name)
      for (const query of [
        `workspace_id=${workspace_id}`,
        'workspace_name=listed',
        'customer_name=listed',
        'external_user_id=listed',
      ]) {
        const { status, body } = await testServer.call('GET', `${CONNECTORS}?${query}`, {
          token: attacker.token,
        })
        assert.deepEqual([status, body], [200, { data: [] }], query)
      }
      const page = await testServer.call('GET', '/api/v1/workspaces?limit=1', { token: victim.token })
      const foreign = await testServer.call('GET', page.body.next, { token: attacker.token })
      assert.ok(
        foreign.body.data.every(
          (item: { organization_id: string }) => item.organization_id === attacker.organization,
        ),
      )
      const deleted = await testServer.call('DELETE', `${CONNECTORS}/${connector}`, { token })
      const { paths } = (await testServer.call('GET', '/openapi.json')).body
      assert.ok(deleted.body.job_id)
      assert.equal(
        Object.keys(paths).some((path) => path.includes('job')),
        false,
        'no operation takes a job id',
      )
    })

    // Elsewhere: a name that looked like a reserved one was taken for it, or normalised into it.
    test('reserved and look-alike names', async () => {
      const { testServer, victim } = fixture
      const getWorkspace = async (workspace_name: string) =>
        testServer.call('POST', MINT, { token: victim.token, body: { workspace_name } })
      const { workspace_id } = (await getWorkspace('default')).body
      for (const name of [
        'DEFAULT',
        'Default',
        '../default',
        'default/',
        '%64efault',
        'défault',
        'default.',
      ]) {
        const minted = await getWorkspace(name)
        assert.equal(minted.status, 200, name)
        assert.notEqual(minted.body.workspace_id, workspace_id, name)
        assert.equal(minted.body.workspace_name, name)
      }
      for (const name of [
        'default ',
        ' default',
        'de\u0301fault',
        'default\u200b',
        'default\u0000',
        '\u202edefault',
        'default\n',
        '',
      ]) {
        assert.equal((await getWorkspace(name)).status, 422, JSON.stringify(name))
      }
      const renamed = await testServer.call('PUT', `/api/v1/workspaces/${workspace_id}`, {
        token: victim.token,
        body: { name: 'other' },
      })
      assert.deepEqual([renamed.status, renamed.body.code], [409, 'workspace_protected'])
    })

    // Elsewhere: a misspelled filter was ignored, and the response was everything.
    test('unknown filter ignored', async () => {
      const { testServer, victim } = fixture
      for (const path of ['/api/v1/workspaces?statuss=active', `${CONNECTORS}?workspace=acme`]) {
        const { status, body } = await testServer.call('GET', path, { token: victim.token })
        assert.deepEqual([status, body.code], [422, 'invalid_request'], path)
      }
      // Existing clients may send what the server does not know. The response says that it was not applied.
      const named = await testServer.call('GET', '/api/v1/workspaces?name=acme', { token: victim.token })
      assert.deepEqual(
        [named.status, named.headers.get('bulkhead-warning')],
        [200, 'Ignored unknown fields: query.name'],
      )
    })

    // Elsewhere: of two connectors that fitted, the first was used.
    test('ambiguous connector picked', async () => {
      const { testServer, victim } = fixture
      const { token, connector } = await fixture.connect(victim, 'two of a kind')
      const second = await fixture.connect(victim, 'two of a kind')
      const { body } = await testServer.call('GET', CONNECTORS, { token })
      assert.deepEqual(
        body.data.map((item: { id: string }) => item.id),
        [connector, second.connector],
      )
      const ambiguous = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'x-token', username: 'u', password: 'p-word' },
          replication_config: { tenant: 'a' },
        },
      })
      assert.deepEqual([ambiguous.status, ambiguous.body.code], [400, 'invalid_credentials'])
    })

    // Elsewhere: a workspace was renamed, and minting under its old name made a new, empty one.
    test('renamed workspace minted by its old name', async () => {
      const { testServer, victim } = fixture
      const { workspace_id } = await testServer.mint(victim, 'old name')
      await testServer.call('PUT', `/api/v1/workspaces/${workspace_id}`, {
        token: victim.token,
        body: { name: 'new name' },
      })
      assert.equal((await testServer.mint(victim, 'old name')).workspace_id, workspace_id)
      assert.equal((await testServer.mint(victim, 'new name')).workspace_id, workspace_id)
    })

    // Elsewhere: the address check knew 127.0.0.1 and not its other spellings.
    test('SSRF by 0.0.0.0, IPv6 forms and redirect', async () => {
      const { testServer, victim, upstream } = fixture
      const { token, connector } = await fixture.connect(victim, 'ssrf')
      for (const host of [
        '0.0.0.0',
        '[::]',
        '[::1]',
        '[::ffff:10.0.0.1]',
        '169.254.169.254',
        '10.0.0.1',
        '0x0a000001',
        '167772161',
        '012.0.0.1',
        '[fe80::1]',
        '[fd00::1]',
      ]) {
        const { status } = await testServer.call('POST', CONNECTORS, {
          token,
          body: {
            connector_type: 'probe',
            credentials: { token: SECRET },
            environment: { base_url: `https://${host}/` },
          },
        })
        assert.equal(status, 422, host)
      }
      upstream.respond(
        (_request, response) =>
          void response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
      )
      const redirected = await testServer.call('POST', `${CONNECTORS}/${connector}/execute`, {
        token,
        body: { entity: 'things', action: 'list' },
      })
      assert.deepEqual([redirected.status, redirected.body.code], [424, 'egress_refused'])
    })

    // Elsewhere: a name was resolved to be checked, and once more to be dialled.
    test('SSRF by rebinding', async () => {
      const { testServer, attacker, upstream } = fixture
      const { token } = await testServer.mint(attacker, 'rebinding')
      const { port } = new URL(upstream.url)
      const made = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'of the attacker' },
          environment: { base_url: `http://rebinding.test:${port}` },
        },
      })
      const execute = () =>
        testServer.call('POST', `${CONNECTORS}/${made.body.id}/execute`, {
          token,
          body: { entity: 'things', action: 'list' },
        })
      upstream.respond((_, response) => {
        response
          .writeHead(200, { 'content-type': 'application/json', connection: 'close' })
          .end('{"items":[]}')
      })
      // The first is allowed here, the second is the inner network's: what was checked is dialled.
      fixture.addresses = ['127.0.0.1', '10.0.0.1']
      assert.equal((await execute()).status, 200)
      const rebound = await execute()
      assert.deepEqual([rebound.status, rebound.body.code], [424, 'egress_refused'])
    })

    // Elsewhere: a secret was in a log line, or a tenant in the label of a metric.
    test('log or metric label carrying a secret', async () => {
      const { testServer, victim, upstream } = fixture
      const { token, connector, workspace_id } = await fixture.connect(victim, 'logged')
      upstream.respond(json({ error: `bad token ${SECRET}` }, 500))
      await testServer.call('POST', `${CONNECTORS}/${connector}/execute`, {
        token,
        body: { entity: 'things', action: 'list' },
      })
      await testServer.call('GET', `/${SECRET}?token=${SECRET}`)
      const metrics = await testServer.call('GET', '/metrics')
      assert.match(metrics.text, /bulkhead_requests_total\{operation="executeOperation",status="502"\}/)
      for (const hidden of [SECRET, token, victim.client_secret]) {
        assert.equal(
          testServer.log.some((line) => line.includes(hidden)),
          false,
          'in the log',
        )
        assert.equal(metrics.text.includes(hidden), false, 'in the metrics')
      }
      assert.equal(metrics.text.includes(workspace_id) || metrics.text.includes(victim.organization), false)
    })
  })
}
