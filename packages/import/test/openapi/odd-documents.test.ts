import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Definition } from '@bulkhead/engine'
import { checkDocument } from '#check-document'
import { importDefinition } from '#import-definition'
import { loadOutline } from '#load-outline'
import { resolveBaseUrl } from '../../../engine/src/settings/resolve-base-url.ts'
import { throwsCode } from '../../../engine/test/assert-engine-error.ts'
import { json, wire } from '../../../engine/test/wire/wire.ts'

const OK = { responses: { 200: { description: 'x' } } }

function load(more: object, options: { readonly address?: string } = {}): Definition {
  const info = { title: 'Odd', version: '1' }
  const text = JSON.stringify({ openapi: '3.1.0', info, paths: { '/things': { get: OK } }, ...more })
  return importDefinition(text, 'odd.json', options).definition
}

test('a server with https is taken before one without', () => {
  const servers = [{ url: 'http://odd.example/v1' }, { url: 'https://odd.example/v1' }]
  assert.equal(load({ servers }).base_url, 'https://odd.example/v1')
  assert.equal(load({ servers: servers.slice(0, 1) }).base_url, 'http://odd.example/v1')
  const swagger = { swagger: '2.0', host: 'odd.example', basePath: '/v1', schemes: ['http', 'https'] }
  assert.equal(load({ openapi: undefined, ...swagger }).base_url, 'https://odd.example/v1')
})

test('an operation that names a server is offered if it is one of the same host', () => {
  const servers = [{ url: 'http://odd.example' }, { url: 'https://odd.example' }]
  for (const scheme of ['http', 'https']) {
    const paths = { '/things': { get: { ...OK, servers: [{ url: `${scheme}://odd.example` }] } } }
    assert.ok(load({ servers, paths }).entities.has('things'))
  }
})

const PARCEL = {
  type: 'object',
  properties: {
    labels: { type: 'array', items: { type: 'string' } },
    ids: { type: 'array', items: { type: 'integer' } },
    expand: { type: 'array', items: { type: 'string' } },
    lines: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } } } },
  },
}
const encoding = { ids: { explode: false }, expand: { style: 'deepObject', explode: true } }

test('a list in a form repeats its key, unless the document says otherwise', async () => {
  const content = { 'application/x-www-form-urlencoded': { schema: PARCEL, encoding } }
  const servers = [{ url: 'https://odd.example' }]
  const paths = { '/parcels': { post: { ...OK, requestBody: { content } } } }
  const { run } = await wire(load({ servers, paths }), json({}), { credentials: {} })
  const params = { labels: ['x', 'y'], ids: [1, 2], expand: ['a', 'b'], lines: [{ sku: 's' }] }
  const { body } = await run({ entity: 'parcels', action: 'create', params })
  assert.equal(decodeURIComponent(body), 'labels=x&labels=y&ids=1,2&expand[0]=a&expand[1]=b&lines[0][sku]=s')
})

test('an operation that responds with text alone is a download', () => {
  const get = (types: readonly string[]) => {
    const content = Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }]))
    return { get: { responses: { 200: { description: 'x', content } } } }
  }
  const paths = {
    '/log': get(['text/plain']),
    '/table': get(['text/csv', 'text/plain; charset=utf-8']),
    '/feed': get(['application/rss+xml']),
    '/both': get(['text/plain', 'application/json']),
    '/json': get(['text/json']),
  }
  const { entities } = load({ servers: [{ url: 'https://odd.example' }], paths })
  assert.deepEqual(
    [...entities].map(([entity, actions]) => [entity, ...actions.keys()]),
    [
      ['log', 'download'],
      ['table', 'download'],
      ['feed', 'download'],
      ['both', 'get'],
      ['json', 'get'],
    ],
  )
})

const NO_OPENAPI = [
  ['', /^is empty$/],
  ['hello', /^is no OpenAPI document; it is text without a structure$/],
  ['<!doctype html><html></html>', /^is no OpenAPI document; it is a page of a website\. .*address/],
  ['{"info":{"name":"c"},"item":[]}', /^is no OpenAPI document; it is a collection of Postman\. .*[Ee]xport/],
  ['asyncapi: 3.0.0', /^is no OpenAPI document; it is AsyncAPI, which describes messages/],
  ['a: 1', /^is no OpenAPI document; it has neither openapi nor swagger at its top$/],
  ['openapi: 4.0.0\npaths: {}', /^is of version 4\.0\.0; OpenAPI 3\.0, 3\.1 and Swagger 2\.0 can be read$/],
  ['swagger: "1.2"', /^is of version 1\.2; OpenAPI 3\.0, 3\.1 and Swagger 2\.0 can be read$/],
] as const

for (const [text, message] of NO_OPENAPI) {
  test(`${JSON.stringify(text)} is refused in one sentence`, () => {
    const { problems } = checkDocument(text, 'odd.yaml')
    assert.equal(problems.length, 1)
    assert.match(problems[0]?.message ?? '', message)
    throwsCode('document_invalid', () => importDefinition(text, 'odd.yaml'))
  })
}

test('a document that names no server is of the server that it came from', () => {
  const address = 'https://api.odd.test/docs/openapi.json'
  const base = (more: object) => resolveBaseUrl(load(more, { address }), {}).href
  assert.equal(base({}), 'https://api.odd.test/')
  assert.equal(base({ servers: [{ url: '/v3' }] }), 'https://api.odd.test/v3')
  assert.equal(base({ servers: [{ url: './v3/' }] }), 'https://api.odd.test/docs/v3')
  assert.equal(base({ openapi: undefined, swagger: '2.0', basePath: '/v2' }), 'https://api.odd.test/v2')
  const given = { base_url: 'https://eu.odd.test' }
  assert.equal(resolveBaseUrl(load({}, { address }), given).href, 'https://eu.odd.test/')
})

test('an address without https, or at a host of repositories or packages, is not taken for the API', () => {
  throwsCode('missing_setting', () => resolveBaseUrl(load({}, { address: 'http://odd.test/a.json' }), {}))
  for (const host of [
    'raw.githubusercontent.com',
    'raw.githubusercontent.com.',
    'github.com',
    'gitlab.com',
    'unpkg.com',
    'cdn.jsdelivr.net',
    'acme.gitlab.io',
    'codeberg.org',
    'acme.codeberg.page',
    'acme.s3.eu-west-1.amazonaws.com',
    's3.amazonaws.com',
    'storage.googleapis.com',
    'acme.blob.core.windows.net',
    'dash.readme.io',
    'docs.acme.readme.com',
    'acme.s3.cn-north-1.amazonaws.com.cn',
    'stoplight.io',
  ])
    throwsCode('missing_setting', () => resolveBaseUrl(load({}, { address: `https://${host}/a.json` }), {}))
  const gateway = 's3k9abcdef.execute-api.us-east-1.amazonaws.com'
  assert.equal(resolveBaseUrl(load({}, { address: `https://${gateway}/a.json` }), {}).host, gateway)
})

test('an outline has the same server as the whole document', () => {
  const address = 'https://api.odd.test/openapi.json'
  const text = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Odd', version: '1' },
    paths: { '/things': { get: OK } },
  })
  const outline = loadOutline(Buffer.from(text), 'odd.json', { address })
  assert.equal(outline?.base_url, load({}, { address }).base_url)
})
