import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { bothEngines } from '@bulkhead/testing/engines'
import { SAMPLES } from '@bulkhead/testing/http-matrix/samples'
import { testHttpMatrix } from './http-matrix.ts'

test('every operation of the contract has a sample, and no other has one', () => {
  const ids = operations.map(({ operationId }) => operationId)
  assert.deepEqual(Object.keys(SAMPLES).sort(), ids.sort())
})

for (const engine of bothEngines) if (engine.name === 'pglite') testHttpMatrix(engine)
