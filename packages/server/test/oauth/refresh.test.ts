import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { CLIENT, type OwnerTokens } from '@bulkhead/testing/oauth/authorization-server'
import { until } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import { assertError, CONNECTORS } from '../http/api.ts'
import {
  ageTokens,
  CREATE,
  LIST,
  type OAuthFixture,
  openOAuthFixture,
  setNextAttempt,
} from './oauth-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`tokens are renewed on ${engine.name}`, () => {
    let fixture: OAuthFixture
    let counted: number

    before(async () => {
      fixture = await openOAuthFixture(engine)
    })
    after(() => fixture?.close())
    beforeEach(() => {
      Object.assign(fixture.authorization.behaviour, {
        rotates: true,
        access_token_seconds: 3600,
        delay_ms: 0,
        answer_delay_ms: 0,
        fails_with: undefined,
        retry_after: undefined,
        answering: undefined,
      })
      counted = fixture.refreshes()
    })
    const refreshed = () => fixture.refreshes() - counted
    /** Holds back the responses to refreshes until `release`. */
    const holdRefresh = () => {
      const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      fixture.authorization.behaviour.answering = (grant_type) => {
        if (!['refresh_token', 'unread'].includes(grant_type)) return
        ask()
        return released
      }
      return { asked, release }
    }
    const get = async (connector: string) =>
      (await fixture.testServer.call('GET', `${CONNECTORS}/${connector}`, { token: fixture.scoped })).body
    const change = async (connector: string, credentials: object) => {
      const { scoped: token, testServer } = fixture
      const changed = await testServer.call('PUT', `${CONNECTORS}/${connector}`, {
        token,
        body: { credentials },
      })
      assert.equal(changed.status, 200, changed.text)
    }

    test('without an access token the first call gets one, and the next ones use it', async () => {
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      for (let call = 0; call < 3; call += 1) {
        const { status, text } = await fixture.execute(connector)
        assert.equal(status, 200, text)
      }
      assert.equal(refreshed(), 1)
    })

    test('after a 401, once, reads and writes alike', async () => {
      for (const body of [LIST, CREATE]) {
        const tokens = await fixture.authorization.issueTokens()
        const connector = await fixture.connect(tokens)
        assert.equal((await fixture.execute(connector, body)).status, 200)
        await fixture.authorization.expire(tokens.access_token)
        const seen = refreshed()
        const responses = await Promise.all(
          Array.from({ length: 20 }, () => fixture.execute(connector, body)),
        )
        for (const { status, text } of responses) assert.equal(status, 200, text)
        assert.equal(refreshed() - seen, 1)
      }
    })

    test('before they run out: no call is sent with a token that is about to', async () => {
      fixture.authorization.behaviour.access_token_seconds = 3
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      assert.equal((await fixture.execute(connector)).status, 200)
      // A job also renews tokens that are due, and another test would count that request.
      fixture.authorization.behaviour.access_token_seconds = 3600
      await new Promise((resolve) => setTimeout(resolve, 2_750))
      const sent = fixture.api.arrived.length
      assert.equal((await fixture.execute(connector)).status, 200)
      assert.equal(fixture.api.arrived.length - sent, 1, 'nothing was refused')
      assert.equal(refreshed(), 2)
    })

    test('each with the refresh token of the last', async () => {
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      for (let round = 1; round <= 3; round += 1) {
        assert.equal((await fixture.execute(connector)).status, 200)
        assert.equal(refreshed(), round)
        await fixture.authorization.expire(fixture.api.tokens().at(-1) ?? '')
        await ageTokens(fixture, connector)
      }
      assert.ok(fixture.authorization.answered.every(({ error }) => error === undefined))
    })

    test('files too', async () => {
      const tokens = await fixture.authorization.issueTokens()
      const connector = await fixture.connect(tokens)
      await fixture.authorization.expire(tokens.access_token)
      const response = await fixture.execute(connector, {
        entity: 'logs',
        action: 'download',
        params: { id: '1' },
      })
      assert.equal(response.text, 'a log')
      assert.equal(refreshed(), 1)
    })

    test('a 401 after that is final, and the next call does not try again at once', async () => {
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      fixture.api.respond((_, response) => void response.writeHead(401).end('{}'))
      try {
        for (let call = 0; call < 3; call += 1) {
          const response = await fixture.execute(connector)
          assertError(response, 'upstream_rejected', 'executeOperation')
          assert.equal(response.body.errors[0].details.upstream_status, 401)
        }
        assert.equal(refreshed(), 1)
      } finally {
        fixture.api.guard()
      }
    })

    test('a permanent refusal marks the connector, and no call refreshes again', async () => {
      const tokens = await fixture.authorization.issueTokens()
      const connector = await fixture.connect(tokens)
      await fixture.authorization.expire(tokens.access_token)
      await fixture.authorization.withdraw(tokens.refresh_token)
      for (let call = 0; call < 3; call += 1) {
        const response = await fixture.execute(connector)
        assertError(response, 'needs_reauthentication', 'executeOperation')
        assert.match(response.body.message, /invalid_grant.*connect again/s)
      }
      assert.equal(refreshed(), 1)
      assert.equal((await get(connector)).status, 'needs_reauthentication')
      const list = await fixture.testServer.call('GET', CONNECTORS, { token: fixture.scoped })
      const item = list.body.data.find(({ id }: { id: string }) => id === connector)
      assert.equal(item.status, 'needs_reauthentication')
      const inspected = await fixture.testServer.call('GET', `${CONNECTORS}/${connector}/inspect`, {
        token: fixture.scoped,
      })
      assert.match(inspected.body.warnings.join(), /invalid_grant/)

      // New credentials mend it.
      const again = await fixture.authorization.issueTokens()
      const body = { credentials: { ...CLIENT, ...again } }
      await fixture.testServer.call('PUT', `${CONNECTORS}/${connector}`, { token: fixture.scoped, body })
      assert.equal((await fixture.execute(connector)).status, 200)
      assert.equal((await get(connector)).status, 'ready')
    })

    test('a server that fails is left alone for a while, and then asked again', async () => {
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      fixture.authorization.behaviour.fails_with = 503
      const began = performance.now()
      // It is asked again after 1, 3 and 7 s, and a slow machine may need as long.
      const most = () => 1 + Math.floor(Math.log2(1 + (performance.now() - began) / 1_000))
      const responses = await Promise.all(
        Array.from({ length: 10 }, () => fixture.execute(connector, CREATE)),
      )
      for (const response of responses) {
        assertError(response, 'upstream_error', 'executeOperation')
        assert.ok(Number(response.headers.get('retry-after')) >= 1)
      }
      assert.ok(refreshed() <= most(), 'one request for all of them')
      assertError(await fixture.execute(connector), 'upstream_error', 'executeOperation')
      assert.ok(refreshed() <= most(), 'the next call asks no sooner')
      fixture.authorization.behaviour.fails_with = undefined
      await until(async () => (await fixture.execute(connector)).status === 200)
      assert.equal((await get(connector)).status, 'ready')
    })

    test('a server that limits its requests is asked again after 15 minutes at most', async () => {
      const { behaviour } = fixture.authorization
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      // A time beyond any that a database holds.
      Object.assign(behaviour, { fails_with: 429, retry_after: '9999999999999' })
      for (let call = 0; call < 2; call += 1) {
        const response = await fixture.execute(connector)
        assertError(response, 'upstream_rate_limited', 'executeOperation')
        const seconds = Number(response.headers.get('retry-after'))
        assert.ok(seconds > 0 && seconds <= 900, String(seconds))
      }
      behaviour.fails_with = undefined
      await setNextAttempt(fixture, connector, sql<Date>`now()`)
      const { status, text } = await fixture.execute(connector)
      assert.equal(status, 200, text)
    })

    test('a next attempt that was stored for a far future does not count', async () => {
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      await setNextAttempt(fixture, connector, sql<Date>`now() + make_interval(years => 50000)`)
      const { status, text } = await fixture.execute(connector)
      assert.equal(status, 200, text)
    })

    test('tokens of a lifetime that no calendar holds are kept, and renewed after a 401', async () => {
      fixture.authorization.behaviour.access_token_seconds = 9_999_999_999_999
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      for (let round = 1; round <= 2; round += 1) {
        const { status, text } = await fixture.execute(connector)
        assert.equal(status, 200, text)
        assert.equal(refreshed(), round)
        await fixture.authorization.expire(fixture.api.tokens().at(-1) ?? '')
        await ageTokens(fixture, connector)
      }
    })

    test('a slow server holds up the calls of that connector alone', async () => {
      const slow = await fixture.connect({
        refresh_token: (await fixture.authorization.issueTokens()).refresh_token,
      })
      const other = await fixture.connect(await fixture.authorization.issueTokens())
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      fixture.authorization.behaviour.answering = () => released
      const waiting = fixture.execute(slow)
      assert.equal((await fixture.execute(other)).status, 200)
      release()
      assert.equal((await waiting).status, 200)
      fixture.authorization.behaviour.answering = undefined
      fixture.authorization.behaviour.delay_ms = 1_500
      const late = await fixture.connect({
        refresh_token: (await fixture.authorization.issueTokens()).refresh_token,
      })
      assertError(
        await fixture.execute(late, { ...LIST, timeout_ms: 1000 }),
        'upstream_timeout',
        'executeOperation',
      )
      // The refresh continues for the next caller.
      await until(() => refreshed() === 2)
      assert.equal((await fixture.execute(late)).status, 200)
    })

    test("a client's own credentials get a token, which is cached", async () => {
      const body = { connector_type: 'buoy', credentials: CLIENT }
      const { body: created } = await fixture.testServer.call('POST', CONNECTORS, {
        token: fixture.scoped,
        body,
      })
      for (let call = 0; call < 3; call += 1) assert.equal((await fixture.execute(created.id)).status, 200)
      assert.equal(refreshed(), 1)
      assert.equal(fixture.authorization.answered.at(-1)?.grant_type, 'client_credentials')
      await fixture.authorization.expire(fixture.api.tokens().at(-1) ?? '')
      await ageTokens(fixture, created.id)
      assert.equal((await fixture.execute(created.id)).status, 200)
      assert.equal(refreshed(), 2)
    })

    test('a connector that was changed while its tokens were renewed keeps what it was given', async () => {
      const tokens = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token: tokens.refresh_token })
      const { asked, release } = holdRefresh()
      const waiting = fixture.execute(connector)
      await asked
      const given = await fixture.authorization.issueTokens()
      await change(connector, { ...CLIENT, ...given })
      release()
      assert.equal((await waiting).status, 200)
      assert.equal(fixture.api.tokens().at(-1), given.access_token)
      assert.equal((await fixture.execute(connector)).status, 200)
      assert.equal(fixture.api.tokens().at(-1), given.access_token)
    })

    test('also if it could not be renewed in between', async () => {
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      const { asked, release } = holdRefresh()
      const waiting = fixture.execute(connector)
      await asked
      const given = await fixture.authorization.issueTokens()
      await change(connector, { token: given.access_token })
      await change(connector, { ...CLIENT, ...given })
      release()
      assert.equal((await waiting).status, 200)
      assert.equal(fixture.api.tokens().at(-1), given.access_token)
      assert.equal((await fixture.execute(connector)).status, 200)
      assert.equal(fixture.api.tokens().at(-1), given.access_token)
    })

    test('what was given to a connector while a renewal failed is used at once', async () => {
      const { behaviour } = fixture.authorization
      const failures = {
        refused: (refresh_token: string) => fixture.authorization.withdraw(refresh_token),
        failing: async () => {
          behaviour.fails_with = 503
        },
      }
      const kinds = {
        renewable: (given: OwnerTokens) => ({ ...CLIENT, ...given }),
        fixed: ({ access_token }: OwnerTokens) => ({ token: access_token }),
      }
      for (const [failure, fail] of Object.entries(failures)) {
        for (const [kind, toCredentials] of Object.entries(kinds)) {
          const { refresh_token } = await fixture.authorization.issueTokens()
          const connector = await fixture.connect({ refresh_token })
          await fail(refresh_token)
          const { asked, release } = holdRefresh()
          const waiting = fixture.execute(connector)
          await asked
          const given = await fixture.authorization.issueTokens()
          await change(connector, toCredentials(given))
          release()
          const { status, text } = await waiting
          assert.equal(status, 200, `${failure}, then ${kind}: ${text}`)
          assert.equal(fixture.api.tokens().at(-1), given.access_token)
          assert.equal((await get(connector)).status, 'ready')
          behaviour.fails_with = undefined
        }
      }
    })

    test('a connector that was deleted while its tokens were renewed is gone', async () => {
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      const { asked, release } = holdRefresh()
      const waiting = fixture.execute(connector)
      await asked
      assert.equal(
        (await fixture.testServer.call('DELETE', `${CONNECTORS}/${connector}`, { token: fixture.scoped }))
          .status,
        202,
      )
      release()
      assertError(await waiting, 'connector_not_found', 'executeOperation')
    })
  })
}
