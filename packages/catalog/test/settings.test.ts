import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogConnector } from '@bulkhead/catalog/workshop/catalog-connector'
import { connectorFacts } from '@bulkhead/catalog/workshop/facts'
import {
  chooseAuthOption,
  type Definition,
  type JsonValue,
  resolveTarget,
  splitConfiguration,
} from '@bulkhead/engine'
import { isEngineError } from '@bulkhead/engine/errors'

const SAMPLES: Readonly<Record<string, JsonValue>> = {
  array: ['a'],
  boolean: true,
  integer: 1,
  string: '2025-01-01T00:00:00Z',
}

for (const { slug, replication_settings } of connectorFacts()) {
  if (replication_settings.length === 0) continue
  test(`${slug}: what replication needs is taken among the settings, whatever its type`, () => {
    const { definition } = catalogConnector(slug)
    const demanded = definition.settings.filter(({ required }) => required).map(({ name }) => name)
    const given = Object.fromEntries([
      ...demanded.map((name) => [name, 'acme']),
      ...replication_settings.map((name) => {
        const setting = definition.settings.find((one) => one.name === name)
        return [name, SAMPLES[String(setting?.schema.type)] ?? '']
      }),
    ])
    const { settings, credentials } = splitConfiguration(definition, given)
    assert.deepEqual([settings, credentials], [given, {}])
    assert.deepEqual(Object.keys(resolveTarget(definition, { settings }).settings).sort(), [
      ...settingNames(definition, given),
    ])
  })
}

function settingNames(definition: Definition, given: object): readonly string[] {
  const defaults = definition.settings.filter((setting) => setting.default !== undefined)
  return [...new Set([...defaults.map(({ name }) => name), ...Object.keys(given)])].sort()
}

test('github: the settings that replication needs are accepted and fill in nothing', () => {
  const { plan } = catalogConnector('github')
  const settings = { repositories: ['octocat/Hello-World'], start_date: '2025-01-01T00:00:00Z' }
  const planned = plan('repositories', 'list', { username: 'octocat' }, settings)
  assert.equal(JSON.parse(planned.body ?? '').variables.username, 'octocat')
  assert.throws(
    () => plan('repositories', 'list', {}, settings),
    (error) => isEngineError(error, 'missing_parameter'),
  )
})

test('github: a plain text setting stands for the owner', () => {
  const { plan } = catalogConnector('github')
  const planned = plan('repositories', 'list', {}, { repositories: 'octocat' })
  assert.equal(JSON.parse(planned.body ?? '').variables.username, 'octocat')
})

test('gitlab: calls and refreshes go to the instance of the setting', () => {
  const { plan, definition } = catalogConnector('gitlab')
  assert.equal(plan('users', 'get', { id: 1 }).url, 'https://gitlab.com/api/v4/users/1')
  assert.equal(
    plan('users', 'get', { id: 1 }, { api_url: 'git.acme.test' }).url,
    'https://git.acme.test/api/v4/users/1',
  )
  for (const api_url of ['https://git.acme.test', 'git.acme.test/x', 'a@git.acme.test', 'git.acme.test?']) {
    assert.throws(
      () => plan('users', 'get', { id: 1 }, { api_url }),
      (error) => isEngineError(error, 'invalid_setting'),
      api_url,
    )
  }
  const oauth = definition.auth_options.find(({ name }) => name === 'gitlabOAuth')?.oauth
  assert.equal(oauth?.refresh_url, 'https://{{ api_url }}/oauth/token')
  assert.equal(oauth?.token_url, 'https://gitlab.com/oauth/token')
})

test('mailchimp: calls go to the data center that ends the key, and otherwise to that of the setting', () => {
  const { definition } = catalogConnector('mailchimp')
  const samples: [Record<string, string>, Record<string, string>, string][] = [
    [{ api_key: 'key-us6' }, {}, 'us6'],
    [{ apikey: 'key-us6', auth_type: 'apikey' }, {}, 'us6'],
    [{ api_key: 'key-us6' }, { data_center: 'us1' }, 'us6'],
    [{ api_key: 'key' }, {}, 'us1'],
    [{ api_key: 'key' }, { data_center: 'us21' }, 'us21'],
    [{ access_token: 'token-x' }, { data_center: 'us21' }, 'us21'],
  ]
  for (const [credentials, settings, data_center] of samples) {
    const { base_url } = resolveTarget(definition, { settings }, chooseAuthOption(definition, credentials))
    assert.equal(base_url.host, `${data_center}.api.mailchimp.com`, JSON.stringify([credentials, settings]))
  }
})
