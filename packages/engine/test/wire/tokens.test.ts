import assert from 'node:assert/strict'
import test from 'node:test'
import { chooseAuthOption } from '#auth/choose-auth-option'
import { getSecrets } from '#auth/get-secrets'
import type { UpstreamResponse } from '#model/wire'
import { divideCredentials } from '#oauth/divide-credentials'
import { planTokenRequest } from '#oauth/plan-token-request'
import { readTokenResponse } from '#oauth/read-token-response'
import { type TokenGrant, tokenEndpoint, tokenGrant } from '#oauth/token-endpoint'
import { createRedactor } from '#redact/redactor'
import { deriveSettings } from '#settings/derive-settings'
import { resolveBaseUrl } from '#settings/resolve-base-url'
import { resolveSettings } from '#settings/resolve-settings'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode, throwsCode } from '../assert-engine-error.ts'
import { serve } from '../upstream.ts'
import { json, sender, wire } from './wire.ts'

const CREDENTIALS = { client_id: 'I', client_secret: 'S&1', refresh_token: 'R+2' }

function oauth(more = '', urls = 'refreshUrl: https://id.acme.example/token', config = '') {
  const schemes = `
oauth:
  type: oauth2
  flows: { authorizationCode: { authorizationUrl: https://id.acme.example/authorize, tokenUrl: https://id.acme.example/first, ${urls}, scopes: {} } }
  ${more}
  ${config}`
  const instance =
    '- { url: "{instance_url}/v2", variables: { instance_url: { default: https://login.acme.test } } }'
  const parts = { schemes, schemas: '{ NewWidget: {} }' }
  return compile(documentWith(more.includes('token-extract') ? { ...parts, servers: instance } : parts))
}
const plain = oauth()

function chosen(definition = plain, credentials: Record<string, string> = CREDENTIALS) {
  return chooseAuthOption(definition, credentials)
}

/** Sends a planned token request to a local server instead. @returns The request as it arrived. */
async function arriving(
  definition = plain,
  grant: TokenGrant = 'refresh_token',
  credentials: Record<string, string> = CREDENTIALS,
) {
  const { option } = chosen(definition, credentials)
  const secrets = divideCredentials(definition, option, credentials).token
  const planned = planTokenRequest(option, { secrets, settings: {}, grant })
  const upstream = await serve(json({ access_token: 'A2', expires_in: 3600, refresh_token: 'R2' }))
  const response = await sender.send({
    ...planned,
    url: planned.url.replace(planned.origin, upstream.origin),
  })
  const [request] = upstream.requests
  assert.ok(request)
  return { request, planned, tokens: readTokenResponse(option, response), response }
}

// Shows OAuth 2: refresh with the client in the body, as a form
test('refresh with the client in the body, as a form', async () => {
  const { request, planned, tokens, response } = await arriving()
  assert.deepEqual(
    [request.method, request.path, request.headers['content-type']],
    ['POST', '/token', 'application/x-www-form-urlencoded'],
  )
  assert.equal(request.body, 'grant_type=refresh_token&refresh_token=R%2B2&client_id=I&client_secret=S%261')
  assert.equal(request.headers.authorization, undefined)
  assert.deepEqual([planned.origin, planned.effect], ['https://id.acme.example', 'write'])
  assert.deepEqual(tokens, {
    access_token: 'A2',
    refresh_token: 'R2',
    expires_at: response.received_at + 3_600_000,
    settings: {},
  })
})

// Shows OAuth 2: refresh with the client in a Basic header, as JSON
test('refresh with the client in a Basic header, as JSON', async () => {
  const { request } = await arriving(
    oauth('x-airbyte-token-refresh: { auth_style: basic, body_format: json }'),
  )
  assert.equal(request.headers.authorization, `Basic ${Buffer.from('I:S&1').toString('base64')}`)
  assert.equal(request.headers['content-type'], 'application/json')
  assert.deepEqual(JSON.parse(request.body), { grant_type: 'refresh_token', refresh_token: 'R+2' })
})

// Shows OAuth 2: absent fields are not sent as empty ones
test('refresh without a client: absent fields are left out and not sent empty', async () => {
  assert.equal(
    (await arriving(plain, 'refresh_token', { refresh_token: 'R' })).request.body,
    'grant_type=refresh_token&refresh_token=R',
  )
  const none = oauth('x-airbyte-token-refresh: { auth_style: none }')
  assert.equal((await arriving(none)).request.body, 'grant_type=refresh_token&refresh_token=R%2B2')
})

