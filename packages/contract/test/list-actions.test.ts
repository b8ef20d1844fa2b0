import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LIST_ACTIONS } from '@bulkhead/contract/executions'
import * as engine from '@bulkhead/engine/describe'

test('clients take for lists what the engine answers as lists', () => {
  assert.deepEqual(LIST_ACTIONS, engine.LIST_ACTIONS)
})
