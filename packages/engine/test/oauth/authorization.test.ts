import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeDefinition } from '#describe/describe-definition'
import type { Definition } from '#model/definition'
import { authorizableIn, takesClient } from '#oauth/authorizable'
import { authorizationUrl } from '#oauth/authorization-url'
import { clientOrigins, isAtServiceItself, isClientOrigin } from '#oauth/client-origins'
import { lackingGrants } from '#oauth/lacking-grants'
import { planRevocation, planTokenRequest } from '#oauth/plan-token-request'
import { scopesFor } from '#oauth/scopes'
import { compile, documentWith } from '../acme.ts'
import { throwsCode } from '../assert-engine-error.ts'

interface Parts {
  readonly flow?: string
  readonly urls?: string
  readonly more?: string
  readonly servers?: string
  readonly paths?: string
}

function definitionWith({
  flow = 'authorizationCode',
  urls,
  more = '',
  servers,
  paths,
}: Parts = {}): Definition {
  const endpoints =
    urls ?? 'authorizationUrl: https://id.acme.example/authorize, tokenUrl: https://id.acme.example/token'
  return compile(
    documentWith({
      ...(servers !== undefined && { servers }),
      ...(paths !== undefined && { paths }),
      schemas: '{ NewWidget: {} }',
      schemes: `oauth:
  type: oauth2
  flows: { ${flow}: { ${endpoints}, scopes: { read: Reads, write: Writes, admin: Everything } } }
  ${more}`,
    }),
  )
}

function toOption(definition: Definition) {
  const [option] = definition.auth_options
  assert.ok(option)
  return option
}

const request = {
  client_id: 'I',
  redirect_uri: 'https://hull.example/callback',
  state: 'a state',
  code_challenge: 'a-challenge',
  scopes: ['read', 'write'],
  secrets: {},
  settings: {},
}

test('the owner is asked with code, PKCE and state', () => {
  const url = authorizationUrl(toOption(definitionWith()), request)
  assert.equal(url.origin + url.pathname, 'https://id.acme.example/authorize')
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    response_type: 'code',
    client_id: 'I',
    redirect_uri: 'https://hull.example/callback',
    state: 'a state',
    code_challenge: 'a-challenge',
    code_challenge_method: 'S256',
    scope: 'read write',
  })
})

test("the document's query stays, except parameters that it may not set", () => {
  const urls =
    'authorizationUrl: "https://{{ shop }}.acme.example/ask?access_type=offline&state=known&redirect_uri=https://evil.test", tokenUrl: https://id.acme.example/token'
  const url = authorizationUrl(toOption(definitionWith({ urls })), { ...request, settings: { shop: 'hull' } })
  assert.equal(url.host, 'hull.acme.example')
  assert.deepEqual(url.searchParams.getAll('access_type'), ['offline'])
  assert.deepEqual(url.searchParams.getAll('state'), ['a state'])
  assert.deepEqual(url.searchParams.getAll('redirect_uri'), [request.redirect_uri])
})

// Shows OAuth 2: scopes in the form that a service expects
test('scopes that an account may lack are asked for by a parameter of their own', () => {
  const own = 'x-bulkhead-authorization: { optional_scopes: [admin], optional_parameter: optional_scope }'
  const option = toOption(definitionWith({ more: own }))
  const { searchParams } = authorizationUrl(option, { ...request, scopes: ['read', 'admin', 'write'] })
  assert.equal(searchParams.get('scope'), 'read write')
  assert.equal(searchParams.get('optional_scope'), 'admin')
  assert.equal(authorizationUrl(option, request).searchParams.has('optional_scope'), false)
  const commas = toOption(definitionWith({ more: 'x-bulkhead-authorization: { scope_separator: "," }' }))
  assert.equal(authorizationUrl(commas, request).searchParams.get('scope'), 'read,write')
  throwsCode(
    'document_invalid',
    () => definitionWith({ more: 'x-bulkhead-authorization: { optional_scopes: [admin] }' }),
    /needs both optional_scopes and optional_parameter/,
  )
})

