import assert from 'node:assert/strict'
import test from 'node:test'
import { chooseAuthOption } from '#auth/choose-auth-option'
import { createEgressPolicy } from '#egress/policy'
import type { UpstreamResponse } from '#model/wire'
import { divideCredentials } from '#oauth/divide-credentials'
import { planRevocation, planTokenRequest } from '#oauth/plan-token-request'
import { readTokenResponse } from '#oauth/read-token-response'
import { planLookup, readLookup } from '#oauth/token-lookup'
import { planRequest } from '#plan/plan-request'
import { createSender } from '#send/send-request'
import { resolveBaseUrl } from '#settings/resolve-base-url'
import { resolveSettings } from '#settings/resolve-settings'
import { resolveTarget } from '#settings/resolve-target'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode, throwsCode } from '../assert-engine-error.ts'
import { CERTIFICATE, serve, serveTls } from '../upstream.ts'
import { json, sender } from './wire.ts'

const CREDENTIALS = { client_id: 'I', client_secret: 'S', refresh_token: 'R' }

function oauth(refreshUrl: string, more = '', servers = '- url: https://api.acme.example') {
  const schemes = `
oauth:
  type: oauth2
  flows: { authorizationCode: { refreshUrl: "${refreshUrl}" } }
  ${more}`
  return compile(documentWith({ schemes, servers, schemas: '{ NewWidget: {} }' }))
}

/** Request that renews the tokens of a document. */
function refreshing(refreshUrl: string, settings: Record<string, string> = {}) {
  const definition = oauth(refreshUrl)
  const { option } = chooseAuthOption(definition, CREDENTIALS)
  const secrets = divideCredentials(definition, option, CREDENTIALS).token
  return planTokenRequest(option, { secrets, settings, grant: 'refresh_token' })
}

// Shows OAuth 2: a token endpoint passes the egress policy, whatever the settings
test('the client and its tokens go to no endpoint that the policy refuses', async () => {
  const strict = createSender({ policy: createEgressPolicy({ allow: [] }) })
  const upstream = await serve(json({ access_token: 'A' }))
  const hosts = ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]'].map((host) => `${host}:${upstream.port}`)
  try {
    for (const host of [...hosts, '169.254.169.254', '10.0.0.1', '[fd00::1]']) {
      for (const scheme of ['http', 'https']) {
        const planned = refreshing(`${scheme}://{{ host }}/token`, { host })
        await rejectsCode('egress_refused', strict.send(planned))
      }
    }
    assert.equal(upstream.accepted(), 0)
  } finally {
    await strict.close()
  }
})

// Shows OAuth 2: a redirect takes neither client nor tokens to another origin
test('a token request is not redirected to another origin', async () => {
  const elsewhere = await serve(json({ access_token: 'stolen' }))
  for (const status of [301, 302, 303, 307, 308]) {
    const upstream = await serve((_request, response) => {
      response.writeHead(status, { location: `${elsewhere.origin}/token` }).end()
    })
    await rejectsCode(
      'redirect_refused',
      sender.send(refreshing(`${upstream.origin}/token`)),
      /another origin/,
    )
  }
  assert.equal(elsewhere.accepted(), 0)
})

// Shows OAuth 2: tokens are revoked at the endpoint that the document names
test('the refresh token is revoked at the endpoint for that', async () => {
  const upstream = await serve(json({}))
  const definition = oauth(
    'https://id.acme.example/t',
    `x-bulkhead-token-revocation: ${upstream.origin}/revoke`,
  )
  const { option } = chooseAuthOption(definition, CREDENTIALS)
  const secrets = divideCredentials(definition, option, CREDENTIALS).token
  const planned = planRevocation(option, { secrets, settings: {} })
  assert.ok(planned)
  await sender.send(planned)
  const [arrived] = upstream.requests
  assert.deepEqual([arrived?.method, arrived?.path], ['POST', '/revoke'])
  const fields = Object.fromEntries(new URLSearchParams(arrived?.body))
  assert.deepEqual([fields.token, fields.token_type_hint, fields.client_id], ['R', 'refresh_token', 'I'])
})

// Shows OAuth 2: the field that holds the revoked token
test('the refresh token is revoked in the field that the document names', async () => {
  const upstream = await serve(json({}))
  const definition = oauth(
    'https://id.acme.example/t',
    `x-bulkhead-token-revocation: { url: "${upstream.origin}/revoke", token_field: refresh_token }`,
  )
  const { option } = chooseAuthOption(definition, CREDENTIALS)
  const secrets = divideCredentials(definition, option, CREDENTIALS).token
  const planned = planRevocation(option, { secrets, settings: {} })
  assert.ok(planned)
  assert.ok(planned.secrets.includes('R'))
  await sender.send(planned)
  const fields = Object.fromEntries(new URLSearchParams(upstream.requests[0]?.body))
  assert.deepEqual([fields.refresh_token, fields.token, fields.client_id], ['R', undefined, 'I'])
})

