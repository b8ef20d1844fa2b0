import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseAuthOption } from '#auth/choose-auth-option'
import { composeAuth } from '#auth/compose-auth'
import { getSecrets } from '#auth/get-secrets'
import { divideCredentials } from '#oauth/divide-credentials'
import { compile, documentWith } from '../acme.ts'

function definitionWith(config: string, refreshUrl = 'https://id.acme.example/token') {
  return compile(
    documentWith({
      schemas: '{ NewWidget: {} }',
      schemes: `oauth:
  type: oauth2
  flows: { authorizationCode: { authorizationUrl: https://id.acme.example/authorize, tokenUrl: https://id.acme.example/first, refreshUrl: "${refreshUrl}", scopes: {} } }
  ${config}`,
    }),
  )
}

function divided(definition: ReturnType<typeof definitionWith>, credentials: Record<string, string>) {
  const { option, credentials: chosen } = chooseAuthOption(definition, credentials)
  return { option, ...divideCredentials(definition, option, chosen) }
}

test('each credential goes where it is needed and nowhere else', () => {
  const plain = definitionWith('')
  const all = { access_token: 'A', refresh_token: 'R', client_id: 'I', client_secret: 'S' }
  const { api, tokens, token } = divided(plain, all)
  assert.deepEqual(
    [api, tokens, token],
    [{}, { access_token: 'A' }, { refresh_token: 'R', client_id: 'I', client_secret: 'S' }],
  )
  assert.equal(divided(plain, { refresh_token: 'R' }).tokens, undefined)
})

test('secrets under other field names go to the part that needs them', () => {
  const definition = definitionWith(
    `x-airbyte-auth-config: { required: [app, key, keep], properties: { app: {}, key: {}, keep: {}, region: {}, partner: {} }, auth_mapping: { client_id: "\${app}", client_secret: "\${key}", refresh_token: "\${keep}" }, additional_headers: { X-App: "{{ client_id }}", X-Partner: "{{ partner }}" } }`,
    'https://{{ region }}.acme.example/token',
  )
  const given = { app: 'I', key: 'S', keep: 'R', region: 'eu', partner: 'P' }
  const { option, api, token } = divided(definition, given)
  assert.deepEqual(api, { app: 'I', region: 'eu', partner: 'P' })
  assert.deepEqual(token, { region: 'eu', refresh_token: 'R', client_id: 'I', client_secret: 'S' })
  // The API's part is enough for a request to the API, without the refresh token and the client secret.
  const { headers } = composeAuth(option, api, { access_token: 'A2' })
  assert.deepEqual(headers, {
    authorization: 'Bearer A2',
    'x-app': 'I',
    'x-partner': 'P',
  })
  assert.ok(getSecrets(option, api, { access_token: 'A2' }).includes('A2'))
})

test('other options keep their credentials together', () => {
  const definition = compile(documentWith({ schemas: '{ NewWidget: {} }' }))
  assert.deepEqual(divided(definition, { token: 'K' }).api, { token: 'K' })
})

test('a required field that a header needs is still demanded', () => {
  const definition = definitionWith(
    `x-airbyte-auth-config: { required: [access_token, partner], properties: { access_token: {}, partner: {} }, auth_mapping: { access_token: "\${access_token}", client_id: "\${partner}" }, additional_headers: { X-Partner: "{{ client_id }}" } }`,
  )
  const [option] = definition.auth_options
  assert.ok(option)
  assert.throws(() => composeAuth(option, {}, { access_token: 'A' }), /lack partner/)
  assert.throws(() => composeAuth(option, { partner: 'P' }), /lack access_token/)
})
