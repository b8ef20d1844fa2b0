import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { connectMcp, REVISIONS } from '@bulkhead/testing/mcp-client'
import { signUpOwner } from '@bulkhead/testing/people'
import { json } from '@bulkhead/testing/scripted-upstream'
import { until } from '@bulkhead/testing/test-server'
import { type ExecFixture, openExecFixture } from '../executions/exec-fixture.ts'

for (const engine of engines) {
  describe(`calls by /mcp on ${engine.name}`, () => {
    let fixture: ExecFixture
    let connector: string

    before(async () => {
      fixture = await openExecFixture(engine)
      connector = await fixture.connect()
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    /** Holds back the response. Tells when a request has arrived, and when the server gives it up. */
    function hold() {
      const arrived = Promise.withResolvers<ServerResponse>()
      fixture.upstream.respond((_request, response) => arrived.resolve(response))
      const closed = arrived.promise.then((response) => once(response, 'close'))
      return { arrived: arrived.promise, closed }
    }

    const getCall = async (intent: string) => {
      const { body } = await fixture.testServer.call('GET', '/api/v1/tool-calls?limit=100', {
        token: fixture.scoped,
      })
      return body.data.find((call: { intent: string | null }) => call.intent === intent)
    }

    test('the log has the caller and the duration of each response', async () => {
      const owner = await signUpOwner(fixture.testServer, fixture.tenant)
      const minted = await fixture.testServer.call('POST', '/api/v1/account/applications/scoped-token', {
        headers: owner.headers,
        body: { workspace_id: fixture.workspace_id, create_workspace: false },
      })
      assert.equal(minted.status, 200, minted.text)
      await using mcp = await connectMcp(fixture.testServer.server.url, minted.body.token, '2026-07-28')
      const from = fixture.testServer.log.length
      await mcp.call('list_connectors', {})
      const lines = () =>
        fixture.testServer.log
          .slice(from)
          .map((line) => JSON.parse(line))
          .filter(({ msg }) => msg === 'answered')
      await until(() => lines().some(({ operation }) => operation === 'mcp'))
      assert.deepEqual(new Set(lines().map(({ operation }) => operation)), new Set(['listConnectors', 'mcp']))
      for (const line of lines()) {
        assert.deepEqual(
          [line.source, line.organization_id, line.workspace_id, line.person_id],
          ['mcp', fixture.tenant.organization, fixture.workspace_id, owner.person],
        )
        assert.ok(line.duration_ms >= 0)
      }
    })

    for (const revision of REVISIONS) {
      test(`${revision}: who takes a call back ends its request to the third party`, async () => {
        await using mcp = await connectMcp(fixture.testServer.server.url, fixture.scoped, revision)
        const { arrived, closed } = hold()
        const abort = new AbortController()
        const intent = `taken back, ${revision}`
        const call = mcp.client.callTool(
          { name: 'execute', arguments: { connector, entity: 'ships', action: 'list', intent } },
          { signal: abort.signal },
        )
        await arrived
        abort.abort()
        await assert.rejects(call)
        await closed
        await until(async () => (await getCall(intent)) !== undefined)
        assert.equal((await getCall(intent)).status, 'error')
      })

      test(`${revision}: who hangs up does too`, async () => {
        const { arrived, closed } = hold()
        const mcp = await connectMcp(fixture.testServer.server.url, fixture.scoped, revision)
        const call = mcp.call('execute', { connector, entity: 'ships', action: 'list' }).catch(() => {})
        await arrived
        await mcp[Symbol.asyncDispose]()
        await closed
        await call
      })

      test(`${revision}: progress is told to who asks for it`, async () => {
        await using mcp = await connectMcp(fixture.testServer.server.url, fixture.scoped, revision)
        const { arrived } = hold()
        const told: number[] = []
        const call = mcp.client.callTool(
          { name: 'execute', arguments: { connector, entity: 'ships', action: 'list' } },
          { onprogress: ({ progress }) => void told.push(progress) },
        )
        const response = await arrived
        await until(() => told.length >= 2)
        json({ ships: [] })({} as never, response)
        await call
        assert.deepEqual(
          told,
          told.toSorted((a, b) => a - b),
        )
      })
    }

    test('a write that was sent is not cut off, and is on record as what it was', async () => {
      const { arrived } = hold()
      const mcp = await connectMcp(fixture.testServer.server.url, fixture.scoped, '2026-07-28')
      const input = {
        connector,
        entity: 'ships',
        action: 'create',
        params: { name: 'Ann' },
        intent: 'written',
      }
      const call = mcp.call('execute', input).catch(() => {})
      const response = await arrived
      await mcp[Symbol.asyncDispose]()
      await call
      await new Promise((resolve) => setTimeout(resolve, 100))
      assert.equal(response.destroyed, false)
      json({ id: 1 }, 201)({} as never, response)
      await until(async () => (await getCall('written')) !== undefined)
      assert.equal((await getCall('written')).status, 'success')
    })

    test('nobody takes back what somebody else asked, whatever session it names', async () => {
      const { arrived } = hold()
      const { token } = await fixture.testServer.mint(fixture.tenant, 'elsewhere')
      const session = randomUUID()
      const send = (bearer: string, message: object) =>
        fixture.testServer.call('POST', '/mcp', {
          token: bearer,
          body: { jsonrpc: '2.0', ...message },
          headers: { accept: 'application/json, text/event-stream', 'mcp-session-id': session },
        })
      const call = send(fixture.scoped, {
        id: 7,
        method: 'tools/call',
        params: { name: 'execute', arguments: { connector, entity: 'ships', action: 'list' } },
      })
      const response = await arrived
      const cancelled = { method: 'notifications/cancelled', params: { requestId: 7 } }
      assert.equal((await send(token, cancelled)).status, 202)
      await new Promise((resolve) => setTimeout(resolve, 100))
      assert.equal(response.destroyed, false)
      json({ ships: [{ id: 1 }] })({} as never, response)
      assert.match((await call).text, /"id":1/)
    })

    test('a write with a key is done once, by whichever interface it comes again', async () => {
      await using mcp = await connectMcp(fixture.testServer.server.url, fixture.scoped, '2026-07-28')
      fixture.upstream.respond(json({ id: 42 }, 201))
      const before = fixture.upstream.arrived.length
      const idempotency_key = randomUUID()
      const body = { entity: 'ships', action: 'create', params: { name: 'Once' }, skip_truncation: false }
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const { structuredContent } = await mcp.call('execute', { connector, ...body, idempotency_key })
        assert.deepEqual((structuredContent as { result: unknown }).result, { id: 42 })
      }
      const again = await fixture.testServer.call(
        'POST',
        `/api/v1/integrations/connectors/${connector}/execute`,
        {
          token: fixture.scoped,
          body,
          headers: { 'idempotency-key': idempotency_key },
        },
      )
      assert.equal(again.headers.get('idempotent-replayed'), 'true')
      assert.equal(fixture.upstream.arrived.length, before + 1)
    })

    test('a client that can ask the person does so before it removes, and the model cannot agree', async () => {
      const id = await fixture.connect({ name: 'precious' })
      const messages: string[] = []
      let action: 'accept' | 'decline' = 'decline'
      const agree = (message: string) => {
        messages.push(message)
        return action
      }
      const { url } = fixture.testServer.server
      await using mcp = await connectMcp(url, fixture.scoped, '2026-07-28', '', { agree })
      const input = { connector: id, confirm: 'precious' }
      const unconfirmed = await mcp.call('remove_connector', { connector: id })
      assert.deepEqual([unconfirmed.isError, messages.length], [true, 0])
      const declined = await mcp.call('remove_connector', input)
      assert.equal(declined.isError, true)
      assert.match(JSON.stringify(declined.content), /the person did not agree/)
      assert.match(messages.join(), /^Delete the connector "precious"/)
      action = 'accept'
      const removed = await mcp.call('remove_connector', input)
      assert.deepEqual(removed.structuredContent, { removed: { id, name: 'precious' } })
      assert.equal(messages.length, 2)
    })

    test('removing takes the name said back, is audited, and is refused to a narrowed token', async () => {
      const id = await fixture.connect({ name: 'old one' })
      await using mcp = await connectMcp(fixture.testServer.server.url, fixture.scoped, '2026-07-28')
      const unsure = await mcp.call('remove_connector', { connector: id })
      assert.match(JSON.stringify(unsure.content), /ask the person/)
      const narrowed = await fixture.testServer.call('POST', '/api/v1/account/applications/scoped-token', {
        token: fixture.tenant.token,
        body: { workspace_name: 'scene', connector_ids: [id] },
      })
      await using other = await connectMcp(fixture.testServer.server.url, narrowed.body.token, '2026-07-28')
      const names = (await other.client.listTools()).tools.map(({ name }) => name)
      assert.ok(!names.includes('remove_connector') && names.includes('execute'))
      const refused = await other.call('remove_connector', { connector: id, confirm: 'old one' })
      assert.match(JSON.stringify(refused.content), /not_permitted/)
      const removed = await mcp.call('remove_connector', { connector: 'old one', confirm: 'old one' })
      assert.deepEqual(removed.structuredContent, { removed: { id, name: 'old one' } })
      const audit = await fixture.testServer.call('GET', '/api/v1/audit?limit=100', {
        token: fixture.tenant.token,
      })
      const events = audit.body.data.map(
        ({ event, code }: { event: string; code: string }) => `${event} ${code}`,
      )
      assert.ok(events.includes('connector.deleted null'), events.join())
      assert.ok(events.includes('deleteConnector not_permitted'), events.join())
    })
  })
}
