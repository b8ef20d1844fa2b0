import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isEngineError } from '@bulkhead/engine/errors'
import { catalogConnector } from '@bulkhead/testing/catalog/catalog-connector'

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
