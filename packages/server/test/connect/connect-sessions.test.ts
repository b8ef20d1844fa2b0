import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { signUpOwner } from '@bulkhead/testing/people'
import { assertError, CONNECTORS } from '../http/api.ts'
import {
  APP,
  type ConnectFixture,
  newCode,
  openConnectFixture,
  PAGE,
  PIER,
  SESSIONS,
} from './connect-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`connect sessions on ${engine.name}`, () => {
    let fixture: ConnectFixture
    before(async () => {
      fixture = await openConnectFixture(engine)
    })
    after(() => fixture?.close())

    test('a link is a public id and a token in the fragment, which is shown once', async () => {
      const made = await fixture.link({ end_user: { id: 'u1', email: 'birch@example.com', name: 'Birch' } })
      const url = new URL(made.url)
      assert.equal(url.pathname, `/connect/${made.session_id}`)
      assert.equal(url.search, '')
      assert.equal(url.hash, `#${made.token}`)
      assert.match(made.token, /^bhc_[\w-]{43}$/)
      assert.equal(made.status, 'open')
      assert.equal(made.require_confirmation, true)
      assert.equal(made.on_existing, 'replace')
      assert.equal(Date.parse(made.expires_at) - Date.parse(made.created_at), 1_800_000)
      const { url: _, token, ...view } = made
      assert.deepEqual(await fixture.get(made.session_id), view)
      const list = await fixture.call('GET', `${SESSIONS}?end_user_id=u1`)
      assert.deepEqual(list.body.data, [view])
      assert.ok(!list.text.includes(token))
    })

    test('the page says who asks, for whom, and the ways in', async () => {
      const { token, session_id } = await fixture.link({
        end_user: { id: 'u2', name: 'Birch' },
        redirect_url: `${APP}/done?tab=1`,
        entities: [{ entity: 'boats', modes: ['read'] }],
        locale: 'de',
      })
      const page = await fixture.testServer.call('GET', PAGE, { token })
      assert.equal(page.status, 200, page.text)
      const { expires_at: _, ...seen } = page.body
      assert.deepEqual(seen, {
        session_id,
        status: 'open',
        kind: 'new',
        organization: { name: 'Acme', logo_url: null, colors: null, support_url: null, privacy_url: null },
        asks_for: 'Birch',
        end_user_name: 'Birch',
        locale: 'de',
        needs_handshake: false,
        allowed_origins: [],
        has_redirect: true,
        restriction: [{ entity: 'boats', modes: ['read'] }],
        previous_account: null,
        existing: [],
        services: [
          { definition_id: PIER, slug: 'pier', name: 'Pier', icon_url: 'http://house.test/icons/pier.svg' },
        ],
        result: null,
        error: null,
      })
      const service = await fixture.testServer.call('GET', `${PAGE}/services/${PIER}`, { token })
      assert.equal(service.status, 200, service.text)
      const [way, ...others] = service.body.ways
      assert.deepEqual(others, [])
      assert.equal(way.kind, 'fields')
      assert.deepEqual(way.schema.required, ['token'])
      assert.deepEqual(service.body.entities, [
        { entity: 'boats', read: true, write: false, scopes: { read: [], write: [] } },
      ])
    })

    test('a key that the service refuses is not stored, and the link stays valid', async () => {
      const before = (await fixture.connectors()).length
      const { token, session_id } = await fixture.link({ on_existing: 'add' })
      const refused = await fixture.fill(token, 'nobody')
      assert.equal(refused.body.status, 'failed', refused.text)
      assert.equal(refused.body.check.status, 'failed')
      assert.match(
        refused.body.error.message,
        /^Pier knows this credential, but does not let it read boats\./,
      )
      assert.equal((await fixture.connectors()).length, before)
      const { status, error } = await fixture.get(session_id)
      assert.equal(status, 'open')
      assert.equal(error.code, 'upstream_rejected')
      const good = await fixture.fill(token, 'birch')
      assert.equal(good.body.status, 'awaiting_confirmation', good.text)
    })

    test('a finished link is used up, its connector waits, and a confirmation makes it work', async () => {
      const { token, session_id } = await fixture.link({
        on_existing: 'add',
        end_user: { id: 'u3', email: 'oak@example.com' },
        redirect_url: `${APP}/done?tab=1&connector_id=mine`,
      })
      const { code, hash } = newCode()
      const finished = await fixture.fill(token, 'oak', { confirmation_hash: hash })
      assert.equal(finished.status, 200, finished.text)
      const { connector_id, account, redirect_to, status } = finished.body
      assert.equal(status, 'awaiting_confirmation')
      assert.deepEqual(account, { id: 'id-oak', name: 'oak' })
      const back = new URL(redirect_to)
      assert.deepEqual(Object.fromEntries(back.searchParams), { tab: '1', session_id, connector_id })
      assertError(await fixture.fill(token, 'oak'), 'connect_session_ended', 'connectByCredentials')
      assertError(await fixture.execute(connector_id), 'connector_pending', 'executeOperation')
      const checked = await fixture.call('POST', `${CONNECTORS}/${connector_id}/check`, { body: {} })
      assertError(checked, 'connector_pending', 'checkConnector')
      const changed = await fixture.call('PUT', `${CONNECTORS}/${connector_id}`, { body: { name: 'x' } })
      assertError(changed, 'connector_pending', 'updateConnector')
      const listed = (await fixture.connectors()).find(({ id }) => id === connector_id)
      assert.equal(listed.status, 'pending')
      assert.deepEqual(listed.end_user, { id: 'u3', email: 'oak@example.com', name: null })
      const all = `/api/v1/organizations/${fixture.tenant.organization}/credentials`
      for (const [query, isFound] of [
        ['', true],
        ['?account_contains=OA', true],
        ['?account_contains=Id-Oak&sort=-last_call_at', true],
        ['?account_contains=oaks', false],
      ] as const) {
        const { body } = await fixture.call('GET', `${all}${query}`)
        const found = body.data.find(({ id }: { id: string }) => id === connector_id)
        assert.deepEqual(found?.account, isFound ? account : undefined, query)
      }
      for (const body of [
        {},
        { confirmation_code: code },
        { end_user_id: 'u3' },
        { end_user_id: 'u4', confirmation_code: code },
        { end_user_id: 'u3', confirmation_code: newCode().code },
        { end_user_id: 'u3', confirmation_code: hash },
      ]) {
        assertError(await fixture.confirm(session_id, body), 'confirmation_refused', 'confirmConnectSession')
      }
      const confirmed = await fixture.confirm(session_id, { end_user_id: 'u3', confirmation_code: code })
      assert.equal(confirmed.body.status, 'completed', confirmed.text)
      const executed = await fixture.execute(connector_id)
      assert.equal(executed.status, 200, executed.text)
      const again = await fixture.confirm(session_id, { end_user_id: 'u3', confirmation_code: code })
      assertError(again, 'connect_session_state', 'confirmConnectSession')
      const shown = await fixture.testServer.call('GET', PAGE, { token })
      assert.equal(shown.body.result.connector_id, connector_id)
    })

    test('a page of an allowed origin needs no confirmation', async () => {
      const { token } = await fixture.link({ on_existing: 'add', allowed_origins: [APP] })
      const finished = await fixture.fill(token, 'elm')
      assert.equal(finished.body.status, 'completed', finished.text)
      assert.equal((await fixture.execute(finished.body.connector_id)).status, 200)
    })

    test('a person confirms by the shown account, without a code', async () => {
      const { headers } = await signUpOwner(fixture.testServer, fixture.tenant)
      const { token, session_id } = await fixture.link({ on_existing: 'add', end_user: { id: 'u5' } })
      await fixture.fill(token, 'ash')
      const { finished_by, account } = await fixture.get(session_id)
      assert.equal(finished_by.network, '127.0.0.0/24')
      assert.equal(account.name, 'ash')
      const confirmed = await fixture.testServer.call('POST', `${SESSIONS}/${session_id}/confirm`, {
        headers,
        body: {},
      })
      assert.equal(confirmed.body.status, 'completed', confirmed.text)
    })

    test('discarding deletes the connector, and confirming afterwards is too late', async () => {
      const { token, session_id } = await fixture.link({ on_existing: 'add' })
      const { code, hash } = newCode()
      const { body } = await fixture.fill(token, 'yew', { confirmation_hash: hash })
      const discarded = await fixture.call('POST', `${SESSIONS}/${session_id}/discard`)
      assert.equal(discarded.body.status, 'discarded', discarded.text)
      assert.equal(discarded.body.connector_id, null)
      assertError(await fixture.execute(body.connector_id), 'connector_not_found', 'executeOperation')
      const late = await fixture.confirm(session_id, { confirmation_code: code })
      assertError(late, 'connect_session_state', 'confirmConnectSession')
    })

    test('a link that is declined or revoked is over', async () => {
      const declined = await fixture.link({ redirect_url: APP })
      const answer = await fixture.testServer.call('POST', `${PAGE}/decline`, { token: declined.token })
      assert.equal(answer.body.status, 'refused', answer.text)
      assert.equal(new URL(answer.body.redirect_to).searchParams.get('error'), 'access_denied')
      assertError(await fixture.fill(declined.token, 'fir'), 'connect_session_ended', 'connectByCredentials')
      const revoked = await fixture.link()
      await fixture.call('POST', `${SESSIONS}/${revoked.session_id}/revoke`)
      const page = await fixture.testServer.call('GET', PAGE, { token: revoked.token })
      assertError(page, 'connect_session_ended', 'getConnectPage')
      const twice = await fixture.call('POST', `${SESSIONS}/${revoked.session_id}/revoke`)
      assert.equal(twice.body.status, 'revoked')
    })
  })
}