// Shows OAuth 2: an endpoint with settings
test('a token request arrives at the endpoint that a setting names', async () => {
  const upstream = await serve(json({ access_token: 'A2' }))
  const host = `127.0.0.1:${upstream.port}`
  await sender.send(refreshing('http://{{ host }}/{{ client_id }}/token', { host }))
  assert.equal(upstream.requests[0]?.path, '/I/token')
})

// Shows OAuth 2: settings of the token response in the base URL
test('a call goes to the base URL from the token response', async () => {
  const servers =
    '- { url: "{instance_url}/v2", variables: { instance_url: { default: https://login.acme.test } } }'
  const extract = 'x-airbyte-token-extract: [instance_url]'
  const definition = oauth('https://id.acme.example/token', extract, servers)
  const { option, credentials } = chooseAuthOption(definition, CREDENTIALS)
  const upstream = await serveTls(json([]))
  const instance_url = `https://api.acme.test:${upstream.port}`
  const trusting = createSender({
    policy: createEgressPolicy({ allow: [`api.acme.test:${upstream.port}`] }),
    ca: CERTIFICATE,
    lookup: (_hostname, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
  })
  try {
    const tokens = readTokenResponse(option, answer({ access_token: 'A', instance_url }))
    const settings = resolveSettings(definition, tokens.settings)
    const base_url = resolveBaseUrl(definition, settings)
    const context = { definition, base_url, settings, auth_option: option, credentials, tokens }
    await trusting.send(planRequest(context, { entity: 'widgets', action: 'list' }))
    const [arrived] = upstream.requests
    assert.deepEqual([arrived?.path, arrived?.headers.authorization], ['/v2/widgets', 'Bearer A'])
  } finally {
    await trusting.close()
  }
})

function answer(body: object): UpstreamResponse {
  return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)), redirects: 0, received_at: 0 }
}

const SITES = `x-bulkhead-server: { url: "https://api.acme.example/sites/{site}", variables: { site: { default: "-" } } }
  x-bulkhead-token-lookup:
    url: https://api.acme.example/sites
    settings: { site: id }
    match: { url: "https://{{ tenant }}.acme.example" }`
const TENANT = '- { url: "https://{tenant}.acme.example", variables: { tenant: { default: your-tenant } } }'

// Shows OAuth 2: a base URL of its own, with settings from the tokens
test('tokens say which site they are for, and requests with them go there', () => {
  const definition = oauth('https://id.acme.example/token', SITES, TENANT)
  const auth = chooseAuthOption(definition, CREDENTIALS)
  const planned = planLookup(auth.option, 'A')
  assert.deepEqual(
    [planned?.url, planned?.headers.authorization],
    ['https://api.acme.example/sites', 'Bearer A'],
  )
  const found = (body: unknown, given = {}, status = 200) =>
    readLookup(
      auth.option,
      { status, headers: {}, body: new TextEncoder().encode(JSON.stringify(body)), received_at: 0 } as never,
      given,
    )
  const [a, b] = [1, 2].map((id) => ({ id: `s${id}`, url: `https://t${id}.acme.example` }))
  assert.deepEqual(found([a]), { site: 's1' })
  assert.deepEqual(found([a, b], { tenant: 't2' }), { site: 's2' })
  throwsCode('missing_setting', () => found([a, b]), /2 places; give the setting tenant/)
  throwsCode('invalid_setting', () => found([a], { tenant: 't2' }), /nothing at tenant t2/)
  throwsCode('invalid_setting', () => found([]), /access to nothing/)
  assert.deepEqual(found([{ id: 7 }]), { site: '7' })
  throwsCode('response_unreadable', () => found([{ id: null }]), /has no id/)
  throwsCode('upstream_status', () => found([], {}, 401), /responded with 401/)
  const getUrl = (settings: object) =>
    resolveTarget(definition, { settings: { ...settings } }, auth).base_url.href
  assert.equal(getUrl({ site: 's1' }), 'https://api.acme.example/sites/s1')
  throwsCode('missing_setting', () => resolveTarget(definition, { settings: {} }), /tenant/)
})

// Shows OAuth 2: a base URL of its own has a fixed host
test('a token is looked up at the host that it goes to, which no setting decides', () => {
  for (const [more, fault] of [
    [
      SITES.replace('url: https://api.acme', 'url: https://other.acme'),
      /must be at the host of its base URL/,
    ],
    [SITES.replace('api.acme.example/sites/{site}', '{site}.acme.example'), /must name its host/],
    [SITES.replace('site: id', 'place: id'), /names place, which is no server variable/],
    [SITES.replace('settings: { site: id }', 'settings: {}'), /needs settings/],
  ] as const) {
    throwsCode('document_invalid', () => oauth('https://id.acme.example/token', more, TENANT), fault)
  }
})
