import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { until } from '@bulkhead/testing/house'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { assertError, CONNECTORS } from '../http/api.ts'
import { ageTokens, CREATE, LIST, type OAuthScene, openOAuthScene } from './oauth-scene.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`tokens are renewed on ${engine.name}`, () => {
    let scene: OAuthScene
    let counted: number

    before(async () => {
      scene = await openOAuthScene(engine)
    })
    after(() => scene?.close())
    beforeEach(() => {
      Object.assign(scene.authorization.behaviour, {
        rotates: true,
        access_token_seconds: 3600,
        delay_ms: 0,
        answer_delay_ms: 0,
        fails_with: undefined,
      })
      counted = scene.refreshes()
    })
    const refreshed = () => scene.refreshes() - counted
    const get = async (connector: string) =>
      (await scene.house.call('GET', `${CONNECTORS}/${connector}`, { token: scene.scoped })).body

    test('without an access token the first call gets one, and the next ones use it', async () => {
      const { refresh_token } = await scene.authorization.issueTokens()
      const connector = await scene.connect({ refresh_token })
      for (let call = 0; call < 3; call += 1) {
        const { status, text } = await scene.execute(connector)
        assert.equal(status, 200, text)
      }
      assert.equal(refreshed(), 1)
    })

    test('after a 401, once, reads and writes alike', async () => {
      for (const body of [LIST, CREATE]) {
        const tokens = await scene.authorization.issueTokens()
        const connector = await scene.connect(tokens)
        assert.equal((await scene.execute(connector, body)).status, 200)
        await scene.authorization.expire(tokens.access_token)
        const seen = refreshed()
        const answers = await Promise.all(Array.from({ length: 20 }, () => scene.execute(connector, body)))
        for (const { status, text } of answers) assert.equal(status, 200, text)
        assert.equal(refreshed() - seen, 1)
      }
    })

    test('before they run out: no call is sent with a token that is about to', async () => {
      scene.authorization.behaviour.access_token_seconds = 2
      const { refresh_token } = await scene.authorization.issueTokens()
      const connector = await scene.connect({ refresh_token })
      assert.equal((await scene.execute(connector)).status, 200)
      // What is due is renewed in the background too, and would be counted by another test.
      scene.authorization.behaviour.access_token_seconds = 3600
      await new Promise((resolve) => setTimeout(resolve, 1_900))
      const sent = scene.api.arrived.length
      assert.equal((await scene.execute(connector)).status, 200)
      assert.equal(scene.api.arrived.length - sent, 1, 'nothing was refused')
      assert.equal(refreshed(), 2)
    })

    test('each with the refresh token of the last', async () => {
      const { refresh_token } = await scene.authorization.issueTokens()
      const connector = await scene.connect({ refresh_token })
      for (let round = 1; round <= 3; round += 1) {
        assert.equal((await scene.execute(connector)).status, 200)
        assert.equal(refreshed(), round)
        await scene.authorization.expire(scene.api.tokens().at(-1) ?? '')
        await ageTokens(scene, connector)
      }
      assert.ok(scene.authorization.answered.every(({ error }) => error === undefined))
    })

    test('files too', async () => {
      const tokens = await scene.authorization.issueTokens()
      const connector = await scene.connect(tokens)
      await scene.authorization.expire(tokens.access_token)
      const answer = await scene.execute(connector, {
        entity: 'logs',
        action: 'download',
        params: { id: '1' },
      })
      assert.equal(answer.text, 'a log')
      assert.equal(refreshed(), 1)
    })

    test('a 401 after that is final, and the next call does not try again at once', async () => {
      const { refresh_token } = await scene.authorization.issueTokens()
      const connector = await scene.connect({ refresh_token })
      scene.api.answer((_, response) => void response.writeHead(401).end('{}'))
      try {
        for (let call = 0; call < 3; call += 1) {
          const answer = await scene.execute(connector)
          assertError(answer, 'upstream_rejected', 'executeOperation')
          assert.equal(answer.body.errors[0].details.upstream_status, 401)
        }
        assert.equal(refreshed(), 1)
      } finally {
        scene.api.guard()
      }
    })

    test('a refusal for good marks the connector, and no call asks again', async () => {
      const tokens = await scene.authorization.issueTokens()
      const connector = await scene.connect(tokens)
      await scene.authorization.expire(tokens.access_token)
      await scene.authorization.withdraw(tokens.refresh_token)
      for (let call = 0; call < 3; call += 1) {
        const answer = await scene.execute(connector)
        assertError(answer, 'needs_reauthentication', 'executeOperation')
        assert.match(answer.body.message, /invalid_grant.*connect again/s)
      }
      assert.equal(refreshed(), 1)
      assert.equal((await get(connector)).status, 'needs_reauthentication')
      const list = await scene.house.call('GET', CONNECTORS, { token: scene.scoped })
      const item = list.body.data.find(({ id }: { id: string }) => id === connector)
      assert.equal(item.status, 'needs_reauthentication')
      const inspected = await scene.house.call('GET', `${CONNECTORS}/${connector}/inspect`, {
        token: scene.scoped,
      })
      assert.match(inspected.body.warnings.join(), /invalid_grant/)

      // New credentials mend it.
      const again = await scene.authorization.issueTokens()
      const body = { credentials: { ...CLIENT, ...again } }
      await scene.house.call('PUT', `${CONNECTORS}/${connector}`, { token: scene.scoped, body })
      assert.equal((await scene.execute(connector)).status, 200)
      assert.equal((await get(connector)).status, 'ready')
    })

    test('a server that fails is left alone for a while, and then asked again', async () => {
      const { refresh_token } = await scene.authorization.issueTokens()
      const connector = await scene.connect({ refresh_token })
      scene.authorization.behaviour.fails_with = 503
      const answers = await Promise.all(Array.from({ length: 10 }, () => scene.execute(connector, CREATE)))
      for (const answer of answers) {
        assertError(answer, 'upstream_error', 'executeOperation')
        assert.ok(Number(answer.headers.get('retry-after')) >= 1)
      }
      assert.equal(refreshed(), 1, 'one request for all of them')
      assertError(await scene.execute(connector), 'upstream_error', 'executeOperation')
      assert.equal(refreshed(), 1)
      scene.authorization.behaviour.fails_with = undefined
      await new Promise((resolve) => setTimeout(resolve, 1_100))
      assert.equal((await scene.execute(connector)).status, 200)
      assert.equal((await get(connector)).status, 'ready')
    })

    test('a slow server holds up the calls of that connector alone', async () => {
      const slow = await scene.connect({
        refresh_token: (await scene.authorization.issueTokens()).refresh_token,
      })
      const other = await scene.connect(await scene.authorization.issueTokens())
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      scene.authorization.behaviour.answering = () => released
      const waiting = scene.execute(slow)
      assert.equal((await scene.execute(other)).status, 200)
      release()
      assert.equal((await waiting).status, 200)
      scene.authorization.behaviour.answering = undefined
      scene.authorization.behaviour.delay_ms = 1_500
      const late = await scene.connect({
        refresh_token: (await scene.authorization.issueTokens()).refresh_token,
      })
      assertError(
        await scene.execute(late, { ...LIST, timeout_ms: 1000 }),
        'upstream_timeout',
        'executeOperation',
      )
      // It goes on for whoever comes next.
      await until(() => refreshed() === 2)
      assert.equal((await scene.execute(late)).status, 200)
    })

    test("a client's own credentials: a token is had by them and kept", async () => {
      const body = { connector_type: 'buoy', credentials: CLIENT }
      const { body: created } = await scene.house.call('POST', CONNECTORS, { token: scene.scoped, body })
      for (let call = 0; call < 3; call += 1) assert.equal((await scene.execute(created.id)).status, 200)
      assert.equal(refreshed(), 1)
      assert.equal(scene.authorization.answered.at(-1)?.grant_type, 'client_credentials')
      await scene.authorization.expire(scene.api.tokens().at(-1) ?? '')
      await ageTokens(scene, created.id)
      assert.equal((await scene.execute(created.id)).status, 200)
      assert.equal(refreshed(), 2)
    })

    test('a connector that was changed while its tokens were renewed keeps what it was given', async () => {
      const tokens = await scene.authorization.issueTokens()
      const connector = await scene.connect({ refresh_token: tokens.refresh_token })
      scene.authorization.behaviour.answer_delay_ms = 400
      const waiting = scene.execute(connector)
      await new Promise((resolve) => setTimeout(resolve, 150))
      const given = await scene.authorization.issueTokens()
      const body = { credentials: { ...CLIENT, ...given } }
      const changed = await scene.house.call('PUT', `${CONNECTORS}/${connector}`, {
        token: scene.scoped,
        body,
      })
      assert.equal(changed.status, 200, changed.text)
      assert.equal((await waiting).status, 200)
      assert.equal(scene.api.tokens().at(-1), given.access_token)
      assert.equal((await scene.execute(connector)).status, 200)
      assert.equal(scene.api.tokens().at(-1), given.access_token)
    })

    test('a connector that was deleted while its tokens were renewed is gone', async () => {
      const { refresh_token } = await scene.authorization.issueTokens()
      const connector = await scene.connect({ refresh_token })
      scene.authorization.behaviour.answer_delay_ms = 300
      const waiting = scene.execute(connector)
      await new Promise((resolve) => setTimeout(resolve, 100))
      assert.equal(
        (await scene.house.call('DELETE', `${CONNECTORS}/${connector}`, { token: scene.scoped })).status,
        202,
      )
      assertError(await waiting, 'connector_not_found', 'executeOperation')
    })
  })
}
