import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'

interface Described {
  readonly entities: readonly {
    readonly entity: string
    readonly operations: readonly {
      readonly action: string
      readonly effect: string
      readonly params: {
        readonly required?: readonly string[]
        readonly properties: Readonly<Record<string, { readonly examples?: readonly unknown[] }>>
      }
    }[]
  }[]
}

for (const engine of engines) {
  describe(`sample data on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let token: string
    let workspace_id: string

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
      ;({ token, workspace_id } = await testServer.mint(tenant, 'acme'))
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const execute = (body: object, given: { token?: string; workspace?: string; service?: string } = {}) =>
      testServer.call(
        'POST',
        `/api/v1/workspaces/${given.workspace ?? workspace_id}/sample-data/${given.service ?? 'github'}/execute`,
        { token: given.token ?? token, body },
      )
    const issues = (more: object = {}, params: object = {}) =>
      execute({
        entity: 'issues',
        action: 'list',
        params: { owner: 'octocat', repo: 'Hello-World', ...params },
        ...more,
      })

    test('it is listed, for a workspace that the caller can reach', async () => {
      const list = (id: string, by = token) =>
        testServer.call('GET', `/api/v1/workspaces/${id}/sample-data`, { token: by })
      const { body } = await list(workspace_id)
      assert.equal(body.workspace_id, workspace_id)
      assert.deepEqual(
        body.data.map(({ connector_type, name }: { connector_type: string; name: string }) => [
          connector_type,
          name,
        ]),
        [['github', 'GitHub']],
      )
      const other = await testServer.mint(tenant, 'other')
      assert.equal((await list(other.workspace_id)).body.code, 'workspace_not_found')
      assert.equal((await list(workspace_id, tenant.token)).status, 200)
      const stranger = await testServer.createTenant('Stranger')
      assert.equal((await list(workspace_id, stranger.token)).body.code, 'workspace_not_found')
    })

    test('every operation that it describes runs with the examples of the document', async () => {
      const { body } = await execute({ entity: '', action: 'describe' })
      const { entities } = body.result as Described
      assert.ok(entities.length > 5)
      let ran = 0
      for (const { entity, operations } of entities) {
        for (const { action, params } of operations) {
          const given = (params.required ?? []).map((name) => [name, params.properties[name]?.examples?.[0]])
          // An update of an issue needs at least one change, none of which is required.
          const more = entity === 'issues' && action === 'update' ? { title: 'Renamed' } : {}
          const called = await execute({ entity, action, params: { ...Object.fromEntries(given), ...more } })
          assert.equal(called.status, 200, `${entity} ${action} ${called.text}`)
          assert.equal(called.body.execution_metadata.sample, true)
          assert.equal(called.body.warning, undefined)
          ran += 1
        }
      }
      assert.ok(ran >= 17, `${ran}`)
    })

    test('a list has pages, fields that are chosen, and no credential', async () => {
      const first = await issues({ select_fields: ['number', 'title', 'author.login'] })
      assert.equal(first.body.result.length, 30)
      assert.deepEqual(first.body.result[0], {
        number: 1347,
        title: 'Found a bug',
        author: { login: 'octocat' },
      })
      const { has_next_page, end_cursor, total_count } = first.body.connector_metadata
      assert.deepEqual([has_next_page, total_count], [true, 42])
      const second = await issues({}, { cursor: end_cursor })
      assert.deepEqual([second.body.result.length, second.body.connector_metadata.has_next_page], [12, false])
      const leaking = await execute({
        entity: 'issues',
        action: 'get',
        params: { owner: 'octocat', repo: 'Hello-World', number: 1346 },
      })
      assert.match(leaking.body.result.body, /Authorization: Bearer \[redacted\]$/)
    })

    test('mistakes are reported like those of a connector', async () => {
      const missing = await execute({ entity: 'issues', action: 'list', params: { owner: 'octocat' } })
      assert.equal(missing.body.code, 'invalid_params')
      const unknown = await issues({}, { repo: 'Nothing' })
      assert.equal(unknown.body.code, 'upstream_rejected')
      assert.match(unknown.body.message, /Could not resolve to a Repository with the name 'octocat\/Nothing'/)
      const field = await issues({}, { fields: ['number', 'reactionGroups.content'] })
      assert.match(field.body.message, /The sample data of Issue has no field 'reactionGroups'/)
      const nested = await issues({}, { fields: ['a.'.repeat(60).concat('b')] })
      assert.equal(nested.body.code, 'upstream_rejected')
      assert.equal(
        (await execute({ entity: 'teams', action: 'list', params: { org: 'github' } })).status,
        403,
      )
      assert.equal((await execute({ entity: 'x', action: 'list' })).body.code, 'unknown_operation')
      assert.equal(
        (await execute({ entity: 'users', action: 'list' }, { service: 'slack' })).body.code,
        'sample_data_not_found',
      )
    })

    test('a narrowed token is held to its entities, its actions and to reading', async () => {
      const narrow = async (grant: object, workspace_name = 'acme') => {
        const { body } = await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
          token: tenant.token,
          body: { workspace_name, ...grant },
        })
        return body.token as string
      }
      const reading = await narrow({ entities: ['issues'], read_only: true })
      const list = await testServer.call('GET', `/api/v1/workspaces/${workspace_id}/sample-data`, {
        token: reading,
      })
      assert.equal(list.body.data.length, 1)
      const { body } = await execute({ entity: '', action: 'describe' }, { token: reading })
      assert.deepEqual(
        (body.result as Described).entities.map(({ entity, operations }) => [
          entity,
          operations.every(({ effect }) => effect === 'read'),
        ]),
        [['issues', true]],
      )
      const run = async (entity: string, action: string, by: string) => {
        const params = { owner: 'octocat', repo: 'Hello-World', title: 'Leak' }
        const { status, body: refused } = await execute({ entity, action, params }, { token: by })
        return status === 200 ? 200 : refused.code
      }
      assert.equal((await execute({ entity: 'viewer', action: 'get' }, { token: reading })).status, 403)
      assert.equal(await run('issues', 'create', reading), 'not_granted')
      const listing = await narrow({ actions: ['list'] })
      const issueList = {
        entity: 'issues',
        action: 'list',
        params: { owner: 'octocat', repo: 'Hello-World' },
      }
      assert.equal((await execute(issueList, { token: listing })).status, 200)
      assert.equal(await run('issues', 'create', listing), 'not_granted')
      const foreign = await narrow({ entities: ['issues'] }, 'other')
      assert.equal((await execute(issueList, { token: foreign })).body.code, 'workspace_not_found')
    })

    test('it leaves no connector, no tool call and no record of the audit', async () => {
      const written = await execute({
        entity: 'issues',
        action: 'create',
        params: { owner: 'octocat', repo: 'Hello-World', title: 'Leak in the hull' },
      })
      assert.equal(written.body.result.number, 1348)
      assert.equal((await issues()).body.connector_metadata.total_count, 42)
      const list = async (path: string) =>
        (await testServer.call('GET', path, { token: tenant.token })).body.data as { request_id: string }[]
      assert.deepEqual(await list('/api/v1/integrations/connectors'), [])
      // Tool calls are written a moment later: one that is recorded came after all of the sample.
      const { body: connector } = await testServer.call('POST', '/api/v1/integrations/connectors', {
        token,
        body: { connector_type: 'github', credentials: { token: 'ghp_of-nobody' } },
      })
      const refused = await testServer.call(
        'POST',
        `/api/v1/integrations/connectors/${connector.id}/execute`,
        {
          token,
          body: { entity: 'issues', action: 'list' },
        },
      )
      assert.equal(refused.status, 422)
      await until(async () => (await list('/api/v1/tool-calls')).length > 0)
      const calls = await list('/api/v1/tool-calls')
      assert.deepEqual(
        calls.map(({ request_id }) => request_id),
        [refused.body.request_id],
      )
      const sampled = written.headers.get('x-request-id')
      assert.ok((await list('/api/v1/audit')).every(({ request_id }) => request_id !== sampled))
    })

    test('an inactive workspace has none', async () => {
      const { workspace_id: asleep } = await testServer.mint(tenant, 'asleep')
      await testServer.call('PUT', `/api/v1/workspaces/${asleep}`, {
        token: tenant.token,
        body: { status: 'inactive' },
      })
      const body = { entity: 'viewer', action: 'get' }
      const { body: refused } = await execute(body, { token: tenant.token, workspace: asleep })
      assert.equal(refused.code, 'workspace_inactive')
    })

    test('the operator can turn it off', async () => {
      const off = await startTestServer(engine, { environment: { BULKHEAD_SAMPLE_DATA: 'off' } })
      try {
        const own = await off.createTenant('Acme')
        const minted = await off.mint(own, 'acme')
        const path = `/api/v1/workspaces/${minted.workspace_id}/sample-data`
        const list = await off.call('GET', path, { token: minted.token })
        assert.deepEqual([list.status, list.body.data], [200, []])
        const body = { entity: 'viewer', action: 'get' }
        const called = await off.call('POST', `${path}/github/execute`, { token: minted.token, body })
        assert.deepEqual([called.status, called.body.code], [404, 'sample_data_not_found'])
        assert.match(called.body.message, /BULKHEAD_SAMPLE_DATA is off/)
      } finally {
        await off.close()
      }
    })
  })
}
