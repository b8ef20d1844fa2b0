import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { purgeSessions } from '@bulkhead/server/people/sessions/purge-sessions'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { engines } from '@bulkhead/testing/engines'
import { callAsPage, type SignedInPerson, signInAgain, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const MINT = '/api/v1/account/applications/scoped-token'
const WORKSPACES = '/api/v1/workspaces'

for (const engine of engines) {
  describe(`sessions of people on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
      owner = await signUpOwner(testServer, tenant)
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const mint = ({ headers }: SignedInPerson, body: object) =>
      testServer.call('POST', MINT, { headers, body: { create_workspace: false, ...body } })

    test('the cookie is for this host, this site and no script', async () => {
      const { email, password } = owner
      const { headers, text } = await callAsPage(testServer, '/auth/sign-in', { email, password })
      const [cookie = '', ...others] = headers.getSetCookie()
      assert.deepEqual(others, [])
      const [pair = '', ...attributes] = cookie.split('; ')
      assert.match(pair, /^bulkhead_session=[\w-]{43}$/)
      assert.deepEqual(attributes.sort(), ['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Strict'])
      assert.ok(!text.includes(pair.split('=')[1] ?? '!'))
    })

    test('over https it is bound to the host, and to https', async () => {
      const secure = await startTestServer(engine, {
        environment: { BULKHEAD_PUBLIC_URL: 'https://house.test' },
      })
      try {
        const person = await signUpOwner(secure, await secure.createTenant('Secure'))
        const { email, password } = person
        const { headers } = await callAsPage(secure, '/auth/sign-in', { email, password })
        const [cookie = ''] = headers.getSetCookie()
        assert.match(cookie, /^__Host-bulkhead_session=.*; Secure(;|$)/)
        assert.doesNotMatch(cookie, /Domain/i)
        assert.equal((await secure.call('GET', WORKSPACES, { headers: person.headers })).status, 200)
        const insecure = person.cookie.replace('__Host-', '')
        assert.equal((await secure.call('GET', WORKSPACES, { headers: { cookie: insecure } })).status, 401)
      } finally {
        await secure.close()
      }
    })

    test('a person calls what an application may, and is named in the records', async () => {
      const { headers, person, session } = owner
      const created = await testServer.call('POST', '/api/v1/applications', {
        headers,
        body: { name: 'Second' },
      })
      assert.equal(created.status, 200, created.text)
      const { body } = await testServer.call('GET', `/api/v1/audit?person_id=${person}`, { headers })
      const record = body.data.find(({ event }: { event: string }) => event === 'application.created')
      assert.deepEqual([record?.person_id, record?.application_id, record?.token_id], [person, null, session])
    })

    test('a person makes no workspace, by no field', async () => {
      const { headers } = owner
      for (const body of [
        { workspace_name: 'new' },
        { workspace_name: 'new', create_workspace: true },
        { customer_name: 'new' },
        { workspace_name: 'default' },
      ]) {
        const { status, body: response } = await testServer.call('POST', MINT, { headers, body })
        assert.deepEqual([status, response.code], [403, 'not_permitted'])
      }
      const { status, body } = await mint(owner, { workspace_name: 'new' })
      assert.deepEqual([status, body.code], [404, 'workspace_not_found'])
      const names = (await testServer.call('GET', WORKSPACES, { headers })).body.data
      assert.deepEqual(
        names.map(({ name }: { name: string }) => name),
        ['default'],
      )
    })

    test('a token that a person mints is as narrow as asked, and names the person', async () => {
      const { body } = await mint(owner, { workspace_name: 'default', read_only: true, expires_in: 60 })
      const claims = JSON.parse(Buffer.from(body.token.split('.')[1], 'base64url').toString('utf8'))
      assert.deepEqual(
        [claims.sub, claims.session_id, claims.client_id, claims.grant],
        [owner.person, owner.session, 'bulkhead_web', { read_only: true }],
      )
      assert.equal(claims.exp - claims.iat, 60)
      assert.equal((await testServer.call('GET', WORKSPACES, { token: body.token })).status, 403)
      assert.equal((await testServer.call('GET', '/auth/session', { token: body.token })).status, 403)
    })

    test('lists the sessions of the person alone; ending one ends it and its tokens at once', async () => {
      const colleague = await signUpOwner(testServer, tenant)
      const other = await signInAgain(testServer, owner)
      const listed = async ({ headers }: SignedInPerson) =>
        (await testServer.call('GET', '/auth/sessions', { headers })).body.data
      const mine = await listed(owner)
      assert.ok(mine.some(({ id }: { id: string }) => id === other.session))
      assert.ok(!mine.some(({ id }: { id: string }) => id === colleague.session))
      assert.deepEqual(
        mine.filter(({ current }: { current: boolean }) => current).map(({ id }: { id: string }) => id),
        [owner.session],
      )
      const { token } = (await mint(other, { workspace_name: 'default' })).body
      assert.equal((await testServer.call('GET', `${MINT}/info`, { token })).status, 200)

      const foreign = await testServer.call('DELETE', `/auth/sessions/${other.session}`, {
        headers: colleague.headers,
      })
      assert.equal(foreign.body.code, 'session_not_found')
      const ended = await testServer.call('DELETE', `/auth/sessions/${other.session}`, {
        headers: owner.headers,
      })
      assert.equal(ended.status, 200, ended.text)
      assert.equal((await testServer.call('GET', WORKSPACES, { headers: other.headers })).status, 401)
      assert.equal((await testServer.call('GET', `${MINT}/info`, { token })).status, 401)
      assert.equal((await testServer.call('GET', WORKSPACES, { headers: owner.headers })).status, 200)
    })

    test('signing out removes the cookie and ends the session', async () => {
      const other = await signInAgain(testServer, owner)
      const { status, headers } = await testServer.call('POST', '/auth/sign-out', { headers: other.headers })
      assert.equal(status, 200)
      assert.match(headers.getSetCookie()[0] ?? '', /^bulkhead_session=; Max-Age=0; Path=\/; HttpOnly/)
      assert.equal((await testServer.call('GET', '/auth/session', { headers: other.headers })).status, 401)
    })

    test('each use extends the session, once an hour has passed', async () => {
      for (const path of ['/auth/session', WORKSPACES]) {
        const { headers, session } = await signInAgain(testServer, owner)
        const used_at = new Date(Date.now() - 2 * 3_600_000)
        await setTimes(testServer, session, { used_at })
        const used = await testServer.call('GET', path, { headers })
        assert.deepEqual([used.status, used.headers.getSetCookie()], [200, []])
        const { body } = await testServer.call('GET', '/auth/sessions', { headers })
        const listed = body.data.find(({ id }: { id: string }) => id === session)
        assert.ok(Date.parse(listed.expires_at) > used_at.getTime() + 7 * 86_400_000 + 3_600_000, path)
      }
    })

    test('a session ends 7 days after its last use', async () => {
      const { headers, session } = await signInAgain(testServer, owner)
      await setTimes(testServer, session, { used_at: new Date(Date.now() - 7 * 86_400_000 - 1_000) })
      for (const path of ['/auth/session', WORKSPACES])
        assert.equal((await testServer.call('GET', path, { headers })).status, 401)
    })

    test('a session ends 30 days after the sign-in, however much it is used', async () => {
      const days = 86_400_000
      const { headers, session } = await signInAgain(testServer, owner)
      await setTimes(testServer, session, { created_at: new Date(Date.now() - 29 * days) })
      const asked = await testServer.call('GET', '/auth/session', { headers })
      assert.equal(asked.status, 200)
      assert.ok(Date.parse(asked.body.session.expires_at) < Date.now() + 1.1 * days)
      await setTimes(testServer, session, { created_at: new Date(Date.now() - 30 * days - 60_000) })
      for (const path of ['/auth/session', WORKSPACES])
        assert.equal((await testServer.call('GET', path, { headers })).status, 401)
      const listed = (await testServer.call('GET', '/auth/sessions', { headers: owner.headers })).body.data
      assert.ok(!listed.some(({ id }: { id: string }) => id === session))
      while (await purgeSessions(testServer.server.services.database));
      const { database } = testServer.server.services
      const rows = await asIdentity(database, 'read only', (tx) =>
        tx.selectFrom('identity.sessions').select('id').where('id', '=', session).execute(),
      )
      assert.deepEqual(rows, [])
    })

    test('a bearer token is taken before a cookie, and needs nothing of a page', async () => {
      const { cookie } = owner
      const headers = { cookie, origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' }
      const { status } = await testServer.call('PUT', '/api/v1/organization', {
        token: tenant.token,
        headers,
        body: { name: 'Acme' },
      })
      assert.equal(status, 200)
      const wrong = await testServer.call('GET', WORKSPACES, { token: 'wrong', headers: { cookie } })
      assert.equal(wrong.status, 401)
    })

    test('MCP ignores cookies', async () => {
      const { status } = await testServer.call('POST', '/mcp', {
        headers: { ...owner.headers, accept: 'application/json, text/event-stream' },
        body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      })
      assert.equal(status, 401)
    })
  })
}

async function setTimes(
  testServer: TestServer,
  session: string,
  times: { used_at?: Date; created_at?: Date },
) {
  await asIdentity(testServer.server.services.database, 'read write', (tx) =>
    tx.updateTable('identity.sessions').set(times).where('id', '=', session).execute(),
  )
}
