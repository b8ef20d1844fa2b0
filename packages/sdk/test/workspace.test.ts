import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { until } from '@bulkhead/testing/test-server'
import { Bulkhead } from '../src/bulkhead.ts'
import { type BulkheadError, NotFoundError } from '../src/client/errors.ts'
import { Workspace } from '../src/workspace/workspace.ts'
import { type Bench, openBench } from './bench.ts'

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    before(async () => {
      bench = await openBench(engine)
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    test('reading creates no workspace, and the first connector does', async () => {
      const options = await bench.newOptions()
      const bulkhead = new Bulkhead(options)
      const acme = new Bulkhead(options).workspace('acme')
      assert.deepEqual((await acme.connectors.list()).data, [])
      assert.deepEqual((await acme.toolCalls.list()).data, [])
      await assert.rejects(acme.connect('probe'), { code: 'no_connector' })
      await assert.rejects(acme.info(), { code: 'workspace_not_found' })
      await assert.rejects(acme.connectors.get(crypto.randomUUID()), NotFoundError)
      assert.deepEqual(
        (await bulkhead.workspaces.list()).data.map(({ name }) => name),
        ['default'],
      )
      const id = await bench.createProbe(acme)
      const [connector] = (await acme.connectors.list()).data
      assert.equal(connector?.id, id)
      assert.equal((await acme.info()).workspace_name, 'acme')
    })

    test('connectors are listed in pages', async () => {
      const acme = new Bulkhead(await bench.newOptions()).workspace('acme')
      const ids = [
        await bench.createProbe(acme),
        await bench.createProbe(acme),
        await bench.createProbe(acme),
      ]
      const first = await acme.connectors.list({ limit: 2 })
      assert.deepEqual([first.data.map(({ id }) => id), first.hasNextPage()], [ids.slice(0, 2), true])
      const all = await Array.fromAsync(acme.connectors.list({ limit: 1 }))
      assert.deepEqual(
        all.map(({ id }) => id),
        ids,
      )
      const { data, response } = await acme.connectors.list().withResponse()
      assert.deepEqual([data.data.length, data.hasNextPage()], [3, false])
      assert.equal(new URL(response.url).searchParams.get('limit'), '100')
    })

    test('a connector is read, changed, checked and deleted', async () => {
      const options = await bench.newOptions()
      const acme = new Bulkhead(options).workspace('acme')
      const id = await bench.createProbe(acme)
      const { data, response } = await acme.connectors.get(id).withResponse()
      assert.equal(data.id, id)
      assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
      assert.equal((await acme.connectors.update(id, { name: 'Probe of Acme' })).name, 'Probe of Acme')
      assert.equal((await acme.connectors.check(id)).status, 'succeeded')
      const refused = await acme.connectors.check(id, { credentials: { username: 'u', password: 'p' } })
      assert.equal(refused.status, 'succeeded')
      assert.equal((await acme.connectors.startRecording(id, { minutes: 5 })).connector_id, id)
      await acme.execute(id, 'things', 'get', { id: '1' }, { intent: 'to look at' })
      const recorded = async () =>
        (await acme.toolCalls.list()).data.find(({ intent }) => intent === 'to look at')
      await until(async () => (await recorded()) !== undefined)
      const call = await recorded()
      assert.equal((await acme.toolCalls.bodies(call?.id ?? '')).request?.method, 'GET')
      assert.equal((await acme.connectors.stopRecording(id, { discard: true })).discarded, 1)
      await acme.connectors.delete(id)
      await assert.rejects(acme.connectors.get(id), { code: 'connector_not_found' })
    })

    test('an operation runs by the id of the connector: pages, and files', async () => {
      const options = await bench.newOptions()
      const acme = new Bulkhead(options).workspace('acme')
      const id = await bench.createProbe(acme)
      bench.upstream.respond(json({ items: [{ id: '1' }, { id: '2' }] }))
      const found: unknown[] = []
      for await (const thing of acme.executePages(id, 'things', 'list', { limit: 2 })) found.push(thing)
      assert.deepEqual(found, [{ id: '1' }, { id: '2' }])
      bench.upstream.respond(json({ items: [] }))
      await assert.rejects(async () => acme.executeDownload(id, 'things'), { code: 'unknown_operation' })
    })

    test('templates say what can be made, and what it needs', async () => {
      const acme = new Bulkhead(await bench.newOptions()).workspace('acme')
      const { data } = await acme.templates.list()
      const probe = data.find(({ connector_name }) => connector_name === 'probe')
      assert.ok(probe)
      const { user_config_spec } = await acme.templates.get(probe.id)
      const { properties } = user_config_spec.connectionSpecification as { properties: object }
      assert.ok('token' in properties && 'tenant' in properties)
      await assert.rejects(async () => acme.templates.get(crypto.randomUUID()), {
        code: 'template_not_found',
      })
    })

    test('another workspace’s connector looks like none, whatever is tried with it', async () => {
      const options = await bench.newOptions()
      const ash = new Bulkhead(options).workspace('ash')
      const birch = new Bulkhead(options).workspace('birch')
      const id = await bench.createProbe(ash)
      await bench.createProbe(birch)
      const unknown = { code: 'connector_not_found', status: 404 }
      await assert.rejects(birch.connectors.get(id), unknown)
      await assert.rejects(birch.connectors.update(id, { name: 'mine' }), unknown)
      await assert.rejects(birch.connectors.check(id), unknown)
      await assert.rejects(birch.execute(id, 'things', 'list'), unknown)
      await assert.rejects(birch.connectors.delete(id), unknown)
      await assert.rejects(birch.connect('probe', { connectorId: id }), { code: 'no_connector' })
      assert.equal((await ash.connectors.get(id)).id, id)
    })

    test('connect finds the only connector of a type, or lists the candidates', async () => {
      const options = await bench.newOptions()
      const acme = new Bulkhead(options).workspace('acme')
      const first = await bench.createProbe(acme, 'First')
      assert.equal((await acme.connect('probe')).id, first)
      await assert.rejects(acme.connect('github'), /"acme" has no connector github\. It has probe\./)
      await assert.rejects(
        acme.connect('prboe'),
        /"acme" has no connector prboe\. Did you mean 'probe'\? It has probe\./,
      )
      const second = await bench.createProbe(acme, 'Second')
      await assert.rejects(acme.connect('probe'), (error: BulkheadError) => {
        assert.equal(error.code, 'several_connectors')
        assert.ok(error.message.includes(`${first} (First), ${second} (Second)`))
        return true
      })
      assert.equal((await acme.connect('probe', { connectorId: second })).name, 'Second')
    })

    test('a workspace is default, or one by its name, its id, or both', async () => {
      const bulkhead = new Bulkhead(await bench.newOptions())
      const id = await bench.createProbe(bulkhead.workspace())
      const probeIn = (workspace: Workspace) => workspace.connect('probe')
      assert.equal((await probeIn(bulkhead.workspace())).id, id)
      assert.equal((await probeIn(bulkhead.workspace('default'))).id, id)
      assert.equal((await probeIn(bulkhead.workspace({ name: 'default' }))).id, id)
      const { workspace_id } = await bulkhead.workspace().info()
      assert.equal((await probeIn(bulkhead.workspace({ id: workspace_id }))).id, id)
      await assert.rejects(probeIn(bulkhead.workspace('acme')), { code: 'no_connector' })
      const both = bulkhead.workspace({ name: 'default', id: workspace_id })
      assert.deepEqual([both.name, both.id, (await probeIn(both)).id], ['default', workspace_id, id])
      await assert.rejects(
        bulkhead.workspace({ name: 'default', id: crypto.randomUUID() }).info(),
        NotFoundError,
      )
      assert.ok(both instanceof Workspace)
    })

    test('a given token works in its workspace and nowhere else', async () => {
      const options = await bench.newOptions()
      const acme = new Bulkhead(options).workspace('acme')
      const id = await bench.createProbe(acme)
      const { token, workspace_id } = await acme.mintToken({ expires_in: 60 })
      const component = new Bulkhead({ url: bench.proxy.url, token }).workspace()
      assert.equal((await component.info()).workspace_id, workspace_id)
      assert.equal((await component.connect('probe')).id, id)
      await component.execute(id, 'things', 'list')
      await assert.rejects(component.mintToken(), { code: 'configuration' })
      const named = new Bulkhead({ url: bench.proxy.url, token }).workspace({
        name: 'acme',
        id: workspace_id,
      })
      await named.execute(id, 'things', 'list')

      const mark = bench.proxy.exchanges.length
      for (const wrong of ['birch', { id: crypto.randomUUID() }]) {
        const mistaken = new Bulkhead({ url: bench.proxy.url, token }).workspace(wrong)
        await assert.rejects(mistaken.execute(id, 'things', 'list'), {
          code: 'configuration',
          message: /The token belongs to the workspace "acme"/,
        })
      }
      assert.ok(bench.proxy.exchanges.slice(mark).every(({ url }) => !url.endsWith('/execute')))
      const { organization, definitions } = new Bulkhead({ url: bench.proxy.url, token })
      await assert.rejects(organization.get(), /clientId and clientSecret/)
      assert.ok((await definitions.list()).data.length > 0)
    })

    test('a narrowed token does what its grant says', async () => {
      const options = await bench.newOptions()
      const acme = new Bulkhead(options).workspace('acme')
      const id = await bench.createProbe(acme)
      const { token } = await acme.mintToken({ connector_ids: [id], entities: ['things'], read_only: true })
      const component = new Bulkhead({ url: bench.proxy.url, token }).workspace()
      const probe = await component.connect('probe')
      await probe.execute('things', 'list')
      await assert.rejects(probe.execute('things', 'create', { name: 'x' }), {
        name: 'PermissionError',
        code: 'not_granted',
      })
      assert.deepEqual((await component.info()).grant, {
        connector_ids: [id],
        entities: ['things'],
        read_only: true,
      })
    })

    test('lists are the promise of a page and an iterator over all', async () => {
      const options = await bench.newOptions()
      const acme = new Bulkhead(options).workspace('acme')
      const id = await bench.createProbe(acme)
      for (let number = 1; number <= 5; number++) {
        await acme.execute(id, 'things', 'get', { id: String(number) }, { intent: `call ${number}` })
      }
      await until(async () => (await acme.toolCalls.list()).data.length === 5)
      const [latest] = (await acme.toolCalls.list({ limit: 1 })).data
      const { has_bodies, upstream_message, ...listed } = await acme.toolCalls.get(latest?.id ?? '')
      assert.deepEqual(listed, latest)
      assert.deepEqual([has_bodies, upstream_message], [false, null])
      const { data: groups, rest } = await acme.toolCalls.groups('service', { buckets: 2 })
      assert.deepEqual([groups[0]?.calls, groups[0]?.series.length, groups.length, rest], [5, 2, 1, null])
      assert.ok((await new Bulkhead(options).organization.usage()) !== undefined)
      const other = new Bulkhead(options).workspace('other')
      await other.mintToken()
      await assert.rejects(other.toolCalls.get(latest?.id ?? ''), { code: 'tool_call_not_found' })
      const mark = bench.proxy.exchanges.length
      const calls = acme.toolCalls.list({ limit: 2 })
      const page = await calls
      assert.deepEqual(
        page.data.map(({ intent }) => intent),
        ['call 5', 'call 4'],
      )
      assert.equal(bench.proxy.exchanges.length - mark, 1)
      const all: (string | null)[] = []
      for await (const { intent } of calls) all.push(intent)
      assert.deepEqual(all, ['call 5', 'call 4', 'call 3', 'call 2', 'call 1'])
      assert.equal(bench.proxy.exchanges.length - mark, 3, 'the first page is not fetched again')
      for await (const call of calls) {
        assert.equal(call.intent, 'call 5')
        break
      }
      assert.equal(bench.proxy.exchanges.length - mark, 3, 'pages that are not reached are not fetched')
      const next = await page.nextPage()
      assert.deepEqual(
        next.data.map(({ intent }) => intent),
        ['call 3', 'call 2'],
      )
      const last = await next.nextPage()
      assert.equal(last.hasNextPage(), false)
      assert.throws(() => last.nextPage(), { code: 'invalid_argument' })
      const sizes: number[] = []
      for await (const { data } of acme.toolCalls.list({ limit: 2 }).pages()) sizes.push(data.length)
      assert.deepEqual(sizes, [2, 2, 1])
    })

    test('an execute sends the given params and returns the whole response', async () => {
      const options = await bench.newOptions()
      const acme = new Bulkhead(options).workspace('acme')
      const id = await bench.createProbe(acme)
      bench.upstream.respond(json({ items: [{ id: 1, name: 'a', more: { x: 1, y: 2 } }] }))
      const execution = await acme.execute(
        id,
        'things',
        'list',
        { color: 'red' },
        { selectFields: ['id', 'more.x'] },
      )
      assert.equal(execution.status, 'success')
      assert.deepEqual(execution.result, [{ id: 1, more: { x: 1 } }])
      assert.equal(execution.execution_metadata.connector_instance_id, id)
      const { result } = await acme.execute(id, 'things', 'list', {}, { excludeFields: ['more'] })
      assert.deepEqual(result, [{ id: 1, name: 'a' }])
      await assert.rejects(acme.execute(id, 'things', 'lst'), {
        name: 'ValidationError',
        code: 'unknown_operation',
      })
    })

    test('a list that never ends is ended', async () => {
      const options = await bench.newOptions()
      const acme = new Bulkhead(options).workspace('acme')
      const id = await bench.createProbe(acme)
      bench.proxy.interfere({
        after: ({ url }) =>
          url.endsWith('/execute')
            ? {
                status: 200,
                body: JSON.stringify({
                  result: [{ id: 1 }],
                  connector_metadata: { has_next_page: true, end_cursor: 'again' },
                }),
              }
            : undefined,
      })
      const probe = await acme.connect('probe', { connectorId: id })
      const iterate = async () => {
        for await (const _record of probe.executePages('things', 'list'));
      }
      await assert.rejects(iterate(), /would never end/)
      bench.proxy.interfere({})
    })
  })
}
