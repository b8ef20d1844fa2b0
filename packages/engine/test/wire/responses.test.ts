import assert from 'node:assert/strict'
import test from 'node:test'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode } from '../assert-engine-error.ts'
import { json, wire } from './wire.ts'

/** Returns the result of `things <action>` for a response. */
async function given(
  extension: string,
  body: unknown,
  action = 'list',
  headers: Record<string, string> = {},
) {
  const paths = `
/things:
  get:
    x-airbyte-entity: things
    x-airbyte-action: ${action}
    ${extension}
`
  const { run } = await wire(compile(documentWith({ paths })), json(body, 200, headers))
  return run({ entity: 'things', action })
}
const at = (path: string) => `x-airbyte-record-extractor: ${path}`

// Shows Responses: records by path, by index and from every group
test('records are where the document says', async () => {
  const body = { a: { b: [{ id: 1 }] }, groups: [{ items: [{ id: 2 }] }, { items: [{ id: 3 }] }, {}] }
  assert.deepEqual((await given(at('$.a.b'), body)).result, [{ id: 1 }])
  assert.deepEqual((await given(at('$.a.b[0]'), body, 'get')).result, { id: 1 })
  assert.deepEqual((await given(at('$.groups[*].items'), body)).result, [{ id: 2 }, { id: 3 }])
  assert.deepEqual((await given('summary: all', [{ id: 4 }])).result, [{ id: 4 }])
})

// Shows Responses: a list is an array whatever the service returns, and every record has members
test('a list is always an array', async () => {
  for (const [body, result] of [
    [{ a: { id: 1 } }, [{ id: 1 }]],
    [{ a: null }, []],
    [{}, []],
    [{ a: ['x', 2] }, [{ value: 'x' }, { value: 2 }]],
  ] as const) {
    assert.deepEqual((await given(at('$.a'), body)).result, result)
    assert.deepEqual((await given(at('$.a'), body, 'api_search')).result, result)
  }
  assert.equal((await given(at('$.a'), {}, 'get')).result, null)
})

// Shows Responses: metadata from the body, from Link and from other headers
test('metadata is where the document says, null where it is not', async () => {
  const meta =
    'x-airbyte-meta-extractor: { total: "$.page.total", next: "@link.next", left: "@header.X-Left", none: $.x }'
  const headers = {
    link: '<https://a.test/1>; title="a, b"; rel=prev, <https://a.test/3?x=1,2>; rel="last next"',
    'x-left': '7',
  }
  const { connector_metadata } = await given(meta, { page: { total: 9 } }, 'get', headers)
  assert.deepEqual(connector_metadata, { total: 9, next: 'https://a.test/3?x=1,2', left: '7', none: null })
})

// Shows Responses: a body that is not JSON is an error, and an empty one is an empty list
test('a response is JSON or empty', async () => {
  const paths = `
/things:
  get: { x-airbyte-entity: things, x-airbyte-action: list }
  delete: { x-airbyte-entity: things, x-airbyte-action: delete }
`
  const answered = async (body: string, headers: Record<string, string>, action = 'list') => {
    const { run } = await wire(compile(documentWith({ paths })), (_request, response) => {
      response.writeHead(200, headers).end(body)
    })
    return run({ entity: 'things', action })
  }
  assert.deepEqual((await answered('', {})).result, [])
  assert.deepEqual((await answered('', {}, 'delete')).result, {})
  assert.deepEqual((await answered('[{"a":1}]', { 'content-type': 'application/vnd.acme+json' })).result, [
    { a: 1 },
  ])
  await rejectsCode('response_unreadable', answered('<p>', { 'content-type': 'text/html' }), /text\/html/)
  await rejectsCode('response_unreadable', answered('{"a":', {}), /not JSON/)
})

// Shows Responses: the error of a service, in its own words
test('an error has the status and the words of the service', async () => {
  const paths = `
/things:
  get: { x-airbyte-entity: things, x-airbyte-action: list, x-airbyte-record-extractor: $.a }
`
  const { run } = await wire(
    compile(documentWith({ paths, info: 'x-airbyte-retry-config: { max_attempts: 1 }' })),
    json({ errors: [{ message: 'no such team' }, { message: 'nor board' }] }, 422),
  )
  const { details } = await rejectsCode('upstream_status', run({ entity: 'things', action: 'list' }))
  assert.deepEqual(details, { status: 422, upstream_message: 'no such team, nor board' })
})
