import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines, type Store } from '@bulkhead/testing/engines'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import { CONNECTORS } from '../http/api.ts'
import { LIST, type OAuthFixture, openOAuthFixture } from './oauth-fixture.ts'

const engine = engines.find(({ name }) => name === 'postgres')

describe('tokens that two processes keep warm', { skip: engine === undefined }, () => {
  let fixture: OAuthFixture
  let store: Store
  let other: TestServer
  before(async () => {
    assert.ok(engine)
    store = await engine.createStore()
    fixture = await openOAuthFixture(engine, { store })
    await fixture.configure()
    other = await startTestServer(engine, {
      store,
      environment: { BULKHEAD_CONNECTORS_DIR: fixture.documents },
    })
  })
  after(async () => {
    await other?.close()
    await fixture?.close()
    store?.remove()
    await engine?.close()
  })

  const there = (connector: string) =>
    other.call('POST', `${CONNECTORS}/${connector}/execute`, { token: fixture.scoped, body: LIST })
  /** Creates a connector whose connection both processes have in memory. */
  const warm = async () => {
    const tokens = await fixture.authorization.issueTokens()
    const connector = await fixture.connect(tokens)
    for (const response of [await fixture.execute(connector), await there(connector)])
      assert.equal(response.status, 200, response.text)
    return { connector, ...tokens }
  }
  const sent = () => fixture.api.tokens().at(-1)

  test('tokens renewed by one process are used by the other, which does not renew again', async () => {
    const { connector, access_token } = await warm()
    const refreshes = fixture.refreshes()
    await fixture.authorization.expire(access_token)
    assert.equal((await fixture.execute(connector)).status, 200)
    const renewed = sent()
    // Works at once, before the process is notified, with a second request after the 401.
    assert.equal((await there(connector)).status, 200)
    assert.equal(sent(), renewed)
    assert.equal(fixture.refreshes() - refreshes, 1)
  })

  test('an authorization that was begun at one may end at the other', async () => {
    const { pathname, search } = await fixture.consent()
    const { status, headers } = await other.call('GET', pathname + search)
    assert.equal(status, 302)
    const connector = new URL(headers.get('location') ?? '').searchParams.get('connector_id') ?? ''
    assert.equal((await fixture.execute(connector)).status, 200)
  })

  test('marked, given other credentials or deleted at one, so at the other within a second', async () => {
    const { connector, access_token, refresh_token } = await warm()
    await fixture.authorization.expire(access_token)
    await fixture.authorization.withdraw(refresh_token)
    assert.equal((await fixture.execute(connector)).body.code, 'needs_reauthentication')
    await until(async () => (await there(connector)).body.code === 'needs_reauthentication', 1_000)
    const given = await fixture.authorization.issueTokens()
    const path = `${CONNECTORS}/${connector}`
    const body = { credentials: { ...CLIENT, ...given } }
    await fixture.testServer.call('PUT', path, { token: fixture.scoped, body })
    await until(async () => (await there(connector)).status === 200, 1_000)
    assert.equal(sent(), given.access_token)
    await fixture.testServer.call('DELETE', path, { token: fixture.scoped })
    await until(async () => (await there(connector)).status === 404, 1_000)
  })

  test('a process waits for a renewal in progress at the other', async () => {
    const { connector, access_token } = await warm()
    const refreshes = fixture.refreshes()
    await fixture.authorization.expire(access_token)
    fixture.authorization.behaviour.answer_delay_ms = 600
    const responses = await Promise.all([fixture.execute(connector), there(connector), there(connector)])
    fixture.authorization.behaviour.answer_delay_ms = 0
    for (const { status, text } of responses) assert.equal(status, 200, text)
    assert.equal(fixture.refreshes() - refreshes, 1)
  })
})
