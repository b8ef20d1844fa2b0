import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { CALLERS } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { withoutBusyLines } from '@bulkhead/testing/busy/busy-lines'
import { type Engine, engines } from '@bulkhead/testing/engines'
import { type DocumentFolder, writeMatrixDocuments } from '@bulkhead/testing/http-matrix/matrix-documents'
import { type MatrixFixture, openMatrixFixtures } from '@bulkhead/testing/http-matrix/matrix-fixture'
import { runOperation } from '@bulkhead/testing/http-matrix/run-operation'
import { createSend, repeatingUnavailable, type Send } from '@bulkhead/testing/http-matrix/send'
import { IS_WHOLE, isAsked, ROUND } from '@bulkhead/testing/proofs/round'
import { type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

type Extent = 'whole' | 'brief' | 'skipped'

/** Sampling rate: 1 of this many operations runs as every caller, on its engine of the day. */
const ONE_OF_THEM_IS_WHOLE = 48

/**
 * Returns how much of the matrix an operation gets. All operations as all callers on all engines take an
 * hour. Without `npm run proof:isolation` an operation is called on one of the engines each day and on the
 * other the next, by one caller of each kind, with one foreign value at each place and one request that
 * matches no schema. Some operations are called by all callers with all values.
 */
function getExtent(operation: number, engine: number): Extent {
  if (!isAsked(operation)) return 'skipped'
  if (IS_WHOLE || engines.length === 1) return 'whole'
  const turn = operation + engine + ROUND
  if (turn % engines.length !== 0) return 'skipped'
  return (turn / engines.length) % ONE_OF_THEM_IS_WHOLE === 0 ? 'whole' : 'brief'
}

/** The matrix on one engine, as tests. */
export function testHttpMatrix(engine: Engine): void {
  const at = engines.indexOf(engine)
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
      const extent = getExtent(place, at)
      test(operation.operationId, { skip: extent === 'skipped' && 'not in this run' }, async () => {
        const faults: string[] = []
        const matrixFixture = await getWorld()
        for await (const cell of runOperation(matrixFixture, send, operation, extent === 'brief')) {
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
