import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { CALLERS } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { withoutBusyLines } from '@bulkhead/testing/busy/busy-lines'
import type { Engine } from '@bulkhead/testing/engines'
import { type DocumentFolder, writeMatrixDocuments } from '@bulkhead/testing/http-matrix/matrix-documents'
import { type MatrixFixture, openMatrixFixtures } from '@bulkhead/testing/http-matrix/matrix-fixture'
import { runOperation } from '@bulkhead/testing/http-matrix/run-operation'
import { createSend, repeatingUnavailable, type Send } from '@bulkhead/testing/http-matrix/send'
import { isInPart, isInSample } from '@bulkhead/testing/sample'
import { type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

type Extent = 'whole' | 'brief' | 'skipped'

/** Sampling rate: 1 of this many operations runs as every caller. */
const ONE_OF_THEM_IS_WHOLE = 48

/**
 * Returns how much of the matrix an operation gets. All operations as all callers on all engines take an hour. In the
 * sample an operation is called on each engine by one caller of each kind, at some of the places with one foreign value
 * and with requests that match no schema; on the other engine by other callers of these kinds, at other places. Some
 * operations are called by all callers with all values.
 */
function getExtent(operation: number, engine: number): Extent {
  if (!isInPart(operation)) return 'skipped'
  return isInSample(operation + engine * (ONE_OF_THEM_IS_WHOLE / 2), ONE_OF_THEM_IS_WHOLE) ? 'whole' : 'brief'
}

/** The matrix on one engine, as tests. */
export function testHttpMatrix(engine: Engine): void {
  const half = engine.name === 'pglite' ? 0 : 1
  describe(`the HTTP isolation matrix on ${engine.name}`, () => {
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let documents: DocumentFolder
    let getWorld: () => Promise<MatrixFixture>
    let send: Send
    let cells = 0
    let leaks = 0

    before(async () => {
      upstream = await startScriptedUpstream()
      documents = writeMatrixDocuments(upstream.url)
      const environment = { BULKHEAD_CONNECTORS_DIR: documents.path }
      testServer = await startTestServer(engine, { environment, logLevel: 'error' })
      send = repeatingUnavailable(createSend(testServer.server.url))
      getWorld = openMatrixFixtures(testServer, upstream)
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      documents?.remove()
      await engine.close()
    })

    test('every kind of caller takes part', async () => {
      const matrixFixture = await getWorld()
      const kinds = new Set(matrixFixture.callers.map(({ kind }) => kind))
      assert.deepEqual(
        [...CALLERS].filter((kind) => !kinds.has(kind)),
        [],
      )
    })

    for (const [place, operation] of operations.entries()) {
      const extent = getExtent(place, half)
      test(operation.operationId, { skip: extent === 'skipped' && 'not in this run' }, async () => {
        const faults: string[] = []
        const matrixFixture = await getWorld()
        for await (const cell of runOperation(
          matrixFixture,
          send,
          operation,
          extent === 'brief' ? half : undefined,
        )) {
          cells += 1
          if (cell.faults.length > 0) faults.push(`${cell.name}: ${cell.faults.join('; ')}`)
        }
        leaks += faults.length
        assert.deepEqual(faults.slice(0, 10), [], `${faults.length} cells leak`)
      })
    }

    test('nothing leaks', (t) => {
      t.diagnostic(`${cells} cells on ${engine.name}, ${leaks} of them leak`)
      assert.ok(cells > 0, 'nothing was asked')
      assert.equal(leaks, 0)
      assert.deepEqual(withoutBusyLines(testServer.log), [])
    })
  })
}
