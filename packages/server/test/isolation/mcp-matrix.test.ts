import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { TOOLS } from '@bulkhead/server/mcp/tools/tools'
import { withoutBusyLines } from '@bulkhead/testing/busy/busy-lines'
import { bothEngines } from '@bulkhead/testing/engines'
import { type DocumentFolder, writeMatrixDocuments } from '@bulkhead/testing/http-matrix/matrix-documents'
import { type MatrixFixture, openMatrixFixtures } from '@bulkhead/testing/http-matrix/matrix-fixture'
import { createSend, repeatingUnavailable, type Send } from '@bulkhead/testing/http-matrix/send'
import { runExpanded } from '@bulkhead/testing/mcp-matrix/run-expanded'
import { runTool } from '@bulkhead/testing/mcp-matrix/run-tool'
import { TOOL_SAMPLES } from '@bulkhead/testing/mcp-matrix/tool-samples'
import { isInSample } from '@bulkhead/testing/sample'
import { type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

test('every tool has a sample, and no other has one', () => {
  assert.deepEqual(Object.keys(TOOL_SAMPLES).sort(), TOOLS.map(({ name }) => name).sort())
})

for (const engine of bothEngines) {
  // In the sample a tool has a half of its callers on each engine.
  const half = engine.name === 'pglite' ? 0 : 1
  describe(`the MCP isolation matrix on ${engine.name}`, () => {
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

    for (const [place, tool] of TOOLS.entries()) {
      test(tool.name, async () => {
        const faults: string[] = []
        const isCalling = (caller: number) => isInSample(place + caller + half, 2)
        for await (const cell of runTool(await getWorld(), send, tool, isCalling)) {
          cells += 1
          if (cell.faults.length > 0) faults.push(`${cell.name}: ${cell.faults.join('; ')}`)
        }
        leaks += faults.length
        assert.deepEqual(faults.slice(0, 10), [], `${faults.length} cells leak`)
      })
    }

    test('expanded tools', async () => {
      const faults: string[] = []
      for await (const cell of runExpanded(await getWorld(), send)) {
        cells += 1
        if (cell.faults.length > 0) faults.push(`${cell.name}: ${cell.faults.join('; ')}`)
      }
      leaks += faults.length
      assert.deepEqual(faults, [])
    })

    test('nothing leaks', (t) => {
      t.diagnostic(`${cells} cells on ${engine.name}, ${leaks} of them leak`)
      assert.ok(cells > 0, 'nothing was asked')
      assert.equal(leaks, 0)
      assert.deepEqual(withoutBusyLines(testServer.log), [])
    })
  })
}
