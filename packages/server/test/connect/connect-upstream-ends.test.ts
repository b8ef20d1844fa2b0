import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { consentAt } from '@bulkhead/testing/oauth/authorization-server'
import { LIGHTHOUSE } from '@bulkhead/testing/oauth/oauth-documents'
import { PUBLIC_URL } from '@bulkhead/testing/test-server'
import { API, CONNECTORS } from '../http/api.ts'
import { CookieJar } from '../oauth/cookie-jar.ts'
import { type OAuthFixture, openOAuthFixture } from '../oauth/oauth-fixture.ts'
import { newCode, PAGE, SESSIONS } from './connect-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`what connect links take back at the service on ${engine.name}`, () => {
    let fixture: OAuthFixture
    before(async () => {
      fixture = await openOAuthFixture(engine)
      await fixture.configure()
    })
    after(() => fixture?.close())
    beforeEach(async () => {
      for (const { id } of (await call('GET', `${CONNECTORS}?workspace_name=scene`)).body.data)
        await call('DELETE', `${CONNECTORS}/${id}`)
      await settled()
    })

    const call = (method: string, path: string, body?: object) =>
      fixture.testServer.call(method, path, { token: fixture.tenant.token, ...(body && { body }) })
    const settled = () => fixture.testServer.server.services.backgroundTasks.settled()

    /** A link whose end user consented at the service. @returns The session, and its token. */
    async function finish(more: object = {}) {
      const made = await call('POST', SESSIONS, {
        ...{ workspace_name: 'scene', services: ['lighthouse'], on_existing: 'add' },
        ...more,
      })
      assert.equal(made.status, 200, made.text)
      const { token, session_id } = made.body as { token: string; session_id: string }
      const { code, hash } = newCode()
      const { body } = await fixture.testServer.call('POST', `${PAGE}/authorization`, {
        token,
        body: { definition_id: LIGHTHOUSE, option: 'lighthouseOAuth', confirmation_hash: hash },
      })
      const jar = new CookieJar()
      const begun = await fixture.testServer.call('POST', `${API}/connect/begin`, {
        headers: { origin: PUBLIC_URL },
        body: { nonce: body.nonce },
      })
      jar.keep(begun)
      const callback = await consentAt(begun.body.consent_url)
      await fixture.visit(callback, jar.sentTo(callback.pathname))
      const session = (await call('GET', `${SESSIONS}/${session_id}`)).body
      assert.equal(session.status, 'awaiting_confirmation', JSON.stringify(session))
      return { session_id, token, code, connector: session.connector_id as string }
    }
    async function connect() {
      const { session_id, code, connector } = await finish()
      const { body, text } = await call('POST', `${SESSIONS}/${session_id}/confirm`, {
        confirmation_code: code,
      })
      assert.equal(body.status, 'completed', text)
      return connector
    }
    /** Sets the account of a connector or a session, if the service does not name it. */
    async function setAccount(
      of: { readonly connector?: string; readonly session?: string },
      account: string,
    ) {
      const { database } = fixture.testServer.server.services
      const { connector, session } = of
      await asPrincipal(database, fixture.tenant, 'read write', async (tx) => {
        const account_id = account
        if (connector !== undefined)
          await tx
            .updateTable('connectors')
            .set({ account_id })
            .where('connector_id', '=', connector)
            .execute()
        if (session !== undefined)
          await tx
            .updateTable('connect_sessions')
            .set({ account_id })
            .where('session_id', '=', session)
            .execute()
      })
    }
    const discard = async (session_id: string) => {
      const { status, text } = await call('POST', `${SESSIONS}/${session_id}/discard`)
      assert.equal(status, 200, text)
      await settled()
    }
    async function disconnect(connector: string) {
      const made = await call('POST', SESSIONS, { connector_id: connector })
      assert.equal(made.status, 200, made.text)
      const { token } = made.body
      const ended = await fixture.testServer.call('POST', `${PAGE}/disconnect`, { token, body: {} })
      assert.equal(ended.body.status, 'refused', ended.text)
      await settled()
    }
    /** Counts the tokens that the service revoked during `work`. */
    async function countRevoked(work: () => Promise<void>) {
      const before = fixture.authorization.revoked.length
      await work()
      return fixture.authorization.revoked.length - before
    }

    test('a discarded credential is taken back', async () => {
      const { session_id } = await finish()
      assert.equal(await countRevoked(() => discard(session_id)), 1)
    })

    test('a credential whose connector is deleted before it is confirmed is taken back', async () => {
      const { session_id, connector } = await finish()
      const revoked = await countRevoked(async () => {
        assert.equal((await call('DELETE', `${CONNECTORS}/${connector}`)).status, 202)
        await settled()
      })
      assert.equal(revoked, 1)
      assert.equal((await call('GET', `${SESSIONS}/${session_id}`)).body.status, 'discarded')
    })

    test('a connector that its end user disconnects is taken back', async () => {
      const connector = await connect()
      assert.equal(await countRevoked(() => disconnect(connector)), 1)
      assert.equal((await fixture.execute(connector)).body.code, 'connector_not_found')
    })

    test('another connector of the same account keeps its grant', async () => {
      const other = await connect()
      await setAccount({ connector: other }, 'mine')
      const { session_id, connector } = await finish()
      await setAccount({ connector, session: session_id }, 'mine')
      assert.equal(await countRevoked(() => discard(session_id)), 0)
      assert.equal((await fixture.execute(other)).status, 200)
      const second = await connect()
      await setAccount({ connector: second }, 'mine')
      assert.equal(await countRevoked(() => disconnect(second)), 0)
      assert.equal((await fixture.execute(other)).status, 200)
    })

    test('one of another account does not', async () => {
      const other = await connect()
      await setAccount({ connector: other }, 'theirs')
      const { session_id, connector } = await finish()
      await setAccount({ connector, session: session_id }, 'mine')
      assert.equal(await countRevoked(() => discard(session_id)), 1)
      const second = await connect()
      await setAccount({ connector: second }, 'mine')
      assert.equal(await countRevoked(() => disconnect(second)), 1)
    })

    test('deleting one of two connectors of an account leaves the grant to the other', async () => {
      const remove = async (connector: string) => {
        assert.equal((await call('DELETE', `${CONNECTORS}/${connector}`)).status, 202)
        await settled()
      }
      const [first, second, unknown] = [await connect(), await connect(), await connect()]
      for (const connector of [first, second]) await setAccount({ connector }, 'mine')
      assert.equal(await countRevoked(() => remove(first)), 0)
      assert.equal((await fixture.execute(second)).status, 200)
      assert.equal(await countRevoked(() => remove(second)), 1, 'the last of the account')
      assert.equal(await countRevoked(() => remove(unknown)), 1, 'an account that nobody knows')
    })

    test('where nobody knows the account, any other connector of the service may be of it', async () => {
      const other = await connect()
      await setAccount({ connector: other }, 'theirs')
      const { session_id } = await finish()
      assert.equal(await countRevoked(() => discard(session_id)), 0)
      assert.equal((await fixture.execute(other)).status, 200)
    })

    test('a credential that waits to replace another account keeps its grant too', async () => {
      const old = await connect()
      await setAccount({ connector: old }, 'theirs')
      const waiting = await finish({
        connector_id: old,
        services: undefined,
        workspace_name: undefined,
        on_existing: undefined,
      })
      await setAccount({ session: waiting.session_id }, 'mine')
      const { session_id, connector } = await finish()
      await setAccount({ connector, session: session_id }, 'mine')
      assert.equal(await countRevoked(() => discard(session_id)), 0)
      assert.equal(await countRevoked(() => discard(waiting.session_id)), 1, 'the last of them')
    })

    test('an unconfirmed credential is revoked like a discarded one', async () => {
      const { session_id } = await finish()
      assert.equal(
        await countRevoked(async () => {
          const path = `${API}/connect/end-users/${randomUUID()}`
          assert.equal((await call('DELETE', path)).status, 200)
          await call('POST', `${SESSIONS}/${session_id}/revoke`)
          await settled()
        }),
        1,
      )
    })
  })
}
