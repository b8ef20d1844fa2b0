import assert from 'node:assert/strict'
import { test } from 'node:test'
import { executeOperation } from '@bulkhead/contract/executions'
import '../texts-in-node.ts'

const { explainFailure } = await import('#entities/connector/explain-failure.ts')

test('every code that an execute may answer is explained in words', () => {
  for (const code of executeOperation.errors) {
    // The pages themselves explain these errors: no connector, a connector that awaits confirmation, or an inactive
    // workspace.
    const said = ['connector_not_found', 'connector_pending', 'workspace_inactive', 'not_supported']
    if (said.includes(code)) continue
    const { title, text } = explainFailure({ code, upstream_status: null }, 'GitHub')
    assert.notEqual(title, 'The call failed', code)
    assert.ok(text.endsWith('.'), code)
    assert.doesNotMatch(text, /undefined|null/, code)
  }
})

test('a missing OAuth app leads to where one is entered', () => {
  const { remedy } = explainFailure({ code: 'oauth_not_configured', upstream_status: null }, 'GitHub')
  assert.equal(remedy, 'enter OAuth app')
})

test('a refused credential leads to new credentials', () => {
  for (const upstream_status of [401, 403]) {
    assert.equal(
      explainFailure({ code: 'upstream_rejected', upstream_status }, 'GitHub').remedy,
      'replace credentials',
    )
  }
  assert.equal(
    explainFailure({ code: 'upstream_rejected', upstream_status: 404 }, 'GitHub').remedy,
    undefined,
  )
})
