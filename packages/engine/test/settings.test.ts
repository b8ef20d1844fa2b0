import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { EngineError } from '#model/errors'
import { resolveBaseUrl } from '#settings/resolve-base-url'
import { resolveSettings } from '#settings/resolve-settings'
import { splitConfiguration } from '#settings/split-configuration'
import { usedSettings } from '#settings/used-settings'
import { acme, compile, documentWith, NEW_WIDGET } from './acme.ts'
import { throwsCode } from './assert-engine-error.ts'

const withServer = (servers: string, info = '') =>
  compile(documentWith({ schemas: NEW_WIDGET, servers, info }))
const variable = (url: string, name: string, more: string) =>
  withServer(`- url: ${url}\n  variables: { ${name}: { ${more} } }`)
const desk = variable('https://{subdomain}.desk.example/api', 'subdomain', 'default: your-subdomain')
const lab = variable('https://{host}/api/v4', 'host', 'default: lab.example.org')
const force = variable('"{instance_url}/services"', 'instance_url', 'default: https://login.force.test')
const zone = variable('https://www.zone.{region}', 'region', 'default: com, enum: [com, eu, com.au]')
const tenant = variable('https://api.acme.test/{tenant}/v1', 'tenant', 'default: "{tenant}"')

test('a setting whose default is only a placeholder is required', () => {
  for (const text of ['your-subdomain', 'my-store', 'example.com', '"{site}"', 'site', '"<site>"', '""']) {
    const definition = variable('https://{site}.acme.test', 'site', `default: ${text}`)
    assert.deepEqual(
      [definition.settings[0]?.required, definition.settings[0]?.default],
      [true, undefined],
      text,
    )
  }
  assert.equal(lab.settings[0]?.required, true, 'lab.example.org is a placeholder too')
  assert.equal(force.settings[0]?.required, false)
})

test('an error about a missing setting says how to give it', () => {
  const error = throwsCode('missing_setting', () => resolveSettings(desk, {}), /\{"subdomain": "…"\}/)
  assert.equal(error.details.setting, 'subdomain')
  throwsCode('missing_setting', () => resolveBaseUrl(desk, {}))
})

test('an override of the base URL needs no server settings', () => {
  assert.deepEqual(resolveSettings(desk, {}, { base_url: 'https://desk.local.test' }), {})
  assert.equal(resolveBaseUrl(desk, {}, 'https://desk.local.test/x/').href, 'https://desk.local.test/x')
})

test('an unknown setting is refused with those that exist', () => {
  const error = throwsCode(
    'unknown_setting',
    () => resolveSettings(desk, { sub_domain: 'x' }),
    /known are subdomain/,
  )
  assert.deepEqual(error.details.known, ['subdomain'])
  const long = throwsCode('unknown_setting', () => resolveSettings(desk, { ['x'.repeat(100_000)]: 'y' }))
  assert.ok(long.message.length < 1_000)
  assert.ok(long.details.setting.length < 1_000)
})

const bases: [typeof desk, Record<string, string>, string][] = [
  [desk, { subdomain: 'acme-1' }, 'https://acme-1.desk.example/api'],
  [lab, { host: 'git.acme.test:8443' }, 'https://git.acme.test:8443/api/v4'],
  [force, { instance_url: 'https://acme.my.force.test/' }, 'https://acme.my.force.test/services'],
  [force, {}, 'https://login.force.test/services'],
  [zone, { region: 'com.au' }, 'https://www.zone.com.au/'],
  [tenant, { tenant: 't-1' }, 'https://api.acme.test/t-1/v1'],
]
for (const [definition, settings, href] of bases) {
  test(`${definition.base_url} with ${JSON.stringify(settings)} is ${href}`, () => {
    assert.equal(resolveBaseUrl(definition, resolveSettings(definition, settings)).href, href)
  })
}

const badSettings: [typeof desk, string, readonly string[]][] = [
  [
    desk,
    'subdomain',
    [
      'a.b',
      'evil.test/',
      'evil.test#',
      'evil.test?',
      'x@evil.test',
      'a:1',
      'a b',
      '-a',
      'a-',
      'ä',
      'a\n',
      'a'.repeat(64),
      'evil.test\\',
      '%2f',
    ],
  ],
  [
    lab,
    'host',
    [
      'https://git.acme.test',
      'a@evil.test',
      'a/b',
      'a?b',
      'a#b',
      'a b',
      'a:b',
      '.a',
      'a..b',
      'a\\b',
      'a:99999999',
    ],
  ],
  [
    force,
    'instance_url',
    [
      'http://a.test',
      'a.test',
      'https://a.test/path',
      'https://u@a.test',
      'https://u:p@a.test',
      'https://a.test?x',
      'https://a.test#x',
      'javascript:alert(1)',
      'https://a.test\\@evil.test',
      'https:a.test',
    ],
  ],
  [zone, 'region', ['evil', 'com.evil', 'test']],
  [tenant, 'tenant', ['..', '.', 'a/b', 'a?b', 'a#b', 'a%2fb', 'a b', 'a\\b']],
]
for (const [definition, name, values] of badSettings) {
  test(`${name} in ${definition.base_url} cannot move the URL`, () => {
    for (const value of values) {
      throwsCode('invalid_setting', () => resolveSettings(definition, { [name]: value }))
      throwsCode('invalid_setting', () => resolveBaseUrl(definition, { [name]: value }))
    }
  })
}

