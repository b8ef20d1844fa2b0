import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../texts-in-node.ts'

const { getBounds, getQuery } = await import('#activity/call-filters.ts')

const NOW = Date.parse('2026-11-25T10:00:30Z')

test('without a range the last 24 hours are meant, from the full minute', () => {
  assert.deepEqual(getQuery({}, undefined, NOW), { since: '2026-11-24T10:00:00.000Z' })
})

test('each filter is what the API calls it', () => {
  const search = {
    connector: 'c',
    service: 'd',
    operation: 'issu',
    entity: 'issues',
    action: 'list',
    status: 'error',
    code: 'upstream_rejected',
    caller: 'application:a',
    since: '1h',
  }
  assert.deepEqual(getQuery(search, 'w', NOW), {
    workspace_id: 'w',
    connector_id: 'c',
    definition_id: 'd',
    operation_contains: 'issu',
    entity: 'issues',
    action: 'list',
    status: 'error',
    code: 'upstream_rejected',
    application_id: 'a',
    since: '2026-11-25T09:00:00.000Z',
  })
  assert.deepEqual(getQuery({ caller: 'person:p' }, undefined, NOW), {
    person_id: 'p',
    since: '2026-11-24T10:00:00.000Z',
  })
})

test('an address that makes no sense means the usual range', () => {
  assert.deepEqual(getBounds({ since: 'yesterday', until: 'never' }, NOW), {
    since: NOW - 86_400_000,
    until: NOW,
  })
  assert.deepEqual(getQuery({ status: 'odd' }, undefined, NOW), { since: '2026-11-24T10:00:00.000Z' })
})

test('the page of a workspace does not leave it', () => {
  assert.equal(getQuery({ workspace: 'other' }, 'own', NOW).workspace_id, 'own')
})
