import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import { purgeRecordedBodies } from '@bulkhead/server/jobs/purge-expired'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { assertError, CONNECTORS } from '../http/api.ts'
import { type ExecFixture, KEY, openExecFixture } from './exec-fixture.ts'

const LIST = { entity: 'ships', action: 'list' }
const BUILD = { entity: 'ships', action: 'create', params: { name: 'Ada' } }
const KEPT = 64 * 1024

for (const engine of engines) {
  describe(`recorded bodies on ${engine.name}`, () => {
    let fixture: ExecFixture
    let connector: string
    before(async () => {
      fixture = await openExecFixture(engine)
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })
    beforeEach(async () => {
      connector = await fixture.connect()
    })

    const api = (method: string, path: string, options: { token?: string; body?: unknown } = {}) =>
      fixture.testServer.call(method, path, { token: fixture.tenant.token, ...options })
    const record = (body: unknown = {}) => api('POST', `${CONNECTORS}/${connector}/recording`, { body })
    const bodiesOf = async (response: { headers: Headers }, token = fixture.tenant.token) => {
      const { id } = await fixture.callOf(response.headers.get('x-request-id'))
      return api('GET', `/api/v1/tool-calls/${id}/bodies`, { token })
    }
    const answering = (value: unknown, status = 200) => fixture.upstream.respond(json(value, status))

    test('nothing is kept unless it was asked for, and nothing after the time is over', async () => {
      answering({ ships: [{ id: 1 }] })
      const before = await bodiesOf(await fixture.execute(connector, LIST))
      assert.deepEqual([before.status, before.body], [200, { request: null, response: null }], before.text)
      const started = await record({ minutes: 5 })
      const left = Date.parse(started.body.records_bodies_until) - Date.now()
      assert.ok(left > 4 * 60_000 && left <= 5 * 60_000, started.text)
      const shown = await api('GET', `${CONNECTORS}/${connector}`)
      assert.equal(shown.body.records_bodies_until, started.body.records_bodies_until)
      const during = await bodiesOf(await fixture.execute(connector, LIST))
      assert.equal(during.body.request?.method, 'GET', during.text)
      await api('DELETE', `${CONNECTORS}/${connector}/recording`)
      assert.equal((await api('GET', `${CONNECTORS}/${connector}`)).body.records_bodies_until, null)
      const after = await bodiesOf(await fixture.execute(connector, LIST))
      assert.deepEqual(after.body, { request: null, response: null })
      for (const minutes of [0, 61, 1.5, '5'])
        assertError(await record({ minutes }), 'invalid_request', 'startRecording')
    })

    test('request and response are shown as text, without the credential', async () => {
      await record()
      answering({ id: 7, name: 'Ada', echo: KEY, coded: Buffer.from(`key ${KEY}`).toString('base64') })
      const executed = await fixture.execute(connector, BUILD)
      const { body, text } = await bodiesOf(executed)
      assert.equal(body.request.method, 'POST', text)
      assert.match(body.request.url, /\/ships/)
      assert.deepEqual(JSON.parse(body.request.body).name, 'Ada')
      assert.equal(body.response.status, 200)
      assert.match(body.response.content_type, /^application\/json/)
      const { echo, coded } = JSON.parse(body.response.body)
      assert.deepEqual([echo, coded.includes('[redacted]')], ['[redacted]', true])
      for (const form of [KEY, Buffer.from(KEY).toString('base64').slice(0, 30)])
        assert.ok(!text.includes(form))
      const call = await fixture.callOf(executed.headers.get('x-request-id'))
      assert.equal((await api('GET', `/api/v1/tool-calls/${call.id}`)).body.has_bodies, true)
    })

    test('a refusal of the service is kept too, and so is a request that got no response', async () => {
      await record()
      answering({ message: 'no such ship' }, 422)
      const refused = await bodiesOf(await fixture.execute(connector, BUILD))
      assert.deepEqual(
        [refused.body.response.status, JSON.parse(refused.body.response.body)],
        [422, { message: 'no such ship' }],
      )
      fixture.upstream.respond((_request, response) => void response.socket?.destroy())
      const broken = await bodiesOf(await fixture.execute(connector, BUILD))
      assert.equal(broken.body.request.method, 'POST', broken.text)
      assert.equal(broken.body.response, null)
    })

    test('long strings are truncated, and no part of a secret remains at the cut', async () => {
      await record()
      for (const before of [KEPT - 10, KEPT - KEY.length + 1, KEPT + 200]) {
        const padding = 'x'.repeat(before - '{"ships":[{"a":"'.length)
        answering({ ships: [{ a: padding + KEY, b: 'y'.repeat(200_000) }] })
        const { body, text } = await bodiesOf(await fixture.execute(connector, LIST))
        assert.deepEqual([body.response.is_cut, body.response.body.length <= KEPT], [true, true])
        assert.ok(body.response.body.length > KEPT / 2)
        assert.ok(!text.includes(KEY.slice(0, 6)), 'the beginning of a secret is there')
      }
      const bytes = Buffer.from([0xff, 0xfe, 0, 1])
      fixture.upstream.respond((_request, response) => {
        response.writeHead(500, { 'content-type': 'application/octet-stream' }).end(bytes)
      })
      const binary = await bodiesOf(await fixture.execute(connector, BUILD))
      assert.deepEqual([binary.body.response.body, binary.body.response.is_cut], [null, true])
    })

    test('callers who may not execute the operation now do not see it', async () => {
      await record()
      answering({ id: 7 })
      const executed = await fixture.execute(connector, BUILD)
      const { id } = await fixture.callOf(executed.headers.get('x-request-id'))
      const path = `/api/v1/tool-calls/${id}/bodies`
      assert.equal((await api('GET', path, { token: fixture.scoped })).body.request.method, 'POST')
      const elsewhere = await fixture.testServer.mint(fixture.tenant, 'elsewhere')
      assertError(
        await api('GET', path, { token: elsewhere.token }),
        'tool_call_not_found',
        'getToolCallBodies',
      )
      for (const method of ['POST', 'DELETE']) {
        const body = method === 'POST' ? { body: {} } : {}
        const answer = await api(method, `${CONNECTORS}/${connector}/recording`, {
          token: fixture.scoped,
          ...body,
        })
        assertError(answer, 'not_permitted', method === 'POST' ? 'startRecording' : 'stopRecording')
      }
      await api('PUT', `${CONNECTORS}/${connector}`, {
        body: { entities: [{ entity: 'ships', modes: ['read'] }] },
      })
      assertError(await api('GET', path), 'not_granted', 'getToolCallBodies')
      await api('DELETE', `${CONNECTORS}/${connector}`)
      assert.deepEqual((await api('GET', path)).body, { request: null, response: null })
    })

    test('each look is on record, and so are beginning and end', async () => {
      await record()
      answering({ id: 7 })
      const executed = await fixture.execute(connector, BUILD)
      const { id } = await fixture.callOf(executed.headers.get('x-request-id'))
      await bodiesOf(executed)
      const stopped = await api('DELETE', `${CONNECTORS}/${connector}/recording?discard=true`)
      assert.deepEqual(stopped.body, { connector_id: connector, discarded: 1 })
      assert.deepEqual((await bodiesOf(executed)).body, { request: null, response: null })
      const { body } = await api('GET', '/api/v1/audit?limit=10')
      const events = body.data
        .filter(({ subject_id }: { subject_id: string }) => [id, connector].includes(subject_id))
        .map(({ event }: { event: string }) => event)
      assert.deepEqual(events, [
        'connector.recording_stopped',
        'tool_call.bodies_read',
        'connector.recording_started',
        'connector.created',
      ])
    })

    test('at most 30 calls a minute keep their content, and every call is recorded', async () => {
      await record()
      answering({ ships: [] })
      const calls = []
      for (let sent = 0; sent < 33; sent += 1) calls.push(await fixture.execute(connector, LIST))
      const kept = []
      for (const call of calls) kept.push((await bodiesOf(call)).body.request !== null)
      assert.equal(kept.filter(Boolean).length, 30)
    })

    test('a day later they are deleted', async () => {
      await record()
      answering({ id: 7 })
      const executed = await fixture.execute(connector, BUILD)
      assert.equal((await bodiesOf(executed)).body.request.method, 'POST')
      const { database, log } = fixture.testServer.server.services
      const old = randomUUID()
      const owner = { organization: fixture.tenant.organization }
      await asPrincipal(database, owner, 'read write', (tx) =>
        tx
          .insertInto('recorded_bodies')
          .values({
            organization_id: fixture.tenant.organization,
            workspace_id: fixture.workspace_id,
            connector_id: connector,
            call_id: old,
            recorded_at: new Date(Date.now() - 86_401_000),
            sealed: Buffer.from('nothing'),
          })
          .execute(),
      )
      await purgeRecordedBodies(database, log)
      const left = await asPrincipal(database, owner, 'read only', (tx) =>
        tx.selectFrom('recorded_bodies').select('call_id').where('connector_id', '=', connector).execute(),
      )
      assert.deepEqual([left.length, left.some(({ call_id }) => call_id === old)], [1, false])
      assert.equal((await bodiesOf(executed)).body.request.method, 'POST')
    })
  })
}
