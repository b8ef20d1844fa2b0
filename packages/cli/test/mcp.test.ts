import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { PassThrough } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import { signUpOwner } from '@bulkhead/testing/people'
import { COMPILE_CACHE } from '@bulkhead/testing/program'
import { json } from '@bulkhead/testing/scripted-upstream'
import { until } from '@bulkhead/testing/test-server'
import { Client, PROTOCOL_VERSION_META_KEY } from '@modelcontextprotocol/client'
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import { boundedLines } from '#mcp/bounded-lines'
import { bridge } from '#mcp/bridge'
import { serveBridge } from '#mcp/serve-bridge'
import { SNIPPETS } from '#mcp/snippets'
import { openTokenSource, type TokenSource } from '#mcp/token-source'
import { postForm } from '#profile/oauth-client'
import { openSignInStore } from '#profile/sign-in-store'
import { type Bench, openBench } from './bench.ts'
import { runCommand } from './run-command.ts'
import { signIn } from './sign-in.ts'

const W = ['--workspace', 'acme']
const isAcme = ({ name }: { name: string }) => name === 'acme'

/** An agent at the other end of two pipes, with one message per line. */
class Agent {
  readonly toBridge = new PassThrough()
  readonly fromBridge = new PassThrough()
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it is
  readonly heard: any[] = []

  /** Keeps received messages. Without this another reader must take them. */
  listen(): this {
    let rest = ''
    this.fromBridge.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) this.heard.push(JSON.parse(line))
    })
    return this
  }

  /** Sends messages, all at once. */
  say(...messages: readonly object[]): void {
    const lines = messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
    this.toBridge.write(lines.join(''))
  }

  /** Sends a request, and waits for its response. */
  async ask(id: number, method: string, params: object = {}) {
    this.say({ id, method, params })
    await until(() => this.heard.some((one) => one.id === id && one.method === undefined))
    return this.heard.find((one) => one.id === id && one.method === undefined)
  }
}

