import assert from 'node:assert/strict'
import test from 'node:test'
import { loadDocument } from '@bulkhead/engine/document'
import { loadPlainOpenApi } from '#openapi/load-plain-openapi'
import { json, wire } from '../../../engine/test/wire/wire.ts'

type Json = Record<string, unknown>

const ID = { id: { type: 'string' } }

/** Loads a list. `beside` are members beside its records; without them the response is the list itself. */
function load(parameters: readonly (string | Json)[], beside?: Json, record: Json = ID, headers?: Json) {
  const records = { type: 'array', items: { type: 'object', properties: record } }
  const schema = beside === undefined ? records : { type: 'object', properties: { data: records, ...beside } }
  const get = {
    parameters: parameters.map((one) =>
      typeof one === 'string'
        ? { name: one, in: 'query', schema: { type: 'string' } }
        : { in: 'query', ...one },
    ),
    responses: { 200: { description: 'All', headers, content: { 'application/json': { schema } } } },
  }
  const document = {
    ...{
      openapi: '3.0.0',
      info: { title: 'Acme', version: '1' },
      servers: [{ url: 'https://acme.example' }],
    },
    paths: { '/things': { get } },
  }
  return loadPlainOpenApi(loadDocument(JSON.stringify(document), 'acme.json')).definition
}

function getPaging(...given: Parameters<typeof load>) {
  const { pagination } =
    load(...given)
      .entities.get('things')
      ?.get('list') ?? {}
  if (pagination === undefined) return undefined
  const { style, cursor, limit, last_record } = pagination
  return [style, cursor, limit, last_record].filter((part) => part !== undefined).join(' ')
}

const object = (...names: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
})

test('paging by page, offset, cursor and Link header is recognized', () => {
  assert.equal(
    getPaging(['page', 'pageSize'], { pagination: object('page', 'pageCount') }),
    'page page pageSize',
  )
  assert.equal(getPaging(['page', 'per_page']), 'page page per_page')
  assert.equal(getPaging(['offset', 'limit'], { more: { type: 'boolean' } }), 'offset offset limit')
  assert.equal(getPaging(['cursor', 'limit'], { cursor: { type: 'string' } }), 'cursor cursor limit')
  assert.equal(getPaging(['marker'], { next_marker: { type: 'string' } }), 'cursor marker')
  assert.equal(
    getPaging(['stream_position', 'limit'], { next_stream_position: { type: 'string' } }),
    'cursor stream_position limit',
  )
  assert.equal(
    getPaging(['page_token'], { response_metadata: object('next_page_token') }),
    'cursor page_token',
  )
  assert.equal(
    getPaging([], { _links: { type: 'object', properties: { next: object('href') } } }),
    'next-url',
  )
  assert.equal(getPaging([], undefined, ID, { Link: { schema: { type: 'string' } } }), 'next-url')
})

test('paging by the ids of records is recognized, and a moment, a filter or a record without an id is no page', () => {
  assert.equal(getPaging(['before', 'after', 'limit']), 'cursor after limit id')
  assert.equal(getPaging(['around', 'before', 'after', 'limit']), 'cursor before limit id')
  assert.equal(getPaging(['before', 'limit']), 'cursor before limit id')
  assert.equal(
    getPaging(['after', 'limit'], undefined, { user: { type: 'object' } }),
    'cursor after limit user.id',
  )
  assert.equal(getPaging(['after']), undefined)
  assert.equal(getPaging(['after', 'limit'], undefined, { name: { type: 'string' } }), undefined)
  const moments = [
    { schema: { type: 'string', format: 'date-time' } },
    { description: 'Only after this date.' },
  ]
  for (const moment of moments) assert.equal(getPaging([{ name: 'after', ...moment }, 'limit']), undefined)
})

test('pages by the ids of records follow each other, and end where a service repeats one', async () => {
  const definition = load(['after', 'limit'], undefined, { user: { type: 'object' } })
  const { run, upstream } = await wire(definition, json([{ user: { id: '1' } }, { user: { id: '2' } }]), {
    credentials: {},
  })
  const page = (params: object) => run({ entity: 'things', action: 'list', params: { limit: 2, ...params } })
  assert.deepEqual((await page({})).connector_metadata, { has_next_page: true, end_cursor: '2' })
  assert.deepEqual((await page({ cursor: '2' })).connector_metadata, {
    has_next_page: false,
    end_cursor: null,
  })
  assert.equal(upstream.requests[1]?.path, '/v2/things?after=2&limit=2')
})

test('the number of pages in an object beside the records tells the last page', async () => {
  const definition = load(['page', 'pageSize'], { pagination: object('page', 'pageCount') })
  const { run } = await wire(
    definition,
    json({ data: [{ id: '1' }], pagination: { page: 2, pageCount: 2 } }),
    { credentials: {} },
  )
  const { connector_metadata } = await run({ entity: 'things', action: 'list', params: { cursor: '2' } })
  assert.equal(Object(connector_metadata).has_next_page, false)
})