// Shows OAuth 2: client credentials
test('client credentials, where the document has that flow', async () => {
  const config = `x-airbyte-auth-config: { required: [client_id, client_secret], properties: { client_id: {}, client_secret: {}, access_token: {} }, auth_mapping: { client_id: "\${client_id}", client_secret: "\${client_secret}", access_token: "\${access_token}" } }`
  const style = 'x-airbyte-token-refresh: { auth_style: basic }'
  const urls = 'scopes: {} }, clientCredentials: { tokenUrl: https://id.acme.example/first'
  const definition = oauth(style, urls, config)
  const credentials = { client_id: 'I', client_secret: 'S' }
  const { option } = chosen(definition, credentials)
  const ownersOnly = oauth(style, undefined, config)
  const { token } = divideCredentials(ownersOnly, option, credentials)
  assert.equal(tokenGrant(chosen(ownersOnly, credentials).option, token), undefined, 'another account')
  assert.equal(
    tokenGrant(option, divideCredentials(definition, option, credentials).token),
    'client_credentials',
  )
  const { request } = await arriving(definition, 'client_credentials', credentials)
  assert.deepEqual([request.path, request.body], ['/first', 'grant_type=client_credentials'])
})

// Shows OAuth 2: a code is exchanged, with PKCE
test('a code of the consent page is exchanged', async () => {
  const grant = { authorization_code: 'c/1', redirect_uri: 'https://b.example/cb', code_verifier: 'v' }
  const { request } = await arriving(plain, grant, { client_id: 'I', client_secret: 'S' })
  assert.equal(request.path, '/first')
  assert.equal(
    request.body,
    'grant_type=authorization_code&code=c%2F1&redirect_uri=https%3A%2F%2Fb.example%2Fcb&code_verifier=v&client_id=I&client_secret=S',
  )
})

test('the token grant of an auth option', () => {
  const grant = (definition = plain, credentials: Record<string, string> = CREDENTIALS) => {
    const { option } = chosen(definition, credentials)
    return tokenGrant(option, divideCredentials(definition, option, credentials).token)
  }
  assert.equal(grant(), 'refresh_token')
  assert.equal(grant(plain, { access_token: 'A' }), undefined)
  assert.equal(grant(oauth('', 'x-note: none')), undefined, 'no endpoint to refresh at')
  const byClient = compile(
    documentWith({
      schemes: 'o: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://id.acme.example/t } } }',
      schemas: '{ NewWidget: {} }',
    }),
  )
  assert.equal(grant(byClient, { client_id: 'I', client_secret: 'S' }), 'client_credentials')
})

// Shows OAuth 2: a refreshed token authenticates, in further headers too
test('a refreshed token takes part in authentication, also in further headers', async () => {
  const config = `x-airbyte-auth-config: { required: [refresh_token], properties: { refresh_token: {}, partner: {} }, auth_mapping: { refresh_token: "\${refresh_token}" }, additional_headers: { Authorization: "AcmeOAuth {{ access_token }}", X-Partner: "{{ partner }}" } }`
  const definition = oauth('', undefined, config)
  const credentials = { refresh_token: 'R', partner: 'P' }
  const { run } = await wire(definition, json([]), { credentials, tokens: { access_token: 'A2' } })
  const { arrived } = await run({ entity: 'widgets', action: 'list' })
  assert.deepEqual([arrived.headers.authorization, arrived.headers['x-partner']], ['AcmeOAuth A2', 'P'])
  const without = await wire(definition, json([]), { credentials })
  await rejectsCode('not_supported', without.run({ entity: 'widgets', action: 'list' }), /no access token/)
  const secrets = getSecrets(chosen(definition, credentials).option, credentials, {
    access_token: 'A2A2',
    refresh_token: 'R2R2',
  })
  assert.ok(
    ['A2A2', 'R2R2', 'AcmeOAuth A2A2'].every((text) => secrets.includes(text)),
    secrets.join(),
  )
})

const endpoints: [string, Record<string, string>, string | RegExp][] = [
  ['https://{{ sub }}.acme.example/token', { sub: 'x-1' }, 'https://x-1.acme.example/token'],
  ['https://{{sub}}.acme.example/token', { sub: 'a.b' }, /before the dot/],
  ['https://{{ sub }}.acme.example/token', { sub: 'evil.test/' }, /before the dot/],
  ['https://id.acme.{{ dc }}/token', { dc: 'com.au' }, 'https://id.acme.com.au/token'],
  ['https://id.acme.{{ dc }}/token', { dc: 'evil.test' }, /end of a domain/],
  [
    'https://{{ host }}/oauth/token',
    { host: 'git.acme.test:8443' },
    'https://git.acme.test:8443/oauth/token',
  ],
  ['https://{{ host }}/oauth/token', { host: 'user@git.acme.test' }, /a host/],
  ['{{ origin }}/token', { origin: 'https://a.test/' }, 'https://a.test/token'],
  ['{{ origin }}/token', { origin: 'https://a.test/x?' }, /an origin/],
  ['ftp://id.acme.example/token', {}, /no URL/],
  ['http://id.acme.example/token', {}, 'http://id.acme.example/token'],
  ['https://id.acme.example/{{ tenant }}/token', { tenant: 'a/../b' }, /one path segment/],
  ['https://id.acme.example/{{ client_id }}/token', {}, 'https://id.acme.example/I/token'],
  ['https://id.acme.example/{{ client_secret }}/token', {}, /client_secret is missing/],
]
for (const [refreshUrl, settings, expected] of endpoints) {
  // Shows OAuth 2: settings cannot change the rest of an endpoint
  test(`the endpoint ${refreshUrl} with ${JSON.stringify(settings)}`, () => {
    const definition = oauth('', `refreshUrl: "${refreshUrl}"`)
    const { option } = chosen(definition)
    const endpoint = () =>
      tokenEndpoint(option, { secrets: CREDENTIALS, settings, grant: 'refresh_token' }).href
    if (typeof expected === 'string') assert.equal(endpoint(), expected)
    else assert.throws(endpoint, expected)
    for (const name of Object.keys(settings))
      assert.ok(
        definition.settings.some((setting) => setting.name === name),
        name,
      )
  })
}

