import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { createMissingRouteText } from '@bulkhead/server/http/create-app'

const describe = createMissingRouteText(operations)

test('a path that looks like one of an operation suggests it', () => {
  const id = crypto.randomUUID()
  for (const [path, meant] of [
    ['/api/v1/connectors', '/api/v1/integrations/connectors'],
    ['/api/v1/connectors/', '/api/v1/integrations/connectors'],
    ['/v1/integrations/connectors', '/api/v1/integrations/connectors'],
    ['/workspaces', '/api/v1/workspaces'],
    ['/api/v2/workspaces?limit=1', '/api/v1/workspaces'],
    ['/api/v1/workspace', '/api/v1/workspaces'],
    ['/api/v1/Workspaces', '/api/v1/workspaces'],
    [`/api/v1/connectors/${id}/execute`, '/api/v1/integrations/connectors/{connector_id}/execute'],
    [`/api/v1/connectors/${id}`, '/api/v1/integrations/connectors/{connector_id}'],
    ['/api/v1/toolcalls', '/api/v1/tool-calls'],
    ['/api/v1/token', '/api/v1/account/applications/token'],
  ]) {
    const text = describe({ method: 'GET', url: path as string })
    assert.equal(text, `There is no GET operation at this path. Did you mean ${meant}? See /docs.`, path)
  }
})

test('a path that looks like none suggests none, and no path is repeated', () => {
  for (const url of [
    '/api/v1/nothing',
    '/',
    '/api/v1',
    '/api/v1/<script>',
    `/${'workspaces/'.repeat(1_000)}`,
  ])
    assert.equal(describe({ method: 'GET', url }), 'There is no GET operation at this path. See /docs.', url)
})

test('a wrong method names the right ones', () => {
  assert.match(describe({ method: 'PATCH', url: '/api/v1/workspaces' }), /path\. It takes GET\. See/)
  assert.match(
    describe({ method: 'POST', url: '/api/v1/workspaces' }),
    /It takes GET\. Minting a scoped token/,
  )
})
