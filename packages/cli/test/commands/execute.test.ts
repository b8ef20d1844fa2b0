import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { until } from '@bulkhead/testing/test-server'
import { type Bench, openBench } from '../bench.ts'

const EXECUTE = ['connectors', 'execute', 'probe', 'things']
const W = ['-w', 'acme']

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    before(async () => {
      bench = await openBench(engine)
      await bench.createProbe('acme')
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    const items = [
      { id: '1', name: 'bolt', color: 'red', parts: [{ name: 'head' }, { name: 'shaft' }] },
      { id: '2', name: 'nut', color: 'blue', parts: [] },
    ]

    test("params match the operation's schema", async () => {
      const { run, upstream } = bench
      upstream.respond(json({ items }))
      const listed = await run([...EXECUTE, 'list', ...W, '-p', 'limit=2', '-p', 'color=red'])
      assert.deepEqual([listed.code, listed.json()], [0, items])
      assert.equal(upstream.arrived.at(-1)?.url, '/things?limit=2&color=red')
      upstream.respond(json({ id: '0042' }))
      // A string stays a string, with its zeros.
      const got = await run([...EXECUTE, 'get', ...W, '-p', 'id=0042'])
      assert.deepEqual([got.json(), upstream.arrived.at(-1)?.url], [{ id: '0042' }, '/things/0042'])
      await run([...EXECUTE, 'create', ...W, '-p', 'name=007', '-p', 'color=a=b'])
      assert.deepEqual(JSON.parse(upstream.arrived.at(-1)?.body ?? ''), { name: '007', color: 'a=b' })
      for (const [args, message] of [
        [['-p', 'owner'], /name=value/],
        [['-p', 'id=1', '-p', 'id=2'], /given twice/],
      ] as const) {
        const ended = await run([...EXECUTE, 'get', ...W, ...args])
        assert.equal(ended.code, 4)
        assert.match(ended.error().message, message)
      }
      const unknown = await run([...EXECUTE, 'get', ...W, '-p', 'ident=1'])
      assert.deepEqual([unknown.code, unknown.error().code], [4, 'invalid_params'])
    })

    test('params all at once: from the command line, a file, standard input; -p wins', async () => {
      const { run, upstream, file } = bench
      upstream.respond(json({ id: '9' }))
      const bodies = []
      for (const [args, stdin] of [
        [['--params', '{"name": "bolt"}'], undefined],
        [['--params', `@${file('params.json', { name: 'bolt' })}`], undefined],
        [['--params', '-'], '{"name": "bolt"}'],
        [['--json', '-'], '{"params": {"name": "bolt"}, "intent": "a test"}'],
        [['--params', '{"name": "nut"}', '-p', 'name=bolt'], undefined],
      ] as const) {
        const ended = await run([...EXECUTE, 'create', ...W, ...args], stdin === undefined ? {} : { stdin })
        assert.equal(ended.code, 0, ended.stderr)
        bodies.push(upstream.arrived.at(-1)?.body)
      }
      assert.deepEqual(bodies, Array(5).fill('{"name":"bolt"}'))
    })

    test('requested fields become columns', async () => {
      const { run, upstream } = bench
      upstream.respond(json({ items }))
      const picked = await run([...EXECUTE, 'list', ...W, '--fields', 'name,parts.name'])
      assert.deepEqual(picked.json()[0], { name: 'bolt', parts: [{ name: 'head' }, { name: 'shaft' }] })
      assert.deepEqual(Object.keys(picked.json()[1]), ['name', 'parts'])
      const text = await run([...EXECUTE, 'list', ...W, '--fields', 'id,name', '--format', 'text'])
      assert.equal(text.stdout, '1\tbolt\n2\tnut\n')
      const table = await run([...EXECUTE, 'list', ...W], { columns: 80 })
      assert.equal(table.stdout, 'ID  NAME  COLOR\n1   bolt  red\n2   nut   blue\n')
      assert.match(table.stderr, /1 more field: --format json/)
      const columns = await run([...EXECUTE, 'list', ...W, '--fields', 'name,parts.name'], { columns: 80 })
      assert.equal(columns.stdout, 'NAME  PARTS.NAME\nbolt  head, shaft\nnut   -\n')
    })

    test('the whole response has the metadata next to the result', async () => {
      const { run, getOutput: response, upstream } = bench
      upstream.respond(json({ items }))
      const whole = await response([...EXECUTE, 'list', ...W, '--whole'])
      assert.deepEqual(Object.keys(whole).toSorted(), [
        'connector_metadata',
        'execution_metadata',
        'result',
        'status',
      ])
      assert.equal((await run([...EXECUTE, 'list', ...W, '--whole', '--all'])).code, 4)
    })

    test('a response of a service cannot control the terminal', async () => {
      const { run, upstream } = bench
      const name = 'a\u001b[2Jb\u202ec\u009b31md'
      upstream.respond(json({ items: [{ id: '1', name }] }))
      const table = await run([...EXECUTE, 'list', ...W], { columns: 80 })
      assert.match(table.stdout, /a\ufffd\[2Jb\ufffdc\ufffd31md/)
      const shown = await run([...EXECUTE, 'list', ...W, '--format', 'json'], { columns: 80 })
      for (const active of ['\u001b', '\u009b', '\u202e']) assert.ok(!shown.stdout.includes(active))
      assert.equal(shown.json()[0].name, name)
      const piped = await run([...EXECUTE, 'list', ...W])
      assert.equal(piped.json()[0].name, name)
    })

    test('a warning on any page is shown, each text once, and cannot control the terminal', async () => {
      const { run, getOutput, upstream } = bench
      const github = { credentials: { token: 'ghp_x' }, environment: { base_url: upstream.url } }
      upstream.respond(json({ items }))
      await getOutput(['connectors', 'create', 'github', ...W, '--json', '-'], {
        stdin: JSON.stringify(github),
      })
      let incomplete: readonly number[] = []
      upstream.respond((request, response) => {
        const page = Number(JSON.parse(request.body).variables.after ?? 1)
        const pageInfo = { hasNextPage: page < 3, endCursor: String(page + 1) }
        const data = { repository: { issues: { nodes: [{ number: page }], pageInfo } } }
        const errors = incomplete.includes(page) ? [{ message: 'Some are\u001b[2J\nmissing.' }] : []
        json({ data, errors })(request, response)
      })
      const list = [
        'connectors',
        'execute',
        'github',
        'issues',
        'list',
        ...W,
        '-p',
        'owner=o',
        '-p',
        'repo=r',
      ]
      const warning = 'Warning: Some are\ufffd[2J missing.\n'
      for (const [pages, further, stderr] of [
        [[], ['--all'], ''],
        [[2, 3], ['--all'], warning],
        [[1, 2, 3], ['--all'], warning],
        [[1, 2, 3], [], `${warning}There are more pages. All of them: --all\n`],
      ] as const) {
        incomplete = pages
        const listed = await run([...list, '--fields', 'number', ...further])
        assert.deepEqual([listed.code, listed.stderr], [0, stderr])
        assert.equal(listed.json().length, further.length === 0 ? 1 : 3)
      }
      upstream.respond(json({ items }))
    })

    test('a refusal by the service is a failure, and no sign-in error', async () => {
      const { run, upstream } = bench
      for (const [status, exit] of [
        [401, 1],
        [404, 1],
        [422, 1],
      ] as const) {
        upstream.respond(json({ message: 'no' }, status))
        const ended = await run([...EXECUTE, 'get', ...W, '-p', 'id=1'])
        assert.deepEqual([ended.code, ended.error().code, ended.stdout], [exit, 'upstream_rejected', ''])
      }
      upstream.respond(json({ items }))
    })

    test('a write with a key happens once', async () => {
      const { getOutput: response, upstream } = bench
      upstream.respond(json({ id: '77' }))
      const before = upstream.arrived.length
      const args = [...EXECUTE, 'create', ...W, '-p', 'name=bolt', '--idempotency-key', `k-${engine.name}`]
      assert.deepEqual([await response(args), await response(args)], [{ id: '77' }, { id: '77' }])
      assert.equal(upstream.arrived.length, before + 1)
    })

    test('calls are recorded, and so is who did what', async () => {
      const {
        getOutput: response,
        run,
        upstream,
      } = await bench.other().then(async (other) => {
        await other.createProbe('acme')
        return other
      })
      upstream.respond(json({ items: [] }))
      await response([...EXECUTE, 'list', ...W, '--intent', 'to see'])
      const calls = async () => response(['tool-calls', ...W, '--entity', 'things', '--status', 'success'])
      // A call is listed a second after it ended at the latest.
      let call: Record<string, unknown> | undefined
      await until(async () => {
        call = (await calls()).find(({ intent }: Record<string, unknown>) => intent === 'to see')
        return call !== undefined
      })
      assert.equal(call?.action, 'list')
      assert.deepEqual(await response(['tool-calls', ...W, '--since', '2999-01-01T00:00:00Z']), [])
      const groups = await response(['calls', 'groups', '--by', 'code', ...W])
      assert.ok(groups.data.length > 0, JSON.stringify(groups))
      const table = await run(['tool-calls', ...W], { columns: 120 })
      assert.match(table.stdout, /^AT +ENTITY +ACTION +STATUS +CODE +MS +INTENT\n/)
      const events = await response(['audit', '--outcome', 'done', '--fields', 'event'])
      assert.deepEqual(events, [{ event: 'connector.created' }, { event: 'workspace.created' }])
      const bad = await run(['audit', '--since', 'yesterday'])
      assert.deepEqual([bad.code, bad.error().code], [4, 'invalid_request'])
    })
  })
}
