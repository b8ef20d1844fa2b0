import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json, type ScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import type { RecordingProxy } from '@bulkhead/testing/upstreams/recording-proxy'
import { generateText, stepCountIs } from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import { Bulkhead, type Tool } from '../src/index.ts'
import { type Bench, openBench } from './bench.ts'

type Generated = Awaited<ReturnType<MockLanguageModelV4['doGenerate']>>

/** A model that calls these tools, one in each step, and then says that it is done. */
function scriptedModel(calls: readonly { toolName: string; input: unknown }[]): MockLanguageModelV4 {
  const usage = {
    inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 1, text: 1, reasoning: 0 },
  }
  const steps = calls.map(
    ({ toolName, input }, index): Generated => ({
      content: [{ type: 'tool-call', toolCallId: `call-${index}`, toolName, input: JSON.stringify(input) }],
      finishReason: { unified: 'tool-calls', raw: undefined },
      usage,
      warnings: [],
    }),
  )
  const end: Generated = {
    content: [{ type: 'text', text: 'Done.' }],
    finishReason: { unified: 'stop', raw: undefined },
    usage,
    warnings: [],
  }
  return new MockLanguageModelV4({ doGenerate: [...steps, end] })
}

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    let proxy: RecordingProxy
    let upstream: ScriptedUpstream
    before(async () => {
      bench = await openBench(engine)
      proxy = bench.proxy
      upstream = bench.upstream
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    test('a model lists, gets its mistakes as results, and cannot write with read-only tools', async () => {
      const acme = new Bulkhead(await bench.newOptions()).workspace('acme')
      await bench.createProbe(acme)
      const probe = await acme.connect('probe')
      const tools = await probe.tools({ readOnly: true })
      assert.deepEqual(Object.keys(tools), ['probe_things_get', 'probe_things_list'])
      upstream.respond(json({ items: [{ id: 1, name: 'sprocket' }] }))
      const model = scriptedModel([
        { toolName: 'probe_things_list', input: { color: 'red' } },
        { toolName: 'probe_things_list', input: { color: 'green' } },
        { toolName: 'probe_things_create', input: { name: 'mine' } },
      ])
      const { text, steps } = await generateText({ model, tools, prompt: 'Go.', stopWhen: stepCountIs(6) })
      assert.equal(text, 'Done.')
      const results = steps.flatMap(({ toolResults }) => toolResults.map(({ output }) => output))
      assert.deepEqual(results[0], { records: [{ id: 1, name: 'sprocket' }], next_cursor: null })
      assert.match(String(results[1]), /^The call failed \(invalid_params\): .*color.*red.*blue/s)
      // The third tool does not exist for the model.
      assert.equal(results.length, 2)
      assert.ok(upstream.arrived.every(({ method }) => method === 'GET'))

      const [shown] =
        model.doGenerateCalls[0]?.tools?.filter(({ name }) => name === 'probe_things_list') ?? []
      assert.ok(shown?.type === 'function')
      assert.deepEqual(shown.inputSchema.properties?.color, { type: 'string', enum: ['red', 'blue'] })
      assert.match(shown.description ?? '', /List things\./)
    })

    test('the token of tools reaches what they name and nothing else', async () => {
      const acme = new Bulkhead(await bench.newOptions()).workspace('acme')
      const id = await bench.createProbe(acme, 'Mine')
      const other = await bench.createProbe(acme, 'Other')
      const probe = await acme.connect('probe', { connectorId: id })
      const mark = proxy.exchanges.length
      const tools = await probe.tools({ entities: ['things'], actions: ['list', 'get'] })
      await tools.probe_things_list?.execute({})
      const executed = proxy.exchanges.slice(mark).filter(({ url }) => url.endsWith('/execute'))
      const token = executed.at(-1)?.headers.authorization?.replace('Bearer ', '') ?? ''
      const narrowed = new Bulkhead({ url: proxy.url, token }).workspace()
      assert.deepEqual((await narrowed.info()).grant, {
        connector_ids: [id],
        entities: ['things'],
        actions: ['get', 'list'],
        read_only: true,
      })
      const refused = { code: 'not_granted', status: 403 }
      await narrowed.execute(id, 'things', 'list')
      await assert.rejects(narrowed.execute(id, 'things', 'create', { name: 'x' }), refused)
      await assert.rejects(narrowed.execute(id, 'stuff', 'list'), refused)
      await assert.rejects(narrowed.execute(other, 'things', 'list'), refused)
      await assert.rejects(narrowed.connectors.create({ connector_type: 'probe' }), { code: 'not_permitted' })
    })

    test('operations are chosen by effect, and what does not exist is named', async () => {
      const acme = new Bulkhead(await bench.newOptions()).workspace('acme')
      await bench.createProbe(acme)
      const probe = await acme.connect('probe')
      assert.deepEqual(Object.keys(await probe.tools({ effects: ['write'] })), ['probe_things_create'])
      assert.equal(Object.keys(await probe.tools()).length, 3)
      await assert.rejects(probe.tools({ entities: ['thing'] }), /no entities thing for tools; it has things/)
      await assert.rejects(probe.tools({ actions: ['destroy'] }), /no actions destroy/)
      await assert.rejects(probe.tools({ effects: ['write'], readOnly: true }), /No operation/)
    })

    test('a tool is plain JSON Schema with an execute function; an abort is rethrown', async () => {
      const acme = new Bulkhead(await bench.newOptions()).workspace('acme')
      const id = await bench.createProbe(acme)
      const probe = await acme.connect('probe')
      const tools = await probe.tools()
      const create = tools.probe_things_create as Tool
      assert.equal(create.effect, 'write')
      assert.deepEqual(JSON.parse(JSON.stringify(create.parameters)), {
        type: 'object',
        properties: { name: { type: 'string' }, color: { type: 'string' } },
        required: ['name'],
        additionalProperties: false,
      })
      upstream.respond(json({ id: '7' }, 201))
      assert.deepEqual(await create.execute({ name: 'x' }), { id: '7' })
      upstream.respond(json({ message: 'no such thing' }, 404))
      assert.match(String(await tools.probe_things_get?.execute({ id: '8' })), /upstream_rejected.*404/)
      upstream.respond(json({}, 500))
      assert.match(String(await create.execute({ name: 'x' })), /may have happened/)
      upstream.respond(() => {})
      const controller = new AbortController()
      const call = tools.probe_things_list?.execute({}, { abortSignal: controller.signal })
      setTimeout(() => controller.abort(), 50)
      await assert.rejects(call ?? Promise.resolve(), { name: 'AbortError' })
      upstream.respond(json({ items: [] }))
      await acme.connectors.delete(id)
      assert.match(String(await tools.probe_things_list?.execute({})), /connector_not_found/)
    })

    test('a model sees no header with a value of its own, and paging once', async () => {
      const acme = new Bulkhead(await bench.newOptions()).workspace('acme')
      await acme.connectors.create({ connector_type: 'github', credentials: { token: 'a-token-of-github' } })
      const tools = await (await acme.connect('github')).tools({ entities: ['issues'] })
      const getNames = (name: string) => Object.keys(tools[name]?.parameters.properties ?? {})
      const listed = getNames('github_issues_list')
      for (const name of ['owner', 'repo', 'cursor', 'limit']) assert.ok(listed.includes(name), name)
      for (const name of ['after', 'per_page']) assert.ok(!listed.includes(name), name)
      const created = getNames('github_issues_create')
      for (const name of ['owner', 'repo', 'title']) assert.ok(created.includes(name), name)
      for (const name of ['Accept', 'X-GitHub-Api-Version']) assert.ok(!created.includes(name), name)
    })

    test('with a given token, the tools are those that its grant allows', async () => {
      const acme = new Bulkhead(await bench.newOptions()).workspace('acme')
      const id = await bench.createProbe(acme)
      const { token } = await acme.mintToken({ connector_ids: [id], read_only: true })
      const component = await new Bulkhead({ url: proxy.url, token }).workspace().connect('probe')
      const tools = await component.tools()
      assert.deepEqual(Object.keys(tools), ['probe_things_get', 'probe_things_list'])
      assert.deepEqual(await tools.probe_things_list?.execute({}), { records: [], next_cursor: null })
      await assert.rejects(component.tools({ actions: ['create'] }), /no actions create/)
    })

    test('describe says what a connector can do, whole or one entity', async () => {
      const acme = new Bulkhead(await bench.newOptions()).workspace('acme')
      await bench.createProbe(acme)
      const probe = await acme.connect('probe')
      const whole = await probe.describe()
      assert.deepEqual([whole.slug, whole.display_name], ['probe', 'Probe'])
      const [things] = (await probe.describe('things')).entities
      assert.deepEqual(
        things?.operations.map(({ action, effect }) => [action, effect]),
        [
          ['get', 'read'],
          ['list', 'read'],
          ['create', 'write'],
        ],
      )
      await assert.rejects(probe.describe('thing'), { code: 'unknown_operation' })
    })
  })
}
