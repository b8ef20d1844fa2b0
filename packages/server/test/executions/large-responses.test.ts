import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { connectMcp } from '@bulkhead/testing/mcp-client'
import { json } from '@bulkhead/testing/scripted-upstream'
import { assertError, CONNECTORS } from '../http/api.ts'
import { type ExecFixture, KEY, openExecFixture } from './exec-fixture.ts'

const LIST = { entity: 'ships', action: 'list' }
const LONG_ID = '12345678901234567890'
/** Responses long enough for other threads to read them. */
const COUNT = 2_000

function ship(id: number) {
  return { id, name: `Ship ${id}`, note: `é & "n" ${'x'.repeat(1_200)}`, port: { name: 'Bern', berth: id } }
}

const SHIPS = Array.from({ length: COUNT }, (_, id) => ship(id))

for (const engine of engines) {
  describe(`large responses on ${engine.name}`, () => {
    let execFixture: ExecFixture
    let connector: string
    before(async () => {
      execFixture = await openExecFixture(engine)
      connector = await execFixture.connect()
    })
    after(async () => {
      await execFixture?.close()
      await engine.close()
    })

    const list = (more: object = {}) => execFixture.execute(connector, { ...LIST, ...more })

    test('the result is what the service gave, and its page', async () => {
      execFixture.upstream.respond(json({ ships: SHIPS, next: 'c2' }))
      const { status, body, headers } = await list()
      assert.equal(status, 200)
      assert.equal(headers.get('content-type'), 'application/json; charset=utf-8')
      assert.deepEqual(body.result, SHIPS)
      assert.deepEqual(body.connector_metadata, { next: 'c2', has_next_page: true, end_cursor: 'c2' })
      assert.deepEqual(Object.keys(body), ['status', 'result', 'connector_metadata', 'execution_metadata'])
    })

    test('fields are chosen', async () => {
      execFixture.upstream.respond(json({ ships: SHIPS }))
      const { body } = await list({ select_fields: ['id', 'port.name'] })
      assert.deepEqual(
        body.result,
        SHIPS.map(({ id, port: { name } }) => ({ id, port: { name } })),
      )
      const without = await list({ exclude_fields: ['note', 'port'] })
      assert.deepEqual(
        without.body.result,
        SHIPS.map(({ id, name }) => ({ id, name })),
      )
    })

    test('long texts are shortened where that is asked for', async () => {
      execFixture.upstream.respond(json({ ships: SHIPS }))
      const { body } = await list({ skip_truncation: false })
      assert.match(body.result[7].note, /… \[1000 of \d+ characters\]$/)
      assert.match(body.warning, /^2000 strings were shortened/)
    })

    test('secrets are found, and long integers keep their digits', async () => {
      const ships = [{ id: 0, name: KEY, note: Buffer.from(KEY).toString('base64') }, ...SHIPS]
      execFixture.upstream.respond((_request, response) => {
        const written = JSON.stringify({ ships, next: KEY }).replace('"id":0', `"id":${LONG_ID}`)
        response.writeHead(200, { 'content-type': 'application/json' }).end(written)
      })
      const { text, body } = await list()
      assert.equal(text.includes(KEY), false)
      assert.ok(text.includes(`"id":${LONG_ID}`))
      assert.deepEqual(
        [body.result[0].name, body.result[0].note, body.connector_metadata.next],
        ['[redacted]', '[redacted]', '[redacted]'],
      )
      assert.deepEqual(body.result.slice(1), SHIPS)
    })

    test('a large response fails like a small one: invalid JSON, too many values, an error of the service', async () => {
      const of = (text: string, status = 200) =>
        execFixture.upstream.respond((_request, response) => {
          response.writeHead(status, { 'content-type': 'application/json' }).end(text)
        })
      of(`{"ships":"${'x'.repeat(1_000_000)}`)
      assertError(await list(), 'upstream_error', 'executeOperation')
      of(`{"ships":[${'{},'.repeat(400_000)}{}]}`)
      assertError(await list(), 'response_too_large', 'executeOperation')
      of(`{"message":"${KEY}","more":"${'x'.repeat(1_000_000)}"}`, 404)
      const refused = await list()
      assertError(refused, 'upstream_rejected', 'executeOperation')
      assert.equal(refused.text.includes(KEY), false)
    })

    test('a write with a key is done once, and its reply is given again', async () => {
      execFixture.upstream.respond(json({ id: 1, log: 'x'.repeat(500_000), more: SHIPS.slice(0, 10) }))
      const create = () =>
        execFixture.testServer.call('POST', `${CONNECTORS}/${connector}/execute`, {
          token: execFixture.scoped,
          body: { entity: 'ships', action: 'create', params: { name: 'a' } },
          headers: { 'idempotency-key': 'large-1' },
        })
      const before = execFixture.upstream.arrived.length
      const [first, second] = [await create(), await create()]
      assert.equal(first.status, 200)
      assert.equal(first.body.result.log.length, 500_000)
      assert.deepEqual(second.body.result, first.body.result)
      assert.equal(second.headers.get('idempotent-replayed'), 'true')
      assert.equal(execFixture.upstream.arrived.length - before, 1)
    })

    test('results of a tool fit the limit', async () => {
      execFixture.upstream.respond(json({ ships: SHIPS }))
      await using mcp = await connectMcp(execFixture.testServer.server.url, execFixture.scoped, '2026-07-28')
      const { structuredContent } = await mcp.call('execute', {
        connector,
        ...LIST,
        select_fields: ['id', 'name'],
      })
      const { result, next_cursor } = structuredContent as { result: object[]; next_cursor: string }
      assert.deepEqual(
        result,
        SHIPS.slice(0, result.length).map(({ id, name }) => ({ id, name })),
      )
      assert.ok(result.length > 100 && typeof next_cursor === 'string')
    })
  })
}