// Shows OAuth 2: PKCE is switched off for a service that refuses it
test('a service that refuses PKCE gets none of its parameters', () => {
  const option = toOption(definitionWith({ more: 'x-bulkhead-authorization: { pkce: false }' }))
  assert.doesNotMatch(authorizationUrl(option, request).search, /code_challenge/)
  const grant = { authorization_code: 'c', redirect_uri: request.redirect_uri, code_verifier: 'v' }
  const planned = planTokenRequest(option, { secrets: { client_id: 'I' }, settings: {}, grant })
  assert.deepEqual([...new URLSearchParams(planned.body).keys()].sort(), [
    'client_id',
    'code',
    'grant_type',
    'redirect_uri',
  ])
})

// Shows OAuth 2: fields of a service's own in a request with a code, and an exchange for a long-lived token
test('a code is redeemed with the fields of the service, and its token exchanged as the document says', () => {
  const more = `x-bulkhead-authorization: { code_fields: { expiring: "1" } }
  x-bulkhead-token-exchange: { grant_type: exchange_token, token_field: short }`
  const option = toOption(definitionWith({ more }))
  const secrets = { client_id: 'I', client_secret: 'S' }
  const planned = (grant: Parameters<typeof planTokenRequest>[1]['grant']) =>
    planTokenRequest(option, { secrets, settings: {}, grant })
  const code = planned({ authorization_code: 'c', redirect_uri: request.redirect_uri })
  assert.equal(new URLSearchParams(code.body).get('expiring'), '1')
  const exchange = planned({ short_lived_token: 'short-lived' })
  assert.deepEqual(Object.fromEntries(new URLSearchParams(exchange.body)), {
    grant_type: 'exchange_token',
    short: 'short-lived',
    ...secrets,
  })
  assert.ok(exchange.secrets.includes('short-lived'))
  throwsCode('not_supported', () =>
    planTokenRequest(toOption(definitionWith()), {
      secrets,
      settings: {},
      grant: { short_lived_token: 't' },
    }),
  )
})

// Shows OAuth 2: endpoints of a region
test('a region has endpoints of its own, and the client may go to those of every region', () => {
  const servers =
    '- { url: "https://api.acme.{dc}", variables: { dc: { default: com, enum: [com, test, ca] } } }'
  const urls =
    'authorizationUrl: "https://id.acme.{{ dc }}/authorize", tokenUrl: "https://id.acme.{{ dc }}/token"'
  const more = `x-bulkhead-regional-endpoints:
    setting: dc
    values: { ca: { authorizationUrl: https://id.acme-cloud.test/authorize, tokenUrl: https://id.acme-cloud.test/token } }`
  const definition = definitionWith({ servers, urls, more })
  const option = toOption(definition)
  const hostOf = (dc: string) => authorizationUrl(option, { ...request, settings: { dc } }).host
  assert.deepEqual(['test', 'ca'].map(hostOf), ['id.acme.test', 'id.acme-cloud.test'])
  const grant = { authorization_code: 'c', redirect_uri: request.redirect_uri }
  const { origin } = planTokenRequest(option, { secrets: {}, settings: { dc: 'ca' }, grant })
  assert.equal(origin, 'https://id.acme-cloud.test')
  const origins = clientOrigins(definition, option)
  assert.deepEqual(origins, ['https://id.acme-cloud.test', 'https://id.acme.com', 'https://id.acme.test'])
  assert.ok(isClientOrigin(origins, origin, { dc: 'ca' }))
  assert.ok(!isClientOrigin(origins, 'https://id.acme.ca', { dc: 'ca' }))
})

