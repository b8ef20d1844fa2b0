import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, type TestContext, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { type Bench, openBench } from '../bench.ts'

const W = ['--workspace', 'acme']

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

    test('a connector from credentials in a file to its end', async () => {
      const { getOutput: response, run, upstream, file } = await bench.other()
      const nowhere = await run(['connectors', 'list', ...W])
      assert.deepEqual([nowhere.code, nowhere.stdout, nowhere.error().code], [3, '', 'workspace_not_found'])
      const token = file('token.json', { token: 'secret-of-the-third-party' })
      const flags = [
        '--credentials',
        `@${token}`,
        '--environment',
        JSON.stringify({ base_url: upstream.url }),
      ]
      const settings = ['--replication-config', '{"tenant": "acme"}', '--name', 'Probe of Acme']
      const created = await response(['connectors', 'create', 'probe', ...W, ...flags, ...settings])
      assert.equal(created.name, 'Probe of Acme')
      const [listed] = await response(['connectors', 'list', ...W, '--fields', 'id,name'])
      assert.deepEqual(listed, { id: created.id, name: 'Probe of Acme' })
      for (const named of ['probe', 'Probe of Acme', created.id]) {
        assert.equal((await response(['connectors', 'get', named, ...W])).id, created.id, named)
      }
      const changed = await response([
        'connectors',
        'update',
        'probe',
        ...W,
        '--entities',
        '[{"entity": "things", "modes": ["read"]}]',
      ])
      assert.deepEqual(changed.entities, [{ entity: 'things', modes: ['read'] }])
      assert.equal((await response(['connectors', 'check', 'probe', ...W])).status, 'succeeded')
      assert.equal(upstream.arrived.at(-1)?.headers.authorization, 'Bearer secret-of-the-third-party')
      assert.equal(typeof (await response(['connectors', 'delete', 'probe', ...W, '--yes'])).job_id, 'string')
      const gone = await run(['connectors', 'get', created.id, ...W])
      assert.deepEqual([gone.code, gone.error().code], [3, 'connector_not_found'])
    })

    test('a list shows as many as wanted, and says that there are more', async () => {
      const { getOutput: response, run, createProbe } = await bench.other()
      await createProbe('acme')
      await createProbe('acme')
      const one = await run(['connectors', 'list', ...W, '--limit', '1'])
      assert.equal(JSON.parse(one.stdout).length, 1, one.stderr)
      assert.match(one.stderr, /There are more than these 1\. All of them: --all/)
      assert.equal((await response(['connectors', 'list', ...W, '--all'])).length, 2)
    })

    test('a check without an operation to run does not pass', async () => {
      const { getOutput: response, run, upstream, createProbe } = await bench.other()
      await createProbe('acme')
      await response([
        'connectors',
        'update',
        'probe',
        ...W,
        '--entities',
        '[{"entity": "things", "modes": ["write"]}]',
      ])
      const before = upstream.arrived.length
      const skipped = await run(['connectors', 'check', 'probe', ...W])
      assert.equal(JSON.parse(skipped.stdout).status, 'skipped')
      assert.deepEqual([skipped.code, skipped.error().code], [1, 'not_checked'])
      assert.match(skipped.error().message, /^The connector was not checked\. .+\.$/)
      assert.match(skipped.error().hint, /connectors execute/)
      assert.equal(upstream.arrived.length, before)
    })

    test('another workspace’s connector looks like none', async () => {
      const ash = await bench.other()
      const id = await ash.createProbe('ash')
      await ash.createProbe('birch')
      const other = await bench.other()
      for (const [whose, workspace] of [
        [ash, 'birch'],
        [other, 'default'],
      ] as const) {
        if (whose === other) await other.getOutput(['workspaces', 'token', 'default'])
        for (const command of [
          ['get', id],
          ['update', id, '--name', 'mine'],
          ['check', id],
          ['describe', id],
          ['execute', id, 'things', 'list'],
          ['delete', id, '--yes'],
        ]) {
          const ended = await whose.run(['connectors', ...command, '--workspace', workspace])
          assert.deepEqual([ended.code, ended.error().code], [3, 'connector_not_found'], command.join(' '))
        }
      }
      assert.equal((await ash.getOutput(['connectors', 'get', id, '--workspace', 'ash'])).id, id)
    })

    test('a variable that is empty never comes to mean the default workspace', async () => {
      const { run, createProbe } = await bench.other()
      await createProbe('default')
      const environment = { BULKHEAD_WORKSPACE: '' }
      for (const command of [['connectors', 'get', 'probe'], ['connectors', 'list'], ['whoami']]) {
        const refused = await run(command, { environment })
        assert.deepEqual([refused.code, refused.stdout], [4, ''], command.join(' '))
        assert.match(refused.error().message, /BULKHEAD_WORKSPACE is set but empty/)
      }
      const named = await run(['connectors', 'get', 'probe', '--workspace', 'default'], { environment })
      assert.equal(named.code, 0, named.stderr)
    })

    test('a token that is set and empty is refused, and never widens to the application', async () => {
      const { run } = await bench.other()
      for (const command of [['connectors', 'list'], ['whoami'], ['mcp']]) {
        const refused = await run(command, { environment: { BULKHEAD_TOKEN: '' } })
        assert.deepEqual([refused.code, refused.stdout], [4, ''], command.join(' '))
        assert.match(refused.stderr, /BULKHEAD_TOKEN is set but empty/)
      }
    })

    test('a workspace without connectors is found, and a name with the id of another one is not', async () => {
      const { getOutput: response, run } = await bench.other()
      const { workspace_id } = await response(['workspaces', 'token', 'ash'])
      await response(['workspaces', 'token', 'birch'])
      assert.deepEqual(await response(['connectors', 'list', '-w', 'ash']), [])
      assert.deepEqual(
        await response(['connectors', 'list', '-w', 'ash', '--workspace-id', workspace_id]),
        [],
      )
      const two = await run(['connectors', 'list', '-w', 'birch', '--workspace-id', workspace_id])
      assert.deepEqual([two.code, two.stdout, two.error().code], [3, '', 'workspace_not_found'])
    })

    test('errors say what to do', async () => {
      const { getOutput: response, run, createProbe } = await bench.other()
      const hint = async (args: string[], environment: Record<string, string> = {}, stdin = '') => {
        const { code, error } = await run(args, { environment, stdin })
        assert.notEqual(code, 0)
        return `${error().message} ${error().hint}`
      }
      assert.match(
        await hint(['workspaces', 'create', 'acme']),
        /There is no bulkhead workspaces create\. .*connectors create/,
      )
      assert.match(await hint(['whoami'], { BULKHEAD_TOKEN: 'wrong' }), /from BULKHEAD_TOKEN/)
      assert.match(await hint(['whoami'], { BULKHEAD_CLIENT_SECRET: 'wrong' }), /from BULKHEAD_CLIENT_ID and/)
      const credentials = ['connectors', 'create', 'probe', ...W, '--credentials', '-']
      assert.doesNotMatch(await hint(credentials, {}, '{'), /--credentials '/)
      const id = await createProbe('acme')
      assert.match(
        await hint(['connectors', 'delete', id, ...W]),
        new RegExp(`Delete the connector ${id} and`),
      )
      assert.match(await hint(['operator', 'keys', 'retire', '7']), /version 7\?/)
      for (const topic of ['audit', 'tool-calls'])
        assert.ok(Array.isArray(await response([topic, 'list', '--limit', '1'])))
      const { stdout } = await run(['operator', 'owners', '--help'])
      assert.doesNotMatch(stdout, /backups of a server/)
      const { stdout: help } = await run(['serve', '--help'], { columns: 80 })
      assert.ok(help.includes('BULKHEAD_HOST'), help)
      const settings = help.slice(help.indexOf('BULKHEAD_HOST'), help.indexOf('Options:'))
      assert.deepEqual(
        settings
          .split('\n')
          .slice(1)
          .filter((line) => /^\S/.test(line)),
        [],
      )
    })

    test('the id selects one of several', async () => {
      const { run, createProbe } = await bench.other()
      const ids = [await createProbe('acme'), await createProbe('acme')]
      const several = await run(['connectors', 'get', 'probe', ...W])
      assert.equal(several.code, 4)
      for (const id of ids) assert.ok(several.error().message.includes(id))
      const none = await run(['connectors', 'get', 'github', ...W])
      assert.deepEqual([none.code, none.error().code], [3, 'no_connector'])
      assert.match(none.error().message, /It has probe\./)
    })

    test('a name selects a connector in whichever normalization form it is typed', async () => {
      const { run, createProbe } = await bench.other()
      const id = await createProbe('acme')
      const [composed, decomposed] = ['Caf\u00e9', 'Cafe\u0301']
      await run(['connectors', 'update', id, '--name', decomposed, ...W])
      for (const name of [composed, decomposed])
        assert.equal((await run(['connectors', 'get', name, ...W])).json().id, id, name)
    })

    test('secrets are taken from files and standard input, never from the command line', async () => {
      const { run, upstream, file, createProbe } = await bench.other()
      const secret = 'hunter2-hunter2'
      const bad = [
        ['create', 'probe', '--credentials', JSON.stringify({ token: secret })],
        ['create', 'probe', '--json', JSON.stringify({ credentials: { token: secret } })],
        ['create', 'probe', '--replication-config', JSON.stringify({ token: secret })],
        ['create', 'probe', '--replication-config', JSON.stringify({ credentials: { api_token: secret } })],
        ['create', 'probe', '--json', JSON.stringify({ replication_config: { token: secret } })],
      ]
      for (const args of bad) {
        const ended = await run(['connectors', ...args, ...W])
        assert.deepEqual([ended.code, ended.stdout], [4, ''], args.join(' '))
        assert.ok(!ended.stderr.includes(secret), ended.stderr)
        assert.match(ended.error().hint, /@file/)
      }
      const id = await createProbe('acme')
      for (const command of ['update', 'check']) {
        const args = ['connectors', command, id, ...W, '--credentials', JSON.stringify({ token: secret })]
        assert.equal((await run(args)).code, 4)
      }
      const moved = [
        'connectors',
        'update',
        id,
        ...W,
        '--replication-config',
        JSON.stringify({ token: secret }),
      ]
      assert.equal((await run(moved)).code, 4)
      // From standard input and from a file they arrive.
      const piped = await run(['connectors', 'update', id, ...W, '--credentials', '-'], {
        stdin: JSON.stringify({ token: 'from-standard-input' }),
      })
      assert.equal(piped.code, 0, piped.stderr)
      await run(['connectors', 'check', id, ...W])
      assert.equal(upstream.arrived.at(-1)?.headers.authorization, 'Bearer from-standard-input')
      const path = file('new.json', { token: 'from-a-file' })
      assert.equal((await run(['connectors', 'check', id, ...W, '--credentials', `@${path}`])).code, 0)
      assert.equal(upstream.arrived.at(-1)?.headers.authorization, 'Bearer from-a-file')
    })

    test('an unreadable document is reported with place and reason, without a quotation', async () => {
      const { run, file } = await bench.other()
      const broken = file('broken.json', '{"token": hunter2}')
      for (const [value, message] of [
        [`@${broken}`, /--credentials is not JSON/],
        ['@/nowhere/token.json', /\/nowhere\/token\.json cannot be read: there is no such file/],
        ['-', /--credentials is empty/],
        [`@${file('list.json', '[]')}`, /must be a JSON object/],
      ] as const) {
        const ended = await run(['connectors', 'create', 'probe', ...W, '--credentials', value])
        assert.equal(ended.code, 4)
        assert.match(ended.error().message, message)
        assert.ok(!ended.stderr.includes('hunter2'))
      }
      const without = await run(['connectors', 'create', 'probe', ...W])
      assert.deepEqual([without.code, without.error().code], [4, 'usage'])
      assert.match(without.error().message, /token, or username and password/)
    })

    test('check ends with 1 if the service refuses', async () => {
      const { run, upstream, createProbe } = await bench.other()
      await createProbe('acme')
      upstream.respond(json({ message: 'no' }, 401))
      const refused = await run(['connectors', 'check', 'probe', ...W])
      assert.deepEqual([refused.code, refused.json().status], [1, 'failed'])
      upstream.respond(json({ items: [] }))
    })

    test('`connectors available` lists the types and what one needs', async () => {
      const { run, getOutput: response } = await bench.other()
      const all = await run(['connectors', 'available'], { columns: 100 })
      assert.match(all.stdout, /^TYPE +NAME +DEFINITION_ID\n/)
      assert.match(all.stdout, /\ngithub +GitHub +[0-9a-f-]{36}\n/)
      // The list belongs to no workspace, so no notice names one.
      assert.equal(all.stderr, '')
      assert.deepEqual(
        await response(['connectors', 'available', '--name', 'PROB', '--fields', 'connector_name']),
        [{ connector_name: 'probe' }],
      )
      const one = await run(['connectors', 'available', 'probe'], { columns: 100 })
      assert.match(one.stdout, /token +credential, Token +yes/)
      assert.match(one.stdout, /tenant +setting/)
      const two = await run(['connectors', 'available', 'github'], { columns: 100 })
      assert.equal(two.stderr, 'One way to authenticate is enough: OAuth Credentials, or PAT Credentials.\n')
      assert.equal((await response(['connectors', 'available', 'Probe'])).connector_name, 'probe')
      const unknown = await run(['connectors', 'available', 'githup'])
      assert.deepEqual([unknown.code, unknown.error().code], [3, 'definition_not_found'])
      assert.match(unknown.error().message, /github/)
      const token = (await response(['workspaces', 'token', 'acme'])).token
      assert.ok(
        (await response(['connectors', 'available'], { environment: { BULKHEAD_TOKEN: token } })).length > 1,
      )
    })

    test('describes operations as JSON Schema, or for people', async () => {
      const { run, getOutput: response, createProbe } = await bench.other()
      await createProbe('acme')
      const described = await response(['connectors', 'describe', 'probe', ...W])
      assert.deepEqual(
        described.entities.map(({ entity }: { entity: string }) => entity),
        ['things'],
      )
      const table = await run(['connectors', 'describe', 'probe', ...W], { columns: 100 })
      assert.match(table.stdout, /things +create +write +Make a thing/)
      const entity = await run(['connectors', 'describe', 'probe', 'things', ...W], { columns: 100 })
      assert.match(entity.stdout, /things create \(write\) +Make a thing\nPARAM[^\n]+\nname +string +yes/)
      const unknown = await run(['connectors', 'describe', 'probe', 'thingies', ...W])
      assert.deepEqual([unknown.code, unknown.error().code], [4, 'unknown_operation'])
    })

    test('connections of Nango and Composio are planned, imported once, and their secrets shown nowhere', async () => {
      const { run, file, getOutput } = await bench.other()
      const nango = (connection_id: string, more: object) => ({
        ...{ connection_id, provider_config_key: 'probe-prod', provider: 'probe' },
        ...{ connection_config: { tenant: 'acme' }, end_user: { id: `user-${connection_id}` } },
        credentials: { type: 'API_KEY', apiKey: 'secret-key-4711' },
        ...more,
      })
      const path = file(
        'nango.jsonl',
        [
          nango('1', {}),
          nango('2', { credentials: { type: 'BASIC', username: 'ann', password: 'secret-pass-4711' } }),
          nango('3', { credentials: { type: 'OAUTH1', oauth_token: 'secret-4711' } }),
          nango('4', { provider: 'unheard-of' }),
          nango('5', { connection_config: {} }),
          nango('6', { end_user: { id: ' spaced' } }),
          nango('7', { credentials: undefined }),
          nango('8', {
            provider: 'github',
            credentials: { type: 'OAUTH2', access_token: 'secret-gho-4711' },
          }),
          nango('9', {
            provider: 'hubspot',
            credentials: { type: 'OAUTH2', access_token: 'secret-a-4711', refresh_token: 'secret-r-4711' },
          }),
        ]
          .map((one) => JSON.stringify(one))
          .join('\n'),
      )
      const outcomes = async (args: readonly string[]) => {
        const { code, json, stdout, stderr } = await run(args)
        assert.ok(!`${stdout}${stderr}`.includes('4711'), stdout)
        const rows = json() as { outcome: string; reason: string | null; workspace: string }[]
        return { code, rows, text: rows.map(({ outcome }) => outcome).join(' '), stderr }
      }
      const workspaces = ['workspaces', 'list', '--fields', 'name']
      const before = await getOutput(workspaces)
      const planned = await outcomes(['import', 'nango', path])
      assert.equal(planned.text, 'create create cannot cannot cannot cannot cannot create cannot')
      assert.match(
        planned.rows.map(({ reason }) => reason).join('\n'),
        /OAUTH1.*\n.*--service.*\n.*tenant.*\n.*white space.*\n.*no credentials/,
      )
      assert.match(planned.rows[8]?.reason ?? '', /--clients/)
      assert.match(planned.stderr, /chmod 600[\s\S]*Nothing was changed/)
      assert.deepEqual(await getOutput(workspaces), before)
      const clients = file('clients.json', { hubspot: { client_id: 'c', client_secret: 'secret-c-4711' } })
      const flags = ['--apply', '--clients', clients, '--service', 'unheard-of=probe']
      const applied = await outcomes(['import', 'nango', path, ...flags])
      assert.equal(applied.text, 'created created cannot created cannot cannot cannot created created')
      assert.equal(applied.code, 1)
      const again = await outcomes(['import', 'nango', path, ...flags])
      assert.equal(again.text, 'exists exists cannot exists cannot cannot cannot exists exists')
      const [made] = await getOutput(['connectors', 'list', '--workspace', 'user-1', '--fields', 'name'])
      assert.equal(made.name, 'nango probe-prod/1')
      const account = (id: string, state: object, more: object = {}) => ({
        ...{ id, toolkit: { slug: 'probe' }, user_id: 'ann', status: 'ACTIVE', state, ...more },
      })
      const items = [
        account('ca_1', { authScheme: 'API_KEY', val: { generic_api_key: 'secret-4711', tenant: 'acme' } }),
        account('ca_2', { authScheme: 'BASIC', val: { username: 'a', password: 'secret-4711' } }),
        account('ca_3', {}, { status: 'EXPIRED' }),
      ]
      const accounts = file('composio.json', { items, next_cursor: null })
      const taken = await outcomes(['import', 'composio', accounts, '--apply'])
      assert.equal(taken.text, 'created cannot cannot')
      const broken = await run(['import', 'nango', file('broken.jsonl', '{}\n\n{"a": secret-4711')])
      assert.equal(broken.code, 4)
      assert.match(broken.error().message, /broken\.jsonl: line 3 is not JSON/)
      assert.ok(!broken.stderr.includes('4711'))
      const nameless = await run(['import', 'composio', file('odd.json', [items[0], null, 'text', [], {}])])
      assert.deepEqual(
        nameless.json().map((row: { connection: string }) => row.connection),
        ['ca_1', ...[2, 3, 4, 5].map((entry) => `odd.json, entry ${entry}`)],
      )
    })

    /** Opens a way to the server on which `disturb` may take over the creation of a connector. */
    const openWay = async (
      t: TestContext,
      origin: string,
      disturb: (creation: number, request: IncomingMessage, response: ServerResponse) => boolean,
    ) => {
      let creations = 0
      const way = createServer(async (request, response) => {
        const isCreation = request.method === 'POST' && request.url?.endsWith('/connectors')
        if (isCreation && disturb(++creations, request, response)) return
        const { status, headers, text } = await forward(origin, request)
        response.writeHead(status, headers).end(text)
      }).listen(0, '127.0.0.1')
      t.after(() => way.close())
      await once(way, 'listening')
      return { BULKHEAD_URL: `http://127.0.0.1:${(way.address() as AddressInfo).port}` }
    }
    const accounts = Array.from({ length: 40 }, (_, index) => ({
      ...{ id: `ca_${index}`, toolkit: { slug: 'probe' }, user_id: `user-${index}`, status: 'ACTIVE' },
      state: { authScheme: 'API_KEY', val: { api_key: 'secret', tenant: 'acme' } },
    }))
    const count = (rows: { outcome: string }[], wanted: string) =>
      rows.filter(({ outcome }) => outcome === wanted).length

    test('an import ends when the server is gone, and the next one continues', async (t) => {
      const { run, file, environment } = await bench.other()
      const args = ['import', 'composio', file('accounts.json', accounts), '--apply']
      const gone = await openWay(t, environment.BULKHEAD_URL ?? '', (creation, { socket }) => {
        if (creation > 2) socket.destroy()
        return creation > 2
      })
      const ended = await run(args, { environment: gone })
      assert.equal(ended.code, 1)
      assert.deepEqual([count(ended.json(), 'created'), count(ended.json(), 'create')], [2, 38])
      assert.match(
        ended.stderr,
        /Ended after 2 of 40 connectors\. connection_failed: [\s\S]*same command again/,
      )
      const next = await run(args)
      assert.deepEqual(
        [next.code, count(next.json(), 'exists'), count(next.json(), 'created')],
        [0, 2, 38],
        next.stderr,
      )
    })

    for (const body of ['<h1>No server is available</h1>', '{"code": "unavailable", "message": "later"}']) {
      test(`an import waits out a 503, and ends when the server stays away: ${body}`, async (t) => {
        const { run, file, environment } = await bench.other()
        const args = ['import', 'composio', file('accounts.json', accounts), '--apply']
        // Four connectors are tried at once, each of them three times in vain.
        const restarted = await openWay(t, environment.BULKHEAD_URL ?? '', (creation, _, response) => {
          const isAway = creation > 2 && creation <= 14
          const isDown = creation > 20
          // The SDK does not wait two minutes.
          if (isAway || isDown) response.writeHead(503, isDown ? { 'retry-after': '120' } : {}).end(body)
          return isAway || isDown
        })
        const ended = await run(args, { environment: restarted })
        const rows = ended.json()
        assert.deepEqual([count(rows, 'created'), count(rows, 'create'), count(rows, 'failed')], [8, 32, 0])
        assert.match(
          ended.stderr,
          /Ended after 8 of 40 connectors\. (unexpected_reply|unavailable): [\s\S]*same command again/,
        )
        const next = await run(args)
        assert.deepEqual([count(next.json(), 'exists'), count(next.json(), 'created')], [8, 32], next.stderr)
      })
    }
  })
}

async function forward(url: string, request: IncomingMessage) {
  const { host: _, connection: _2, ...headers } = request.headers
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const response = await fetch(new URL(request.url ?? '', url), {
    ...{ method: request.method ?? 'GET', headers: headers as Record<string, string> },
    ...(hasBody && { body: await buffer(request) }),
  })
  const type = response.headers.get('content-type')
  return {
    status: response.status,
    headers: type === null ? {} : { 'content-type': type },
    text: await response.text(),
  }
}