const INITIALIZE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
}

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    before(async () => {
      bench = await openBench(engine)
      await bench.createProbe('acme')
      bench.upstream.respond(json({ items: [{ id: '1', name: 'bolt' }] }))
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    /** A bridge like that of the command, and the agent that started it. */
    const start = (
      flags: Record<string, string> = { workspace: 'acme' },
      grant = {},
      agent = new Agent().listen(),
    ) => {
      const { environment } = bench
      const terminal = { environment } as unknown as Parameters<typeof openTokenSource>[0]['terminal']
      const tokens = openTokenSource({ flags, terminal }, grant)
      const url = new URL(`${bench.testServer.server.url}/mcp`)
      const ended = bridge(new StdioServerTransport(agent.toBridge, agent.fromBridge), url, tokens)
      const hangUp = async () => {
        agent.toBridge.end()
        await ended
      }
      return { agent, hangUp, tokens, url }
    }

    test('revision 2025-11-25: an agent lists and calls tools of the workspace', async () => {
      const { agent, hangUp } = start()
      const { result } = await agent.ask(1, 'initialize', INITIALIZE)
      assert.equal(result.protocolVersion, '2025-11-25')
      agent.say({ method: 'notifications/initialized' })
      const tools = await agent.ask(2, 'tools/list')
      assert.ok(tools.result.tools.some(({ name }: { name: string }) => name === 'execute'))
      const called = await agent.ask(3, 'tools/call', {
        name: 'execute',
        arguments: { connector: 'probe', entity: 'things', action: 'list' },
      })
      assert.match(JSON.stringify(called.result), /bolt/)
      await hangUp()
    })

    test('revision 2026-07-28: the official client negotiates it over the bridge', async () => {
      const { agent, hangUp } = start({ workspace: 'acme' }, {}, new Agent())
      const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } })
      // The client's end of two pipes, by the transport that servers have: both read and write lines.
      await client.connect(new StdioServerTransport(agent.fromBridge, agent.toBridge))
      assert.equal(client.getNegotiatedProtocolVersion(), '2026-07-28')
      const { tools } = await client.listTools()
      assert.ok(tools.some(({ name }) => name === 'list_connectors'))
      const called = await client.callTool({ name: 'list_connectors', arguments: {} })
      assert.match(JSON.stringify(called), /probe/)
      await hangUp()
    })

    test('only scoped tokens go to the server, as narrow as the flags', async () => {
      const { agent, hangUp, tokens } = start(
        { workspace: 'acme' },
        { read_only: true, entities: ['things'] },
      )
      const info = await bench.testServer.call('GET', '/api/v1/account/applications/scoped-token/info', {
        token: await tokens.token(),
      })
      assert.deepEqual(info.body.grant, { read_only: true, entities: ['things'] })
      await agent.ask(1, 'initialize', INITIALIZE)
      const refused = await agent.ask(2, 'tools/call', {
        name: 'execute',
        arguments: { connector: 'probe', entity: 'things', action: 'create', params: { name: 'nut' } },
      })
      assert.equal(refused.result.isError, true)
      assert.match(JSON.stringify(refused.result), /grant/)
      await hangUp()
    })

    test('a token is replaced before its end, and when it was revoked; one mint for all who ask at once', async () => {
      let now = Date.now()
      const { flags, terminal } = {
        flags: { workspace: 'acme' },
        terminal: { environment: bench.environment },
      }
      const asked = { flags, terminal } as unknown as Parameters<typeof openTokenSource>[0]
      const tokens: TokenSource = openTokenSource(asked, {}, () => now)
      const [first, ...same] = await Promise.all(Array.from({ length: 20 }, () => tokens.token()))
      assert.deepEqual(new Set(same), new Set([first]))
      now += 1_100_000
      assert.equal(await tokens.token(), first)
      now += 50_000
      assert.notEqual(await tokens.token(), first)

      const { agent, hangUp } = start()
      await agent.ask(1, 'initialize', INITIALIZE)
      await bench.getOutput(['workspaces', 'revoke-tokens', 'acme', '--yes'])
      const after = await agent.ask(2, 'tools/list')
      assert.ok(after.result.tools.length > 0)
      await hangUp()
    })

    test('a person who signs in again is served by the bridge that runs', async () => {
      const { testServer, tenant, environment } = bench
      const owner = await signUpOwner(testServer, tenant)
      const acme = (await bench.getOutput(['workspaces', 'list'])).find(isAcme)
      for (const only of [undefined, acme]) {
        await signIn(bench, owner, only)
        const store = await openSignInStore(environment, 'default')
        const former = store.read()
        assert.ok(former)
        const { agent, hangUp } = start({ workspace: 'acme', profile: 'default' })
        await agent.ask(1, 'initialize', INITIALIZE)
        await postForm(testServer.server.url, '/oauth/revoke', { token: former.refresh_token })
        const isEnded = async () => {
          const { status } = await testServer.call('GET', '/api/v1/organization', {
            token: former.access_token,
          })
          return status === 401
        }
        await until(isEnded)
        await signIn(bench, owner, only)
        const { result, error } = await agent.ask(2, 'tools/list')
        assert.ok(result, JSON.stringify(error))
        await hangUp()
      }
    })

    test('a cancelled request is cancelled at the service too, and gets no response', async () => {
      const { agent, hangUp } = start()
      await agent.ask(1, 'initialize', INITIALIZE)
      let closed = false
      bench.upstream.respond((_request, response) => {
        response.once('close', () => {
          closed = true
        })
      })
      const before = bench.upstream.arrived.length
      const params = { name: 'execute', arguments: { connector: 'probe', entity: 'things', action: 'list' } }
      agent.say({ id: 2, method: 'tools/call', params })
      await until(() => bench.upstream.arrived.length > before, 10_000)
      agent.say({ method: 'notifications/cancelled', params: { requestId: 2 } })
      await until(() => closed, 10_000)
      await sleep(50)
      assert.ok(!agent.heard.some(({ id }) => id === 2))
      bench.upstream.respond(json({ items: [] }))
      assert.ok((await agent.ask(3, 'tools/list')).result)
      await hangUp()
    })

    test('a message as large as the server takes passes, and a larger one is an error of its request', async () => {
      const agent = new Agent().listen()
      const { environment } = bench
      const terminal = { environment, stdin: agent.toBridge, stdout: agent.fromBridge }
      const call = { terminal, flags: { workspace: 'acme' }, given: {} }
      const ended = serveBridge(call as unknown as Parameters<typeof serveBridge>[0])
      await agent.ask(1, 'initialize', INITIALIZE)
      const execute = (mebibytes: number) => ({
        name: 'execute',
        arguments: {
          connector: 'probe',
          entity: 'things',
          action: 'create',
          params: { name: 'x'.repeat(mebibytes * 1024 * 1024) },
        },
      })
      assert.ok((await agent.ask(2, 'tools/call', execute(11))).result)
      assert.ok((await agent.ask(3, 'tools/call', execute(18))).error)
      const tooLong = { code: -32_000, message: 'The message was not sent: it has more than 64 MiB.' }
      assert.deepEqual((await agent.ask(4, 'tools/call', execute(65))).error, tooLong)
      // Some libraries write the id last.
      const params = execute(65)
      agent.toBridge.write(
        `${JSON.stringify({ method: 'tools/call', params, jsonrpc: '2.0', id: 'five' })}\n`,
      )
      await until(() => agent.heard.some(({ id }) => id === 'five'))
      // A number with zeros in front is no JSON, so it is no id.
      agent.toBridge.write(
        `{"jsonrpc":"2.0","id":007,"method":"tools/call","params":${JSON.stringify(params)}}\n`,
      )
      await until(() => agent.heard.some(({ id }) => id === undefined))
      agent.say({ method: 'notifications/cancelled', params })
      await until(() => agent.heard.filter(({ id }) => id === undefined).length === 2)
      assert.deepEqual(agent.heard.at(-1), { jsonrpc: '2.0', error: tooLong })
      assert.ok((await agent.ask(6, 'tools/list')).result)
      agent.toBridge.end()
      await ended
    })

    test('an error on the way is the response to the request', async () => {
      const dead = start()
      await dead.agent.ask(1, 'initialize', INITIALIZE)
      const agent = new Agent().listen()
      const tokens = { token: async () => 'no token', renew: () => false }
      const ended = bridge(new StdioServerTransport(agent.toBridge, agent.fromBridge), dead.url, tokens)
      const refused = await agent.ask(1, 'initialize', INITIALIZE)
      assert.match(refused.error.message, /token/)
      agent.toBridge.end()
      await ended
      await dead.hangUp()
      const nowhere = new Agent().listen()
      const gone = bridge(
        new StdioServerTransport(nowhere.toBridge, nowhere.fromBridge),
        new URL('http://127.0.0.1:1/mcp'),
        tokens,
      )
      assert.match((await nowhere.ask(1, 'ping')).error.message, /fetch failed/)
      nowhere.toBridge.end()
      await gone
    })

    test('credentials and workspace are tried at once', async () => {
      const missing = await bench.run(['mcp', '--workspace', 'nobody'])
      assert.deepEqual([missing.code, missing.stdout, missing.error().code], [3, '', 'workspace_not_found'])
      const wrong = await bench.run(['mcp', ...W], { environment: { BULKHEAD_CLIENT_SECRET: 'wrong' } })
      assert.deepEqual([wrong.code, wrong.error().code], [2, 'invalid_client'])
      const { token } = await bench.getOutput(['workspaces', 'token', 'acme'])
      const other = await bench.run(['mcp', '-w', 'birch'], { environment: { BULKHEAD_TOKEN: token } })
      assert.equal(other.code, 4)
    })

    test('a token that is used as it is, for another workspace or with a limit, is an error', async () => {
      const { testServer, tenant } = bench
      const acme = (await bench.getOutput(['workspaces', 'list'])).find(isAcme)
      const { token } = await bench.getOutput(['workspaces', 'token', 'acme'])
      const ofPerson = await signIn(bench, await signUpOwner(testServer, tenant), acme)
      for (const options of [{ environment: { BULKHEAD_TOKEN: token } }, ofPerson]) {
        for (const limit of [['--read-only'], ['--entities', 'things']]) {
          const limited = await bench.run(['mcp', ...limit], options)
          const { code, message } = limited.error()
          assert.deepEqual([limited.code, limited.stdout, code], [4, '', 'cannot_limit_token'])
          assert.match(message, new RegExp(`^${limit[0]} limits`))
        }
        const elsewhere = await bench.run(['mcp', '--workspace', 'birch'], options)
        assert.deepEqual([elsewhere.code, elsewhere.stdout], [4, ''])
      }
    })

    test('the command itself, with a given token', async () => {
      const { token } = await bench.getOutput(['workspaces', 'token', 'acme'])
      const message = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: INITIALIZE })
      const command = new URL('../src/bulkhead.ts', import.meta.url).pathname
      const child = spawn(process.execPath, ['--conditions=@bulkhead/source', command, 'mcp'], {
        env: {
          ...COMPILE_CACHE,
          PATH: process.env.PATH,
          BULKHEAD_URL: bench.testServer.server.url,
          BULKHEAD_TOKEN: token,
        },
      })
      const ended = once(child, 'close')
      child.stdin.write(`${message}\n`)
      const [answered] = await once(child.stdout.setEncoding('utf8'), 'data')
      assert.equal(JSON.parse(answered).result.protocolVersion, '2025-11-25')
      child.stdin.end()
      assert.deepEqual(await ended, [0, null])
    })
  })
}

