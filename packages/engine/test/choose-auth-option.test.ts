import assert from 'node:assert/strict'
import test from 'node:test'
import { chooseAuthOption } from '#auth/choose-auth-option'
import { compile, documentWith, NEW_WIDGET } from './acme.ts'
import { throwsCode } from './assert-engine-error.ts'

const hub = compile(
  documentWith({
    schemas: NEW_WIDGET,
    schemes: `
hubOAuth:
  type: oauth2
  flows: { authorizationCode: {} }
  x-airbyte-auth-config:
    title: OAuth
    properties: { access_token: {}, client_id: {}, client_secret: {} }
    required: [access_token]
    auth_mapping: { access_token: "\${access_token}", client_id: "\${client_id}", client_secret: "\${client_secret}" }
    replication_auth_key_constants: { credentials.option_title: OAuth Credentials }
hubPAT:
  type: http
  scheme: bearer
  x-airbyte-auth-config:
    title: Personal token
    properties: { token: {} }
    required: [token]
    auth_mapping: { token: "\${token}" }
    replication_auth_key_mapping: { credentials.personal_access_token: token }
    replication_auth_key_constants: { credentials.option_title: PAT Credentials }`,
  }),
)
const chosen = (credentials: Record<string, unknown>) => {
  const { option, credentials: native } = chooseAuthOption(hub, credentials)
  return [option.name, native]
}

// Shows Authentication: fields under other names, dotted and nested
test('native names, replication names, dotted and nested forms say the same', () => {
  const expected = ['hubPAT', { token: 'T' }]
  assert.deepEqual(chosen({ token: 'T' }), expected)
  assert.deepEqual(chosen({ personal_access_token: 'T' }), expected)
  assert.deepEqual(chosen({ 'credentials.personal_access_token': 'T' }), expected)
  assert.deepEqual(chosen({ credentials: { personal_access_token: 'T' } }), expected)
  assert.deepEqual(chosen({ credentials: { token: 'T', option_title: 'PAT Credentials' } }), expected)
})

test('a selector names the option by constant, scheme name or title', () => {
  for (const option_title of ['PAT Credentials', 'hubPAT', 'Personal token']) {
    assert.deepEqual(chosen({ option_title, token: 'T' }), ['hubPAT', { token: 'T' }])
  }
})

test('numbers become text and nulls count as absent', () => {
  assert.deepEqual(chosen({ token: 123, client_id: null }), ['hubPAT', { token: '123' }])
})

test('optional fields are kept', () => {
  assert.deepEqual(chosen({ access_token: 'A', client_id: 'C' }), [
    'hubOAuth',
    { access_token: 'A', client_id: 'C' },
  ])
})

const refused: [string, Record<string, unknown>, RegExp][] = [
  ['nothing', {}, /\(none\).*Give one of hubOAuth \(OAuth\): access_token, \[client_id\].*hubPAT/s],
  [
    'a selector that names no option',
    { option_title: 'Nope', token: 'secret-value' },
    /names no auth option/,
  ],
  [
    'a selector of the other option',
    { option_title: 'OAuth', token: 'secret-value' },
    /token.*access_token is missing/s,
  ],
  ['an unknown key', { token: 'secret-value', tokn: 'secret-value' }, /tokn is not a field of hubPAT/],
  [
    'a nested unknown key',
    { token: 'secret-value', credentials: { pin: 'secret-value' } },
    /credentials\.pin is not/,
  ],
  ['only unknown keys', { key: 'secret-value' }, /\(key\)/],
  ['a blank token', { token: '' }, /no auth option has all/],
  ['a list', { token: ['secret-value'] }, /token must be a string/],
  ['a line break', { token: 'secret-value\n' }, /line break/],
  [
    'two values for one field',
    { token: 'secret-value', personal_access_token: 'secret-value2' },
    /given twice/,
  ],
  ['an endless value', { token: 'secret-value'.repeat(1000) }, /longer than/],
]
for (const [what, credentials, message] of refused) {
  test(`${what} is refused, without a value in the message`, () => {
    const error = throwsCode('credentials_mismatch', () => chooseAuthOption(hub, credentials), message)
    assert.doesNotMatch(error.message, /secret-value/)
  })
}

