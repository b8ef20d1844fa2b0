import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { createApp } from '@bulkhead/server/http/create-app'
import { serveMcp } from '@bulkhead/server/mcp/protocol/serve-mcp'
import { TOOLS } from '@bulkhead/server/mcp/tools/tools'
import { bothEngines } from '@bulkhead/testing/engines'
import { type DocumentFolder, writeMatrixDocuments } from '@bulkhead/testing/http-matrix/matrix-documents'
import { type MatrixFixture, openMatrixFixture } from '@bulkhead/testing/http-matrix/matrix-fixture'
import { createSend } from '@bulkhead/testing/http-matrix/send'
import { runTool } from '@bulkhead/testing/mcp-matrix/run-tool'
import {
  mistakenFactory,
  TOOL_MUTATIONS,
  type ToolMutation,
} from '@bulkhead/testing/mcp-matrix/tool-mutations'
import { type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

// Finding a mistake does not depend on the engine. Postgres takes half the processor time of the embedded one.
const engine = bothEngines.at(-1)
if (engine === undefined) throw new Error('There is no engine.')

describe(`mistakes that the MCP isolation matrix has to notice, on ${engine.name}`, () => {
  let testServer: TestServer
  let upstream: ScriptedUpstream
  let documents: DocumentFolder
  let matrixFixture: MatrixFixture

  before(async () => {
    upstream = await startScriptedUpstream()
    documents = writeMatrixDocuments(upstream.url)
    const environment = { BULKHEAD_CONNECTORS_DIR: documents.path }
    testServer = await startTestServer(engine, { environment, logLevel: 'silent' })
    matrixFixture = await openMatrixFixture(testServer, upstream)
  })
  after(async () => {
    await testServer?.close()
    await upstream?.close()
    documents?.remove()
    await engine.close()
  })

  /** Returns the first error that the matrix finds in an endpoint that is wrong on purpose. */
  async function findFirstError(name: string, change?: ToolMutation['change']): Promise<string | undefined> {
    const tool = TOOLS.find((one) => one.name === name)
    assert.ok(tool)
    const { services } = testServer.server
    const app = await createApp(services, { trustedProxies: [], corsOrigins: [] }, [])
    const settings = { host: '127.0.0.1', corsOrigins: [], mcpHosts: [] }
    await serveMcp(app, services, settings, mistakenFactory(services, change?.(matrixFixture)))
    await app.listen({ host: '127.0.0.1', port: 0 })
    try {
      const send = createSend(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
      for await (const cell of runTool(matrixFixture, send, tool))
        if (cell.faults[0] !== undefined) return `${cell.name}: ${cell.faults[0]}`
      return undefined
    } finally {
      app.server.closeAllConnections()
      await app.close()
    }
  }

  test('an endpoint without a mistake passes, so that what follows proves something', async () => {
    assert.equal(await findFirstError('execute'), undefined)
  })

  for (const { name, tool, change } of TOOL_MUTATIONS) {
    test(name, async () => {
      assert.notEqual(await findFirstError(tool, change), undefined)
    })
  }
})
