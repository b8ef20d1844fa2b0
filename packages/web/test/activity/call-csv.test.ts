import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ToolCallItem } from '@bulkhead/contract/tool-calls'
import '../texts-in-node.ts'

const { CALL_COLUMNS } = await import('#activity/call-csv.ts')

test('whatever is on record of a call has a column', () => {
  assert.deepEqual([...CALL_COLUMNS].sort(), Object.keys(ToolCallItem.properties).sort())
})
