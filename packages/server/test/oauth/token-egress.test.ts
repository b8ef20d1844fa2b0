import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { writeOAuthDocuments } from '@bulkhead/testing/oauth/oauth-documents'
import { startTestServer } from '@bulkhead/testing/test-server'
import { assertNames, CONNECTORS } from '../http/api.ts'
import { LIST } from './oauth-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

describe('egress of token requests', () => {
  const [engine] = engines
  const credentials = { ...CLIENT, refresh_token: 'a-refresh-token' }
  let trap: Server
  let visits = 0
  before(async () => {
    trap = createServer((socket) => {
      visits += 1
      socket.on('error', () => {}).end()
    })
    await new Promise<void>((resolve) => trap.listen(0, resolve))
  })
  after(() => void trap.close())

  /** Starts a test server that may not reach private addresses, with the authorization server at `host`. */
  async function openAt(host: string, addresses: readonly string[]) {
    assert.ok(engine)
    const { port } = trap.address() as { port: number }
    const documents = writeOAuthDocuments({
      authorization: `https://${host}:${port}`,
      api: 'https://api.example.com',
    })
    const testServer = await startTestServer(engine, {
      environment: { BULKHEAD_CONNECTORS_DIR: documents.path, BULKHEAD_EGRESS_ALLOW: '' },
      sending: {
        lookup: (_, callback) =>
          callback(
            null,
            addresses.map((address) => ({ address, family: 4 })),
          ),
      },
    })
    const { token } = await testServer.mint(await testServer.createTenant('Acme'), 'scene')
    const call = (method: string, path: string, body?: object) =>
      testServer.call(method, path, { token, ...(body && { body }) })
    const close = () => testServer.close().then(documents.remove)
    return { call, close }
  }

  test('an address that may not be reached is refused at create', async () => {
    const { call, close } = await openAt('127.0.0.1', [])
    const body = { connector_type: 'lighthouse', credentials }
    assertNames(await call('POST', CONNECTORS, body), 'invalid_configuration', 'createConnector', [
      'token endpoint',
    ])
    await close()
  })

  test('a name that resolves to one is refused when it is dialled', async () => {
    const { call, close } = await openAt('one-of-two.test', ['1.1.1.1', '127.0.0.1'])
    const made = await call('POST', CONNECTORS, { connector_type: 'lighthouse', credentials })
    assert.equal(made.status, 200, made.text)
    const path = `${CONNECTORS}/${made.body.id}`
    assertNames(await call('POST', `${path}/execute`, LIST), 'egress_refused', 'executeOperation', [
      'one-of-two.test',
    ])
    assert.equal((await call('GET', path)).body.status, 'ready', 'no fault of the owner')
    await close()
  })

  test('nothing came to this machine', () => assert.equal(visits, 0))
})
