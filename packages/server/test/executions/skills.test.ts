import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { assertError, CONNECTORS, WORKSPACES } from '../http/api.ts'
import { type ExecFixture, KEY, openExecFixture } from './exec-fixture.ts'

const SKILLS = '/api/v1/skills'
const MINT = '/api/v1/account/applications/scoped-token'
const NOBODY = '00000000-0000-4000-8000-000000000001'

for (const engine of engines) {
  describe(`skills on ${engine.name}`, () => {
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

    const read = (path: string, token = execFixture.scoped) =>
      execFixture.testServer.call('GET', `${SKILLS}${path}`, { token })
    const docs = (query: object, token?: string) => read(`/docs?${new URLSearchParams({ ...query })}`, token)
    const narrowed = async (grant: object) => {
      const { body } = await execFixture.testServer.call('POST', MINT, {
        token: execFixture.tenant.token,
        body: { workspace_name: 'scene', ...grant },
      })
      return body.token as string
    }
    const ids = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id)
    const sections = (body: { outline: { id: string }[] }) => body.outline.map(({ id }) => id)

    test('each connector has one, under the id that inspect promises', async () => {
      const { body: inspected } = await execFixture.testServer.call(
        'GET',
        `${CONNECTORS}/${connector}/inspect`,
        { token: execFixture.scoped },
      )
      for (const token of [execFixture.scoped, execFixture.tenant.token]) {
        const { status, body, text } = await read('?limit=100', token)
        assert.equal(status, 200, text)
        const found = body.data.find(({ id }: { id: string }) => id === inspected.docs_skill_id)
        assert.deepEqual([found.kind, found.provenance], ['connector_source', 'operator'])
        assert.deepEqual([found.tags, found.warnings, found.freshness], [['harbor'], [], { state: 'live' }])
      }
    })

    test('the list has pages', async () => {
      await execFixture.connect()
      const { body: all } = await read('?limit=100')
      const walked: string[] = []
      for (let cursor = ''; ; ) {
        const { body } = await read(`?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`)
        walked.push(...ids(body))
        if (body.next_cursor === null) break
        cursor = body.next_cursor
      }
      assert.ok(walked.length > 1)
      assert.deepEqual(walked, ids(all))
      assertError(await read('?cursor=x'), 'invalid_request', 'listSkills')
    })

    test('a missing workspace or organization has none', async () => {
      for (const place of ['workspace_id', 'organization_id']) {
        const { status, body } = await read(`?${place}=${NOBODY}`, execFixture.tenant.token)
        assert.deepEqual([status, body], [200, { data: [], next_cursor: null }])
        assertError(await docs({ id: connector, [place]: NOBODY }), 'connector_not_found', 'getSkillDocs')
      }
      const { body } = await execFixture.testServer.call('GET', `${WORKSPACES}?name_contains=scene`, {
        token: execFixture.tenant.token,
      })
      const own = await read(`?workspace_id=${body.data[0].id}`, execFixture.tenant.token)
      assert.ok(ids(own.body).includes(`connector-source:${connector}`))
    })

    test('a search finds words of the service, its entities and operations, all of them', async () => {
      const found = async (query: string) =>
        ids((await read(`/search?query=${encodeURIComponent(query)}`)).body).includes(
          `connector-source:${connector}`,
        )
      assert.ok(await found('harbor'))
      assert.ok(await found('SHIPS create'))
      assert.ok(!(await found('ships elephants')))
      assertError(await read('/search'), 'invalid_request', 'searchSkills')
      assertError(await read('/search?query='), 'invalid_request', 'searchSkills')
    })

    test('without a section: how to read on, and the outline', async () => {
      const before = execFixture.upstream.arrived.length
      const { status, body, text } = await docs({ id: `connector-source:${connector}` })
      assert.equal(status, 200, text)
      assert.deepEqual(
        [body.metadata.id, body.section_id, body.outline[0].available],
        [`connector-source:${connector}`, null, true],
      )
      assert.deepEqual(sections(body), [
        ...['overview', 'authentication', 'calling'],
        ...['ships', 'photos', 'berths', 'searches', 'crews'],
      ])
      assert.ok(body.content.length > 0)
      assert.equal(execFixture.upstream.arrived.length, before, 'the third party is not asked')
    })

    test('each section of the outline can be read, and holds no credential', async () => {
      const { body: whole } = await docs({ id: connector })
      for (const section of sections(whole)) {
        const { status, body, text } = await docs({ id: connector, section })
        assert.equal(status, 200, text)
        assert.equal(body.section_id, section)
        assert.ok(body.content.length > 0, section)
        assert.ok(!text.includes(KEY))
        assert.ok(text.length < 200_000, section)
      }
    })

    test('an entity has its operations with params and an example', async () => {
      const { body } = await docs({ id: connector, section: 'photos' })
      const of = (type: string) => body.content.filter((block: { type: string }) => block.type === type)
      assert.deepEqual(
        of('heading').map(({ text }: { text: string }) => text),
        ['photos', 'create', 'download'],
      )
      const [params] = of('table')
      assert.deepEqual(params.headers, ['Param', 'Type', 'Required', 'Description'])
      assert.ok(params.rows.some(([name, , required]: string[]) => name === 'file' && required === 'yes'))
      const example = JSON.parse(of('code')[0].code)
      assert.deepEqual([example.entity, example.action], ['photos', 'create'])
      assert.ok('file' in example.params)
    })

    test('operations that token or connector do not allow are left out', async () => {
      const token = await narrowed({ entities: ['ships', 'photos'], read_only: true })
      const { body } = await docs({ id: connector }, token)
      assert.deepEqual(sections(body).slice(3), ['ships', 'photos'])
      const ships = await docs({ id: connector, section: 'ships' }, token)
      const headings = ships.body.content.filter(({ type }: { type: string }) => type === 'heading')
      assert.deepEqual(
        headings.map(({ text }: { text: string }) => text),
        ['ships', 'get', 'list', 'download'],
      )
      assertError(await docs({ id: connector, section: 'crews' }, token), 'invalid_request', 'getSkillDocs')
      const restricted = await execFixture.connect({ entities: [{ entity: 'berths', modes: ['read'] }] })
      assert.deepEqual(sections((await docs({ id: restricted })).body).slice(3), ['berths'])
    })

    test('a token of other connectors sees none of it', async () => {
      const other = await execFixture.connect()
      const token = await narrowed({ connector_ids: [other] })
      assert.deepEqual(ids((await read('', token)).body), [`connector-source:${other}`])
      assert.deepEqual(ids((await read('/search?query=harbor', token)).body), [`connector-source:${other}`])
      assertError(await docs({ id: connector }, token), 'connector_not_found', 'getSkillDocs')
    })

    test('an id of nothing is not found', async () => {
      for (const id of ['x', NOBODY, `connector-source:${NOBODY}`, 'connector-source:'])
        assertError(await docs({ id }), 'connector_not_found', 'getSkillDocs')
    })
  })
}
