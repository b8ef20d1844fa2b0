import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { type Arrived, json } from '@bulkhead/testing/scripted-upstream'
import { assertNames, CONNECTORS } from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'

for (const engine of engines) {
  describe(`execute on the wire of ${engine.name}`, () => {
    let fixture: Fixture
    before(async () => {
      fixture = await openFixture(engine)
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    const as = (token: string, method: string, path: string, body?: unknown, headers = {}) =>
      fixture.testServer.call(method, path, { token, body, headers })
    const application = (method: string, path: string, body?: unknown) =>
      as(fixture.tenant.token, method, path, body)

    let connector: string
    before(async () => {
      connector = await fixture.connect()
    })
    const responses: [string, Parameters<Fixture['upstream']['respond']>[0], object, unknown][] = [
      [
        'a list',
        json({ items: [{ id: 1, user: { login: 'ann', age: 3 } }] }),
        {},
        [{ id: 1, user: { login: 'ann', age: 3 } }],
      ],
      ['an empty list', json({ items: [] }), {}, []],
      ['an answer without the list', json({}), {}, []],
      ['an empty answer', (_, response) => void response.writeHead(204).end(), {}, []],
      ['params null', json({ items: [] }), { params: null }, []],
      [
        'select_fields',
        json({ items: [{ id: 1, user: { login: 'ann', age: 3 } }] }),
        { select_fields: ['id', 'user.login'] },
        [{ id: 1, user: { login: 'ann' } }],
      ],
      [
        'exclude_fields',
        json({ items: [{ id: 1, user: { login: 'ann', age: 3 } }] }),
        { exclude_fields: ['user.age'] },
        [{ id: 1, user: { login: 'ann' } }],
      ],
      [
        'both, of which select wins',
        json({ items: [{ id: 1, b: 2 }] }),
        { select_fields: ['id'], exclude_fields: ['id'] },
        [{ id: 1 }],
      ],
      [
        'null filters',
        json({ items: [{ id: 1 }] }),
        { select_fields: null, exclude_fields: null, intent: null },
        [{ id: 1 }],
      ],
      ['skip_truncation and intent', json({ items: [] }), { skip_truncation: true, intent: 'to see' }, []],
      ['a field that no record has', json({ items: [{ id: 1 }] }), { select_fields: ['nope.deep'] }, [{}]],
      [
        '64-bit ids',
        (_, response) =>
          void response
            .setHeader('content-type', 'application/json')
            .end('{"items":[{"id":9007199254740993}]}'),
        {},
        undefined,
      ],
    ]
    for (const [what, response, more, result] of responses) {
      test(`${what}: the envelope has status, result, metadata`, async () => {
        fixture.upstream.respond(response)
        const { status, body, text } = await fixture.execute(connector, {
          entity: 'things',
          action: 'list',
          ...more,
        })
        assert.equal(status, 200, text)
        assert.deepEqual(Object.keys(body).sort(), [
          'connector_metadata',
          'execution_metadata',
          'result',
          'status',
        ])
        assert.equal(body.status, 'success')
        if (result === undefined) assert.match(text, /"id":9007199254740993\b/)
        else assert.deepEqual(body.result, result)
        assert.equal(body.execution_metadata.connector_instance_id, connector)
        assert.ok(Number.isInteger(body.execution_metadata.execution_time_ms))
      })
    }

    test('an application token executes too, in any workspace of its organization', async () => {
      fixture.upstream.respond(json({ items: [] }))
      const path = `${CONNECTORS}/${connector}/execute`
      const response = await application('POST', path, { entity: 'things', action: 'list' })
      assert.equal(response.status, 200)
    })

    test('a get returns an object, and a delete with an empty response an empty one', async () => {
      fixture.upstream.respond(json({ id: 7 }))
      assert.deepEqual(
        (await fixture.execute(connector, { entity: 'things', action: 'get', params: { id: '7' } })).body
          .result,
        { id: 7 },
      )
      fixture.upstream.respond((_, response) => void response.writeHead(204).end())
      assert.deepEqual(
        (await fixture.execute(connector, { entity: 'things', action: 'delete', params: { id: '7' } })).body
          .result,
        {},
      )
    })

    test('paging facts come in connector_metadata', async () => {
      fixture.upstream.respond(
        json({ items: [], cursor: 'c2' }, 200, {
          link: '<https://echo.example/2>; rel="next"',
          'x-trace': 't',
        }),
      )
      const { body } = await fixture.execute(connector, { entity: 'things', action: 'list' })
      assert.deepEqual(body.connector_metadata, {
        next: 'https://echo.example/2',
        trace: 't',
        cursor: 'c2',
        has_next_page: true,
        end_cursor: 'https://echo.example/2',
      })
    })

    test('a write sends its body, once', async () => {
      const before = fixture.upstream.arrived.length
      fixture.upstream.respond(json({ id: 1, name: 'x' }, 201))
      const { body } = await fixture.execute(connector, {
        entity: 'things',
        action: 'create',
        params: { name: 'x' },
      })
      assert.deepEqual(body.result, { id: 1, name: 'x' })
      const arrived = fixture.upstream.arrived.slice(before) as Arrived[]
      assert.deepEqual(
        arrived.map(({ method, body: sent }) => [method, JSON.parse(sent)]),
        [['POST', { name: 'x' }]],
      )
    })

    test('an id that has more digits than a number holds is never sent rounded', async () => {
      const before = fixture.upstream.arrived.length
      const send = (action: string, params: string) =>
        fixture.testServer.call('POST', `${CONNECTORS}/${connector}/execute`, {
          token: fixture.scoped,
          body: `{"entity":"things","action":"${action}","params":${params}}`,
        })
      fixture.upstream.respond(json({ items: [] }))
      const read = await send('list', '{"id":9007199254740993}')
      const write = await send('create', '{"name":"x","id":9007199254740993}')
      for (const { url, body } of fixture.upstream.arrived.slice(before)) {
        assert.ok(!`${url}${body}`.includes('9007199254740992'), `sent as another number: ${url} ${body}`)
      }
      assertNames(read, 'invalid_request', 'executeOperation', ['body.params.id', 'string'])
      assertNames(write, 'invalid_request', 'executeOperation', ['body.params.id', 'string'])
      const exact = await send('list', '{"id":"9007199254740993"}')
      assert.equal(exact.status, 200, exact.text)
      assert.equal(fixture.upstream.arrived.at(-1)?.url, '/things?id=9007199254740993')
    })
  })
}
