import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { connectMcp1 } from '@bulkhead/testing/mcp-client-1'
import { json } from '@bulkhead/testing/scripted-upstream'
import { type ExecFixture, openExecFixture } from '../executions/exec-fixture.ts'

// Messages do not depend on the engine, so one engine is enough.
for (const engine of engines.slice(0, 1)) {
  describe(`errors by /mcp on ${engine.name}, read by version 1 of the official client`, () => {
    let fixture: ExecFixture
    let connector: string

    before(async () => {
      fixture = await openExecFixture(engine)
      connector = await fixture.connect({ name: 'the harbor' })
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    const cases: readonly [what: string, tool: string, input: object, code: string, text: RegExp][] = [
      ['removing unconfirmed', 'remove_connector', {}, 'invalid_request', /ask the person/],
      ['an entity that is not there', 'describe_connector', { entity: 'shps' }, 'unknown_operation', /shps/],
      [
        'a param that is missing',
        'execute',
        { entity: 'ships', action: 'create', params: {} },
        'invalid_params',
        /name/,
      ],
      ['an argument that is missing', 'execute', { entity: 'ships' }, 'invalid_request', /action/],
      [
        'a cursor of nothing',
        'execute',
        { entity: 'ships', action: 'list', cursor: 'nonsense' },
        'invalid_request',
        /cursor/,
      ],
    ]
    for (const [what, tool, input, code, text] of cases) {
      test(what, async () => {
        await using mcp = await connectMcp1(fixture.testServer.server.url, fixture.scoped)
        await mcp.client.listTools()
        assertError(await mcp.call(tool, { connector, ...input }), code, text)
      })
    }

    test('a tool of one operation', async () => {
      await using mcp = await connectMcp1(fixture.testServer.server.url, fixture.scoped, '?tools=expanded')
      const { tools } = await mcp.client.listTools()
      assert.ok(tools.some(({ name }) => name === 'harbor_ships_create'))
      assertError(await mcp.call('harbor_ships_create'), 'invalid_params', /name/)
      fixture.upstream.respond(json({ message: 'No such ship.' }, 404))
      assertError(await mcp.call('harbor_ships_list'), 'upstream_rejected', /No such ship/)
      fixture.upstream.respond(json({ ships: [{ id: 1 }] }))
      const listed = await mcp.call('harbor_ships_list')
      assert.deepEqual((listed.structuredContent as { result: unknown }).result, [{ id: 1 }])
    })
  })
}

function assertError(response: Record<string, unknown>, code: string, text: RegExp): void {
  const told = JSON.stringify(response)
  assert.equal(response.isError, true, told)
  assert.match(JSON.stringify(response.content), text)
  assert.equal(response.structuredContent, undefined)
  const { 'bulkhead/error': error } = response._meta as { 'bulkhead/error': { code: string } }
  assert.equal(error.code, code, told)
}
