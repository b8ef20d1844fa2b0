import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OperationId } from '@bulkhead/contract/operations'
import { withoutBusyLines } from '@bulkhead/testing/busy/busy-lines'
import { engines } from '@bulkhead/testing/engines'
import type { Answer } from '@bulkhead/testing/test-server'
import {
  API,
  APPLICATIONS,
  assertError,
  assertNames,
  CONNECTORS,
  DEFINITIONS,
  getOperation,
  parseResponse,
  sendBytes,
  TEMPLATES,
  WORKSPACES,
} from './api.ts'
import { notFound } from './bad-input/absent.ts'
import {
  contentTypes,
  ignoredFields,
  malformed,
  noObject,
  unknownFields,
  wrongTypes,
} from './bad-input/bodies.ts'
import { type Case, type Made, MINT } from './bad-input/case.ts'
import { characters } from './bad-input/characters.ts'
import { configuration } from './bad-input/configurations.ts'
import { executions } from './bad-input/executions.ts'
import { connectorNameCases, nameCases } from './bad-input/names.ts'
import { queries } from './bad-input/queries.ts'
import { tokens } from './bad-input/tokens.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { countRows, readTables } from './read-tables.ts'

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'malformed JSON': malformed,
  'a body that is no object': noObject,
  'bad names': nameCases,
  'bad names of connectors': connectorNameCases,
  'wrong types': wrongTypes,
  'unknown fields': unknownFields,
  'unknown fields of existing clients': ignoredFields,
  'what does not exist': notFound,
  configurations: configuration,
  executions,
  characters,
  queries,
  'content types and sizes': contentTypes,
  tokens,
}

