import assert from 'node:assert/strict'
import test from 'node:test'
import { compile, documentWith } from './acme.ts'

// Shows A whole document: a key without a value counts as absent
test('a key without a value counts as absent', () => {
  const paths = `
/things:
  summary:
  get:
    x-airbyte-entity: things
    x-airbyte-action: list
    description:
    deprecated: null
    requestBody: ~
    x-airbyte-record-filter: null
    x-airbyte-path-override: null
    parameters:
      - { name: a, in: query, required: null, style: null, schema: null, x-airbyte-param-config-inject: null }
  post: null
`
  const info =
    'description:\nx-airbyte-retry-config: null\nx-airbyte-scoping: null\nx-airbyte-context-store: ~'
  const schemes = `one: { type: oauth2, x-airbyte-token-refresh: null, x-airbyte-token-extract: null, flows: { implicit: null, authorizationCode: { refreshUrl: null, scopes: null } } }`
  const definition = compile(documentWith({ paths, info, schemes }))
  assert.deepEqual(definition.warnings, [])
  assert.equal(definition.description, '')
  assert.deepEqual([...(definition.entities.get('things')?.keys() ?? [])], ['list'])
})

test('of several security schemes, one that maps secrets of another kind is skipped', () => {
  const toScheme = (name: string, secret: string) =>
    `${name}: { type: http, scheme: bearer, x-airbyte-auth-config: { properties: { k: {} }, auth_mapping: { ${secret}: "\${k}" } } }`
  const paths = '/things:\n  get: { x-airbyte-entity: things, x-airbyte-action: list }'
  const schemes = `${toScheme('one', 'api_key')}\n${toScheme('two', 'token')}`
  const definition = compile(documentWith({ paths, schemes }))
  assert.deepEqual(
    definition.auth_options.map(({ name }) => name),
    ['two'],
  )
  assert.match(
    definition.warnings.map(({ message }) => message).join(),
    /one.*auth_mapping has api_key.*skipped/,
  )
  const both = `${toScheme('one', 'api_key')}\n${toScheme('two', 'username')}`
  assert.throws(
    () => compile(documentWith({ paths, schemes: both })),
    /auth_mapping has api_key.*auth_mapping has username/s,
  )
})

test('a setting that nothing depends on may have any form', () => {
  const schemes = `
one:
  type: oauth2
  flows: { authorizationCode: { refreshUrl: https://id.acme.example/t, scopes: { read: null, write: [1] } } }
  x-airbyte-token-refresh: { auth_style: basic, grant: x }
  x-airbyte-auth-config:
    required: [access_token, ghost]
    properties: { access_token: {} }
    auth_mapping: { access_token: "\${access_token}", refresh_token: "\${ghost}" }
    replication_auth_key_constants: { credentials.auth_type: Client, on: true, deep: { a: 1 }, none: null }`
  const servers = `
- url: https://api.acme.example
  x-airbyte-replication-environment-constants: { region: null, deep: { a: [1] }, n: 1 }`
  const meta = 'x-airbyte-meta-extractor: { next: $.next, odd: "$[\'@odata.nextLink\']" }'
  const paths = `
/things:
  get: { x-airbyte-entity: things, x-airbyte-action: list, ${meta} }
`
  const definition = compile(documentWith({ paths, servers, schemes }))
  const [option] = definition.auth_options
  assert.deepEqual(
    [option?.oauth?.client_auth, [...(option?.selectors ?? [])]],
    [
      'basic',
      [
        ['credentials.auth_type', 'Client'],
        ['on', 'true'],
      ],
    ],
  )
  assert.deepEqual(
    option?.fields.map(({ name, required }) => [name, required]),
    [['access_token', true]],
  )
  assert.deepEqual(
    [...(definition.entities.get('things')?.get('list')?.meta_extractor?.keys() ?? [])],
    ['next'],
  )
  assert.deepEqual(
    definition.warnings.map(({ message }) =>
      /ghost, which is not among|unknown field ghost|odd must be/.test(message),
    ),
    [true, true, true],
  )
})
