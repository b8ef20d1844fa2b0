import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { AccessRule } from '@bulkhead/contract/people/access'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { getOwner, type SignedInPerson, setLevels, signUpPerson } from '@bulkhead/testing/people'
import type { TestServer } from '@bulkhead/testing/test-server'
import { type ExecFixture, KEY, openExecFixture } from '../executions/exec-fixture.ts'
import { APPLICATIONS, CONNECTORS } from '../http/api.ts'

type Rules = readonly AccessRule[] | null

for (const engine of engines) {
  describe(`what people may do with the entities of a connector on ${engine.name}`, () => {
    let execFixture: ExecFixture
    let testServer: TestServer
    let owner: SignedInPerson
    let user: SignedInPerson
    let manager: SignedInPerson
    let workspace_id: string
    let token: string
    let connector: string

    before(async () => {
      execFixture = await openExecFixture(engine)
      testServer = execFixture.testServer
      const { tenant, upstream } = execFixture
      upstream.respond((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"ships":[]}')
      })
      owner = await getOwner(testServer, tenant)
      user = await signUpPerson(testServer, tenant, 'member')
      manager = await signUpPerson(testServer, tenant, 'member')
      ;({ token, workspace_id } = await testServer.mint(tenant, `place ${randomUUID()}`))
      const { body } = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'harbor',
          credentials: { api_key: KEY },
          environment: { base_url: upstream.url },
        },
      })
      connector = body.id
      await setLevels(testServer, tenant, workspace_id, { user, manager })
    })
    after(async () => {
      await execFixture?.close()
      await engine.close()
    })

    const path = () => `${CONNECTORS}/${connector}`
    const setAccess = async (access: Rules, by = owner) =>
      testServer.call('PUT', `${path()}/access`, { headers: by.headers, body: { access } })
    const give = async (access: Rules) => {
      const { status, text, body } = await setAccess(access)
      assert.equal(status, 200, text)
      assert.deepEqual(body, { connector_id: connector, access })
    }

    type Asking = { headers: SignedInPerson['headers'] } | { token: string }
    const EVERY = ['ships list', 'ships create', 'photos create'] as const
    const CALLS: Record<(typeof EVERY)[number], unknown> = {
      'ships list': {},
      'ships create': { name: 'Ada' },
      'photos create': { name: 'x', file: { content: 'YQ==', filename: 'a.txt' } },
    }
    /** Returns the part of {@link EVERY} that the access rules permit. */
    async function getAllowed(asking: Asking) {
      const allowed = []
      for (const call of EVERY) {
        const [entity, action] = call.split(' ')
        const body = { entity, action, params: CALLS[call] }
        const answer = await testServer.call('POST', `${path()}/execute`, { ...asking, body })
        if (answer.status === 403) assert.equal(answer.body.code, 'not_granted', answer.text)
        else allowed.push(call)
      }
      return allowed
    }
    async function getDescribed(asking: Asking) {
      const body = { entity: '', action: 'describe' }
      const answer = await testServer.call('POST', `${path()}/execute`, { ...asking, body })
      assert.equal(answer.status, 200, answer.text)
      const operations: { entity: string; action: string }[] = answer.body.result.entities.flatMap(
        (entity: { operations: unknown[] }) => entity.operations,
      )
      const names = operations.map(({ entity, action }) => `${entity} ${action}`)
      return EVERY.filter((call) => names.includes(call))
    }
    async function assertAllows(asking: Asking, calls: readonly string[]) {
      assert.deepEqual(await getAllowed(asking), calls)
      assert.deepEqual(await getDescribed(asking), calls, 'describes what it allows')
    }

    test('a rule allows reading, or writing too, of one entity or all, to everyone or to some', async () => {
      const { person } = user
      await give([
        { entity: 'ships', allow: 'write', people: 'everyone' },
        { entity: '*', allow: 'write', people: [person] },
      ])
      await assertAllows(manager, ['ships list', 'ships create'])
      await assertAllows(user, EVERY)
      const upper = await setAccess([{ entity: '*', allow: 'read', people: [person.toUpperCase()] }])
      assert.deepEqual(upper.body.access[0].people, [person])
      await assertAllows(user, ['ships list'])
      await assertAllows(manager, [])
    })

    test('never allows more than the connector does', async () => {
      await give([{ entity: '*', allow: 'write', people: 'everyone' }])
      const restrict = (entities: unknown) => testServer.call('PUT', path(), { token, body: { entities } })
      await restrict([{ entity: 'ships', modes: ['read'] }])
      await assertAllows(user, ['ships list'])
      await assertAllows({ token }, ['ships list'])
      await restrict([])
    })

    test('counts for a token that a person minted, and not for applications', async () => {
      await give([{ entity: 'ships', allow: 'read', people: [manager.person] }])
      const mint = async (by: SignedInPerson) => {
        const { body, text } = await testServer.call('POST', `${APPLICATIONS}/scoped-token`, {
          headers: by.headers,
          body: { workspace_id, create_workspace: false, connector_ids: [connector] },
        })
        assert.ok(body.token, text)
        return body.token as string
      }
      await assertAllows({ token: await mint(user) }, [])
      await assertAllows({ token: await mint(manager) }, ['ships list'])
      await assertAllows({ token }, EVERY)
      await assertAllows({ token: execFixture.tenant.token }, EVERY)
    })

    test('only owners and admins set and see it, whatever else they may change of the connector', async () => {
      const admin = await signUpPerson(testServer, execFixture.tenant, 'admin')
      await give([])
      for (const person of [user, manager]) {
        const response = await setAccess(null, person)
        assert.deepEqual([response.status, response.body.code], [403, 'not_permitted'])
        const shown = await testServer.call('GET', `${path()}/access`, { headers: person.headers })
        assert.equal(shown.status, 403)
      }
      for (const credential of [token, execFixture.tenant.token]) {
        const response = await testServer.call('PUT', `${path()}/access`, {
          token: credential,
          body: { access: null },
        })
        assert.deepEqual([response.status, response.body.code], [403, 'not_permitted'])
      }
      const shown = await testServer.call('GET', `${path()}/access`, { headers: admin.headers })
      assert.deepEqual(shown.body, { connector_id: connector, access: [] })
      const { database } = testServer.server.services
      const reach = { person: manager.person, levels: new Map([[workspace_id, 'manager' as const]]) }
      const member = { ...reach, workspaces: `{${workspace_id}}` }
      const scope = { organization: execFixture.tenant.organization, member }
      const lift = asPrincipal(database, scope, 'read write', (tx) =>
        tx.deleteFrom('connector_access').where('workspace_id', '=', workspace_id).execute(),
      )
      await assert.rejects(lift, 'the database refuses it too')
    })

    test('refuses entities that the service does not have, and people of nobody or of another organization', async () => {
      const unknown = await setAccess([{ entity: 'shps', allow: 'read', people: 'everyone' }])
      assert.deepEqual([unknown.status, unknown.body.code], [422, 'invalid_request'])
      assert.match(unknown.text, /body\.access\.0\.entity is not an entity/)
      const other = await testServer.createTenant('Other')
      const stranger = await getOwner(testServer, other)
      for (const person of [randomUUID(), stranger.person]) {
        const response = await setAccess([{ entity: '*', allow: 'read', people: [person] }])
        assert.deepEqual([response.status, response.body.code], [404, 'person_not_found'])
      }
      const foreign = await setAccess(null, stranger)
      assert.deepEqual([foreign.status, foreign.body.code], [404, 'connector_not_found'])
    })

    test('is in force for a call that is described before and made after', async () => {
      await give(null)
      await assertAllows(user, EVERY)
      await give([{ entity: 'photos', allow: 'write', people: 'everyone' }])
      await assertAllows(user, ['photos create'])
    })
  })
}