// Shows OAuth 2: tokens and scopes that an authorization lacks
test('tokens and scopes that an authorization lacks are known', () => {
  const config = (required: string) => `x-airbyte-auth-config:
    required: [${required}]
    properties: { token: {}, renewal: {} }
    auth_mapping: { access_token: "\${token}", refresh_token: "\${renewal}" }
  x-bulkhead-authorization: { lists_grants: true, optional_scopes: [admin], optional_parameter: optional_scope }`
  const both = toOption(definitionWith({ more: config('token, renewal') }))
  const one = toOption(definitionWith({ more: config('token') }))
  const asked = ['read', 'write', 'admin']
  assert.deepEqual(lackingGrants(both, { access_token: 'A' }, asked), { fields: ['renewal'], scopes: [] })
  assert.deepEqual(lackingGrants(one, { access_token: 'A' }, asked), { fields: [], scopes: [] })
  const tokens = { access_token: 'A', refresh_token: 'R' }
  const lacking = (scope: string) => lackingGrants(both, { ...tokens, scope }, asked)
  assert.deepEqual(lacking('write read'), { fields: [], scopes: [] })
  assert.deepEqual(lacking('read,other'), { fields: [], scopes: ['write'] })
  const unlisted = toOption(definitionWith())
  assert.deepEqual(lackingGrants(unlisted, { ...tokens, scope: 'read' }, asked), { fields: [], scopes: [] })
})

test('an option that cannot be asked for', () => {
  const byClient = definitionWith({
    flow: 'clientCredentials',
    urls: 'tokenUrl: https://id.acme.example/token',
  })
  throwsCode('not_supported', () => authorizationUrl(toOption(byClient), request), /no page/)
})

const USES = `x-airbyte-oauth-scopes:
    - { scope: read, mode: read, entities: [widgets, parts], description: x }
    - { scope: write, mode: read_write, entities: [widgets] }
    - { scope: admin, entities: [people] }
    - { mode: read, entities: [anything] }`

test('scopes that the wanted entities need, and no more', () => {
  const option = toOption(definitionWith({ more: USES }))
  const of = (entity: string, ...modes: ('read' | 'write')[]) => [
    { entity, ...(modes.length > 0 && { modes }) },
  ]
  assert.deepEqual(scopesFor(option, null), ['read', 'write', 'admin'])
  assert.deepEqual(scopesFor(option, of('widgets', 'read')), ['read'])
  assert.deepEqual(scopesFor(option, of('widgets')), ['read', 'write'])
  assert.deepEqual(scopesFor(option, of('people', 'read')), ['admin'], 'no scope that only reads')
  assert.deepEqual(scopesFor(option, of('unknown')), ['read', 'write', 'admin'], 'the document does not say')
  assert.deepEqual(scopesFor(toOption(definitionWith()), of('widgets')), ['read', 'write', 'admin'])
})

const SCOPED = `/widgets:
  get: { x-airbyte-entity: widgets, x-airbyte-action: list, x-bulkhead-scopes: [read] }
  post: { x-airbyte-entity: widgets, x-airbyte-action: create, x-bulkhead-scopes: [read, write] }
/parts:
  get: { x-airbyte-entity: parts, x-airbyte-action: list }
/people:
  get: { x-airbyte-entity: people, x-airbyte-action: list }`

// Shows OAuth 2: scopes by operation
test('scopes that the operations of the wanted entities state, before what their entities state', () => {
  const more = `x-bulkhead-authorization: { default_scopes: [admin] }
  ${USES}`
  const definition = definitionWith({ more, paths: SCOPED })
  const option = toOption(definition)
  assert.deepEqual(scopesFor(option, null), ['read', 'write', 'admin'])
  assert.deepEqual(scopesFor(option, [{ entity: 'widgets', modes: ['read'] }]), ['read', 'admin'])
  assert.deepEqual(scopesFor(option, [{ entity: 'widgets', modes: ['write'] }]), ['read', 'write', 'admin'])
  assert.deepEqual(scopesFor(option, [{ entity: 'parts', modes: ['read'] }]), ['read', 'admin'])
  const described = describeDefinition(definition).entities.flatMap(({ operations }) => operations)
  assert.deepEqual(
    described.map(({ scopes }) => scopes),
    [['read'], ['read', 'write'], undefined, undefined],
  )
  throwsCode('document_invalid', () => definitionWith({ paths: SCOPED.replace('[read]', '[reed]') }), /reed/)
})

