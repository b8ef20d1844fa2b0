import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Action, Operation } from '#model/definition'
import { EngineError } from '#model/errors'
import type { UpstreamResponse } from '#model/wire'
import { readResponse } from '#read/read-response'
import { createRedactor } from '#redact/redactor'
import { compileJsonPath, matchJsonPath } from '#text/json-path'
import { linkTarget } from '#text/link-header'
import { hasLongNumber } from '#text/parse-exact'
import { acme, compile, documentWith, NEW_WIDGET } from './acme.ts'
import { throwsCode } from './assert-engine-error.ts'

const NOW = Date.UTC(2025, 0, 1)

function response(status: number, body: unknown, headers: Record<string, string> = {}): UpstreamResponse {
  const bytes =
    body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: bytes,
    redirects: 0,
    received_at: NOW,
  }
}

function operation(action: Action, extractor?: string, from = acme): Operation {
  const base = from.entities.get('widgets')?.get('get')
  const record_extractor = extractor === undefined ? undefined : compileJsonPath(extractor)
  assert.ok(base && (extractor === undefined || record_extractor))
  return { ...base, action, ...(record_extractor && { record_extractor }) }
}
const list = acme.entities.get('widgets')?.get('list') as Operation
const get = acme.entities.get('widgets')?.get('get') as Operation

test('records and metadata are extracted', () => {
  const headers = { link: '<https://api.acme.example/v2/widgets?page=2>; rel="next"', 'x-total': '7' }
  assert.deepEqual(readResponse(list, response(200, { items: [{ id: 1 }], next: 'c' }, headers)), {
    result: [{ id: 1 }],
    connector_metadata: { next: 'c', link: 'https://api.acme.example/v2/widgets?page=2', total: '7' },
  })
  assert.deepEqual(readResponse(list, response(200, { items: [] })).connector_metadata, {
    next: null,
    link: null,
    total: null,
  })
  assert.deepEqual(readResponse(get, response(200, { id: 1 })), {
    result: { id: 1 },
    connector_metadata: null,
  })
})

const records: [Action, string | undefined, unknown, unknown][] = [
  ['list', undefined, [{ a: 1 }], [{ a: 1 }]],
  ['list', undefined, { a: 1 }, [{ a: 1 }]],
  ['list', undefined, null, []],
  ['list', undefined, [1, null, [2]], [{ value: 1 }, null, { value: [2] }]],
  ['list', '$.a', { b: 1 }, []],
  ['list', '$.a', { a: null }, []],
  ['list', '$.a', { a: { id: 1 } }, [{ id: 1 }]],
  ['list', '$.a', { a: ['x'] }, [{ value: 'x' }]],
  ['list', '$.a[*].b', { a: [{ b: { id: 1 } }, {}, { b: { id: 2 } }] }, [{ id: 1 }, { id: 2 }]],
  ['list', '$.boards[*].items', { boards: [{ items: [{ id: 1 }] }] }, [{ id: 1 }]],
  [
    'list',
    '$.boards[*].items',
    { boards: [{ items: [{ id: 1 }] }, { items: [{ id: 2 }] }] },
    [{ id: 1 }, { id: 2 }],
  ],
  ['list', '$[*][*]', [[{ id: 1 }], [{ id: 2 }]], [{ id: 1 }, { id: 2 }]],
  ['list', '$[*][*]', { id: 1 }, [{ id: 1 }]],
  ['api_search', '$.a', { a: { id: 1 } }, [{ id: 1 }]],
  ['get', '$.a', { a: { id: 1 } }, { id: 1 }],
  ['get', '$.a', { b: 1 }, null],
  ['get', '$.a', { a: 'x' }, { value: 'x' }],
  ['get', '$.a', { a: [{ id: 1 }] }, [{ id: 1 }]],
  ['get', '$.a[0]', { a: [{ id: 1 }, { id: 2 }] }, { id: 1 }],
  ['create', undefined, { id: 1 }, { id: 1 }],
]
for (const [action, extractor, body, result] of records) {
  test(`${action} with ${extractor ?? 'no extractor'} of ${JSON.stringify(body)}`, () => {
    assert.deepEqual(readResponse(operation(action, extractor), response(200, body)).result, result)
  })
}

const paths: [string, unknown, unknown[]][] = [
  ['$', 1, [1]],
  ['$.a', { a: null }, [null]],
  ['$.a', [{ a: 1 }], []],
  ['$.a', 'text', []],
  ['$.length', [1, 2], []],
  ['$.constructor', {}, []],
  ['$.__proto__', JSON.parse('{"__proto__": 1}'), [1]],
  ['$.a-b._c', { 'a-b': { _c: 1 } }, [1]],
  ['$[0]', 'text', []],
  ['$[0]', { 0: 1 }, []],
  ['$[5]', [1], []],
  ['$[*]', { a: 1 }, [{ a: 1 }]],
  ['$[*]', null, []],
  ['$[*]', 7, [7]],
  ['$[*][*]', [{ a: 1 }, [2, 3], null], [{ a: 1 }, 2, 3]],
]
for (const [text, body, matches] of paths) {
  test(`${text} in ${JSON.stringify(body)} matches ${JSON.stringify(matches)}`, () => {
    const path = compileJsonPath(text)
    assert.ok(path)
    assert.deepEqual(matchJsonPath(path, body as never), matches)
  })
}

