import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { CONNECTORS, DEFINITIONS } from '../http/api.ts'
import { type Fixture, openFixture } from '../http/fixture.ts'

const TIDES = {
  openapi: '3.0.3',
  info: { title: 'Tides', version: '1' },
  servers: [{ url: 'https://tides.example/v1' }],
  paths: { '/ports': { get: { responses: { 200: { description: 'All' } } } } },
}

for (const engine of engines) {
  describe(`on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    const directory = mkdtempSync(join(tmpdir(), 'bulkhead-own-'))
    mkdirSync(join(directory, 'high-tides'))
    writeFileSync(join(directory, 'high-tides', 'openapi.json'), JSON.stringify(TIDES))
    let fixture: Fixture
    before(async () => {
      fixture = await openFixture(engine, { environment: { BULKHEAD_CONNECTORS_DIR: directory } })
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
      rmSync(directory, { recursive: true })
    })
    const call = (method: string, path: string, body?: object) =>
      fixture.testServer.call(method, path, { token: fixture.scoped, ...(body !== undefined && { body }) })
    const tides = (more: object = {}) =>
      call('POST', CONNECTORS, {
        connector_type: 'high-tides',
        environment: { base_url: fixture.upstream.url },
        ...more,
      })

    test('a service without credentials is connected without any', async () => {
      const { status, body, text } = await tides()
      assert.equal(status, 200, text)
      fixture.upstream.respond(json([{ id: 'hull' }]))
      const executed = await fixture.execute(body.id, { entity: 'ports', action: 'list' })
      assert.deepEqual(executed.body.result, [{ id: 'hull' }], executed.text)
      assert.equal(fixture.upstream.arrived.at(-1)?.headers.authorization, undefined)
      fixture.upstream.respond(json([]))
      const tried = await call('POST', `${CONNECTORS}/check`, {
        connector_type: 'high-tides',
        environment: { base_url: fixture.upstream.url },
      })
      assert.equal(tried.status, 200, tried.text)
    })

    test('a service with credentials is not, and the error says where they are missing', async () => {
      const { status, body } = await call('POST', CONNECTORS, { connector_type: 'github' })
      assert.deepEqual([status, body.code, body.errors[0].field], [422, 'invalid_request', 'body'])
    })

    test('credentials for a service that takes none are named', async () => {
      const { status, body } = await tides({ credentials: { token: 'of-another' } })
      assert.deepEqual([status, body.code], [400, 'invalid_credentials'])
      assert.match(
        body.message,
        /takes no credentials: its document describes none\. If the service wants some, say so by an overlay\./,
      )
    })

    test('definitions are found by slug as written, and by name', async () => {
      const found = async (name: string) => {
        const { body } = await call('GET', `${DEFINITIONS}?name=${encodeURIComponent(name)}`)
        return body.definitions.map((one: { name: string }) => one.name)
      }
      assert.deepEqual(await found('zendesk-support'), ['Zendesk Support'])
      assert.deepEqual(await found('Zendesk Support'), ['Zendesk Support'])
      assert.deepEqual(await found('GOOGLE-DRIVE'), ['Google Drive'])
      assert.deepEqual(await found('high-tides'), ['Tides'])
    })

    test('names made for connectors differ, also at the same time; given ones stay', async () => {
      const { token } = await fixture.testServer.mint(fixture.tenant, 'named')
      const create = (name?: string) =>
        fixture.testServer.call('POST', CONNECTORS, {
          token,
          body: { connector_type: 'high-tides', ...(name !== undefined && { name }) },
        })
      const made = await Promise.all([create(), create(), create()])
      assert.deepEqual(
        made.map(({ body }) => body.name).sort(),
        ['Tides - named', 'Tides - named 2', 'Tides - named 3'],
        made[0]?.text,
      )
      const given = await Promise.all([create('Tides - named'), create('Mine'), create('Mine')])
      assert.deepEqual(
        given.map(({ body }) => body.name),
        ['Tides - named', 'Mine', 'Mine'],
      )
    })
  })
}
