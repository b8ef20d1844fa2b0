import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { endConnectSessions } from '@bulkhead/server/jobs/end-connect-sessions'
import { purgeConnectSessions } from '@bulkhead/server/jobs/purge-expired'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { until } from '@bulkhead/testing/test-server'
import { startWebhookReceiver } from '@bulkhead/testing/upstreams/webhook-receiver'
import { sql } from 'kysely'
import pg from 'pg'
import { API, assertError, CONNECTORS, NOBODY, WORKSPACES } from '../http/api.ts'
import { type ConnectFixture, keyOf, newCode, openConnectFixture, PAGE, SESSIONS } from './connect-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`ends of connect links on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let fixture: ConnectFixture
    before(async () => {
      fixture = await openConnectFixture(engine)
    })
    after(() => fixture?.close())

    const openPage = (token: string) => fixture.testServer.call('GET', PAGE, { token })
    /** A link that an end user finished in a workspace of its own. */
    async function finish(more: object = {}) {
      const workspace_name = `place ${randomUUID()}`
      const link = await fixture.link({ workspace_name, ...more })
      const { code, hash } = newCode()
      const { body, text } = await fixture.fill(link.token, 'birch', { confirmation_hash: hash })
      assert.equal(body.status, 'awaiting_confirmation', text)
      return { ...link, code, connector: body.connector_id as string }
    }
    /** Moves one time of a session into the past. */
    async function age(session_id: string, column: 'expires_at' | 'confirm_until' | 'ended_at', days = 0) {
      const { database } = fixture.testServer.server.services
      await asPrincipal(database, fixture.tenant, 'read write', (tx) =>
        sql`update connect_sessions set ${sql.ref(column)} = now() - make_interval(days => ${days}, secs => 1)
          where session_id = ${session_id}`.execute(tx),
      )
    }
    const discard = (session_id: string) => fixture.call('POST', `${SESSIONS}/${session_id}/discard`)
    async function readHeld(session_id: string) {
      const { database, log } = fixture.testServer.server.services
      const rows = await asOperator(database, log, 'test', (tx) =>
        tx.selectFrom('connect_sessions').select('held').where('session_id', '=', session_id).execute(),
      )
      return rows.map(({ held }) => held)
    }

    test('a link that nobody used in time is over at once, and says so', async () => {
      const { token, session_id, workspace_id } = await fixture.link()
      await age(session_id, 'expires_at')
      assertError(await openPage(token), 'connect_session_ended', 'getConnectPage')
      assertError(await fixture.fill(token, 'birch'), 'connect_session_ended', 'connectByCredentials')
      const list = async (status: string) =>
        (
          await fixture.call('GET', `${SESSIONS}?status=${status}&workspace_id=${workspace_id}`)
        ).body.data.some((one: { session_id: string }) => one.session_id === session_id)
      const before = await fixture.get(session_id)
      assert.equal(before.status, 'expired')
      assert.equal(before.ended_at, before.expires_at)
      assert.deepEqual([await list('open'), await list('expired')], [false, true])
      await endConnectSessions(fixture.testServer.server.services)
      assert.deepEqual(await fixture.get(session_id), before)
      assert.deepEqual([await list('open'), await list('expired')], [false, true])
    })

    test('an ended session stays ended, whatever ends it', async () => {
      const open = await fixture.link()
      await age(open.session_id, 'expires_at')
      const before = await fixture.get(open.session_id)
      const { body } = await fixture.call('POST', `${SESSIONS}/${open.session_id}/revoke`)
      assert.deepEqual(body, before)
      const waiting = await finish()
      await age(waiting.session_id, 'confirm_until')
      const over = await fixture.get(waiting.session_id)
      assertError(await discard(waiting.session_id), 'connect_session_state', 'discardConnectSession')
      const { status } = await fixture.call('DELETE', `${CONNECTORS}/${waiting.connector}`)
      // On a busy machine the job that ends sessions may have deleted the connector before.
      assert.ok(status === 202 || status === 404, `${status}`)
      assert.deepEqual(await fixture.get(waiting.session_id), over)
      assert.deepEqual(await readHeld(waiting.session_id), [null])
    })

    test('a credential that nobody confirmed in time is deleted, with its waiting connector', async () => {
      const { session_id, connector, code } = await finish({ confirm_within: 60 })
      const { completed_at, confirm_until } = await fixture.get(session_id)
      assert.equal(Date.parse(confirm_until) - Date.parse(completed_at), 60_000)
      await age(session_id, 'confirm_until')
      const late = await fixture.confirm(session_id, { confirmation_code: code })
      assertError(late, 'connect_session_state', 'confirmConnectSession')
      const before = await fixture.get(session_id)
      await endConnectSessions(fixture.testServer.server.services)
      const { status, connector_id, ended_at } = await fixture.get(session_id)
      assert.deepEqual({ status, connector_id }, { status: 'expired', connector_id: null })
      assert.deepEqual(
        [before.status, before.connector_id, before.ended_at],
        [status, connector_id, ended_at],
      )
      assert.deepEqual(await readHeld(session_id), [null])
      assertError(await fixture.execute(connector), 'connector_not_found', 'executeOperation')
    })

    test('sessions that cannot be ended are not in the way of those behind them', async () => {
      const { services } = fixture.testServer.server
      const [damaged, whole] = [await finish(), await finish()]
      // As many as a step looks at, all of them due earlier.
      await asPrincipal(services.database, fixture.tenant, 'read write', async (tx) => {
        await sql`update connect_sessions set held = '\\x00' where session_id = ${damaged.session_id}`.execute(
          tx,
        )
        await sql`insert into connect_sessions select (jsonb_populate_record(s, jsonb_build_object(
            'session_id', gen_random_uuid(), 'token_hash', '\\x' || md5(i::text), 'kind', 'reconnect'))).*
          from connect_sessions s, generate_series(1, 49) i where session_id = ${damaged.session_id}`.execute(
          tx,
        )
        await sql`update connect_sessions set confirm_until = now() - interval '1 day' where held = '\\x00'`.execute(
          tx,
        )
      })
      await age(whole.session_id, 'confirm_until')
      const failed = new Map<string, number>()
      await endConnectSessions(services, failed)
      assert.deepEqual([failed.size, failed.has(damaged.session_id)], [50, true])
      await endConnectSessions(services, failed)
      assert.deepEqual(await readHeld(whole.session_id), [null])
      assert.equal((await fixture.get(whole.session_id)).status, 'expired')
      await asPrincipal(services.database, fixture.tenant, 'read write', (tx) =>
        sql`update connect_sessions set status = 'expired', ended_at = confirm_until, held = null
          where held = '\\x00'`.execute(tx),
      )
    })

    test('a session is forgotten 30 days after it ended, and not sooner', async () => {
      const { database, log } = fixture.testServer.server.services
      const [kept, forgotten, open] = [await fixture.link(), await fixture.link(), await fixture.link()]
      for (const { session_id } of [kept, forgotten]) {
        await fixture.call('POST', `${SESSIONS}/${session_id}/revoke`)
      }
      await age(kept.session_id, 'ended_at', 29)
      await age(forgotten.session_id, 'ended_at', 30)
      await purgeConnectSessions(database, log)
      assert.equal((await fixture.get(kept.session_id)).status, 'revoked')
      assert.equal((await fixture.get(open.session_id)).status, 'open')
      const gone = await fixture.call('GET', `${SESSIONS}/${forgotten.session_id}`)
      assertError(gone, 'connect_session_not_found', 'getConnectSession')
    })

    test('of a confirmation and a concurrent rejection, one wins and the connector matches it', async () => {
      for (let round = 0; round < 4; round += 1) {
        const { session_id, connector, code } = await finish()
        const confirm = () => fixture.confirm(session_id, { confirmation_code: code })
        const both = round % 2 === 0 ? [confirm(), discard(session_id)] : [discard(session_id), confirm()]
        const answers = await Promise.all(both)
        const statuses = answers.map(({ status }) => status).sort()
        assert.deepEqual(statuses, [200, 409], answers.map(({ text }) => text).join('\n'))
        const { status } = await fixture.get(session_id)
        const executed = await fixture.execute(connector)
        assert.equal(executed.status, status === 'completed' ? 200 : 404, `${status}: ${executed.text}`)
        assert.deepEqual(await readHeld(session_id), [null])
      }
    })

    test('a confirmation and a concurrent deletion of its connector leave nothing half done', async () => {
      for (let round = 0; round < 4; round += 1) {
        const { session_id, connector, code } = await finish()
        const confirm = () => fixture.confirm(session_id, { confirmation_code: code })
        const remove = () => fixture.call('DELETE', `${CONNECTORS}/${connector}`)
        const [one, two] = round % 2 === 0 ? [confirm, remove] : [remove, confirm]
        const answers = await Promise.all([one(), two()])
        const [confirmed, removed] = round % 2 === 0 ? answers : answers.toReversed()
        assert.equal(removed?.status, 202, removed?.text)
        assert.ok([200, 409].includes(confirmed?.status ?? 0), confirmed?.text)
        assert.equal((await fixture.execute(connector)).status, 404)
        const { status } = await fixture.get(session_id)
        assert.equal(status, confirmed?.status === 200 ? 'completed' : 'discarded')
        assert.deepEqual(await readHeld(session_id), [null])
      }
    })

    test('deleting a connector ends the links whose credential waits for it, in the order of events', async () => {
      const receiver = await startWebhookReceiver()
      const made = await fixture.call('POST', `${API}/webhook-endpoints`, { body: { url: receiver.url } })
      try {
        const waiting = await finish()
        const remove = async (connector: string) => {
          const { status, text } = await fixture.call('DELETE', `${CONNECTORS}/${connector}`)
          assert.equal(status, 202, text)
        }
        await remove(waiting.connector)
        const { status, connector_id, ended_at } = await fixture.get(waiting.session_id)
        assert.deepEqual([status, connector_id], ['discarded', null])
        assert.ok(ended_at)
        assert.deepEqual(await readHeld(waiting.session_id), [null])
        const late = await fixture.confirm(waiting.session_id, { confirmation_code: waiting.code })
        assertError(late, 'connect_session_state', 'confirmConnectSession')
        assert.equal((await fixture.call('DELETE', `${CONNECTORS}/${waiting.connector}`)).status, 404)
        // Another account came back, so its credential waits although the connector is there.
        const done = await finish()
        const body = { confirmation_code: done.code }
        assert.equal((await fixture.confirm(done.session_id, body)).status, 200)
        const other = await fixture.link({
          ...{ connector_id: done.connector, services: undefined, workspace_name: undefined },
        })
        assert.equal((await fixture.fill(other.token, 'elm')).body.status, 'awaiting_confirmation')
        await remove(done.connector)
        assert.equal((await fixture.get(other.session_id)).status, 'discarded')
        const typesOf = (connector: string) =>
          receiver.received
            .filter(({ event }) => event.data.connector_id === connector)
            .map(({ event }) => event.type)
        await until(() => typesOf(done.connector).includes('connector.deleted'))
        await until(() => typesOf(waiting.connector).length > 1)
        assert.deepEqual(typesOf(waiting.connector), [
          'connect_session.awaiting_confirmation',
          'connect_session.failed',
        ])
        assert.deepEqual(typesOf(done.connector), [
          'connect_session.awaiting_confirmation',
          'connector.created',
          'connect_session.completed',
          'connect_session.awaiting_confirmation',
          'connect_session.failed',
          'connector.deleted',
        ])
      } finally {
        await fixture.call('DELETE', `${API}/webhook-endpoints/${made.body.id}`)
        await receiver.close()
      }
    })

    for (const by of ['the application', 'an end user'] as const) {
      const skip = engine.name === 'pglite' && 'it runs one transaction at a time'
      test(`a link whose credential begins to wait while ${by} deletes the connector ends`, {
        skip,
      }, async () => {
        const done = await finish()
        await fixture.confirm(done.session_id, { confirmation_code: done.code })
        const again = { connector_id: done.connector, services: undefined, workspace_name: undefined }
        const [late, leaving] = [await fixture.link(again), await fixture.link(again)]
        const admin = new pg.Client({ connectionString: fixture.testServer.store.postgres?.adminUrl })
        await admin.connect()
        try {
          await admin.query('begin')
          await admin.query('select from bulkhead.connectors where connector_id = $1 for update', [
            done.connector,
          ])
          const filling = fixture.fill(late.token, 'elm')
          await until(async () => (await countWaiting(admin)) === 1)
          const deleting =
            by === 'the application'
              ? fixture.call('DELETE', `${CONNECTORS}/${done.connector}`)
              : fixture.testServer.call('POST', `${PAGE}/disconnect`, { token: leaving.token })
          await until(async () => (await countWaiting(admin)) === 2)
          await admin.query('rollback')
          const [filled, deleted] = await Promise.all([filling, deleting])
          assert.equal(filled.body.status, 'awaiting_confirmation', filled.text)
          assert.ok(deleted.status < 300, deleted.text)
        } finally {
          await admin.end()
        }
        assert.equal((await fixture.get(late.session_id)).status, 'discarded')
        assert.deepEqual(await readHeld(late.session_id), [null])
      })
    }

    test('an end user who disconnects ends the other links whose credential waits for the connector', async () => {
      const done = await finish()
      await fixture.confirm(done.session_id, { confirmation_code: done.code })
      const again = { connector_id: done.connector, services: undefined, workspace_name: undefined }
      const [waiting, leaving] = [await fixture.link(again), await fixture.link(again)]
      const { code, hash } = newCode()
      const filled = await fixture.fill(waiting.token, 'elm', { confirmation_hash: hash })
      assert.equal(filled.body.status, 'awaiting_confirmation', filled.text)
      const gone = await fixture.testServer.call('POST', `${PAGE}/disconnect`, { token: leaving.token })
      assert.equal(gone.status, 200, gone.text)
      assert.equal((await fixture.get(waiting.session_id)).status, 'discarded')
      assert.deepEqual(await readHeld(waiting.session_id), [null])
      const late = await fixture.confirm(waiting.session_id, { confirmation_code: code })
      assertError(late, 'connect_session_state', 'confirmConnectSession')
    })

    test('of two browsers that fill in one link at once, one finishes it', async () => {
      const { session_id, token } = await fixture.link({ on_existing: 'add' })
      const before = (await fixture.connectors()).length
      const [code, other] = [newCode(), newCode()]
      const answers = await Promise.all([
        fixture.fill(token, 'victim', { confirmation_hash: code.hash }),
        fixture.fill(token, 'mallory', { confirmation_hash: other.hash }),
      ])
      const finished = answers.filter(({ body }) => body.status === 'awaiting_confirmation')
      assert.equal(finished.length, 1, answers.map(({ text }) => text).join('\n'))
      assert.equal((await fixture.connectors()).length, before + 1)
      const { account } = await fixture.get(session_id)
      // The code belongs only to the browser that finished.
      const [right, wrong] = account.id === 'id-victim' ? [code, other] : [other, code]
      const refused = await fixture.confirm(session_id, { confirmation_code: wrong.code })
      assertError(refused, 'confirmation_refused', 'confirmConnectSession')
      const confirmed = await fixture.confirm(session_id, { confirmation_code: right.code })
      assert.equal(confirmed.status, 200, confirmed.text)
    })

    test('an id of an end user that no database can store is refused', async () => {
      const { status, body, text } = await fixture.call('DELETE', `${API}/connect/end-users/%00`)
      assert.deepEqual([status, body.code], [422, 'invalid_request'], text)
    })

    test('erasing an end user leaves nothing of them, and connectors that work', async () => {
      const end_user = { id: `u/${randomUUID()}`, email: 'birch@erased.test', name: 'Birch Erased' }
      const done = await finish({ end_user })
      const body = { end_user_id: end_user.id, confirmation_code: done.code }
      assert.equal((await fixture.confirm(done.session_id, body)).body.status, 'completed')
      const waiting = await finish({ end_user })
      const open = await fixture.link({ end_user })
      const bystander = await finish({ end_user: { id: `u/${randomUUID()}` } })
      const path = `${API}/connect/end-users/${encodeURIComponent(end_user.id)}`
      const erased = await fixture.call('DELETE', path)
      assert.deepEqual(erased.body, { sessions: 3, connectors: 1 }, erased.text)
      for (const { session_id } of [done, waiting, open]) {
        const { text, body } = await fixture.call('GET', `${SESSIONS}/${session_id}`)
        for (const known of [end_user.id, 'erased.test', 'Erased', 'birch']) {
          assert.ok(!text.includes(known), `${known} is in ${text}`)
        }
        assert.equal(body.end_user, null)
        assert.equal(body.status, session_id === done.session_id ? 'completed' : 'revoked')
      }
      assertError(await openPage(open.token), 'connect_session_ended', 'getConnectPage')
      assertError(await fixture.execute(waiting.connector), 'connector_not_found', 'executeOperation')
      const connector = await fixture.call('GET', `${CONNECTORS}/${done.connector}`)
      assert.equal(connector.body.end_user, null, connector.text)
      assert.equal(connector.body.account, null)
      assert.equal((await fixture.execute(done.connector)).status, 200)
      assert.equal((await fixture.get(bystander.session_id)).status, 'awaiting_confirmation')
      assert.deepEqual((await fixture.call('DELETE', path)).body, { sessions: 0, connectors: 0 })
    })

    test('erasing an end user leaves nothing of them in events, sent or not', async () => {
      const receiver = await startWebhookReceiver()
      const made = await fixture.call('POST', `${API}/webhook-endpoints`, { body: { url: receiver.url } })
      try {
        const end_user = { id: `u/${randomUUID()}`, email: 'elm@erased.test', name: 'Elm Erased' }
        const done = await finish({ end_user })
        const body = { end_user_id: end_user.id, confirmation_code: done.code }
        assert.equal((await fixture.confirm(done.session_id, body)).status, 200)
        const bystander = { id: `u/${randomUUID()}`, email: null, name: 'Bystander' }
        await finish({ end_user: { id: bystander.id, name: bystander.name } })
        const told = (type: string) => receiver.received.filter(({ event }) => event.type === type)
        await until(
          () => told('connector.created').length > 0 && told('connect_session.completed').length > 0,
        )
        for (const { event } of [...told('connector.created'), ...told('connect_session.completed')])
          assert.deepEqual(event.data.end_user, end_user, event.type)
        await until(() => told('connect_session.awaiting_confirmation').length === 2)
        const deliveries = async () => {
          const path = `${API}/webhook-endpoints/${made.body.id}/deliveries`
          const { body } = await fixture.call('GET', path)
          return (body.data as object[]).map((one) => JSON.stringify(one))
        }
        const known = [end_user.id, 'erased.test', 'Erased']
        const names = async () =>
          (await deliveries()).filter((text) => known.some((one) => text.includes(one))).length
        assert.ok((await names()) >= 3, 'deliveries hold the body')
        // An endpoint that cannot be reached, so its deliveries wait.
        receiver.answer = (response) => void response.writeHead(503).end()
        await fixture.call('PUT', `${CONNECTORS}/${done.connector}`, {
          body: { credentials: { token: keyOf('elm') } },
        })
        await until(() => told('connector.reconnected').length > 0)
        const erased = await fixture.call(
          'DELETE',
          `${API}/connect/end-users/${encodeURIComponent(end_user.id)}`,
        )
        assert.equal(erased.status, 200, erased.text)
        assert.equal(await names(), 0)
        assert.ok((await deliveries()).some((text) => text.includes(bystander.id)))
        const seen = receiver.received.length
        receiver.answer = (response) => void response.writeHead(204).end()
        await until(() => receiver.received.length > seen, 120_000)
        for (const { body } of receiver.received.slice(seen))
          for (const one of known) assert.ok(!body.includes(one), body)
      } finally {
        await fixture.call('DELETE', `${API}/webhook-endpoints/${made.body.id}`)
        await receiver.close()
      }
    })

    test('links of a workspace that is deactivated end for good', async () => {
      const { workspace_id, session_id, code } = await finish()
      const open = await fixture.link({ workspace_name: undefined, workspace_id })
      for (const status of ['inactive', 'active']) {
        const set = await fixture.call('PUT', `${WORKSPACES}/${workspace_id}`, { body: { status } })
        assert.equal(set.status, 200, set.text)
        assertError(await openPage(open.token), 'connect_session_ended', 'getConnectPage')
        const { body } = await fixture.confirm(session_id, { confirmation_code: code })
        assert.ok(['connect_session_state', 'workspace_inactive'].includes(body.code), JSON.stringify(body))
      }
    })

    test('of a deleted workspace no link is left', async () => {
      const { workspace_id, session_id, code, token } = await finish()
      const open = await fixture.link({ workspace_name: undefined, workspace_id })
      const deleted = await fixture.call('DELETE', `${WORKSPACES}/${workspace_id}`)
      assert.equal(deleted.status, 200, deleted.text)
      for (const one of [open.token, token]) {
        assertError(await openPage(one), 'connect_session_ended', 'getConnectPage')
      }
      const confirmed = await fixture.confirm(session_id, { confirmation_code: code })
      assertError(confirmed, 'connect_session_not_found', 'confirmConnectSession')
    })

    test('a link ends with the secret that its token was made with, also when it waits', async () => {
      const made = await fixture.call('POST', `${API}/applications`, { body: { name: 'Retiring' } })
      const { id, secret_id } = made.body
      const maker = await fixture.testServer.applicationToken(made.body)
      const workspace_name = `place ${randomUUID()}`
      const [open, waiting] = [
        await fixture.link({ workspace_name }, maker),
        await fixture.link({ workspace_name, on_existing: 'add' }, maker),
      ]
      const { code, hash } = newCode()
      const { body: filled } = await fixture.fill(waiting.token, 'birch', { confirmation_hash: hash })
      await fixture.call('POST', `${API}/applications/${id}/secrets`)
      const retired = await fixture.call('DELETE', `${API}/applications/${id}/secrets/${secret_id}`)
      assert.equal(retired.status, 200, retired.text)
      assertError(await openPage(open.token), 'connect_session_ended', 'getConnectPage')
      const confirmed = await fixture.confirm(waiting.session_id, { confirmation_code: code })
      assertError(confirmed, 'connect_session_state', 'confirmConnectSession')
      for (const { session_id } of [open, waiting]) {
        assert.equal((await fixture.get(session_id)).status, 'revoked')
      }
      await endConnectSessions(fixture.testServer.server.services)
      assert.deepEqual(await readHeld(waiting.session_id), [null])
      assertError(await fixture.execute(filled.connector_id), 'connector_not_found', 'executeOperation')
    })

    test('an unknown token and an ended one get the same response', async () => {
      const revoked = await fixture.link()
      await fixture.call('POST', `${SESSIONS}/${revoked.session_id}/revoke`)
      const tokens = [revoked.token, `bhc_${'A'.repeat(43)}`, 'bhc_short']
      const answers = await Promise.all(
        tokens.map(async (token) => {
          const answer = await openPage(token)
          assertError(answer, 'connect_session_ended', 'getConnectPage')
          const { request_id: _, ...body } = answer.body
          return body
        }),
      )
      for (const answer of answers) assert.deepEqual(answer, answers[0])
      for (const [method, path] of [
        ['GET', ''],
        ['POST', '/revoke'],
        ['POST', '/discard'],
      ] as const) {
        const stranger = await fixture.testServer.createTenant('Stranger')
        const other = await fixture.testServer.call(method, `${SESSIONS}/${revoked.session_id}${path}`, {
          token: stranger.token,
        })
        const none = await fixture.call(method, `${SESSIONS}/${NOBODY}${path}`)
        for (const answer of [other, none]) assert.equal(answer.body.code, 'connect_session_not_found')
        assert.equal(other.body.message, none.body.message)
      }
    })

    test('names with script in them go to the page as data, and to no other place', async () => {
      const script = '<script>alert(1)</script>'
      const { token, session_id } = await fixture.link({
        workspace_name: `${script} ${randomUUID()}`,
        end_user: { id: script, name: script },
      })
      const page = await openPage(token)
      assert.match(page.headers.get('content-type') ?? '', /^application\/json/)
      assert.equal(page.headers.get('x-content-type-options'), 'nosniff')
      assert.equal(page.body.end_user_name, script)
      const shell = await fixture.testServer.call('GET', `/connect/${session_id}`)
      assert.ok(!shell.text.includes(script), shell.text)
    })
  })
}
