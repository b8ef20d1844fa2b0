import assert from 'node:assert/strict'
import test from 'node:test'
import { composeAuth } from '#auth/compose-auth'
import { getSecrets } from '#auth/get-secrets'
import type { AuthOption } from '#model/definition'
import { planRequest } from '#plan/plan-request'
import { compile, documentWith, NEW_WIDGET } from './acme.ts'
import { throwsCode } from './assert-engine-error.ts'

function option(scheme: string, config = ''): AuthOption {
  const schemes = `one:\n  ${scheme}\n${config === '' ? '' : `  x-airbyte-auth-config: ${config}`}`
  const [found] = compile(documentWith({ schemas: NEW_WIDGET, schemes })).auth_options
  assert.ok(found)
  return found
}
const http = (name: string) => `type: http\n  scheme: ${name}`
const getHeaders = (auth: AuthOption, credentials: Record<string, string>) =>
  composeAuth(auth, credentials).headers

test('bearer', () => {
  assert.deepEqual(getHeaders(option(http('bearer')), { token: 'T' }), { authorization: 'Bearer T' })
})

test('basic is UTF-8, and either half may be empty', () => {
  const basic = option(http('basic'))
  assert.deepEqual(getHeaders(basic, { username: 'ü', password: '' }), { authorization: 'Basic w7w6' })
  throwsCode('credentials_mismatch', () => composeAuth(basic, { username: 'u' }), /lack password/)
})

test('a mapping adds a prefix or suffix to a field', () => {
  const zen = option(
    http('basic'),
    `{ properties: { email: {}, key: {} }, required: [email, key], auth_mapping: { username: "\${email}/token", password: "\${key}" } }`,
  )
  const expected = Buffer.from('a@b.test/token:K').toString('base64')
  assert.deepEqual(getHeaders(zen, { email: 'a@b.test', key: 'K' }), { authorization: `Basic ${expected}` })
})

test('an API key goes into its header or into the query', () => {
  const header = option('type: apiKey\n  name: X-Acme-Key\n  in: header')
  assert.deepEqual(getHeaders(header, { api_key: 'K' }), { 'x-acme-key': 'K' })

  const query = compile(
    documentWith({ schemas: NEW_WIDGET, schemes: 'one: { type: apiKey, name: api key, in: query }' }),
  )
  const [auth_option] = query.auth_options
  assert.ok(auth_option)
  const planned = planRequest(
    {
      definition: query,
      base_url: new URL('https://a.test'),
      settings: {},
      auth_option,
      credentials: { api_key: 'K&x' },
    },
    { entity: 'widgets', action: 'list', params: { cursor: 'c' } },
  )
  assert.equal(planned.url, 'https://a.test/widgets?cursor=c&api+key=K%26x')
  assert.deepEqual(planned.credential_headers, [])
})

const oauth = option(
  'type: oauth2\n  flows: { authorizationCode: { refreshUrl: "https://a.test/token" } }',
  `{ properties: { access_token: {}, refresh_token: {}, client_id: {}, client_secret: {}, partner: {} }, required: [],
    auth_mapping: { access_token: "\${access_token}", refresh_token: "\${refresh_token}", client_id: "\${client_id}", client_secret: "\${client_secret}" },
    additional_headers: { X-Partner: "{{ partner }}", X-Client: "{{client_id}}", Authorization: "AcmeOAuth {{ access_token }}" } }`,
)

test('additional headers are rendered last, and blank ones are left out', () => {
  assert.deepEqual(getHeaders(oauth, { access_token: 'A', partner: 'P' }), {
    authorization: 'AcmeOAuth A',
    'x-partner': 'P',
  })
})

test('oauth2 without an access token says that it cannot get one yet', () => {
  throwsCode('not_supported', () => composeAuth(oauth, { refresh_token: 'R' }), /give access_token/)
})

test('credentials that a header cannot hold are refused, without showing them', () => {
  const error = throwsCode('credentials_mismatch', () =>
    composeAuth(option(http('bearer')), { token: 'geheim→' }),
  )
  assert.doesNotMatch(error.message, /geheim/)
})

test('secrets: values and what headers make of them', () => {
  const bearer = option(
    http('bearer'),
    `{ properties: { key: {} }, required: [key], auth_mapping: { token: "Acme-Key \${key}" } }`,
  )
  assert.deepEqual(getSecrets(bearer, { key: 'KEY' }), ['Acme-Key KEY', 'KEY'])
})

test('secrets: a basic user name beside a password only identifies', () => {
  const basic = option(http('basic'))
  const encoded = Buffer.from('user:pass').toString('base64')
  assert.deepEqual(getSecrets(basic, { username: 'user', password: 'pass' }), [encoded, 'pass'])
})

test('secrets: a basic user name alone is the secret', () => {
  const key = option(
    http('basic'),
    `{ properties: { key: {} }, required: [key], auth_mapping: { username: "\${key}", password: "" } }`,
  )
  assert.deepEqual(getSecrets(key, { key: 'KEY' }), ['S0VZOg==', 'KEY'])
})

test('secrets: an oauth client id only identifies, also in a header of its own', () => {
  const credentials = { access_token: 'AT', client_id: 'CLIENT', client_secret: 'CS' }
  const secrets = getSecrets(oauth, credentials)
  assert.deepEqual(secrets, ['AcmeOAuth AT', 'AT', 'CS'])
})
