import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AuditRecord } from '@bulkhead/contract/audit'
import { RECORD_COLUMNS } from '#audit/record-csv.ts'

test('whatever an audit record has, has a column', () => {
  assert.deepEqual([...RECORD_COLUMNS].sort(), Object.keys(AuditRecord.properties).sort())
})