const lab = compile(
  documentWith({
    schemas: NEW_WIDGET,
    schemes: `
labToken:
  type: http
  scheme: bearer
  x-airbyte-auth-config:
    properties: { access_token: {} }
    required: [access_token]
    auth_mapping: { token: "\${access_token}" }
    replication_auth_key_constants: { credentials.auth_type: access_token }
labOAuth:
  type: oauth2
  flows: { authorizationCode: {} }
  x-airbyte-auth-config:
    properties: { access_token: {}, refresh_token: {} }
    required: [access_token, refresh_token]
    auth_mapping: { access_token: "\${access_token}", refresh_token: "\${refresh_token}" }
    replication_auth_key_constants: { credentials.auth_type: oauth2.0 }
labSite:
  type: http
  scheme: basic
  x-airbyte-auth-config:
    properties: { account_key: {} }
    required: [account_key]
    auth_mapping: { username: "\${account_key}", password: "" }
    replication_auth_key_mapping: { credentials.access_token: account_key }`,
  }),
)

// Shows Authentication: of several matches, the option that requires most
test('of several matches, the one that requires most wins', () => {
  assert.equal(chooseAuthOption(lab, { access_token: 'A', refresh_token: 'R' }).option.name, 'labOAuth')
})

test('the larger required set wins even if the smaller option uses all given fields', () => {
  const fields = `properties: { key: {}, site: {} }, auth_mapping: { token: "\${key}\${site}" }`
  const definition = compile(
    documentWith({
      schemas: NEW_WIDGET,
      schemes: `
loose: { type: http, scheme: bearer, x-airbyte-auth-config: { required: [key], ${fields} } }
strict: { type: http, scheme: bearer, x-airbyte-auth-config: { required: [key, site], ${fields} } }`,
    }),
  )
  assert.equal(chooseAuthOption(definition, { key: 'K', site: 'S' }).option.name, 'strict')
  assert.equal(chooseAuthOption(definition, { key: 'K' }).option.name, 'loose')
})

test('a native name beats another option that knows it as an alias', () => {
  assert.equal(chooseAuthOption(lab, { access_token: 'A' }).option.name, 'labToken')
})

test('a selector decides against the larger match', () => {
  assert.equal(
    chooseAuthOption(lab, { access_token: 'A', auth_type: 'access_token' }).option.name,
    'labToken',
  )
})

test('if options fit equally well, none is guessed', () => {
  const twins = compile(
    documentWith({
      schemas: NEW_WIDGET,
      schemes: 'one: { type: http, scheme: bearer }\ntwo: { type: http, scheme: bearer }',
    }),
  )
  throwsCode(
    'credentials_mismatch',
    () => chooseAuthOption(twins, { token: 'T' }),
    /one and two; name one by option_title/,
  )
  assert.equal(chooseAuthOption(twins, { token: 'T', option_title: 'two' }).option.name, 'two')
})

test('inherited names are no credentials', () => {
  throwsCode('credentials_mismatch', () => chooseAuthOption(hub, Object.create({ token: 'T' })))
  throwsCode('credentials_mismatch', () =>
    chooseAuthOption(hub, JSON.parse('{"__proto__": {"token": "T"}, "a": 1}')),
  )
})

test('without security schemes, a bearer token is required', () => {
  const bare = compile(documentWith({ schemas: NEW_WIDGET, schemes: '{}' }))
  assert.deepEqual(chooseAuthOption(bare, { token: 'T' }).credentials, { token: 'T' })
})

test('thousands of names are refused before they are compared with every option', () => {
  const [option] = hub.auth_options
  assert.ok(option !== undefined)
  const options = Array.from({ length: 200 }, (_, index) => ({ ...option, name: `o${index}` }))
  const names = Array.from({ length: 10_000 }, (_, index) => `n${index}`)
  const started = process.cpuUsage()
  const given = Object.fromEntries(names.map((name) => [name, 'x']))
  const choose = () => chooseAuthOption({ ...hub, auth_options: options }, given)
  throwsCode(
    'credentials_mismatch',
    choose,
    /n29 and 9970 more\) do not fit .*: there are 10000 names.* o9 .*; or one of 190 more\.$/,
  )
  const { user, system } = process.cpuUsage(started)
  assert.ok(user + system < 1_000_000, `${user + system} µs`)
})
