import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readComposio } from '#import/read-composio'

const account = (authScheme: string, val: Record<string, string>) =>
  readComposio({
    ...{ id: 'ca_1', status: 'ACTIVE', toolkit: { slug: 'github' }, user_id: 'elm' },
    state: { authScheme, val },
  })

// https://github.com/ComposioHQ/composio/pull/2609 and /issues/3808: the first characters and three dots, or REDACTED.
test('an account whose secrets are masked cannot be taken, and the reason says what to do', () => {
  for (const { fault } of [
    account('OAUTH2', { access_token: 'gho_...', refresh_token: 'ghr_...' }),
    account('OAUTH2', { access_token: 'REDACTED' }),
    account('API_KEY', { generic_api_key: '8549...' }),
    account('BEARER_TOKEN', { token: '...' }),
    account('BASIC', { username: 'elm', password: 'abcd...' }),
  ])
    assert.match(fault ?? '', /^its secrets are masked; .*mask_secret_keys_in_connected_account/)
})

test('an account with whole secrets can be taken', () => {
  for (const { fault } of [
    account('OAUTH2', { access_token: 'gho_a...b', refresh_token: 'r' }),
    account('API_KEY', { api_key: 'REDACTED-2' }),
    account('BASIC', { username: 'abcd...', password: 'p' }),
  ])
    assert.equal(fault, undefined)
})