// Shows Servers and settings: no setting moves credentials to another host
test('law: no setting moves the origin off the document’s domain', () => {
  const values = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.domain(),
    fc.stringMatching(/^[a-z0-9.@:/\\#?%-]{1,12}$/),
  )
  fc.assert(
    fc.property(values, (subdomain) => {
      try {
        const url = resolveBaseUrl(desk, { subdomain })
        assert.ok(
          url.hostname.endsWith('.desk.example') && url.username === '' && url.pathname === '/api',
          url.href,
        )
      } catch (thrown) {
        assert.ok(thrown instanceof EngineError, String(thrown))
      }
    }),
    { numRuns: 1000 },
  )
})

const badOverrides = [
  'ftp://a.test',
  'a.test',
  '',
  'https://',
  'https://u@a.test',
  'https://u:p@a.test',
  'https://@a.test',
  'https://a.test?x=1',
  'https://a.test/?',
  'https://a.test#',
  'https://{x}.a.test',
  'https://a.test/ b',
  'https://a.test\\b',
  'https://a.test\n',
  'file:///etc/passwd',
]
for (const override of badOverrides) {
  test(`the base URL ${JSON.stringify(override)} is refused`, () => {
    throwsCode('invalid_base_url', () => resolveBaseUrl(acme, {}, override))
  })
}

test('a setting is described if an operation depends on it, and not if only replication does', () => {
  const filter = (expression: string) => `/widgets:
  get:
    x-airbyte-entity: widgets
    x-airbyte-action: list
    x-airbyte-record-extractor: $.items
    x-airbyte-record-filter: "${expression}"
    parameters:
      - { name: account, in: query, schema: { type: string } }
      - { name: owner, in: query, schema: { type: string } }`
  const definition = (expression: string) =>
    compile(
      documentWith({
        info: `x-airbyte-scoping: [{ param: account, config_key: account_id }, { param: owner, config_key: repositories }]
x-airbyte-replication-config:
  properties:
    repositories: { type: array, items: { type: string } }
    start_date: { type: string }
    archived: { type: boolean }`,
        servers:
          '- url: https://{region}.acme.test\n  variables: { region: { default: eu, enum: [eu, us] } }',
        paths: filter(expression),
      }),
    )
  const getNames = (expression: string) => usedSettings(definition(expression)).map(({ name }) => name)
  assert.deepEqual(getNames('{{ record.public }}'), ['region', 'account_id'])
  assert.deepEqual(getNames('{{ config.archived or record.public }}'), ['region', 'account_id', 'archived'])
  const { settings } = definition('{{ record.public }}')
  assert.ok(['repositories', 'start_date'].every((name) => settings.some((one) => one.name === name)))
})

const everything = compile(
  documentWith({
    schemas: NEW_WIDGET,
    info: `
x-airbyte-scoping: [{ param: owner, config_key: repositories }]
x-airbyte-replication-config:
  properties: { start_date: { type: string }, repositories: { type: array, items: { type: string } } }
  replication_config_key_mapping: { start_date: replication.start_date }
  replication_config_constants: { replication.mode: full }`,
    servers: `
- url: https://{subdomain}.acme.test
  variables: { subdomain: { default: your-subdomain } }
  x-airbyte-replication-environment-mapping: { domain: { source: subdomain, format: "https://{value}.acme.test" } }
  x-airbyte-replication-environment-constants: { credentials.kind: cloud }`,
    schemes: `
acmePAT:
  type: http
  scheme: bearer
  x-airbyte-auth-config:
    properties: { token: {} }
    required: [token]
    auth_mapping: { token: "\${token}" }
    replication_auth_key_mapping: { credentials.personal_access_token: token }
    replication_auth_key_constants: { credentials.option_title: PAT Credentials }`,
  }),
)

test('a configuration with all fields is split into credentials and settings', () => {
  const split = splitConfiguration(everything, {
    credentials: { option_title: 'PAT Credentials', personal_access_token: 'S', kind: 'cloud' },
    repositories: ['a/b'],
    replication: { start_date: '2024-01-01', mode: 'full' },
    domain: 'https://t1.acme.test',
    nothing: null,
  })
  assert.deepEqual(split.credentials, {
    'credentials.option_title': 'PAT Credentials',
    'credentials.personal_access_token': 'S',
  })
  assert.deepEqual(split.settings, { repositories: ['a/b'], start_date: '2024-01-01', subdomain: 't1' })
})

test('a flat token is a credential under each of its names', () => {
  for (const name of [
    'token',
    'personal_access_token',
    'credentials.token',
    'credentials.personal_access_token',
  ]) {
    const split = splitConfiguration(everything, { [name]: 'S' })
    assert.deepEqual([Object.values(split.credentials), split.settings], [['S'], {}], name)
  }
})

test('an unknown field is refused and named, without its value', () => {
  for (const configuration of [
    { tokn: 'SECRET' },
    { credentials: { api_secret: 'SECRET' } },
    { start: 'SECRET' },
  ]) {
    const error = throwsCode('unknown_setting', () => splitConfiguration(everything, configuration))
    assert.doesNotMatch(error.message, /SECRET/)
  }
})

// Shows Servers and settings: a secret never becomes a setting
test('law: a secret under any known name never lands among the settings', () => {
  const names = fc.constantFrom('token', 'personal_access_token', 'option_title', 'credentials.token')
  fc.assert(
    fc.property(names, fc.boolean(), (name, isNested) => {
      const configuration = isNested
        ? { credentials: { [name.replace('credentials.', '')]: 'S' } }
        : { [name]: 'S' }
      assert.ok(!JSON.stringify(splitConfiguration(everything, configuration).settings).includes('S'))
    }),
  )
})