const response = (status: number, body: unknown): UpstreamResponse => ({
  status,
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  redirects: 0,
  received_at: 1000,
})

// Shows OAuth 2: a response without a token is an error with the registered code
test('a response without an access token is an error, with the registered code', () => {
  const { option } = chosen()
  const read = (status: number, body: unknown) =>
    throwsCode('upstream_status', () =>
      readTokenResponse(option, response(status, body), createRedactor(['secret-R']).text),
    ).details
  assert.deepEqual(read(400, { error: 'invalid_grant', error_description: 'secret-R is dead' }), {
    status: 400,
    upstream_message: '[redacted] is dead',
    oauth_error: 'invalid_grant',
  })
  assert.equal(read(200, { ok: false, error: 'invalid_client' }).oauth_error, 'invalid_client')
  assert.equal(read(200, { access_token: '' }).status, 200)
  assert.equal(read(500, '<html>').upstream_message, 'HTTP 500 error')
  assert.equal(read(400, { error: 'Not a code: secret-R' }).oauth_error, undefined)
  assert.equal(read(400, 'access_token=tokens-of-a-form').upstream_message, 'HTTP 400 error')
  assert.equal(read(200, { data: { access_token: 'tokens-further-in' } }).upstream_message, 'HTTP 200 error')
})

test('tokens are kept whatever lifetime the response states', () => {
  const { option } = chosen()
  const read = (expires_in: string) =>
    readTokenResponse(option, response(200, `{"access_token":"A","expires_in":${expires_in}}`))
  for (const known of ['3600', '"3600"', '3600.0']) {
    assert.deepEqual(read(known), { access_token: 'A', expires_at: 3_601_000, settings: {} })
  }
  const unknown = ['9223372036854775807', '"9223372036854775807"', '9999999999999', '1e400', '"soon"']
  for (const text of [...unknown, '0', '-1', 'null', 'true', '{"toString":1}', '[9223372036854775807]']) {
    assert.deepEqual(read(text), { access_token: 'A', settings: {} }, text)
  }
})

test('tokens that no header can hold are refused', () => {
  const { option } = chosen()
  for (const bad of ['a\r\nX-Injected: 1', 'x'.repeat(8193), 'schlüssel\u2603'])
    for (const name of ['access_token', 'refresh_token']) {
      const body = { access_token: 'A', [name]: bad }
      throwsCode(
        'response_unreadable',
        () => readTokenResponse(option, response(200, body)),
        /no line of text/,
      )
    }
})

test('settings of the token response are part of the base URL, if they are origins', () => {
  const definition = oauth('x-airbyte-token-extract: [instance_url]')
  const { option } = chosen(definition)
  const read = (instance_url: string) =>
    readTokenResponse(option, response(200, { access_token: 'A', instance_url }))
  const { settings } = read('https://na1.acme.example/')
  assert.deepEqual(settings, { instance_url: 'https://na1.acme.example' })
  assert.equal(
    resolveBaseUrl(definition, resolveSettings(definition, settings)).href,
    'https://na1.acme.example/v2',
  )
  for (const bad of ['http://na1.acme.example', 'na1', 'https://u@a.test', 'https://a.test/path']) {
    throwsCode('response_unreadable', () => read(bad), /https origin/)
  }
})

test('a setting is taken from the end of a credential', () => {
  const definition = compile(
    documentWith({
      schemas: '{ NewWidget: {} }',
      info: 'x-airbyte-config-normalization: { rules: [{ target: dc, source: credentials.apikey, when_missing: false, transform: { type: suffix, delimiter: "-" } }] }',
      servers: '- { url: "https://{dc}.api.acme.example/3.0", variables: { dc: { default: us1 } } }',
      schemes: `basic: { type: http, scheme: basic, x-airbyte-auth-config: { properties: { api_key: {} }, required: [api_key], auth_mapping: { username: any, password: "\${api_key}" }, replication_auth_key_mapping: { credentials.apikey: api_key } } }`,
    }),
  )
  const base = (api_key: string, settings = {}) => {
    const derived = deriveSettings(definition, chooseAuthOption(definition, { api_key }), settings)
    return resolveBaseUrl(definition, resolveSettings(definition, derived)).host
  }
  assert.equal(base('k-y-us6'), 'us6.api.acme.example')
  assert.equal(base('k-us6', { dc: 'us2' }), 'us6.api.acme.example', 'the key knows better')
  assert.equal(base('key', { dc: 'us2' }), 'us2.api.acme.example')
  throwsCode('invalid_setting', () => base('k-us6.evil.test/'))
})
