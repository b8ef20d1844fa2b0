import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LIST_ACTIONS } from '@bulkhead/contract/executions'
import * as engine from '@bulkhead/engine/describe'

test('clients expect lists where the engine returns lists', () => {
  assert.deepEqual(LIST_ACTIONS, engine.LIST_ACTIONS)
})
