import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import {
  getCommandPath,
  OPERATOR_COMMANDS,
  OPERATOR_SOCKET,
} from '@bulkhead/contract/operator/operator-commands'
import { serveOperator } from '@bulkhead/server/operator/serve-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines, type Store } from '@bulkhead/testing/engines'
import { operatorResponse, runOperator } from '@bulkhead/testing/operator-process'
import { beginRequest, socketResponse } from '@bulkhead/testing/operator-socket'
import { startReadyServer } from '@bulkhead/testing/server-process'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

const NOBODY = '019a2f5e-7a10-7c1e-9d6b-2f0c5a4e8b31'
const served = Object.entries(OPERATOR_COMMANDS).filter(([, { runs }]) => runs === 'server')

for (const engine of engines) {
  describe(`the operator socket on ${engine.name}`, () => {
    let made: Store
    /** Store with a data directory that exists only once the server has started. */
    let store: Store
    let testServer: TestServer
    let directory: string
    const parent = mkdtempSync(join(tmpdir(), 'bulkhead-operator-'))

    before(async () => {
      made = await engine.createStore()
      directory = join(parent, 'made by the server')
      store = { ...made, environment: { ...made.environment, BULKHEAD_DATA_DIR: directory } }
      testServer = await startTestServer(engine, { store })
    })
    after(async () => {
      await testServer?.close()
      made?.remove()
      await engine.close()
      rmSync(parent, { recursive: true, force: true })
    })

    test('only the user who started the server can open the socket', () => {
      assert.equal(statSync(directory).mode & 0o777, 0o700)
      const socket = statSync(join(directory, OPERATOR_SOCKET))
      assert.ok(socket.isSocket())
      assert.equal(socket.mode & 0o777, 0o600)
    })

    test('commands respond only on the socket, not over TCP', async () => {
      for (const [name] of served) {
        for (const path of [getCommandPath(name), `/operator${getCommandPath(name)}`]) {
          const { status, body } = await testServer.call('POST', path, { body: {} })
          assert.deepEqual([status, body?.code], [404, 'route_not_found'], path)
        }
      }
      // The same request does something on the socket, or this would prove nothing.
      assert.equal((await socketResponse(directory, '/keys/status')).status, 200)
    })

    test('a field that a command does not declare is refused by name', async () => {
      for (const [name] of served) {
        const { status, text } = await socketResponse(directory, getCommandPath(name), '{"surplus":1}')
        assert.equal(status, 409, name)
        assert.match(text, /surplus/)
      }
    })

    const bad: [string, string, string, number, RegExp][] = [
      ['no name', '/organizations/create', '{}', 409, /name/],
      ['an empty name', '/organizations/create', '{"name":""}', 409, /name must not have fewer than 1/],
      ['a name of controls', '/organizations/create', '{"name":"a\\u0000"}', 409, /must not contain control/],
      ['a name that is not NFC', '/organizations/create', '{"name":"e\\u0301"}', 409, /NFC/],
      ['a version of text', '/keys/retire', '{"version":"1"}', 409, /version must be integer/],
      ['a version that is not there', '/keys/retire', '{"version":77}', 409, /no key version 77/],
      ['the version that wraps', '/keys/retire', '{"version":1}', 409, /is the one that wraps/],
      [
        'a limit of nothing',
        '/organizations/limit',
        `{"organization_id":"${NOBODY}"}`,
        409,
        /at least one of/,
      ],
      [
        'a limit of nobody',
        '/organizations/limit',
        `{"organization_id":"${NOBODY}","max_workspaces":1}`,
        409,
        /no such organization/,
      ],
      ['no JSON', '/keys/status', '{', 409, /not JSON/],
      ['a list', '/keys/status', '[]', 409, /must be object/],
      ['too much', '/keys/status', JSON.stringify('x'.repeat(70_000)), 409, /more than 65536 bytes/],
      ['an unknown command', '/keys/turn', '{}', 404, /no such command/],
      ['an offline command', '/restore', '{}', 404, /no such command/],
    ]
    for (const [what, path, body, status, message] of bad) {
      test(`refuses ${what}, and goes on`, async () => {
        const response = await socketResponse(directory, path, body)
        assert.equal(response.status, status, response.text)
        assert.match(JSON.parse(response.text).error.message, message)
        assert.equal((await socketResponse(directory, '/keys/status')).status, 200)
      })
    }

    test('an input without a length is read only up to the limit', async () => {
      const { answered } = beginRequest(directory, '/keys/status', 'x'.repeat(70_000))
      const response = await answered
      assert.equal(response.statusCode, 409)
      assert.match(await readText(response), /more than 65536 bytes/)
    })

    test('the server stops at once even if half a request was sent', async () => {
      const { request: sent, answered } = beginRequest(directory, '/keys/status', '{')
      answered.catch(() => {})
      // Once a later request has its response, this one has arrived too.
      assert.equal((await socketResponse(directory, '/keys/status')).status, 200)
      await testServer.close()
      assert.ok(!existsSync(join(directory, OPERATOR_SOCKET)))
      sent.destroy()
      testServer = await startTestServer(engine, { store })
    })

    test('the socket accepts only POST', async () => {
      assert.equal((await socketResponse(directory, '/keys/status', '', 'GET')).status, 404)
    })

    test('`organizations create` makes an organization whose credentials work, records it and logs no secret', async () => {
      const made = await operatorResponse(store.environment, 'organizations', 'create', 'Acme & Søns')
      assert.ok((await testServer.applicationToken(made)).startsWith('ey'))
      const listed = await operatorResponse(store.environment, 'organizations', 'list')
      const acme = listed.find((row: { name: string }) => row.name === 'Acme & Søns')
      assert.deepEqual([acme.organization_id, acme.workspaces], [made.organization_id, 1])
      const mistyped = await runOperator(store.environment, 'organizations', 'list', '--fields', 'id')
      assert.equal(mistyped.code, 4)
      assert.match(mistyped.stderr, /no field id.*Known fields: organization_id, name/)
      const records = await asPrincipal(
        testServer.server.services.database,
        { organization: made.organization_id },
        'read only',
        (tx) => tx.selectFrom('audit_records').selectAll().execute(),
      )
      assert.deepEqual(
        records.map(({ event, outcome, subject_id }) => [event, outcome, subject_id]),
        [['organization.created', 'done', made.organization_id]],
      )
      const log = testServer.log.join('')
      assert.ok(log.includes('organizations create'))
      assert.ok(!log.includes(made.client_secret) && !log.includes('Acme'), log)
    })

    test('limits an organization at once, says so in its records and in the list, and lifts a limit', async () => {
      const tenant = await testServer.createTenant('Limited')
      const { organization } = tenant
      const mint = (workspace_name: string) =>
        testServer.call('POST', '/api/v1/account/applications/scoped-token', {
          token: tenant.token,
          body: { workspace_name },
        })
      // From here on, the previous limits are in memory.
      assert.equal((await mint('first')).status, 200)
      const limit = (...flags: string[]) =>
        operatorResponse(store.environment, 'organizations', 'limit', organization, ...flags)
      const limits = { max_connectors: null, max_body_bytes: null, max_definitions: null }

      assert.deepEqual(await limit('--max_workspaces', '2', '--requests_per_second', '50'), {
        organization_id: organization,
        ...limits,
        max_workspaces: 2,
        requests_per_second: 50,
      })
      const refused = await mint('second')
      assert.deepEqual([refused.status, refused.body.code], [403, 'quota_exceeded'])
      assert.equal(refused.headers.get('ratelimit-policy'), '"organization";q=50;w=1')
      const listed = await operatorResponse(store.environment, 'organizations', 'list')
      const row = listed.find((one: { organization_id: string }) => one.organization_id === organization)
      assert.deepEqual(
        [row.max_workspaces, row.max_connectors, row.requests_per_second, row.max_body_bytes],
        [2, null, 50, null],
      )

      const lifted = await limit('--max_workspaces', 'none')
      assert.deepEqual([lifted.max_workspaces, lifted.requests_per_second], [null, 50])
      assert.equal((await mint('second')).status, 200)
      const records = await testServer.call('GET', '/api/v1/audit?event=organization.limited', {
        token: tenant.token,
      })
      assert.deepEqual(
        records.body.data.map((record: { subject_id: string }) => record.subject_id),
        [organization, organization],
      )
    })

    test('replaces the keys that sign tokens: those of before end with a restart, new ones count at once', async () => {
      const tenant = await testServer.createTenant('Leaky')
      const statusWith = async (token: string) =>
        (await testServer.call('GET', '/api/v1/workspaces?limit=1', { token })).status
      assert.equal(await statusWith(tenant.token), 200)
      const response = await socketResponse(directory, '/keys/replace-signing')
      assert.match(response.text, /"replaced":1,.*Restart every server/)
      const fresh = await testServer.applicationToken(tenant)
      assert.equal(await statusWith(fresh), 200)
      await testServer.close()
      testServer = await startTestServer(engine, { store })
      assert.deepEqual([await statusWith(tenant.token), await statusWith(fresh)], [401, 200])
    })

    test('the socket stays with its server while another one starts and ends', async () => {
      if (engine.name === 'pglite') {
        await assert.rejects(startTestServer(engine, { store }), /is in use by process/)
      } else {
        const second = await startTestServer(engine, { store })
        assert.match(second.log.join(''), /No operator socket: .* belongs to process/)
        await second.close()
      }
      assert.equal((await socketResponse(directory, '/keys/status')).status, 200)
    })

    test('a start removes the partial copy of a killed backup once nobody can be writing it', async () => {
      const [left, other] = [`backup-${randomUUID()}.partial`, 'backup-of-mine.partial'].map((name) =>
        join(directory, name),
      ) as [string, string]
      for (const file of [left, other]) writeFileSync(file, 'everything')
      if (engine.name === 'postgres') {
        const second = await startTestServer(engine, { store })
        await second.close()
        assert.ok(existsSync(left), 'the server that has the socket may be writing it')
      }
      await testServer.close()
      testServer = await startTestServer(engine, { store })
      assert.deepEqual([existsSync(left), existsSync(other)], [false, true])
    })

    test('that cannot be created is logged, and is no error', async () => {
      const long = join(parent, 'x'.repeat(120))
      assert.equal(await serveOperator(testServer.server.services, long), undefined)
      assert.match(testServer.log.join(''), /No operator socket: .* is longer than/)
    })

    test('of a process is all it opens beside one TCP port; killed, it goes to the next one', async (t) => {
      await testServer.close()
      const { environment } = store
      const first = await startReadyServer(environment)
      t.after(() => first.end('SIGKILL'))
      if (process.platform === 'linux') {
        assert.deepEqual(listeningPorts(first.pid), [Number(new URL(first.url).port)])
      }
      await first.end('SIGKILL')
      assert.ok(existsSync(join(directory, OPERATOR_SOCKET)), 'a killed process leaves its socket behind')
      const { code, stderr } = await runOperator(environment, 'keys', 'status')
      assert.equal(code, 1)
      assert.match(stderr, /No server runs with the data directory/)
      const second = await startReadyServer(environment)
      t.after(() => second.end('SIGKILL'))
      assert.equal((await operatorResponse(environment, 'keys', 'status'))[0].wraps, true)
      assert.equal(await second.end('SIGTERM'), 0)
      assert.ok(!existsSync(join(directory, OPERATOR_SOCKET)), 'a stopped one takes it along')
    })
  })
}

/** The TCP ports on which a process listens, from the kernel. */
function listeningPorts(pid: number): number[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? []
      } catch {
        return []
      }
    }),
  )
  const LISTEN = '0A'
  return ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/net/${table}`, 'utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === LISTEN && sockets.has(inode ?? ''))
    .map(([, local]) => Number.parseInt(local?.split(':')[1] ?? '', 16))
}