test('a path outside the subset is refused', () => {
  for (const text of ['', 'a', '$..a', '$.a[?(@.b)]', '$.a[-1]', "$['a']", '$.a[1:2]', '$.', '$.a b', '$x']) {
    assert.equal(compileJsonPath(text), undefined, text)
  }
})

test('an empty response is an empty list or object', () => {
  for (const status of [200, 204]) {
    assert.deepEqual(readResponse(list, response(status, '')).result, [])
    assert.deepEqual(readResponse(get, response(status, ' \n')).result, {})
  }
})

test('integers beyond 2^53 keep their digits, other numbers stay numbers', () => {
  const text =
    '{"id":12345678901234567890,"small":7,"float":0.12345678901234567,"text":"1234567890123456789"}'
  assert.equal(
    JSON.stringify(readResponse(get, response(200, text)).result),
    '{"id":12345678901234567890,"small":7,"float":0.12345678901234566,"text":"1234567890123456789"}',
  )
  const ids = readResponse(operation('list'), response(200, '[12345678901234567890]')).result
  assert.equal(JSON.stringify(ids), '[{"value":12345678901234567890}]')
})

test('law: digits that a number would lose are found', () => {
  const piece = fc.oneof(
    fc.stringMatching(/^\d{1,18}$/),
    fc.constantFrom('"', '-', '.', 'e', ' ', '٣', '１２３', 'x'),
  )
  const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(texts, (text) => {
      assert.equal(hasLongNumber(text), /[0-9]{16}/.test(text), text)
    }),
    { numRuns: 2_000 },
  )
})

test('a member named __proto__ is only a member', () => {
  for (const text of ['{"__proto__":{"a":1}}', '{"__proto__":{"a":1},"n":12345678901234567890}']) {
    const { result } = readResponse(get, response(200, text))
    assert.ok(Object.hasOwn(result as object, '__proto__'))
    assert.equal((result as { a?: number }).a, undefined)
  }
})

const unreadable: [string, unknown, Record<string, string>][] = [
  ['broken JSON', '{"a": ', {}],
  ['two JSON texts', '{}{}', {}],
  ['invalid UTF-8', Uint8Array.from([0x22, 0xff, 0xfe, 0x22]), {}],
  ['Latin-1', Buffer.from('{"a":"é"}', 'latin1'), { 'content-type': 'application/json; charset=iso-8859-1' }],
  ['UTF-16', Buffer.from('{"a":"é"}', 'utf16le'), {}],
  ['HTML', '<html></html>', { 'content-type': 'text/html; charset=utf-8' }],
  ['JSON that claims to be HTML', '{}', { 'content-type': 'TEXT/HTML' }],
  ['XML', '<a/>', { 'content-type': 'application/xml' }],
  ['plain text', 'OK', { 'content-type': 'text/plain' }],
]
for (const [what, body, headers] of unreadable) {
  test(`${what} is unreadable`, () => {
    throwsCode('response_unreadable', () => readResponse(get, response(200, body, headers)))
  })
}

const LARGE: Readonly<Record<string, string>> = {
  '1,001 levels in few bytes': '['.repeat(1001) + ']'.repeat(1001),
  'nesting without end': '['.repeat(5000) + ']'.repeat(5000),
  'more than a million values': `[${'1,'.repeat(1_000_000)}1]`,
  'very small values without end': `[${'{},'.repeat(400_000)}{}]`,
}
for (const [what, body] of Object.entries(LARGE)) {
  test(`${what} is too large, whatever it has of bytes`, () => {
    throwsCode('response_too_large', () => readResponse(get, response(200, body)))
  })
}

test('1,000 levels are read', () => {
  const body = '['.repeat(1000) + ']'.repeat(1000)
  assert.equal(
    JSON.stringify(readResponse(get, response(200, `{"a":${body.slice(1, -1)}}`)).result).length,
    2004,
  )
})

test('a JSON media type is read whatever its parameters', () => {
  for (const type of ['application/vnd.acme+json', 'text/plain', '', 'application/octet-stream']) {
    assert.deepEqual(readResponse(get, response(200, '{"a":1}', { 'content-type': type })).result, { a: 1 })
  }
  assert.deepEqual(readResponse(get, response(200, '\ufeff{"a":1}')).result, { a: 1 })
})

