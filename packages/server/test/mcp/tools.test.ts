import assert from 'node:assert/strict'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { connectMcp, REVISIONS } from '@bulkhead/testing/mcp-client'
import {
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import { openSocket, parseResponse } from '../http/api.ts'

const SECRET = 'probe-secret-that-no-tool-shows'

// The matrix and the tests of calls cover everything that depends on the engine.
for (const engine of engines.slice(0, 1)) {
  describe(`the tools of /mcp on ${engine.name}`, () => {
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let tenant: Tenant
    let scoped: string
    let connector: string

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      tenant = await testServer.createTenant('Acme')
      scoped = (await testServer.mint(tenant, 'acme')).token
      const { body } = await testServer.call('POST', '/api/v1/integrations/connectors', {
        token: scoped,
        body: {
          connector_type: 'probe',
          name: 'the caf\u00e9 probe',
          credentials: { token: SECRET },
          environment: { base_url: upstream.url },
        },
      })
      connector = body.id
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
    })

    test('an empty workspace says what to do', async () => {
      const { token } = await testServer.mint(tenant, 'empty')
      await using mcp = await connectMcp(testServer.server.url, token, REVISIONS[0])
      const { structuredContent: listed } = await mcp.call('list_connectors')
      const { connectors, hint } = listed as { connectors: unknown[]; hint?: string }
      assert.deepEqual(connectors, [])
      assert.match(hint ?? '', /ask a person to connect .* another workspace/)
    })

    test('a request with Connection: close gets its response, and the socket closes', async () => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })
      const toRequest = (connection: string) =>
        [
          'POST /mcp HTTP/1.1',
          ...['Host: localhost', `Authorization: Bearer ${scoped}`, 'Content-Type: application/json'],
          ...['Accept: application/json, text/event-stream', `Connection: ${connection}`],
          `Content-Length: ${body.length}`,
          '',
          body,
        ].join('\r\n')
      const socket = await openSocket(testServer.server.url)
      const [text] = await Promise.all([
        buffer(socket),
        once(socket, 'end'),
        socket.write(toRequest('close')),
      ])
      const { status, headers } = parseResponse(String(text))
      assert.deepEqual([status, headers.get('connection')], [200, 'close'], String(text))
      assert.match(String(text), /list_connectors/)
      const two = await openSocket(testServer.server.url)
      two.write(toRequest('keep-alive') + toRequest('close'))
      const both = String(await buffer(two))
      assert.deepEqual(both.match(/^HTTP\/1\.1 200|^connection: .*$/gim), [
        ...['HTTP/1.1 200', 'Connection: keep-alive', 'HTTP/1.1 200', 'Connection: close'],
      ])
    })

    for (const revision of REVISIONS) {
      test(`${revision}: a scoped token lists, describes and executes`, async () => {
        await using mcp = await connectMcp(testServer.server.url, scoped, revision)
        assert.equal(mcp.client.getNegotiatedProtocolVersion(), revision)
        const { tools } = await mcp.client.listTools()
        assert.deepEqual(
          tools.map(({ name }) => name),
          [
            'list_connectors',
            'describe_connector',
            'read_skill_docs',
            'execute',
            'connect_service',
            'remove_connector',
            'who_am_i',
          ],
        )
        const listed = await mcp.call('list_connectors')
        assert.deepEqual(listed.structuredContent, {
          connectors: [{ id: connector, name: 'the caf\u00e9 probe', type: 'probe', status: 'ready' }],
          next_cursor: null,
        })
        const cursor = Buffer.from(connector).toString('base64url')
        const behind = await mcp.call('list_connectors', { cursor })
        assert.deepEqual(behind.structuredContent, { connectors: [], next_cursor: null })
        const described = await mcp.call('describe_connector', { connector: 'probe', entity: 'things' })
        const { operations } = described.structuredContent as { operations: { action: string }[] }
        assert.ok(operations.some(({ action }) => action === 'list'))
        const outline = await mcp.call('read_skill_docs', { connector: 'the cafe\u0301 probe' })
        const { sections } = outline.structuredContent as { sections: { id: string }[] }
        assert.ok(sections.some(({ id }) => id === 'things'))
        const read = await mcp.call('read_skill_docs', { connector: 'probe', section: 'things' })
        const { section, text } = read.structuredContent as { section: string; text: string }
        assert.equal(section, 'things')
        assert.match(text, /^# things\n\n## /)
        upstream.respond(json({ items: [{ name: 'a thing' }] }))
        const executed = await mcp.call('execute', {
          connector,
          entity: 'things',
          action: 'list',
          params: { color: 'red' },
        })
        assert.equal(executed.isError, undefined, JSON.stringify(executed))
        assert.deepEqual((executed.structuredContent as { result: unknown }).result, [{ name: 'a thing' }])
        assert.equal(upstream.arrived.at(-1)?.headers.authorization, `Bearer ${SECRET}`)
      })
    }

    test('a call is on record with its source', async () => {
      await using mcp = await connectMcp(testServer.server.url, scoped, '2026-07-28')
      await mcp.call('execute', { connector, entity: 'things', action: 'list', intent: 'on record' })
      await until(async () => {
        const { body } = await testServer.call('GET', '/api/v1/tool-calls', { token: scoped })
        return body.data.some(
          ({ source, intent }: { source: string; intent: string }) =>
            source === 'mcp' && intent === 'on record',
        )
      })
    })

    test('expanded: one tool per operation, with its own schema and hints', async () => {
      await using mcp = await connectMcp(testServer.server.url, scoped, '2026-07-28', '?tools=expanded')
      const { tools } = await mcp.client.listTools()
      const list = tools.find(({ name }) => name === 'probe_things_list')
      assert.ok(list)
      assert.ok(!tools.some(({ name }) => name === 'execute' || name === 'describe_connector'))
      assert.deepEqual(list.inputSchema.properties?.color, { type: 'string', enum: ['red', 'blue'] })
      assert.equal(list.annotations?.readOnlyHint, true)
      const create = tools.find(({ name }) => name === 'probe_things_create')
      assert.equal(create?.annotations?.readOnlyHint, false)
      upstream.respond(json({ items: [{ name: 'red one' }] }))
      const called = await mcp.call('probe_things_list', { color: 'red' })
      assert.deepEqual((called.structuredContent as { result: unknown }).result, [{ name: 'red one' }])
      assert.match(upstream.arrived.at(-1)?.url ?? '', /color=red/)
      const wrong = await mcp.call('probe_things_list', { color: 'green' })
      assert.equal(wrong.isError, true)
    })

    test('a null in an optional argument counts as absent, but not in the name of the workspace', async () => {
      upstream.respond(json({ items: [{ name: 'a thing' }] }))
      const { url } = testServer.server
      await using mcp = await connectMcp(url, scoped, '2026-07-28')
      const calls = {
        list_connectors: {},
        describe_connector: { connector, entity: null },
        read_skill_docs: { connector, section: null },
        execute: {
          ...{ connector, entity: 'things', action: 'list', params: null, select_fields: null },
          ...{ exclude_fields: null, skip_truncation: null, cursor: null, idempotency_key: null },
          ...{ timeout_ms: null, intent: null },
        },
        connect_service: { services: null, connector: null },
        remove_connector: { connector, confirm: null },
      }
      for (const [name, input] of Object.entries(calls)) {
        const { content } = await mcp.call(name, input)
        assert.doesNotMatch(JSON.stringify(content), /must be (string|boolean|array)/, name)
      }
      await using expanded = await connectMcp(url, scoped, '2026-07-28', '?tools=expanded')
      const nothing = { color: null, select_fields: null, cursor: null }
      const called = await expanded.call('probe_things_list', nothing)
      assert.deepEqual((called.structuredContent as { result: unknown }).result, [{ name: 'a thing' }])
      const required = await mcp.call('execute', { connector: null, entity: 'things', action: 'list' })
      assert.match(JSON.stringify(required.content), /connector must be string/)
      await using application = await connectMcp(url, tenant.token, '2026-07-28')
      const lost = await application.call('list_connectors', { workspace_name: null })
      assert.match(JSON.stringify(lost.content), /workspace_name must be string/)
    })

    test('a model sees no header with a value of its own, and paging once', async () => {
      const { token } = await testServer.mint(await testServer.createTenant('Models'), 'models')
      const { body } = await testServer.call('POST', '/api/v1/integrations/connectors', {
        token,
        body: { connector_type: 'github', credentials: { token: 'a-token-of-github' } },
      })
      const getNames = (schema: unknown) =>
        Object.keys((schema as { properties: Record<string, unknown> }).properties)
      const seen = async (action: string) => {
        await using expanded = await connectMcp(testServer.server.url, token, '2026-07-28', '?tools=expanded')
        const { tools } = await expanded.client.listTools()
        await using plain = await connectMcp(testServer.server.url, token, '2026-07-28')
        const { structuredContent } = await plain.call('describe_connector', {
          connector: body.id,
          entity: 'issues',
        })
        const { operations } = structuredContent as { operations: { action: string; params: unknown }[] }
        return [
          getNames(tools.find(({ name }) => name === `github_issues_${action}`)?.inputSchema),
          getNames(operations.find((one) => one.action === action)?.params),
        ] as const
      }
      for (const names of await seen('list')) {
        for (const name of ['owner', 'repo', 'cursor', 'limit']) assert.ok(names.includes(name), name)
        for (const name of ['after', 'per_page']) assert.ok(!names.includes(name), name)
      }
      for (const names of await seen('create')) {
        for (const name of ['owner', 'repo', 'title']) assert.ok(names.includes(name), name)
        for (const name of ['Accept', 'X-GitHub-Api-Version']) assert.ok(!names.includes(name), name)
      }
    })

    test('without a valid token: 401 that says where to find the accepted tokens', async () => {
      const { status, headers } = await testServer.call('POST', '/mcp', { body: {} })
      assert.equal(status, 401)
      const challenge = headers.get('www-authenticate') ?? ''
      const url = /resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? ''
      assert.equal(url, 'http://house.test/.well-known/oauth-protected-resource/mcp')
      const { body } = await testServer.call('GET', new URL(url).pathname)
      assert.deepEqual(body, {
        resource: 'http://house.test/mcp',
        resource_name: 'Bulkhead',
        authorization_servers: ['http://house.test'],
        scopes_supported: ['mcp'],
        bearer_methods_supported: ['header'],
      })
    })
  })
}