test('lines are bounded, in whatever parts they arrive', async () => {
  const text = `one\n\n${'x'.repeat(12)}\n{"id":${'7'.repeat(300)}}\ntwo\nno end`
  for (const partBytes of [1, 5, 1_000]) {
    const dropped: string[] = []
    const lines = boundedLines(12, (start, end) => dropped.push(`${start.slice(0, 6)}…${end.slice(-4)}`))
    for (let at = 0; at < text.length; at += partBytes) lines.write(text.slice(at, at + partBytes))
    const passed = lines.map(String).toArray()
    lines.end()
    assert.deepEqual(await passed, ['one\n', '\n', 'two\n'])
    assert.deepEqual(dropped, ['xxxxxx…xxx\n', '{"id":…77}\n'])
  }
})

test('a request that is cancelled before it is sent is not sent', async (t) => {
  const arrived: string[] = []
  const server = createServer(async (request, response) => {
    const { id, method } = JSON.parse(Buffer.concat(await request.toArray()).toString())
    arrived.push(method)
    if (id === undefined) return response.writeHead(202).end()
    response.setHeader('content-type', 'application/json')
    return response.end(JSON.stringify({ jsonrpc: '2.0', id, result: {} }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`)
  const modern = { _meta: { [PROTOCOL_VERSION_META_KEY]: '2026-07-28' } }
  for (const [revision, waiting] of [
    [{}, 2],
    [modern, 1],
  ] as const) {
    const { promise: token, resolve: mint } = Promise.withResolvers<string>()
    let asked = 0
    const tokens: TokenSource = {
      token() {
        asked++
        return token
      },
      renew: () => false,
    }
    const agent = new Agent().listen()
    const ended = bridge(new StdioServerTransport(agent.toBridge, agent.fromBridge), url, tokens)
    agent.say(
      { id: 1, method: 'tools/call', params: { name: 'execute', arguments: {}, ...revision } },
      { method: 'notifications/cancelled', params: { requestId: 1 } },
    )
    await until(() => asked === waiting)
    mint('token')
    assert.ok((await agent.ask(2, 'tools/list')).result)
    assert.ok(!arrived.includes('tools/call'))
    assert.ok(!agent.heard.some(({ id }) => id === 1))
    agent.toBridge.end()
    await ended
  }
  assert.ok(arrived.includes('notifications/cancelled'))
})

describe('snippets', () => {
  test('each client gets the command that starts the bridge, without a secret', async () => {
    const environment = { BULKHEAD_CLIENT_ID: 'my-app', BULKHEAD_CLIENT_SECRET: 'hunter2' }
    const flags = [
      '-w',
      "o'brien",
      '--read-only',
      '--entities',
      'issues,comments',
      '--expanded',
      '--profile',
      'staging',
    ]
    const told = [
      realpathSync(process.argv[1] ?? ''),
      'mcp',
      '--profile',
      'staging',
      '--workspace',
      "o'brien",
    ]
    const args = [...told, '--entities', 'issues,comments', '--read-only', '--expanded']
    for (const client of Object.keys(SNIPPETS)) {
      const { code, stdout, stderr } = await runCommand(['mcp', ...flags, '--snippet', client], {
        environment,
      })
      assert.equal(code, 0, stderr)
      assert.match(stderr, /, in .*:\n$/)
      assert.ok(!stdout.includes('hunter2'))
      if (client === 'claude-code') {
        const { stdout: printed } = spawnSync('bash', ['-c', stdout.replace('claude', 'printf "%s\\n"')], {
          encoding: 'utf8',
        })
        assert.deepEqual(printed.trimEnd().split('\n'), [
          'mcp',
          'add',
          'bulkhead',
          '--',
          process.execPath,
          ...args,
        ])
      } else if (client === 'codex') {
        assert.equal(
          stdout,
          `[mcp_servers.bulkhead]\ncommand = ${JSON.stringify(process.execPath)}\nargs = ${JSON.stringify(args)}\n`,
        )
      } else {
        const [servers] = Object.values(JSON.parse(stdout)) as [
          { bulkhead: { command: string; args: string[] } },
        ]
        assert.deepEqual([servers.bulkhead.command, servers.bulkhead.args], [process.execPath, args], client)
      }
    }
    assert.equal((await runCommand(['mcp', '--snippet', 'emacs'])).code, 4)
  })

  test('the printed command starts this installation, from any folder', () => {
    const program = new URL('../bin/bulkhead.js', import.meta.url).pathname
    const here = { cwd: tmpdir(), encoding: 'utf8' } as const
    const { stdout } = spawnSync(process.execPath, [program, 'mcp', '--snippet', 'cursor'], here)
    const { command, args } = JSON.parse(stdout).mcpServers.bulkhead
    const { status, stdout: help } = spawnSync(command, [...args, '--help'], here)
    assert.deepEqual([status, help.includes('bulkhead mcp')], [0, true])
  })
})