const messages: [unknown, string][] = [
  [{ message: 'Not Found' }, 'Not Found'],
  [{ error: 'nope' }, 'nope'],
  [{ error: { message: 'inner', code: 1 } }, 'inner'],
  [{ error: { code: 1 } }, '{"code":1}'],
  [{ errors: [{ userPresentableMessage: 'a' }, { message: 'b' }, 'c', { x: 1 }] }, 'a, b, c, {"x":1}'],
  [{ errors: 'all' }, 'all'],
  [{ other: 1 }, '{"other":1}'],
  ['plain text', 'plain text'],
  ['', 'HTTP 404 error'],
  ['<!doctype html><p>gone', 'HTTP 404 error'],
  [{ message: 'x'.repeat(900) }, 'x'.repeat(500)],
  [Uint8Array.from([0xff, 0x41]), '\ufffdA'],
]
for (const [body, message] of messages) {
  test(`the message of ${JSON.stringify(body).slice(0, 60)}`, () => {
    const error = throwsCode('upstream_status', () => readResponse(get, response(404, body)))
    assert.deepEqual(error.details, { status: 404, upstream_message: message })
  })
}

test('a message is redacted before it is cut, for half a secret would not be found afterwards', () => {
  const { text } = createRedactor(['s3cr3t-t0k3n-0123456789'])
  const message = `${'x'.repeat(490)}s3cr3t-t0k3n-0123456789`
  const reading = () => readResponse(get, response(404, { message }), text)
  const { details } = throwsCode('upstream_status', reading)
  assert.equal(details.upstream_message, `${'x'.repeat(490)}[redacted]`)
})

const retries: [string, number | undefined][] = [
  ['30', 30],
  [' 1.5 ', 2],
  ['0', 0],
  ['Wed, 01 Jan 2025 00:01:00 GMT', 60],
  ['Tue, 31 Dec 2024 00:00:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['2025', 2025],
  ['', undefined],
]
for (const [header, seconds] of retries) {
  test(`Retry-After: ${header} is ${seconds} s`, () => {
    const error = throwsCode('upstream_status', () =>
      readResponse(get, response(429, '', { 'retry-after': header })),
    )
    assert.equal(error.details.retry_after_seconds, seconds)
  })
}

test('every status except success is an error, also a redirect without a target', () => {
  for (const status of [300, 304, 400, 401, 403, 404, 422, 429, 500, 503, 599]) {
    const error = throwsCode('upstream_status', () => readResponse(get, response(status, '')))
    assert.equal(error.details.status, status)
  }
})

const chat = compile(
  documentWith({
    schemas: NEW_WIDGET,
    info: 'x-airbyte-response-error-check: { field: ok, on_value: false, message_field: error }',
  }),
)
test('an error inside a 200 is an error, compared strictly', () => {
  const read = (body: unknown) => readResponse(operation('get', undefined, chat), response(200, body))
  const error = throwsCode('upstream_status', () => read({ ok: false, error: 'channel_not_found' }))
  assert.deepEqual(error.details, { status: 200, upstream_message: 'channel_not_found' })
  throwsCode('upstream_status', () => read({ ok: false }), /without a message/)
  for (const body of [{ ok: true }, { ok: 0 }, { ok: null }, {}, [], '"x"'])
    assert.doesNotThrow(() => read(body))
})

const links: [string, string | undefined][] = [
  ['<https://a.test/?p=2>; rel="next"', 'https://a.test/?p=2'],
  ['<https://a.test/1>; rel="prev", <https://a.test/2>; rel=next', 'https://a.test/2'],
  ['<https://a.test/a,b;c>; title="x, y; rel=next"; rel="next"', 'https://a.test/a,b;c'],
  ['<https://a.test/2>; results="true"; REL="last next"; cursor="0:1"', 'https://a.test/2'],
  ['<https://a.test/2>; rel="next"; results="false"; cursor="0:2:0"', undefined],
  ['<https://a.test/1>; rel="prev"', undefined],
  ['<https://a.test', undefined],
  ['rel=next', undefined],
]
for (const [header, target] of links) {
  test(`the next link of ${header}`, () => assert.equal(linkTarget(header, 'next'), target))
}

test('law: whatever an upstream sends, a list is an array or an engine error', () => {
  const bodies = fc.oneof(
    fc.json(),
    fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    fc.jsonValue().map((value) => JSON.stringify({ items: value })),
  )
  const statuses = fc.oneof({ weight: 5, arbitrary: fc.constant(200) }, fc.integer({ min: 200, max: 599 }))
  fc.assert(
    fc.property(bodies, statuses, fc.string(), (body, status, link) => {
      try {
        assert.ok(
          Array.isArray(readResponse(list, response(status, Buffer.from(body, 'latin1'), { link })).result),
        )
      } catch (thrown) {
        if (!(thrown instanceof EngineError)) throw thrown
      }
    }),
    { numRuns: 1000 },
  )
})
