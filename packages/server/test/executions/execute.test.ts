import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { assertError, CONNECTORS } from '../http/api.ts'
import { type ExecFixture, KEY, openExecFixture } from './exec-fixture.ts'

const MINT = '/api/v1/account/applications/scoped-token'

for (const engine of engines) {
  describe(`executing on ${engine.name}`, () => {
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

    const list = { entity: 'ships', action: 'list' }
    const build = { entity: 'ships', action: 'create', params: { name: 'Ada' } }
    const sentSince = (before: number) => execFixture.upstream.arrived.slice(before)

    test('every list takes cursor and limit, and says how to go on', async () => {
      execFixture.upstream.respond((request, response) => {
        const after = new URL(request.url, 'http://x').searchParams.get('after')
        json(after === null ? { ships: [{ id: 1 }], next: 'n2' } : { ships: [{ id: 2 }] })(request, response)
      })
      const first = await execFixture.execute(connector, { ...list, params: { limit: 1 } })
      const { has_next_page, end_cursor } = first.body.connector_metadata
      assert.deepEqual([has_next_page, end_cursor], [true, 'n2'], first.text)
      const second = await execFixture.execute(connector, {
        ...list,
        params: { limit: 1, cursor: end_cursor },
      })
      assert.deepEqual(second.body.result, [{ id: 2 }])
      assert.deepEqual(second.body.connector_metadata, { next: null, has_next_page: false, end_cursor: null })
      assert.deepEqual(
        execFixture.upstream.arrived.slice(-2).map(({ url }) => url),
        ['/ships?count=1', '/ships?after=n2&count=1'],
      )
    })

    test('a response without changes is passed on byte for byte, and one with a secret is not', async () => {
      const answering = (text: string) =>
        execFixture.upstream.respond((_request, response) => {
          response.writeHead(200, { 'content-type': 'application/json' }).end(text)
        })
      const records = '[ {"id": 1.0, "big":12345678901234567890,"e":1e2, "name":"A\\u00e9\\n"} , null ]'
      answering(`{"total":1, "ships": ${records.replace('\\u00e9', 'é')} ,"next":null}`)
      const whole = await execFixture.execute(connector, list)
      assert.ok(
        whole.text.includes(`"result":${records.replace('\\u00e9', 'é')},"connector_metadata"`),
        whole.text,
      )
      assert.deepEqual(Object.keys(whole.body), [
        'status',
        'result',
        'connector_metadata',
        'execution_metadata',
      ])
      for (const echo of [
        `"${KEY}"`,
        `"x","a":"${Buffer.from(KEY).toString('base64')}"`,
        `"${KEY}","a":"x"`,
      ]) {
        answering(`{"ships":[{"a":${echo}}]}`)
        const { status, text } = await execFixture.execute(connector, list)
        assert.equal(status, 200)
        for (const form of [KEY, Buffer.from(KEY).toString('base64')]) assert.ok(!text.includes(form), text)
      }
    })

    test('a cached connection sends the same credential, and returns nothing of it', async () => {
      const fresh = await execFixture.connect()
      execFixture.upstream.respond((request, response) =>
        json({ ships: [request.headers] })(request, response),
      )
      const before = execFixture.upstream.arrived.length
      const texts: string[] = []
      for (let call = 0; call < 4; call += 1) texts.push((await execFixture.execute(fresh, list)).text)
      assert.ok(
        texts.every((text) => text.includes('[redacted]') && !text.includes(KEY)),
        texts.join('\n'),
      )
      const [first, ...others] = sentSince(before).map(({ headers }) => headers)
      assert.ok(JSON.stringify(first).includes(KEY))
      assert.deepEqual(others, [first, first, first])
    })

    test('a read is repeated as the document says, a write only when it was certainly not done', async () => {
      let failures = 2
      const failing = (status: number, headers = {}) =>
        execFixture.upstream.respond((request, response) => {
          failures -= 1
          json(
            failures >= 0 ? { message: 'no' } : { ships: [], id: 1 },
            failures >= 0 ? status : 200,
            headers,
          )(request, response)
        })
      for (const [call, status, answered, sent] of [
        [list, 503, 200, 3],
        [list, 429, 200, 3],
        [list, 404, 424, 1],
        [build, 503, 424, 1],
        [build, 429, 200, 3],
      ] as const) {
        failures = 2
        failing(status)
        const before = execFixture.upstream.arrived.length
        const response = await execFixture.execute(connector, call)
        assert.equal(response.status, answered, `${call.action} ${status}: ${response.text}`)
        assert.equal(sentSince(before).length, sent, `${call.action} ${status}`)
      }
      failures = 1
      failing(429, { 'retry-after': '60' })
      const before = execFixture.upstream.arrived.length
      // Uses a connector of its own, because further calls of it are paused for that minute.
      const limited = await execFixture.execute(await execFixture.connect(), list)
      assertError(limited, 'upstream_rate_limited', 'executeOperation')
      assert.equal(
        limited.headers.get('retry-after'),
        '60',
        'what is longer than the maximum is not waited for',
      )
      assert.equal(sentSince(before).length, 1)
    })

    test('a repeated read is one call on record', async () => {
      let asked = 0
      execFixture.upstream.respond((request, response) => {
        asked += 1
        json(asked === 1 ? {} : { ships: [] }, asked === 1 ? 500 : 200)(request, response)
      })
      const { headers } = await execFixture.execute(connector, list)
      const { status, upstream_status } = await execFixture.callOf(headers.get('x-request-id'))
      assert.deepEqual([status, upstream_status], ['success', 200])
    })

    test('timeout_ms is for all attempts together, and the sender’s own without it', async () => {
      execFixture.upstream.respond((request, response) => {
        if (request.url === '/ships') return
        json({ id: 1 })(request, response)
      })
      const started = performance.now()
      // A busy machine may not have sent it yet when its time is up.
      const untilSent = async (call: object) => {
        const before = execFixture.upstream.arrived.length
        for (let timeout_ms = 300; ; timeout_ms *= 3) {
          const response = await execFixture.execute(connector, { ...call, timeout_ms })
          if (sentSince(before).length > 0 || timeout_ms > 2_000) return response
        }
      }
      assertError(await untilSent(list), 'upstream_timeout', 'executeOperation')
      assertError(await untilSent(build), 'outcome_unknown', 'executeOperation')
      // The sender's own timeout is longer. The difference allows for a busy machine.
      assert.ok(performance.now() - started < 20_000)
      for (const timeout_ms of [99, 60_001, 1.5, '300']) {
        const refused = await execFixture.execute(connector, { ...list, timeout_ms })
        assertError(refused, 'invalid_request', 'executeOperation')
      }
      const get = { entity: 'ships', action: 'get', params: { id: '1' } }
      assert.equal((await execFixture.execute(connector, { ...get, timeout_ms: null })).status, 200)
    })

    test("a service's complaint next to its data is a warning, without secrets", async () => {
      const crews = { entity: 'crews', action: 'list' }
      execFixture.upstream.respond(
        json({ data: { crews: [{ id: 1 }] }, errors: [{ message: `half for ${KEY}` }] }),
      )
      const { body, text } = await execFixture.execute(connector, crews)
      assert.deepEqual(body.result, [{ id: 1 }])
      assert.equal(body.warning, 'half for [redacted]', text)
      execFixture.upstream.respond(json({ data: { crews: [] } }))
      assert.ok(!('warning' in (await execFixture.execute(connector, crews)).body))
    })

    test('skip_truncation: false shortens long texts of lists, says so, and never through a secret', async () => {
      const long = 'x'.repeat(999)
      const ships = [
        { id: 1, note: `${long}${KEY} ${'y'.repeat(2_000)}`, log: ['🚢'.repeat(600)], short: long },
      ]
      execFixture.upstream.respond(json({ ships, ...ships[0] }))
      const whole = await execFixture.execute(connector, list)
      assert.ok(!('warning' in whole.body) && whole.body.result[0].log[0].length === 1_200)
      const { body, text } = await execFixture.execute(connector, { ...list, skip_truncation: false })
      const [ship] = body.result
      assert.equal(ship.note, `${long}[… [1000 of 3010 characters]`)
      assert.equal(ship.log[0], `${'🚢'.repeat(500)}… [1000 of 1200 characters]`)
      assert.equal(ship.short, long)
      assert.match(body.warning, /^2 strings were shortened to 1000 characters.*skip_truncation: true/)
      assert.ok(!text.includes(KEY.slice(0, 8)))
      const get = { entity: 'ships', action: 'get', params: { id: '1' }, skip_truncation: false }
      assert.equal((await execFixture.execute(connector, get)).body.result.log[0].length, 1_200, 'only lists')
    })

    test('a default that is computed from the time, and a parameter that a setting fills', async () => {
      const id = await execFixture.connect({ replication_config: { port: 'kiel' } })
      execFixture.upstream.respond(json([]))
      const response = await execFixture.execute(id, { entity: 'berths', action: 'list' })
      assert.equal(response.status, 200, response.text)
      const today = new Date().toISOString().slice(0, 10)
      assert.equal(execFixture.upstream.arrived.at(-1)?.url, `/ports/kiel/berths?since=${today}`)
    })

    test('a setting that is the end of a credential decides where it goes', async () => {
      const created = await execFixture.connect({ environment: undefined })
      const get = (id: string) =>
        execFixture.testServer.call('GET', `${CONNECTORS}/${id}`, { token: execFixture.scoped })
      assert.deepEqual((await get(created)).body.replication_config, {})
      const change = (body: object) =>
        execFixture.testServer.call('PUT', `${CONNECTORS}/${created}`, { token: execFixture.scoped, body })
      const alone = await change({ replication_config: { port: 'kiel' } })
      assertError(alone, 'invalid_configuration', 'updateConnector')
      assert.match(alone.body.message, /credentials again/)
      const both = await change({
        replication_config: { port: 'kiel' },
        credentials: { api_key: 'other-south' },
      })
      assert.equal(both.status, 200, both.text)
      const without = await execFixture.testServer.call('POST', CONNECTORS, {
        token: execFixture.scoped,
        body: { connector_type: 'harbor', credentials: { api_key: 'nodash' } },
      })
      assertError(without, 'invalid_configuration', 'createConnector')
    })

    test('a token that may only read gets no operation that writes, whatever it is called', async () => {
      const { body } = await execFixture.testServer.call('POST', MINT, {
        token: execFixture.tenant.token,
        body: { workspace_name: 'scene', read_only: true },
      })
      const before = execFixture.upstream.arrived.length
      const path = `${CONNECTORS}/${connector}/execute`
      for (const call of [build, { entity: 'searches', action: 'api_search' }]) {
        const refused = await execFixture.testServer.call('POST', path, { token: body.token, body: call })
        assertError(refused, 'not_granted', 'executeOperation')
      }
      assert.equal(execFixture.upstream.arrived.length, before)
    })

    test('a check is on record, of a stored connector and of one to come', async () => {
      execFixture.upstream.respond(json({ message: 'wrong key' }, 401))
      const stored = await execFixture.testServer.call('POST', `${CONNECTORS}/${connector}/check`, {
        token: execFixture.scoped,
        body: {},
      })
      assert.equal(stored.body.status, 'failed', stored.text)
      execFixture.upstream.respond(json({ ships: [] }))
      const fresh = await execFixture.testServer.call('POST', `${CONNECTORS}/check`, {
        token: execFixture.scoped,
        body: {
          connector_type: 'harbor',
          credentials: { api_key: KEY },
          environment: { base_url: execFixture.upstream.url },
        },
      })
      assert.equal(fresh.body.status, 'succeeded', fresh.text)
      assert.equal(execFixture.upstream.arrived.at(-1)?.url, '/ships?count=1')
      for (const [response, connector_id, status, code] of [
        [stored, connector, 'error', 'upstream_rejected'],
        [fresh, null, 'success', null],
      ] as const) {
        const call = await execFixture.callOf(response.headers.get('x-request-id'))
        assert.deepEqual(
          [call.connector_id, call.status, call.code, call.entity, call.action, call.workspace_id],
          [connector_id, status, code, 'ships', 'list', execFixture.workspace_id],
        )
      }
    })
  })
}
