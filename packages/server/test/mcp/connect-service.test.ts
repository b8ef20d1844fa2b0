import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { connectMcp, REVISIONS } from '@bulkhead/testing/mcp-client'
import { type ConnectFixture, openConnectFixture } from '../connect/connect-fixture.ts'

for (const engine of engines) {
  describe(`connect_service on ${engine.name}`, () => {
    let fixture: ConnectFixture
    let scoped: string

    before(async () => {
      fixture = await openConnectFixture(engine)
      scoped = (await fixture.testServer.mint(fixture.tenant, 'scene')).token
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    const tokenIn = (url: unknown) => new URL(String(url)).hash.slice(1)

    for (const revision of REVISIONS) {
      test(`${revision}: a link is answered, and no credential passes through the agent`, async () => {
        await using mcp = await connectMcp(fixture.testServer.server.url, scoped, revision)
        const { structuredContent, isError } = await mcp.call('connect_service', { services: ['pier'] })
        assert.notEqual(isError, true, JSON.stringify(structuredContent))
        const { status, url, session_id } = structuredContent as Record<string, unknown>
        assert.equal(status, 'open')
        const filled = await fixture.fill(tokenIn(url), `agent-${revision}`)
        assert.deepEqual([filled.status, filled.body.status], [200, 'awaiting_confirmation'], filled.text)
        assert.equal((await fixture.get(String(session_id))).status, 'awaiting_confirmation')
        const { structuredContent: listed } = await mcp.call('list_connectors', {})
        const { connectors } = listed as { connectors: { status: string }[] }
        assert.ok(connectors.some((one) => one.status === 'pending'))
      })
    }

    test('a client that opens URLs is given the link to open, and the model does not see it', async () => {
      const opened: string[] = []
      const mcp = await connectMcp(
        fixture.testServer.server.url,
        fixture.tenant.token,
        '2026-07-28',
        '?workspace_name=scene',
        {
          async openUrl(url) {
            opened.push(url)
            await fixture.fill(tokenIn(url), 'opened')
          },
        },
      )
      await using _ = mcp
      const { structuredContent, content } = await mcp.call('connect_service', { services: ['pier'] })
      const { status, url } = structuredContent as Record<string, unknown>
      assert.deepEqual([status, url, opened.length], ['awaiting_confirmation', null, 1])
      assert.ok(!JSON.stringify(content).includes(tokenIn(opened[0])))
    })

    test('the state that a client returns gives no rights', async () => {
      const { session_id } = await fixture.link()
      const other = await fixture.testServer.mint(fixture.tenant, 'elsewhere')
      const response = await fixture.testServer.call('POST', '/mcp', {
        token: other.token,
        headers: {
          accept: 'application/json, text/event-stream',
          'mcp-protocol-version': '2026-07-28',
          'mcp-method': 'tools/call',
          'mcp-name': 'connect_service',
        },
        body: {
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: {
            name: 'connect_service',
            arguments: {},
            requestState: session_id,
            inputResponses: { open: { action: 'accept' } },
            _meta: {
              'io.modelcontextprotocol/protocolVersion': '2026-07-28',
              'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
              'io.modelcontextprotocol/clientCapabilities': { elicitation: { url: {} } },
            },
          },
        },
      })
      assert.equal(response.status, 200, response.text)
      assert.match(response.text, /connect_session_not_found/)
    })
  })
}
