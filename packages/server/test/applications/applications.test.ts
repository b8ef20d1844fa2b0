import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { createUseRecorder } from '@bulkhead/server/tenancy/applications/record-use'
import { getAudit } from '@bulkhead/testing/audit'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { type Answer, startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const APPLICATIONS = '/api/v1/applications'
const CONNECTORS = '/api/v1/integrations/connectors'
const MINT = '/api/v1/account/applications/scoped-token'
const WIDGET = { workspace_name: 'rotated', allowed_origin: 'https://app.example.com' }

for (const engine of engines) {
  describe(`applications on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let testServer: TestServer
    let tenant: Tenant

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const call = (method: string, path: string, body?: unknown, token = tenant.token) =>
      testServer.call(method, path, { token, body })

    async function make(name: string) {
      const { status, body, text } = await call('POST', APPLICATIONS, { name })
      assert.equal(status, 200, text)
      return body as { id: string; client_id: string; client_secret: string; secret_id: string }
    }
    const authenticate = (client_id: string, client_secret: string) =>
      testServer.call('POST', '/api/v1/account/applications/token', { body: { client_id, client_secret } })
    const listed = async (id: string) =>
      (await call('GET', APPLICATIONS)).body.data.find((item: { id: string }) => item.id === id)
    const outcome = ({ status, body }: Answer) => [status, body.code ?? null]
    const worksWith = async (token: string) => (await testServer.call('GET', CONNECTORS, { token })).status

    test('an application is made, shows its secret once, and gets tokens of the organization', async () => {
      const made = await make('Worker')
      assert.match(made.client_id, /^bulkhead_[0-9a-f]{18}$/)
      assert.match(made.client_secret, /^bulkhead_secret_[\w-]{43}$/)
      assert.notEqual((await make('Worker')).client_id, made.client_id)
      const before = await listed(made.id)
      assert.equal(before.last_used_at, null)
      const { body } = await authenticate(made.client_id, made.client_secret)
      assert.equal(body.organization_id, tenant.organization)
      assert.equal(await worksWith(body.access_token), 200)

      const { text } = await call('GET', APPLICATIONS)
      assert.ok(!text.includes(made.client_secret) && !text.includes('hash'), text)
      const item = await listed(made.id)
      assert.ok(Math.abs(Date.parse(item.last_used_at) - Date.now()) < 30_000, item.last_used_at)
      assert.deepEqual(
        { ...item, created_at: null, last_used_at: null },
        {
          id: made.id,
          name: 'Worker',
          client_id: made.client_id,
          created_at: null,
          last_used_at: null,
          secrets: [{ secret_id: made.secret_id, created_at: before.secrets[0].created_at, retires: null }],
        },
      )
      assert.deepEqual(
        (await getAudit(testServer, tenant, 'application.created')).filter(
          ({ subject_id }) => subject_id === made.id,
        ),
        [{ event: 'application.created', outcome: 'done', workspace_id: null, subject_id: made.id }],
      )
    })

    test('no request of an organization reads a hash', async () => {
      await assert.rejects(
        asPrincipal(testServer.server.services.database, tenant, 'read only', (tx) =>
          tx.selectFrom('application_secrets').select('secret_hash').execute(),
        ),
        { code: '42501' },
      )
    })

    test('the last use is written once a minute at most', async () => {
      const made = await make('Clock')
      const { database, log } = testServer.server.services
      const client = { organization: tenant.organization, application: made.id }
      const at = async () => (await listed(made.id)).last_used_at
      let clock = 0
      const recorder = createUseRecorder({ database, log }, () => clock)
      await recorder.record(client)
      const first = await at()
      assert.ok(first)
      // Neither this process, nor another that has not written yet, writes again within the minute.
      await recorder.record(client)
      await createUseRecorder({ database, log }).record(client)
      assert.equal(await at(), first)
      await asPrincipal(database, tenant, 'read write', (tx) =>
        tx
          .updateTable('applications')
          .set({ last_used_at: new Date(Date.now() - 61_000) })
          .where('organization_id', '=', tenant.organization)
          .where('application_id', '=', made.id)
          .execute(),
      )
      await recorder.record(client)
      assert.ok((await at()) < first)
      clock = 60_000
      await recorder.record(client)
      assert.ok((await at()) >= first)
    })

    test('two secrets are valid while one replaces the other, and no third', async () => {
      const made = await make('Rotating')
      const secrets = `${APPLICATIONS}/${made.id}/secrets`
      const second = (await call('POST', secrets)).body
      assert.match(second.client_secret, /^bulkhead_secret_/)
      for (const secret of [made.client_secret, second.client_secret]) {
        assert.equal((await authenticate(made.client_id, secret)).status, 200)
      }
      assert.deepEqual(
        (await listed(made.id)).secrets.map(({ secret_id }: { secret_id: string }) => secret_id),
        [made.secret_id, second.secret_id],
      )
      const third = await call('POST', secrets)
      assert.deepEqual(outcome(third), [409, 'secrets_full'])
      assert.match(third.body.message, /Retire/)

      const retired = await call('DELETE', `${secrets}/${made.secret_id.toUpperCase()}`)
      assert.deepEqual([retired.status, retired.body.secret_id], [200, made.secret_id])
      assert.deepEqual(outcome(await authenticate(made.client_id, made.client_secret)), [
        401,
        'invalid_client',
      ])
      assert.equal((await authenticate(made.client_id, second.client_secret)).status, 200)
      assert.deepEqual(outcome(await call('DELETE', `${secrets}/${second.secret_id}`)), [409, 'last_secret'])
      assert.equal((await authenticate(made.client_id, second.client_secret)).status, 200)
      for (const event of ['application.secret_created', 'application.secret_retired']) {
        assert.deepEqual(
          (await getAudit(testServer, tenant, event)).map(({ subject_id }) => subject_id),
          [made.id],
        )
      }
    })

    test('of many concurrent second secrets, one is created; of two concurrent retirements, one succeeds', async () => {
      const made = await make('Crowded')
      const secrets = `${APPLICATIONS}/${made.id}/secrets`
      const responses = await Promise.all(Array.from({ length: 8 }, () => call('POST', secrets)))
      assert.deepEqual(responses.map(({ status }) => status).sort(), [200, ...Array(7).fill(409)])
      const second = responses.find(({ status }) => status === 200)?.body
      const retired = await Promise.all(
        [made.secret_id, second.secret_id].map((id) => call('DELETE', `${secrets}/${id}`)),
      )
      assert.deepEqual(retired.map(({ status }) => status).sort(), [200, 409])
    })

    test('retiring a secret ends the tokens got by it and what they minted, and those of no other secret', async () => {
      const made = await make('Rotated')
      const secrets = `${APPLICATIONS}/${made.id}/secrets`
      const second = (await call('POST', secrets)).body
      const getTokens = async (client_secret: string) => {
        const token = await testServer.applicationToken({ ...made, client_secret })
        const widget = await call('POST', '/api/v1/account/applications/widget-token', WIDGET, token)
        const envelope = JSON.parse(Buffer.from(widget.body.token, 'base64').toString('utf8'))
        return [token, (await testServer.mint({ token }, 'rotated')).token, envelope.token as string]
      }
      const old = await getTokens(made.client_secret)
      const kept = await getTokens(second.client_secret)
      const statuses = (tokens: string[]) => Promise.all(tokens.map(worksWith))
      assert.deepEqual(await statuses([...old, ...kept]), Array(6).fill(200))
      assert.equal((await call('DELETE', `${secrets}/${made.secret_id}`)).status, 200)
      assert.deepEqual(await statuses(old), [401, 401, 401])
      assert.deepEqual(await statuses(kept), [200, 200, 200])
      const minting = await call('POST', MINT, { workspace_name: 'rotated' }, old[0])
      assert.equal(minting.status, 401)
    })

    test('revoking an application token ends what it minted, and nothing that another one minted', async () => {
      const made = await make('Parent')
      const [one, other] = [await testServer.applicationToken(made), await testServer.applicationToken(made)]
      const scoped = (await testServer.mint({ token: one }, 'children')).token
      const sibling = (await testServer.mint({ token: other }, 'children')).token
      const revoked = await call('POST', '/api/v1/account/applications/token/revoke', {}, one)
      assert.equal(revoked.status, 200, revoked.text)
      assert.deepEqual([await worksWith(one), await worksWith(scoped)], [401, 401])
      assert.deepEqual([await worksWith(other), await worksWith(sibling)], [200, 200])
    })

    test('an id of a secret or of an application ends nothing when it is revoked as a token', async () => {
      const made = await make('Named')
      const token = await testServer.applicationToken(made)
      for (const token_id of [made.secret_id, made.id]) {
        const revoked = await call('POST', '/api/v1/account/applications/token/revoke', { token_id })
        assert.equal(revoked.status, 200, revoked.text)
      }
      assert.equal(await worksWith(token), 200)
    })

    test('revoking ends its tokens and those it minted at once, and none made afterwards', async () => {
      const made = await make('Leaked')
      const token = await testServer.applicationToken(made)
      const scoped = (await testServer.mint({ token }, 'leaked')).token
      const others = (await testServer.mint(tenant, 'leaked')).token
      assert.deepEqual([await worksWith(token), await worksWith(scoped)], [200, 200])
      const revoked = await call('POST', `${APPLICATIONS}/${made.id}/revoke-tokens`)
      assert.deepEqual([revoked.status, revoked.body.id], [200, made.id])
      assert.deepEqual([await worksWith(token), await worksWith(scoped)], [401, 401])
      assert.equal(await worksWith(others), 200)
      assert.equal(await worksWith(await testServer.applicationToken(made)), 200)
      assert.deepEqual(
        (await getAudit(testServer, tenant, 'application.tokens_revoked')).map(
          ({ subject_id }) => subject_id,
        ),
        [made.id],
      )
    })

    test('a deleted application has no token, no secret and no name any more; it may be the one that calls', async () => {
      const made = await make('Leaving')
      const token = await testServer.applicationToken(made)
      const scoped = (await testServer.mint({ token }, 'leaving')).token
      const deleted = await call('DELETE', `${APPLICATIONS}/${made.id}`, undefined, token)
      assert.deepEqual([deleted.status, deleted.body.id], [200, made.id])
      assert.deepEqual([await worksWith(token), await worksWith(scoped)], [401, 401])
      assert.deepEqual(outcome(await authenticate(made.client_id, made.client_secret)), [
        401,
        'invalid_client',
      ])
      assert.equal(await listed(made.id), undefined)
      for (const [method, path] of [
        ['POST', 'secrets'],
        ['DELETE', `secrets/${made.secret_id}`],
        ['POST', 'revoke-tokens'],
      ] as const) {
        assert.deepEqual(outcome(await call(method, `${APPLICATIONS}/${made.id}/${path}`)), [
          404,
          'application_not_found',
        ])
      }
      assert.deepEqual(
        (await getAudit(testServer, tenant, 'application.deleted')).map(({ subject_id }) => subject_id),
        [made.id],
      )
    })

    test("another organization's application looks like none, and scoped tokens manage none", async () => {
      const other = await testServer.createTenant('Other')
      const theirs = (await call('POST', APPLICATIONS, { name: 'Theirs' }, other.token)).body
      const { token: scoped } = await testServer.mint(tenant, 'acme')
      const { body: narrowed } = await call('POST', '/api/v1/account/applications/scoped-token', {
        workspace_name: 'acme',
        read_only: true,
      })
      for (const [method, rest] of [
        ['POST', '/secrets'],
        ['DELETE', `/secrets/${theirs.secret_id}`],
        ['POST', '/revoke-tokens'],
        ['DELETE', ''],
      ] as const) {
        const foreign = await call(method, `${APPLICATIONS}/${theirs.id}${rest}`)
        const random = await call(method, `${APPLICATIONS}/${crypto.randomUUID()}${rest}`)
        const malformed = await call(method, `${APPLICATIONS}/no-id${rest}`)
        for (const response of [foreign, random, malformed]) {
          assert.deepEqual(outcome(response), [404, 'application_not_found'])
          assert.equal(response.body.message, random.body.message)
        }
        for (const token of [scoped, narrowed.token]) {
          const refused = await call(method, `${APPLICATIONS}/${theirs.id}${rest}`, undefined, token)
          assert.deepEqual(outcome(refused), [403, 'not_permitted'])
        }
      }
      const mine = await make('Mine')
      const foreignSecret = await call('DELETE', `${APPLICATIONS}/${mine.id}/secrets/${theirs.secret_id}`)
      assert.deepEqual(outcome(foreignSecret), [404, 'secret_not_found'])
      assert.equal((await authenticate(theirs.client_id, theirs.client_secret)).status, 200)
      const ids = (await call('GET', APPLICATIONS)).body.data.map(({ id }: { id: string }) => id)
      assert.ok(ids.includes(mine.id) && !ids.includes(theirs.id))
      assert.deepEqual(outcome(await call('GET', APPLICATIONS, undefined, scoped)), [403, 'not_permitted'])
      assert.deepEqual(outcome(await call('POST', APPLICATIONS, { name: 'x' }, scoped)), [
        403,
        'not_permitted',
      ])
      assert.deepEqual(outcome(await call('POST', APPLICATIONS, { name: '' })), [422, 'invalid_request'])
    })
  })
}
