import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines, type Store } from '@bulkhead/testing/engines'
import { type House, openHouse, until } from '@bulkhead/testing/house'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { CONNECTORS } from '../http/api.ts'
import { LIST, type OAuthScene, openOAuthScene } from './oauth-scene.ts'

const engine = engines.find(({ name }) => name === 'postgres')

describe('tokens that two processes keep warm', { skip: engine === undefined }, () => {
  let scene: OAuthScene
  let store: Store
  let other: House
  before(async () => {
    assert.ok(engine)
    store = await engine.createStore()
    scene = await openOAuthScene(engine, { store })
    await scene.configure()
    other = await openHouse(engine, {
      store,
      environment: { BULKHEAD_CONNECTORS_DIR: scene.documents },
    })
  })
  after(async () => {
    await other?.close()
    await scene?.close()
    store?.remove()
    await engine?.close()
  })

  const there = (connector: string) =>
    other.call('POST', `${CONNECTORS}/${connector}/execute`, { token: scene.scoped, body: LIST })
  /** A connector of which both have the connection in memory. */
  const warm = async () => {
    const tokens = await scene.authorization.issueTokens()
    const connector = await scene.connect(tokens)
    for (const answer of [await scene.execute(connector), await there(connector)])
      assert.equal(answer.status, 200, answer.text)
    return { connector, ...tokens }
  }
  const sent = () => scene.api.tokens().at(-1)

  test('what one renews the other uses, and does not renew again', async () => {
    const { connector, access_token } = await warm()
    const refreshes = scene.refreshes()
    await scene.authorization.expire(access_token)
    assert.equal((await scene.execute(connector)).status, 200)
    const renewed = sent()
    // At once, before it has heard of it, by a second request after the 401.
    assert.equal((await there(connector)).status, 200)
    assert.equal(sent(), renewed)
    assert.equal(scene.refreshes() - refreshes, 1)
  })

  test('an authorization that was begun at one may end at the other', async () => {
    const { pathname, search } = await scene.consent()
    const { status, headers } = await other.call('GET', pathname + search)
    assert.equal(status, 302)
    const connector = new URL(headers.get('location') ?? '').searchParams.get('connector_id') ?? ''
    assert.equal((await scene.execute(connector)).status, 200)
  })

  test('marked, given other credentials or deleted at one, so at the other within a second', async () => {
    const { connector, access_token, refresh_token } = await warm()
    await scene.authorization.expire(access_token)
    await scene.authorization.withdraw(refresh_token)
    assert.equal((await scene.execute(connector)).body.code, 'needs_reauthentication')
    await until(async () => (await there(connector)).body.code === 'needs_reauthentication', 1_000)
    const given = await scene.authorization.issueTokens()
    const path = `${CONNECTORS}/${connector}`
    const body = { credentials: { ...CLIENT, ...given } }
    await scene.house.call('PUT', path, { token: scene.scoped, body })
    await until(async () => (await there(connector)).status === 200, 1_000)
    assert.equal(sent(), given.access_token)
    await scene.house.call('DELETE', path, { token: scene.scoped })
    await until(async () => (await there(connector)).status === 404, 1_000)
  })

  test('a renewal under way at one is waited for by the other', async () => {
    const { connector, access_token } = await warm()
    const refreshes = scene.refreshes()
    await scene.authorization.expire(access_token)
    scene.authorization.behaviour.answer_delay_ms = 600
    const answers = await Promise.all([scene.execute(connector), there(connector), there(connector)])
    scene.authorization.behaviour.answer_delay_ms = 0
    for (const { status, text } of answers) assert.equal(status, 200, text)
    assert.equal(scene.refreshes() - refreshes, 1)
  })
})