for (const engine of engines) {
  describe(`bad input on ${engine.name}`, () => {
    let fixture: Fixture
    let made: Made
    let rows: Record<string, number> | undefined
    let counted: unknown
    before(async () => {
      fixture = await openFixture(engine)
      const elsewhere = await fixture.connect({ environment: { tenant: 'acme' } })
      made = { workspace: fixture.workspace_id, connector: await fixture.connect(), moved: elsewhere }
      counted = await count()
      rows = fixture.testServer.store.postgres && countRows(await readTables(fixture.testServer.store))
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    /** Counts everything that a caller can see and could have written. */
    async function count() {
      const stats = await fixture.testServer.call('GET', `${WORKSPACES}/stats`, {
        token: fixture.tenant.token,
      })
      const listed = await fixture.testServer.call('GET', CONNECTORS, { token: fixture.scoped })
      const inDefault = await fixture.testServer.call('GET', CONNECTORS, { token: fixture.tenant.token })
      return [stats.body, listed.body, inDefault.body]
    }

    function send(one: Case): Promise<Answer> {
      const { method, path, callers } = getOperation(one.operation as OperationId)
      const id = typeof one.id === 'function' ? one.id(made) : one.id
      const kind =
        one.token ?? (callers !== 'anyone' && callers.includes('scoped') ? 'scoped' : 'application')
      const tokens = {
        application: { token: fixture.tenant.token },
        scoped: { token: fixture.scoped },
        none: {},
      }
      return fixture.testServer.call(
        method,
        path.replace(/\{\w+\}/, id ?? '') + (one.query ? `?${one.query}` : ''),
        {
          ...tokens[kind],
          ...(one.body !== undefined && { body: one.body }),
          ...(one.headers && { headers: one.headers }),
        },
      )
    }

    for (const [group, cases] of Object.entries(CASES)) {
      describe(group, () => {
        for (const one of cases) {
          test(`${one.operation}: ${one.what.slice(0, 80)} is ${one.code}`, async () => {
            const response = await send(one)
            assertNames(response, one.code, one.operation as OperationId, one.names ?? [])
            if (one.field !== undefined) assert.equal(response.body.errors[0].field, one.field, response.text)
            for (const hidden of one.hides ?? []) assert.ok(!response.text.includes(hidden), response.text)
            assert.ok(response.text.length < 4_000, `${response.text.length} characters`)
          })
        }

        test('nothing was written', async () => assert.deepEqual(await count(), counted))
      })
    }

    test('several faults are all named', async () => {
      const response = await send({
        what: '',
        operation: MINT,
        code: 'invalid_request',
        body: { workspace_name: 1, expires_in: 'x', zzz: 1 },
      })
      assertNames(response, 'invalid_request', MINT, ['body.workspace_name'])
      assert.deepEqual(response.body.errors.map(({ field }: { field: string }) => field).sort(), [
        'body.expires_in',
        'body.workspace_name',
        'body.zzz',
      ])
    })

    test('an invalid name is one error', async () => {
      for (const workspace_name of ['', 'a'.repeat(256)]) {
        const response = await send({
          what: '',
          operation: MINT,
          code: 'invalid_request',
          body: { workspace_name },
        })
        assertNames(response, 'invalid_request', MINT, [
          `body.workspace_name must have 1 to 255 characters, not ${workspace_name.length}`,
        ])
        assert.equal(response.body.errors.length, 1, response.text)
      }
    })

    test('a thousand errors are truncated', async () => {
      const body = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`field_${index}`, 1]))
      const response = await send({ what: '', operation: MINT, code: 'invalid_request', body })
      assertError(response, 'invalid_request', MINT)
      assert.ok(response.text.length < 20_000, `${response.text.length} characters`)
    })

    const routes: [string, string][] = [
      ['GET', `${API}/nothing`],
      ['POST', '/'],
      ['GET', `${API}/workspaces/a/b`],
      ['PATCH', WORKSPACES],
      ['POST', WORKSPACES],
      ['DELETE', WORKSPACES],
      ['OPTIONS', WORKSPACES],
      ['PROPFIND', WORKSPACES],
      ['GET', `${APPLICATIONS}/token`],
      ['GET', `${WORKSPACES}/%`],
      ['GET', `${WORKSPACES}/%zz`],
      ['GET', `${WORKSPACES}/%ff`],
      ['GET', `${CONNECTORS}/%c0%ae%c0%ae`],
      ['GET', `${DEFINITIONS}/${'a'.repeat(1025)}`],
      ['GET', `${TEMPLATES}/${'a'.repeat(8000)}`],
      ['GET', `${API}//workspaces`],
      ['GET', `${API}/Workspaces`],
    ]
    for (const [method, path] of routes) {
      test(`${method} ${path.slice(0, 80)} is no operation`, async () => {
        const text = await sendBytes(
          fixture.testServer.server.url,
          `${method} ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${fixture.tenant.token}\r\nconnection: close\r\n\r\n`,
        )
        const response = parseResponse(text)
        assertError(response, 'route_not_found')
        assert.ok(response.body.message.includes('path'), response.text)
      })
    }

    const bytes: [string, string | Buffer][] = [
      ['no HTTP', 'hello\r\n\r\n'],
      ['TLS', Buffer.from('16030100a5010000a10303', 'hex')],
      ['a header line without a colon', 'GET / HTTP/1.1\r\nhost x\r\n\r\n'],
      ['headers of 100 KiB', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`],
      ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
      [
        'a length and chunks',
        'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      ],
      [
        'a chunk that is no number',
        'POST /api/v1/account/applications/token HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
      ],
      ['a bare line feed in a header', 'GET / HTTP/1.1\r\nhost: x\r\na: b\nc: d\r\n\r\n'],
      ['a second host', 'GET /health/live HTTP/1.1\r\nhost: x\r\nHOST: y\r\n\r\n'],
      ['the same host twice', 'GET /openapi.json HTTP/1.1\r\nhost: x\r\nhost: x\r\n\r\n'],
      ['a second host where nothing is', 'GET /none HTTP/1.1\r\nhost: x\r\na: b\r\nhost: y\r\n\r\n'],
    ]
    for (const [what, sent] of bytes) {
      test(`${what} is malformed_request`, async () => {
        const response = parseResponse(await sendBytes(fixture.testServer.server.url, sent))
        assertError(response, 'malformed_request')
      })
    }
    test('headers that are too long are malformed_request, and said to be too long', async () => {
      for (const sent of [
        `GET /?${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
        `GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`,
      ]) {
        const response = parseResponse(await sendBytes(fixture.testServer.server.url, sent))
        assertError(response, 'malformed_request')
        assert.match(response.body.message, /longer than 16 KiB/)
      }
    })

    const raw = (lines: string[], body: Buffer | string) => {
      const bytes = Buffer.from(body as string)
      return sendBytes(
        fixture.testServer.server.url,
        Buffer.concat([
          Buffer.from(
            `${lines.join('\r\n')}\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${fixture.tenant.token}\r\ncontent-length: ${bytes.length}\r\n\r\n`,
          ),
          Buffer.isBuffer(body) ? body : bytes,
        ]),
      )
    }

    test('a body that is no UTF-8 is refused, never stored as something else', async () => {
      const body = Buffer.concat([
        Buffer.from('{"workspace_name":"a'),
        Buffer.from([0xff]),
        Buffer.from('"}'),
      ])
      const response = parseResponse(
        await raw([`POST ${APPLICATIONS}/scoped-token HTTP/1.1`, 'content-type: application/json'], body),
      )
      assertNames(response, 'malformed_json', MINT, ['UTF-8'])
      assert.deepEqual(await count(), counted)
    })

    for (const [body, type, code] of [
      ['{', 'application/json', 'malformed_json'],
      ['x', 'text/plain', 'unsupported_media_type'],
      [`"${'a'.repeat(1_048_576)}"`, 'application/json', 'body_too_large'],
    ] as const) {
      test(`DELETE with a bad body is ${code}, and deletes nothing`, async () => {
        const response = await fixture.testServer.call('DELETE', `${CONNECTORS}/${made.connector}`, {
          token: fixture.scoped,
          body,
          headers: { 'content-type': type },
        })
        assertError(response, code, 'deleteConnector')
        assert.deepEqual(await count(), counted)
      })
    }

    test('a client that sends half a body and leaves does no harm', async () => {
      const text = await sendBytes(
        fixture.testServer.server.url,
        `POST ${APPLICATIONS}/scoped-token HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${fixture.tenant.token}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"workspace_name":"half"`,
        200,
      )
      assert.equal(text, '')
      assert.deepEqual(await count(), counted)
    })

    test('no table has a row more than before', async () => {
      if (rows === undefined) return
      // Only these rows may be there: refusals of a known token, attempted executes with their counts, and the counters
      // of requests and wrong secrets for all processes.
      const written = [
        'bulkhead.audit_records',
        'bulkhead.tool_calls',
        'bulkhead.tool_call_intents',
        'bulkhead.tool_call_counting',
        'bulkhead.called_operations',
        'bulkhead.rate_limits',
      ]
      const others = (counted: Record<string, number>) =>
        Object.entries(counted).filter(([name]) => !written.includes(name))
      assert.deepEqual(others(countRows(await readTables(fixture.testServer.store))), others(rows))
    })

    test('nothing was logged as an error of the server', () => {
      const failures = withoutBusyLines(fixture.testServer.log).filter((line) => JSON.parse(line).level >= 50)
      assert.deepEqual(failures, [])
    })
  })
}
