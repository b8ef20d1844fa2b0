import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { bothEngines } from '@bulkhead/testing/engines'
import { decide, openAuthorization, registerAgent } from '@bulkhead/testing/oauth/agents'
import { signUpPerson } from '@bulkhead/testing/people'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { type Answer, PUBLIC_URL, type TestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import {
  type ConnectFixture,
  newCode,
  openConnectFixture,
  PAGE,
  SESSIONS,
} from '../connect/connect-fixture.ts'
import { API, CONNECTORS, WORKSPACES } from '../http/api.ts'
import { type Directory, openDirectory } from '../people/scim-directory.ts'

/**
 * Runs a request that finds the workspace, and deletes the workspace before the request can write.
 *
 * @param table Table at which the request waits. Absent: it waits at the workspace itself.
 */
async function deleteDuring(
  { store }: TestServer,
  workspace_id: string,
  request: () => Promise<Answer>,
  table?: string,
): Promise<Answer> {
  const admin = new pg.Client({ connectionString: store.postgres?.adminUrl })
  await admin.connect()
  try {
    await admin.query('begin')
    if (table !== undefined) await admin.query(`lock table bulkhead.${table} in share mode`)
    await admin.query('delete from bulkhead.workspaces where workspace_id = $1', [workspace_id])
    const waiting = request()
    await until(async () => (await countWaiting(admin)) > 0)
    await admin.query('commit')
    return await waiting
  } finally {
    await admin.end()
  }
}

for (const engine of bothEngines) {
  const skip = engine.name === 'pglite' && 'it runs one transaction at a time'
  after(() => engine.close())
  describe(`a workspace that is deleted while a row is written for it, on ${engine.name}`, { skip }, () => {
    before(letRequestsWait)
    after(limitRequests)
    let directory: Directory

    before(async () => {
      directory = await openDirectory(engine)
    })
    after(() => directory?.close())

    const mint = async () =>
      (await directory.testServer.mint(directory.acme, `gone ${randomUUID()}`)).workspace_id
    const as = (method: string, path: string, body: object) =>
      directory.testServer.call(method, path, { headers: directory.owner.headers, body })

    function assertNotFound({ status, body, text }: Answer): void {
      assert.deepEqual([status, body.code], [404, 'workspace_not_found'], text)
    }

    test('a key is not found', async () => {
      const workspace_id = await mint()
      assertNotFound(
        await deleteDuring(directory.testServer, workspace_id, () =>
          as('POST', `${WORKSPACES}/${workspace_id}/keys`, { name: 'late' }),
        ),
      )
    })

    test('a session of a widget or of a client that polls is not found', async () => {
      const { testServer, acme } = directory
      const { workspace_id, token } = await testServer.mint(acme, `gone ${randomUUID()}`)
      const headers = { origin: PUBLIC_URL }
      const post = (path: string, by: string, body: object) =>
        testServer.call('POST', `${API}/${path}`, { token: by, headers, body })
      assertNotFound(
        await deleteDuring(
          directory.testServer,
          workspace_id,
          () => post('connect/widget-sessions', token, {}),
          'connect_sessions',
        ),
      )
      const other = await mint()
      const { body: all } = await testServer.call('GET', `${API}/integrations/templates/sources/global`, {
        token: acme.token,
      })
      const [{ id: source_template_id, actor_definition_id: source_definition_id }] = all.data
      const body = { workspace_id: other, source_template_id, source_definition_id }
      assertNotFound(
        await deleteDuring(
          directory.testServer,
          other,
          () => post('internal/mcp_oauth/sessions', acme.token, body),
          'connect_sessions',
        ),
      )
    })

    test('a connector whose access is set is not found', async () => {
      const { testServer, acme } = directory
      const { workspace_id, token } = await testServer.mint(acme, `gone ${randomUUID()}`)
      const made = await testServer.call('POST', CONNECTORS, {
        token,
        body: { connector_type: 'github', credentials: { token: 'ghp_0123456789' } },
      })
      assert.equal(made.status, 200, made.text)
      const { status, body, text } = await deleteDuring(
        directory.testServer,
        workspace_id,
        () => as('PUT', `${CONNECTORS}/${made.body.id}/access`, { access: [] }),
        'connector_access',
      )
      assert.deepEqual([status, body.code], [404, 'connector_not_found'], text)
    })

    test('a member is not found', async () => {
      const { testServer, acme } = directory
      const workspace_id = await mint()
      const { person } = await signUpPerson(testServer, acme, 'member')
      const path = `${WORKSPACES}/${workspace_id}/members/${person}`
      assertNotFound(
        await deleteDuring(directory.testServer, workspace_id, () => as('PUT', path, { level: 'viewer' })),
      )
    })

    test('an invitation gives the workspaces that are left', async () => {
      const { testServer, eng, levelsOf } = directory
      const workspace_id = await mint()
      const email = `invited-${randomUUID()}@example.com`
      const workspaces = [eng, workspace_id].map((id) => ({ workspace_id: id, level: 'viewer' }))
      const invited = await as('POST', '/api/v1/invitations', { emails: [email], role: 'member', workspaces })
      const token = new URL(invited.body.data[0].sign_up_url).hash.slice(1)
      const signedUp = await deleteDuring(directory.testServer, workspace_id, () =>
        testServer.call('POST', '/auth/sign-up', {
          body: { token, name: 'Ines', email, password: 'a password of some length' },
          headers: { origin: testServer.server.services.issuer },
        }),
      )
      assert.equal(signedUp.status, 200, signedUp.text)
      assert.deepEqual(await levelsOf(signedUp.body.person.id), { [eng]: 'viewer' })
    })

    test('a group of a provider gives the workspaces that are left', async () => {
      const { provider, eng, announce, addGroup, personOf, levelsOf, patch } = directory
      const workspace_id = await mint()
      const workspaces = [eng, workspace_id].map((id) => ({ workspace_id: id, level: 'user' }))
      const changed = await as('PUT', `/api/v1/providers/${provider}`, {
        mappings: [{ value: 'eng', workspaces }],
      })
      assert.equal(changed.status, 200, changed.text)
      const group = await addGroup('eng')
      const user = await announce()
      const added = await deleteDuring(directory.testServer, workspace_id, () =>
        patch(`/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: user.id }] }),
      )
      assert.ok(added.status < 300, added.text)
      const person = await personOf(user)
      assert.deepEqual(await levelsOf(person?.id ?? ''), { [eng]: 'user' })
    })

    test('a program gets no grant', async () => {
      const { testServer, owner } = directory
      const workspace_id = await mint()
      const { begun } = await openAuthorization(testServer, await registerAgent(testServer))
      assert.ok(begun)
      assertNotFound(
        await deleteDuring(directory.testServer, workspace_id, () =>
          decide(testServer, owner, begun, { workspace_id }),
        ),
      )
    })
  })

  describe(`a workspace that is deleted while a session is decided, on ${engine.name}`, { skip }, () => {
    before(letRequestsWait)
    after(limitRequests)
    let fixture: ConnectFixture
    before(async () => {
      fixture = await openConnectFixture(engine)
    })
    after(() => fixture?.close())

    for (const [decision, table] of [
      ['confirm', 'connector_credentials'],
      ['confirm', 'connect_sessions'],
      ['discard', 'connect_sessions'],
      ['revoke', 'connect_sessions'],
    ] as const) {
      test(`the session is not found: ${decision} waits at ${table}`, async () => {
        const link = await fixture.link({ workspace_name: `gone ${randomUUID()}` })
        const { code, hash } = newCode()
        const filled = await fixture.fill(link.token, 'birch', { confirmation_hash: hash })
        assert.equal(filled.body.status, 'awaiting_confirmation', filled.text)
        const decide = () =>
          fixture.call('POST', `${SESSIONS}/${link.session_id}/${decision}`, {
            ...(decision === 'confirm' && { body: { confirmation_code: code } }),
          })
        const { status, body, text } = await deleteDuring(
          fixture.testServer,
          link.workspace_id,
          decide,
          table,
        )
        assert.deepEqual([status, body.code], [404, 'connect_session_not_found'], text)
      })
    }

    test('the page of the end user has ended: declining, and trying a credential', async () => {
      const { testServer, upstream } = fixture
      for (const request of [
        (token: string) => testServer.call('POST', `${PAGE}/decline`, { token, body: {} }),
        (token: string) => fixture.fill(token, 'birch'),
      ]) {
        const link = await fixture.link({ workspace_name: `gone ${randomUUID()}` })
        const sent = upstream.arrived.length
        const { status, body, text } = await deleteDuring(
          testServer,
          link.workspace_id,
          () => request(link.token),
          'connect_sessions',
        )
        assert.deepEqual([status, body.code], [401, 'connect_session_ended'], text)
        assert.equal(upstream.arrived.length, sent, 'The service was asked.')
      }
    })

    test('an end user is erased in the workspaces that are left', async () => {
      const end_user = { id: randomUUID() }
      await fixture.link({ end_user })
      const link = await fixture.link({ end_user, workspace_name: `gone ${randomUUID()}` })
      const { status, body, text } = await deleteDuring(
        fixture.testServer,
        link.workspace_id,
        () => fixture.call('DELETE', `${API}/connect/end-users/${end_user.id}`),
        'connect_sessions',
      )
      assert.deepEqual([status, body], [200, { sessions: 1, connectors: 0 }], text)
    })
  })
}
