import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { json, type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { type RunOptions, runCommand } from '../run-command.ts'

const directory = mkdtempSync(join(tmpdir(), 'bulkhead-try-'))
const document = join(directory, 'parcels.json')
let upstream: ScriptedUpstream

before(async () => {
  upstream = await startScriptedUpstream()
  const answers = { tags: ['parcels'], responses: { 200: { description: 'OK' } } }
  const parcel = { schema: { type: 'object', properties: { weight: { type: 'integer' } } } }
  const listed = {
    allOf: [
      { type: 'object', properties: { next_cursor: { type: 'string', example: 'page-2' } } },
      { properties: { parcels: { type: 'array', items: parcel.schema } } },
    ],
  }
  const described = { description: 'OK', content: { 'application/json': { schema: listed } } }
  const example = { description: 'OK', content: { 'application/json': { example: { weight: 7 } } } }
  writeFileSync(
    document,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Parcel Tracker', version: '7' },
      servers: [{ url: upstream.url }],
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'api_key' } } },
      paths: {
        '/parcels': {
          get: {
            ...answers,
            parameters: [{ name: 'color', in: 'query', schema: { type: 'string' } }],
            responses: { 200: described },
          },
          post: { ...answers, requestBody: { content: { 'application/json': parcel } } },
        },
        '/parcels/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          get: { ...answers, responses: { 200: example } },
        },
      },
    }),
  )
})
after(async () => {
  await upstream?.close()
  rmSync(directory, { recursive: true, force: true })
})

const attempt = (rest: readonly string[], options?: RunOptions) =>
  runCommand(['definitions', 'try', document, ...rest], options)

describe('bulkhead definitions try', () => {
  test('`definitions try` prints the request without its credential and sends nothing', async () => {
    const list = await attempt(['parcels', 'list', '{"color": "red"}'])
    assert.deepEqual([list.code, list.stderr], [0, ''])
    assert.equal(list.stdout, `GET ${upstream.url}/parcels?color=red&api_key=***\naccept: */*\n`)
    const environment = { BULKHEAD_CREDENTIALS: '{"api_key": "key* of/the crew"}' }
    const create = await attempt(['parcels', 'create', '{"weight": 3}'], { environment })
    assert.match(create.stdout, /^POST .*api_key=\*\*\*\n/)
    assert.match(create.stdout, /\n\n\{"weight":3\}\n$/)
    assert.doesNotMatch(create.stdout, /crew/)
    assert.equal(upstream.arrived.length, 0)
  })

  test('--send sends the request and masks the credential in the response', async () => {
    const environment = { BULKHEAD_CREDENTIALS: '{"api_key": "key-of-the-crew"}' }
    upstream.respond(json({ you_sent: 'key-of-the-crew' }))
    const sent = await attempt(['parcels', 'list', '--send'], { environment })
    assert.equal(sent.code, 0, sent.stderr)
    assert.match(sent.stdout, /\nHTTP 200\ncontent-type: application\/json.*\n\n\{"you_sent":"\*\*\*"\}\n$/)
    assert.match(upstream.arrived[0]?.url ?? '', /api_key=key-of-the-crew/)
    upstream.respond(json({ error: 'no' }, 404))
    assert.equal((await attempt(['parcels', 'create', '--send', '--yes'], { environment })).code, 1)
  })

  test('--mock gets the response from a mock, without a request to the service', async () => {
    const before = upstream.arrived.length
    const list = await attempt(['parcels', 'list', '--mock'])
    assert.deepEqual([list.code, list.stderr], [0, ''])
    assert.match(list.stdout, /^GET .*\/parcels\?api_key=\*\*\*\n/)
    assert.match(list.stdout, /\nHTTP 200\ncontent-type: application\/json\n\n\{"next_cursor":"page-2",/)
    const [, result = ''] = list.stdout.split('A caller gets:\n\n')
    assert.deepEqual(JSON.parse(result).result, [{ weight: 1 }])
    const environment = { BULKHEAD_CREDENTIALS: '{"api_key": "key-of-the-crew"}' }
    const get = await attempt(['parcels', 'get', '{"id": "a/b"}', '--mock'], { environment })
    assert.match(get.stdout, /\n\n\{"weight":7\}\n/)
    assert.doesNotMatch(get.stdout, /crew/)
    const create = await attempt(['parcels', 'create', '{"weight": 3}', '--mock'])
    assert.match(create.stdout, /\nHTTP 204\n/)
    assert.equal((await attempt(['parcels', 'list', '--mock', '--send'])).error().code, 'usage')
    assert.equal(upstream.arrived.length, before)
  })

  test('a mock needs no server, and responds with text where the document does', async () => {
    const path = join(directory, 'log.json')
    const content = { 'text/plain': { schema: { type: 'string' } } }
    const get = { responses: { 200: { description: 'OK', content } } }
    const info = { title: 'Log', version: '1' }
    writeFileSync(
      path,
      JSON.stringify({ openapi: '3.1.0', info, servers: [{ url: '/v3' }], paths: { '/log': { get } } }),
    )
    const tried = await runCommand(['definitions', 'try', path, 'log', 'download', '--mock'])
    assert.deepEqual([tried.code, tried.stderr], [0, ''])
    assert.match(tried.stdout, /^GET https:\/\/api\.example\/v3\/log\n.*\nHTTP 200\n.*\n\nexample\n/s)
    const without = await runCommand(['definitions', 'try', path, 'log', 'download'])
    assert.equal(without.error().code, 'missing_setting')
  })

  test('`definitions try` asks before it sends a write, and sends nothing that is invalid', async () => {
    const before = upstream.arrived.length
    const environment = { BULKHEAD_CREDENTIALS: '{"api_key": "key-of-the-crew"}' }
    for (const [rest, code, options] of [
      [['parcels', 'create', '--send'], 'usage', { environment }],
      [['parcels', 'list', '--send'], 'usage', {}],
      [['parcel', 'list'], 'unknown_entity', {}],
      [['parcels', 'list', '{"colour": "red"}'], 'unknown_parameter', {}],
    ] as const)
      assert.equal((await attempt(rest, options)).error().code, code)
    assert.equal(upstream.arrived.length, before)
  })
})

test('an address in the place of a file is named as one', async () => {
  const { code, stderr } = await runCommand([
    'definitions',
    'try',
    'https://api.acme.example/openapi.json',
    'parcels',
    'list',
  ])
  assert.equal(code, 1)
  assert.match(stderr, /openapi\.json: this command reads a file or a folder, not a URL/)
})