test('origins to which a shared client may be sent', () => {
  const bound = (parts: Parts) => clientOrigins(definitionWith(parts), toOption(definitionWith(parts)))
  assert.deepEqual(bound({}), ['https://id.acme.example'])
  const host = '- { url: "https://{host}/v2", variables: { host: { default: git.acme.test } } }'
  const urls = 'authorizationUrl: https://a.test, tokenUrl: https://GIT.acme.test:443/t, refreshUrl: '
  assert.deepEqual(bound({ servers: host, urls: `${urls}"https://{{ host }}/t"` }), ['https://git.acme.test'])
  assert.deepEqual(bound({ urls: `${urls}"https://{{ shop }}.acme.test/t"` }), [
    'https://git.acme.test',
    'https://{{ shop }}.acme.test',
  ])
  throwsCode('not_supported', () => bound({ urls: `${urls}"https://{{ anywhere }}/t"` }), /anywhere/)
})

test('an organization can have a client where owners are asked and a client can be bound', () => {
  assert.ok(takesClient(definitionWith()))
  const urls = 'authorizationUrl: https://a.test, tokenUrl: "https://{{ anywhere }}/t"'
  assert.ok(!takesClient(definitionWith({ urls })))
  const byClient = definitionWith({ flow: 'clientCredentials', urls: 'tokenUrl: https://a.test/t' })
  assert.ok(!takesClient(byClient))
  assert.equal(authorizableIn(byClient), undefined)
  assert.equal(authorizableIn(definitionWith())?.name, 'oauth')
})

test('an origin is among the bound ones only by a label of the service’s own host', () => {
  const bound = ['https://id.acme.test', 'https://{{ shop }}.acme.test']
  const is = (origin: string, shop?: string) =>
    isClientOrigin(bound, origin, shop === undefined ? {} : { shop })
  assert.ok(is('https://id.acme.test'))
  assert.ok(is('https://hull.acme.test', 'hull'))
  assert.ok(!is('https://other.acme.test', 'hull'))
  assert.ok(!is('https://hull.acme.test'))
  assert.ok(!is('http://id.acme.test'))
  assert.ok(!is('https://evil.test', 'evil.test/'))
  assert.ok(!is('https://evil.test', 'evil.test#'))
})

test('settings that keep a connector at its service', () => {
  const at = (servers: string, settings: Record<string, string>) =>
    isAtServiceItself(definitionWith({ servers }), settings)
  const host = '- { url: "https://{host}/v2", variables: { host: { default: git.acme.test } } }'
  assert.ok(at(host, {}))
  assert.ok(at(host, { host: 'git.acme.test' }))
  assert.ok(!at(host, { host: 'git.evil.test' }))
  const regions =
    '- { url: "{region}", variables: { region: { default: "https://us.acme.test", enum: ["https://us.acme.test", "https://eu.acme.test"] } } }'
  assert.ok(at(regions, { region: 'https://eu.acme.test' }))
  assert.ok(!at(regions, { region: 'https://evil.test' }))
  assert.ok(at('- { url: "https://{shop}.acme.test" }', { shop: 'anything' }))
  const country = '- { url: "https://www.acme.{country}/v2", variables: { country: { default: com } } }'
  assert.ok(at(country, { country: 'com' }))
  assert.ok(!at(country, { country: 'xyz' }), 'anybody may own acme.xyz')
})

test('a refresh token is revoked if the service supports it', () => {
  const option = toOption(
    definitionWith({ more: 'x-bulkhead-token-revocation: "https://{{ shop }}.acme.example/revoke"' }),
  )
  const secrets = { refresh_token: 'R&1', client_id: 'I', client_secret: 'S' }
  const planned = planRevocation(option, { secrets, settings: { shop: 'hull' } })
  assert.equal(planned?.url, 'https://hull.acme.example/revoke')
  assert.equal(planned?.body, 'token=R%261&token_type_hint=refresh_token&client_id=I&client_secret=S')
  assert.ok(planned?.secrets.includes('R&1'))
  assert.equal(planRevocation(option, { secrets: {}, settings: {} }), undefined)
  assert.equal(planRevocation(toOption(definitionWith()), { secrets, settings: {} }), undefined)
})
