import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { createApp } from '@bulkhead/server/http/create-app'
import { bothEngines } from '@bulkhead/testing/engines'
import { contractMutations } from '@bulkhead/testing/http-matrix/contract-mutations'
import { getRefusal } from '@bulkhead/testing/http-matrix/expectation'
import type { MatrixCaller } from '@bulkhead/testing/http-matrix/matrix-caller'
import { type DocumentFolder, writeMatrixDocuments } from '@bulkhead/testing/http-matrix/matrix-documents'
import {
  type MatrixFixture,
  openMatrixFixture,
  openMatrixFixtures,
} from '@bulkhead/testing/http-matrix/matrix-fixture'
import { type MatrixOperation, runOperation } from '@bulkhead/testing/http-matrix/run-operation'
import { createSend } from '@bulkhead/testing/http-matrix/send'
import { serverMutations } from '@bulkhead/testing/http-matrix/server-mutations'
import { isInPart, isInSample } from '@bulkhead/testing/sample'
import { type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'
import type { FastifyInstance } from 'fastify'

/** Sampling rates: 1 of so many is in the sample. */
const ONE_OF_THE_CONTRACTS = 96
const ONE_OF_THE_SERVERS = 16

// Finding a mistake does not depend on the engine. Postgres takes half the processor time of the embedded one.
const engine = bothEngines.at(-1)
if (engine === undefined) throw new Error('There is no engine.')

describe(`mistakes that the isolation matrix has to notice, on ${engine.name}`, () => {
  let testServer: TestServer
  let upstream: ScriptedUpstream
  let documents: DocumentFolder
  let callers: MatrixFixture['callers']
  let getWorld: () => Promise<MatrixFixture>

  before(async () => {
    upstream = await startScriptedUpstream()
    documents = writeMatrixDocuments(upstream.url)
    const environment = { BULKHEAD_CONNECTORS_DIR: documents.path }
    testServer = await startTestServer(engine, { environment, logLevel: 'silent' })
    getWorld = openMatrixFixtures(testServer, upstream)
    callers = (await getWorld()).callers
  })
  after(async () => {
    await testServer?.close()
    await upstream?.close()
    documents?.remove()
    await engine.close()
  })

  /**
   * Returns the first error that the matrix finds in a server that is wrong on purpose. Unless the operation only reads or
   * the mistake only refuses, the run may ruin its fixture, which takes seconds to create.
   *
   * @param isConcerned Which callers get other responses by the mistake. The others would find nothing.
   */
  async function findFirstError(
    operation: MatrixOperation,
    served: MatrixOperation,
    isConcerned: (caller: MatrixCaller) => boolean = () => true,
    sabotage?: (app: FastifyInstance, matrixFixture: MatrixFixture) => void,
  ): Promise<string | undefined> {
    const isSafe =
      operation.method === 'GET' ||
      (!sabotage && callers.filter(isConcerned).every((caller) => getRefusal(served, caller)))
    const matrixFixture = await (isSafe ? getWorld() : openMatrixFixture(testServer, upstream))
    const app = await createApp(testServer.server.services, { trustedProxies: [], corsOrigins: [] }, [served])
    sabotage?.(app, matrixFixture)
    await app.listen({ host: '127.0.0.1', port: 0 })
    try {
      const send = createSend(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
      const concerned = { ...matrixFixture, callers: matrixFixture.callers.filter(isConcerned) }
      for await (const { name, faults } of runOperation(concerned, send, operation))
        if (faults[0] !== undefined) return `${name}: ${faults[0]}`
      return undefined
    } finally {
      app.server.closeAllConnections()
      await app.close()
    }
  }

  test('a server without a mistake passes, so that what follows proves something', async () => {
    const faultless = operations.filter(({ operationId }) => operationId === 'getConnector')
    for (const operation of faultless) assert.equal(await findFirstError(operation, operation), undefined)
  })

  const mutations = operations.flatMap(contractMutations)
  for (const { name, operation, mutated } of mutations.filter(
    (_, at) => isInSample(at, ONE_OF_THE_CONTRACTS) && isInPart(at),
  )) {
    test(name, async () => {
      const isConcerned = (caller: MatrixCaller) =>
        getRefusal(operation, caller) !== getRefusal(mutated, caller) ||
        (caller.kind === 'person' && operation.needs !== mutated.needs)
      assert.notEqual(await findFirstError(operation, mutated, isConcerned), undefined)
    })
  }

  test('mistakes in the server', async (t) => {
    const mistakes = serverMutations(callers).filter(
      (_, at) => isInSample(at, ONE_OF_THE_SERVERS) && isInPart(at),
    )
    for (const { name, operationId, caller, sabotage } of mistakes) {
      const operation = operations.find((other) => other.operationId === operationId)
      assert.ok(operation)
      await t.test(name, async () => {
        const isConcerned = (one: MatrixCaller) => one.name === (caller ?? one.name)
        assert.notEqual(await findFirstError(operation, operation, isConcerned, sabotage), undefined)
      })
    }
  })
})
