import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { askWhileBusy, getRetryAfter } from '@bulkhead/testing/busy/while-busy'
import { engines } from '@bulkhead/testing/engines'
import {
  type AgentClient,
  askDeviceCode,
  callMcp,
  decide,
  type OAuthAnswer,
  openAuthorization,
  refresh,
  registerAgent,
  send,
  signAgentIn,
} from '@bulkhead/testing/oauth/agents'
import { startOwnedServer } from '@bulkhead/testing/oauth/owned-server'
import { letPass } from '@bulkhead/testing/oauth/redemptions'
import type { SignedInPerson } from '@bulkhead/testing/people'
import type { Tenant, TestServer } from '@bulkhead/testing/test-server'
import pg from 'pg'

const engine = engines.find(({ name }) => name === 'postgres')

suite('programs that sign in while the database does not respond', {
  skip: engine === undefined && 'needs Postgres',
}, () => {
  const closing = new AsyncDisposableStack()
  let testServer: TestServer
  let tenant: Tenant
  let owner: SignedInPerson
  let workspace_id: string
  let locker: pg.Client

  before(async () => {
    assert.ok(engine)
    closing.defer(() => engine.close())
    ;({ testServer, tenant, owner, workspace_id } = await startOwnedServer(engine))
    closing.defer(() => testServer.close())
    locker = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl ?? '' })
    await locker.connect()
    closing.defer(() => locker.end())
  })
  after(() => closing.disposeAsync())

  /** Sends requests while tables are locked, which requests wait for in vain. */
  async function whileLocked<T>(tables: string, work: () => Promise<T>): Promise<T> {
    await locker.query(`begin; lock table ${tables} in access exclusive mode`)
    try {
      return await work()
    } finally {
      await locker.query('rollback')
    }
  }

  function assertUnavailable({ status, headers, body }: OAuthAnswer, message?: string) {
    assert.deepEqual([status, body.error], [503, 'temporarily_unavailable'], message ?? JSON.stringify(body))
    assert.ok(Number(headers.get('retry-after')) > 0, message)
    assert.match(body.error_description, /^The database .*Try again/, message)
  }

  const post = (path: string, form: Readonly<Record<string, string>>) =>
    send(testServer, 'POST', path, { form })

  /** Refreshes as clients do: they repeat the request if the response asks for it. */
  const refreshPatiently = (client: AgentClient, refresh_token: string) =>
    askWhileBusy(
      () => refresh(testServer, client, refresh_token),
      ({ status }) => status === 503,
      getRetryAfter,
    )

  async function assertRefreshes(client: AgentClient, refresh_token: string) {
    const { status, body } = await refreshPatiently(client, refresh_token)
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal((await callMcp(testServer, body.access_token, 'tools/list')).status, 200)
  }

  test('a refresh, a revocation and a new sign-in are to be repeated, and use nothing up', async () => {
    const { client, tokens } = await signAgentIn(testServer, owner, { workspace_id })
    const { refresh_token } = tokens
    const { begun } = await openAuthorization(testServer, client)
    assert.ok(begun)
    const [refreshed, revoked, onDevice, { answer: authorized }, decided] = await whileLocked(
      'identity.agent_rows',
      () =>
        Promise.all([
          refresh(testServer, client, refresh_token),
          post('/oauth/revoke', { client_id: client.client_id, token: refresh_token }),
          askDeviceCode(testServer),
          openAuthorization(testServer, client),
          decide(testServer, owner, begun, { workspace_id }),
        ]),
    )
    assertUnavailable(refreshed, 'refresh')
    assertUnavailable(revoked, 'revocation')
    assertUnavailable(onDevice, 'device authorization')
    const location = new URL(authorized.headers.get('location') ?? '')
    assert.equal(location.origin + location.pathname, client.redirect_uri)
    assert.equal(location.searchParams.get('error'), 'temporarily_unavailable')
    assert.ok(location.searchParams.get('state'))
    assert.deepEqual([decided.status, decided.body.code], [503, 'unavailable'], decided.text)
    await assertRefreshes(client, refresh_token)
  })

  test('a registration and whatever looks a client up are to be repeated', async () => {
    const { client, tokens } = await signAgentIn(testServer, owner, { workspace_id })
    const registered = { client_id: randomUUID(), client_secret: 'secret' }
    const { client_id, client_secret } = tenant
    const metadata = { redirect_uris: [client.redirect_uri], token_endpoint_auth_method: 'none' }
    const [registration, refreshed, asserted, applied, introspected, authorized] = await whileLocked(
      'identity.agent_clients, bulkhead.applications',
      () =>
        Promise.all([
          send(testServer, 'POST', '/oauth/register', { json: metadata }),
          refresh(testServer, client, tokens.refresh_token),
          post('/oauth/token', {
            ...{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'a' },
            ...registered,
          }),
          post('/oauth/token', { grant_type: 'client_credentials', client_id, client_secret }),
          post('/oauth/introspect', { token: tokens.access_token, client_id, client_secret }),
          openAuthorization(testServer, client),
        ]),
    )
    assertUnavailable(registration, 'registration')
    assertUnavailable(refreshed, 'refresh')
    assertUnavailable(asserted, 'assertion')
    assertUnavailable(applied, 'client credentials')
    assertUnavailable(introspected, 'introspection')
    // Without its client, nobody knows where to send the browser.
    const { status, headers, body } = authorized.answer
    assert.deepEqual([status, headers.get('location')], [503, null])
    assert.ok(headers.get('retry-after'))
    assert.match(JSON.stringify(body), /temporarily_unavailable/)
    await assertRefreshes(client, tokens.refresh_token)
    await registerAgent(testServer)
  })

  test('a refresh whose access token cannot be issued is to be repeated', async () => {
    const { client, tokens } = await signAgentIn(testServer, owner, { workspace_id })
    const { refresh_token } = tokens
    // Only the access token needs this table, so the refresh token is used up.
    const refreshed = await whileLocked('bulkhead.workspaces', () =>
      refresh(testServer, client, refresh_token),
    )
    assertUnavailable(refreshed)
    assert.equal(refreshed.body.access_token, undefined)
    await letPass(testServer, refresh_token, 10)
    await assertRefreshes(client, refresh_token)
  })
})
