import assert from 'node:assert/strict'
import test from 'node:test'
import { compile, documentWith } from '../acme.ts'
import { throwsCode } from '../assert-engine-error.ts'
import { json, wire } from './wire.ts'

const paths = `
/widgets:
  get:
    x-airbyte-entity: widgets
    x-airbyte-action: list
    parameters: [{ name: X-Client, in: header, required: true, schema: { type: string } }]
`
const document = (schemes: string) => compile(documentWith({ schemes, paths }))
const config = (fields: string, mapping: string, more = '') =>
  `x-airbyte-auth-config: { required: [${fields}], properties: { ${fields
    .split(', ')
    .map((name) => `${name}: {}`)
    .join(', ')} }, auth_mapping: ${mapping}${more} }`

/** The headers and path that arrive with these credentials. */
async function arriving(
  schemes: string,
  credentials: Record<string, string>,
): Promise<Record<string, string | string[] | undefined>> {
  const { run } = await wire(document(schemes), json([]), { credentials })
  const { arrived } = await run({ entity: 'widgets', action: 'list', params: { 'X-Client': 'C' } })
  return { ...arrived.headers, path: arrived.path }
}
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

// Shows Authentication: a bearer token
test('bearer', async () => {
  const { authorization } = await arriving('one: { type: http, scheme: bearer }', { token: 'K' })
  assert.equal(authorization, 'Bearer K')
})

// Shows Authentication: user and password, composed as the service expects
test('basic, with both halves composed of fields', async () => {
  const plain = 'one: { type: http, scheme: basic }'
  assert.equal((await arriving(plain, { username: 'ü', password: '' })).authorization, basic('ü:'))
  const mapped: [string, string, Record<string, string>, string][] = [
    [
      'email, key',
      `{ username: "\${email}/token", password: "\${key}" }`,
      { email: 'a@b.test', key: 'K' },
      'a@b.test/token:K',
    ],
    ['key', `{ username: "\${key}", password: "" }`, { key: 'K' }, 'K:'],
    ['key', `{ username: any, password: "\${key}" }`, { key: 'K' }, 'any:K'],
  ]
  for (const [fields, mapping, credentials, text] of mapped) {
    const schemes = `one: { type: http, scheme: basic, ${config(fields, mapping)} }`
    assert.equal((await arriving(schemes, credentials)).authorization, basic(text))
  }
})

// Shows Authentication: a key in a header, with a prefix of its own, or in the query
test('api keys go into a header or into the query', async () => {
  const prefixed = config('key', `{ api_key: "Acme-Key \${key}" }`)
  const header = `one: { type: apiKey, in: header, name: Authorization, ${prefixed} }`
  assert.equal((await arriving(header, { key: 'K' })).authorization, 'Acme-Key K')
  const own = await arriving('one: { type: apiKey, in: header, name: X-Key }', { api_key: 'K&1' })
  assert.deepEqual([own['x-key'], own.authorization, own.path], ['K&1', undefined, '/v2/widgets'])
  const query = await arriving('one: { type: apiKey, in: query, name: api key }', { api_key: 'K&1' })
  assert.deepEqual([query.authorization, query.path], [undefined, '/v2/widgets?api+key=K%261'])
})

// Shows Authentication: further headers, which may stand for a required parameter or replace Authorization
test('additional headers are written last', async () => {
  const headers = `, additional_headers: { X-Client: "{{ client }}", Authorization: "Acme {{ token }}", X-None: "{{ ghost }}" }`
  const schemes = `one: { type: http, scheme: bearer, ${config('token, client', `{ token: "\${token}" }`, headers)} }`
  const { run } = await wire(document(schemes), json([]), { credentials: { token: 'K', client: 'I' } })
  const { arrived } = await run({ entity: 'widgets', action: 'list', params: {} })
  assert.deepEqual(
    ['x-client', 'authorization', 'x-none'].map((name) => arrived.headers[name]),
    ['I', 'Acme K', undefined],
  )
})

// Shows Authentication: of several options, the one that the credentials fit
test('the credentials select the auth option', async () => {
  const schemes = `
token: { type: http, scheme: bearer, ${config('access_token', `{ token: "\${access_token}" }`)} }
key: { type: apiKey, in: header, name: X-Key, ${config('key', `{ api_key: "\${key}" }`)} }
oauth:
  type: oauth2
  flows: { authorizationCode: { refreshUrl: https://id.acme.example/t } }
  ${config('access_token, refresh_token', `{ access_token: "\${access_token}", refresh_token: "\${refresh_token}" }`, ', additional_headers: { X-Way: oauth }')}
`
  assert.equal((await arriving(schemes, { access_token: 'A' }))['x-way'], undefined)
  assert.equal((await arriving(schemes, { access_token: 'A', refresh_token: 'R' }))['x-way'], 'oauth')
  assert.equal((await arriving(schemes, { key: 'K' }))['x-key'], 'K')
  assert.equal(
    (await arriving(schemes, { option_title: 'token', access_token: 'A' })).authorization,
    'Bearer A',
  )
  const wrong = () => wire(document(schemes), json([]), { credentials: { kye: 'K' } })
  await assert.rejects(wrong, /kye.*Give one of token: access_token; or key: key; or oauth/)
})

// Shows Authentication: an option that cannot be sent is refused when the document is loaded
test('a document with a key in a cookie, or with an unknown scheme, is refused', () => {
  for (const scheme of [
    '{ type: apiKey, in: cookie, name: k }',
    '{ type: http, scheme: digest }',
    '{ type: openIdConnect }',
  ]) {
    throwsCode('document_invalid', () => document(`one: ${scheme}`), /must be/)
  }
})
