import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ToolCallItem } from '@bulkhead/contract/tool-calls'
import { CALL_COLUMNS } from '#activity/call-csv.ts'

test('whatever is on record of a call has a column', () => {
  assert.deepEqual([...CALL_COLUMNS].sort(), Object.keys(ToolCallItem.properties).sort())
})
