import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startDistantClient } from '@bulkhead/testing/loop-budget/large-documents'
import { plainParseMs } from '@bulkhead/testing/loop-budget/measure'
import { CONNECTORS } from '../http/api.ts'
import { type Fixture, openFixture } from '../http/fixture.ts'

/** Longest turn of the event loop, in times that JSON.parse takes for 1 MiB of plain text: 250 ms on a usual machine. */
const MOST = 250
const OPERATIONS = 20

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** Returns a document of a few KiB whose operations have more schemas than memory, written out in full. */
function documentWith(lowest: object, nest: (schema: object) => object): string {
  const schemas: Record<string, object> = { S0: lowest }
  for (let level = 1; level <= 4; level += 1) schemas[`S${level}`] = nest(reference(`S${level - 1}`))
  const content = { 'application/json': { schema: reference('S4') } }
  const post = { requestBody: { content }, responses: { 200: { description: 'OK', content } } }
  const paths = Object.fromEntries(Array.from({ length: OPERATIONS }, (_, at) => [`/things${at}`, { post }]))
  const info = { title: 'Wide', version: '1' }
  return JSON.stringify({
    ...{ openapi: '3.0.3', info, servers: [{ url: 'https://wide.example' }] },
    ...{ paths, components: { schemas } },
  })
}

const members = (schema: object) => ({
  type: 'object',
  properties: Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`m${at}`, schema])),
})

const DOCUMENTS: Readonly<Record<string, string>> = {
  'empty schemas': documentWith({}, (schema) => ({ oneOf: Array.from({ length: 60 }, () => schema) })),
  'short schemas': documentWith({ type: 'string' }, members),
  'long texts': documentWith({ description: '"\\\n'.repeat(5_000) }, members),
}

const engine = engines.find(({ name }) => name === 'postgres') ?? engines[0]
if (engine === undefined) throw new Error('There is no engine.')

describe(`the description of a wide document, on ${engine.name}`, () => {
  let fixture: Fixture
  before(async () => {
    fixture = await openFixture(engine)
  })
  after(async () => {
    await fixture?.close()
    await engine.close()
  })

  for (const [name, document] of Object.entries(DOCUMENTS)) {
    test(`holds the event loop for a short time: ${name}`, async (t) => {
      const { testServer, tenant } = fixture
      const slug = name.replaceAll(' ', '-')
      const call = (method: string, path: string, body: object) =>
        testServer.call(method, path, { token: tenant.token, body })
      const { body: added, text } = await call('POST', '/api/v1/definitions', { document, name, slug })
      assert.ok(added.id, text)
      const made = await call('POST', CONNECTORS, { definition_id: added.id, credentials: {} })
      assert.equal(made.status, 200, made.text)
      const url = new URL(`${CONNECTORS}/${made.body.id}/execute`, testServer.server.url)
      const headers = { authorization: `Bearer ${tenant.token}`, 'content-type': 'application/json' }
      const client = startDistantClient(url, headers)
      const ask = () => client.post(JSON.stringify({ entity: '', action: 'describe' }))
      try {
        const first = await ask()
        const second = await ask()
        const longest = Math.min(first.longestMs, second.longestMs) / plainParseMs()
        assert.equal(second.status, 200, JSON.stringify(second.body).slice(0, 500))
        const { result } = second.body as { result: { entities: { operations: unknown[] }[] } }
        assert.equal(result.entities.flatMap(({ operations }) => operations).length, OPERATIONS)
        t.diagnostic(`${longest.toFixed(0)} times plain text`)
        assert.ok(longest < MOST, `${longest.toFixed(0)} times plain text`)
      } finally {
        await client.close()
      }
    })
  }
})
