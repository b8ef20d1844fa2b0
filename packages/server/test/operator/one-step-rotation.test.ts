import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import { retireKey } from '#operator/operator-commands'
import { rotateKeys } from '#operator/rotate-keys'
import { asOperator } from '#platform/database/roles/as-operator'

const engine = engines.find(({ name }) => name === 'postgres')
const CONNECTORS = '/api/v1/integrations/connectors'

describe('a key that is put in front on one process after the other', {
  skip: engine === undefined && 'needs Postgres, where there are several processes',
  timeout: 600_000,
}, () => {
  const closing = new AsyncDisposableStack()
  after(() => closing.disposeAsync())

  test('causes 503 in a process that lacks it, with a clear message, and nothing else fails', async () => {
    assert.ok(engine)
    closing.defer(() => engine.close())
    const upstream = await startScriptedUpstream()
    closing.defer(() => upstream.close())
    const store = await engine.createStore()
    const [old, fresh] = [1, 2].map((version) => `${version}:${randomBytes(32).toString('base64')}`)
    const open = (...keys: (string | undefined)[]) =>
      startTestServer(engine, {
        store,
        environment: { BULKHEAD_KEY: keys.join(','), BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
    const connect = async (testServer: TestServer, token: string) =>
      (
        await testServer.call('POST', CONNECTORS, {
          token,
          body: {
            connector_type: 'probe',
            credentials: { token: 'x' },
            environment: { base_url: upstream.url },
          },
        })
      ).body.id
    const execute = (testServer: TestServer, token: string, connector: string) =>
      testServer.call('POST', `${CONNECTORS}/${connector}/execute`, {
        token,
        body: { entity: 'things', action: 'list' },
      })

    const stale = await open(old)
    const tenant = await stale.createTenant('Acme')
    const before = await stale.mint(tenant, 'before')
    const oldConnector = await connect(stale, before.token)
    assert.equal((await execute(stale, before.token, oldConnector)).status, 200)

    const first = await open(fresh, old)
    closing.defer(() => first.close())
    assert.equal((await stale.call('GET', '/health/ready')).status, 200, 'nothing it lacks was met yet')
    const since = await first.mint(tenant, 'since')
    const newConnector = await connect(first, since.token)
    assert.equal((await execute(first, since.token, newConnector)).status, 200)

    const refused = await execute(stale, since.token, newConnector)
    assert.equal(refused.status, 503, refused.text)
    assert.equal(refused.body.code, 'unavailable')
    assert.ok(Number(refused.headers.get('retry-after')) > 0)
    const ready = await stale.call('GET', '/health/ready')
    assert.equal(ready.status, 503)
    assert.match(ready.body.message, /Key version 2/)
    assert.ok(stale.log.some((line) => line.includes('"kek_version":2')))
    // The process still serves everything that is encrypted under a key it has, also for tokens that the other process
    // signed.
    assert.equal((await execute(stale, before.token, oldConnector)).status, 200)
    assert.equal((await stale.call('GET', CONNECTORS, { token: since.token })).status, 200)
    await stale.close()

    const second = await open(fresh, old)
    closing.defer(() => second.close())
    for (const testServer of [first, second]) {
      assert.equal((await testServer.call('GET', '/health/ready')).status, 200)
      assert.equal((await execute(testServer, since.token, newConnector)).status, 200)
      assert.equal((await execute(testServer, before.token, oldConnector)).status, 200)
    }
    const { database, keyring, log } = first.server.services
    const { left, kek_version } = await rotateKeys(database, keyring, log)
    assert.deepEqual([left, kek_version], [0, 2])
    await asOperator(database, log, 'test', (tx) => retireKey(tx, keyring, 1))

    const last = await open(fresh)
    closing.defer(() => last.close())
    for (const [token, connector] of [
      [before.token, oldConnector],
      [since.token, newConnector],
    ] as const)
      assert.equal((await execute(last, token, connector)).status, 200)
  })

  test('wraps signing keys that a process without it verifies by, and signs beside', async () => {
    assert.ok(engine)
    const store = await engine.createStore()
    const [old, fresh] = [1, 2].map((version) => `${version}:${randomBytes(32).toString('base64')}`)
    const stale = await startTestServer(engine, { store, environment: { BULKHEAD_KEY: String(old) } })
    closing.defer(() => stale.close())
    const tenant = await stale.createTenant('Acme')
    const other = await startTestServer(engine, { store, environment: { BULKHEAD_KEY: `${fresh},${old}` } })
    closing.defer(() => other.close())
    const { database, keyring, log, signingKeys } = other.server.services
    const { newSigningKey } = await import('#access/tokens/signing-keys')
    const made = await newSigningKey(keyring)
    await asOperator(database, log, 'test', (tx) =>
      tx
        .insertInto('signing_keys')
        .values({ ...made, created_at: new Date(Date.now() - 120_000) })
        .execute(),
    )
    await signingKeys.reload()
    const { token } = await other.mint(tenant, 'acme')
    await until(async () => (await stale.call('GET', CONNECTORS, { token })).status === 200)
    const { token: own } = await stale.mint(tenant, 'acme')
    assert.equal((await other.call('GET', CONNECTORS, { token: own })).status, 200)
    const { body } = await stale.call('GET', '/.well-known/jwks.json')
    assert.ok(body.keys.some(({ kid }: { kid: string }) => kid === made.key_id))
  })
})
