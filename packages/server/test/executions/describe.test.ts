import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { assertError, assertNames, CONNECTORS, WORKSPACES } from '../http/api.ts'
import { type ExecFixture, KEY, openExecFixture } from './exec-fixture.ts'

const MINT = '/api/v1/account/applications/scoped-token'

interface Described {
  entity: string
  operations: { action: string; effect: string; params: { required: string[]; properties: object } }[]
}

for (const engine of engines) {
  describe(`describe on ${engine.name}`, () => {
    let execFixture: ExecFixture
    let connector: string
    before(async () => {
      execFixture = await openExecFixture(engine)
      connector = await execFixture.connect()
    })
    after(async () => {
      await execFixture?.close()
      await engine.close()
    })

    const all = { entity: '', action: 'describe' }
    const ask = (id: string, body: object, token = execFixture.scoped) =>
      execFixture.testServer.call('POST', `${CONNECTORS}/${id}/execute`, { token, body })
    const shown = (body: { result: { entities: Described[] } }) =>
      Object.fromEntries(
        body.result.entities.map(({ entity, operations }) => [
          entity,
          operations.map(({ action }) => action),
        ]),
      )
    const narrowed = async (grant: object) => {
      const { body } = await execFixture.testServer.call('POST', MINT, {
        token: execFixture.tenant.token,
        body: { workspace_name: 'scene', ...grant },
      })
      return body.token as string
    }

    test('everything that can be executed, in the envelope of every execute', async () => {
      const before = execFixture.upstream.arrived.length
      const { status, body, text } = await ask(connector, all)
      assert.equal(status, 200, text)
      assert.deepEqual(Object.keys(body).sort(), [
        'connector_metadata',
        'execution_metadata',
        'result',
        'status',
      ])
      assert.deepEqual([body.result.slug, body.result.display_name], ['harbor', 'Harbor'])
      assert.deepEqual(shown(body), {
        ships: ['get', 'list', 'create', 'download'],
        photos: ['create', 'download'],
        berths: ['list'],
        searches: ['api_search'],
        crews: ['list'],
      })
      assert.equal(execFixture.upstream.arrived.length, before, 'the third party is not asked')
      assert.ok(!text.includes(KEY))
    })

    test('one entity', async () => {
      const { body } = await ask(connector, { entity: 'photos', action: 'describe', params: null })
      assert.deepEqual(shown(body), { photos: ['create', 'download'] })
      const [create] = body.result.entities[0].operations
      assert.deepEqual([create.effect, create.params.required], ['write', ['file']])
    })

    test('an entity that is not there is named, with those that are', async () => {
      const response = await ask(connector, { entity: 'shipz', action: 'describe' })
      assertNames(response, 'unknown_operation', 'executeOperation', ['shipz', 'ships'])
    })

    test('parameters that settings fill are optional, and others are not', async () => {
      const required = async (id: string) => {
        const { body } = await ask(id, { entity: 'berths', action: 'describe' })
        return body.result.entities[0].operations[0].params.required
      }
      assert.deepEqual(await required(connector), ['port'])
      const filled = await execFixture.connect({ replication_config: { port: 'kiel' } })
      assert.deepEqual(await required(filled), [])
    })

    test('the entities of the connector narrow what is shown', async () => {
      const id = await execFixture.connect({
        entities: [{ entity: 'ships', modes: ['read'] }, { entity: 'photos' }],
      })
      const { body } = await ask(id, all)
      assert.deepEqual(shown(body), { ships: ['get', 'list', 'download'], photos: ['create', 'download'] })
      const refused = await ask(id, { entity: 'berths', action: 'describe' })
      assertError(refused, 'not_granted', 'executeOperation')
      const unknown = await ask(id, { entity: 'shipz', action: 'describe' })
      assert.ok(!unknown.text.includes('berths'), unknown.text)
    })

    test('the grant of the token narrows what is shown; describing itself needs no action', async () => {
      const entities = await narrowed({ entities: ['photos', 'crews'], actions: ['list', 'download'] })
      const { body, text } = await ask(connector, all, entities)
      assert.deepEqual(shown(body), { photos: ['download'], crews: ['list'] }, text)
      const refused = await ask(connector, { entity: 'ships', action: 'describe' }, entities)
      assertError(refused, 'not_granted', 'executeOperation')
      const reading = await narrowed({ read_only: true })
      assert.deepEqual(shown((await ask(connector, all, reading)).body), {
        ships: ['get', 'list', 'download'],
        photos: ['download'],
        berths: ['list'],
        crews: ['list'],
      })
      const elsewhere = await narrowed({ connector_ids: [crypto.randomUUID()] })
      assertError(await ask(connector, all, elsewhere), 'not_granted', 'executeOperation')
    })

    test("another workspace's connector is not described, nor one in an inactive workspace", async () => {
      const { token, workspace_id } = await execFixture.testServer.mint(execFixture.tenant, 'other')
      assertError(await ask(connector, all, token), 'connector_not_found', 'executeOperation')
      const { body } = await execFixture.testServer.call('POST', CONNECTORS, {
        token,
        body: { connector_type: 'harbor', credentials: { api_key: KEY } },
      })
      await execFixture.testServer.call('PUT', `${WORKSPACES}/${workspace_id}`, {
        token: execFixture.tenant.token,
        body: { status: 'inactive' },
      })
      const asleep = await ask(body.id, all, execFixture.tenant.token)
      assertError(asleep, 'workspace_inactive', 'executeOperation')
    })

    test('describing calls no service and leaves no record', async () => {
      const before = await recorded()
      for (let time = 0; time < 80; time++) {
        assert.equal((await ask(connector, { entity: 'ships', action: 'describe' })).status, 200)
      }
      assert.equal((await recorded()) - before, 1)
    })

    test('calls that are refused before a service is asked leave sixty records a minute and token', async () => {
      const token = await narrowed({ connector_ids: [connector], read_only: true })
      const before = await recorded()
      for (let time = 0; time < 100; time++) {
        const refused = await ask(
          connector,
          { entity: 'shipz', action: 'list', intent: 'x'.repeat(512) },
          token,
        )
        assert.equal(refused.status, 422, refused.text)
      }
      // The other token's call, by which `recorded` counts, adds one.
      assert.equal((await recorded()) - before, 61)
      const left = execFixture.testServer.log.map((line) => JSON.parse(line).unrecorded ?? 0)
      assert.equal(
        left.reduce((sum, count) => sum + count, 0),
        40,
      )
    })

    /** Counts the recorded calls, once all finished ones are recorded. */
    async function recorded(): Promise<number> {
      const { headers } = await ask(connector, { entity: 'shipz', action: 'list' }, execFixture.tenant.token)
      await execFixture.callOf(headers.get('x-request-id'))
      const since = new Date(Date.now() - 3_600_000).toISOString()
      const { body } = await execFixture.testServer.call(
        'GET',
        `/api/v1/tool-calls/statistics?since=${since}`,
        {
          token: execFixture.tenant.token,
        },
      )
      return body.data.reduce((sum: number, { calls }: { calls: number }) => sum + calls, 0)
    }
  })
}
