import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import {
  type Arrived,
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { CONNECTORS } from '../http/api.ts'

const SECRET = 'account-secret-+/4711'

/** Writes documents of a service that tell whose account it is, by another operation and by the check itself. */
function writeDocuments(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-accounts-'))
  const probe = readFileSync(join(TEST_CONNECTORS, 'probe', 'connector.yaml'), 'utf8')
  const write = (slug: string, digit: string, identity: string) => {
    mkdirSync(join(folder, slug))
    const text = probe
      .replace('title: Probe API', `title: ${slug} API`)
      .replace('connector-name: probe', `connector-name: ${slug}`)
      .replace('6a4f1d1c9e01', `6a4f1d1c9e0${digit}`)
      .replace('x-airbyte-external-documentation-urls: []', `$&\n  x-bulkhead-identity: ${identity}`)
    writeFileSync(join(folder, slug, 'connector.yaml'), text)
  }
  write(
    'person',
    '2',
    '{ entity: things, action: get, params: { id: me }, id: "{{ record.id }}", name: ["{{ record.login }}", "{{ record.email }}"] }',
  )
  write('listed', '3', '{ entity: things, action: list, id: "{{ record.id }}" }')
  return folder
}

for (const engine of engines) {
  describe(`whose account a check reaches on ${engine.name}`, () => {
    let folder: string
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let tenant: Tenant
    let token: string

    before(async () => {
      folder = writeDocuments()
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, { environment: { BULKHEAD_CONNECTORS_DIR: folder } })
      tenant = await testServer.createTenant('Acme')
      token = (await testServer.mint(tenant, 'acme')).token
    })
    beforeEach(() => upstream.arrived.splice(0))
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
      rmSync(folder, { recursive: true })
    })

    const isMe = ({ url }: Arrived) => url === '/things/me'
    /** Responds to the check with a list, and to the question who it is as given. */
    const respondToMe = (body: unknown, status = 200) =>
      upstream.respond((request, response) =>
        json(isMe(request) ? body : { items: [{ id: 12, name: 'x' }] }, isMe(request) ? status : 200)(
          request,
          response,
        ),
      )
    const given = (slug: string, more: object = {}) => ({
      connector_type: slug,
      credentials: { token: SECRET },
      environment: { base_url: upstream.url },
      ...more,
    })
    async function checkNew(slug: string, more: object = {}) {
      const response = await testServer.call('POST', `${CONNECTORS}/check`, {
        token,
        body: given(slug, more),
      })
      assert.equal(response.status, 200, response.text)
      return response.body
    }

    test('a check that succeeds says whose account it is', async () => {
      respondToMe({ id: 9007199254740993n.toString(), login: 'jane', email: 'jane@acme.test' })
      const checked = await checkNew('person')
      assert.deepEqual(
        [checked.status, checked.account],
        ['succeeded', { id: '9007199254740993', name: 'jane' }],
      )
      assert.deepEqual(
        upstream.arrived.map(({ url, headers }) => [url, headers.authorization]),
        [
          ['/things?limit=1', `Bearer ${SECRET}`],
          ['/things/me', `Bearer ${SECRET}`],
        ],
      )
      const { body } = await testServer.call('POST', CONNECTORS, { token, body: given('person') })
      const stored = await testServer.call('POST', `${CONNECTORS}/${body.id}/check`, { token, body: {} })
      assert.deepEqual(stored.body.account, { id: '9007199254740993', name: 'jane' })
    })

    test('the first present name counts, and the id without any', async () => {
      for (const [record, account] of [
        [
          { id: 'u1', login: null, email: 'jane@acme.test' },
          { id: 'u1', name: 'jane@acme.test' },
        ],
        [
          { id: 'u1', email: '' },
          { id: 'u1', name: 'u1' },
        ],
        [
          { id: 'u1', login: 'ac\u202eme\u0000' },
          { id: 'u1', name: 'acme' },
        ],
        [
          { id: 'u1', login: 'é'.repeat(300) },
          { id: 'u1', name: 'é'.repeat(255) },
        ],
        [{ id: 'u'.repeat(256), login: 'jane' }, null],
        [{ login: 'jane' }, null],
        [{ id: null, login: 'jane' }, null],
        ['jane', null],
      ] as const) {
        respondToMe(record)
        assert.deepEqual((await checkNew('person')).account, account, JSON.stringify(record).slice(0, 80))
      }
    })

    test('credentials that may not read it still work', async () => {
      for (const status of [401, 403, 404, 429, 500]) {
        respondToMe({ message: 'no' }, status)
        const checked = await checkNew('person')
        assert.deepEqual([checked.status, checked.account], ['succeeded', null], String(status))
      }
    })

    test('a failed check sends no further request', async () => {
      upstream.respond(json({ message: 'bad token' }, 401))
      const checked = await checkNew('person')
      assert.deepEqual([checked.status, checked.account], ['failed', undefined])
      assert.deepEqual(upstream.arrived.filter(isMe), [])
    })

    test('credentials of a known account without the right to the check are inconclusive', async () => {
      const mayNot = (me: number) =>
        upstream.respond((request, response) =>
          isMe(request)
            ? json({ id: 7, login: 'jane' }, me)(request, response)
            : json({ message: 'no right to things' }, 403)(request, response),
        )
      mayNot(200)
      const checked = await checkNew('person')
      assert.deepEqual([checked.status, checked.account], ['inconclusive', { id: '7', name: 'jane' }])
      assert.match(checked.error_message, /403/)
      assert.deepEqual(
        checked.entity_check_results.map(({ status_code }: { status_code: number }) => status_code),
        [403],
      )
      const made = await testServer.call('POST', CONNECTORS, {
        token,
        body: given('person', { check: true }),
      })
      assert.equal(made.status, 200, made.text)
      assert.deepEqual(made.body.account, { id: '7', name: 'jane' })
      mayNot(403)
      assert.equal((await checkNew('person')).status, 'failed')
      upstream.respond(json({ message: 'no' }, 403))
      assert.equal((await checkNew('listed')).status, 'failed')
    })

    test('an account operation that is also the check is called once', async () => {
      respondToMe({})
      assert.deepEqual((await checkNew('listed')).account, { id: '12', name: '12' })
      assert.equal(upstream.arrived.length, 1)
    })

    test('a restriction to other entities and modes hides records and not the account', async () => {
      respondToMe({ id: 7, login: 'jane', secret: SECRET })
      const entities = [{ entity: 'things', modes: ['read'] }]
      assert.deepEqual((await checkNew('person', { entities })).account, { id: '7', name: 'jane' })
    })

    test('a name that contains the secret is not used', async () => {
      respondToMe({ id: 7, login: SECRET })
      const { account } = await checkNew('person')
      assert.ok(!JSON.stringify(account).includes(SECRET))
    })

    test('both calls are recorded, and a question that was refused is not', async () => {
      const recorded = await testServer.mint(tenant, 'recorded')
      const check = () =>
        testServer.call('POST', `${CONNECTORS}/check`, { token: recorded.token, body: given('person') })
      respondToMe({}, 403)
      await check()
      respondToMe({ id: 7 })
      await check()
      let calls: readonly string[] = []
      while (calls.length < 3) {
        await setTimeout(20)
        const { body } = await testServer.call('GET', '/api/v1/tool-calls', { token: recorded.token })
        calls = body.data.map((one: { entity: string; action: string }) => `${one.entity} ${one.action}`)
      }
      assert.deepEqual(calls.toSorted(), ['things get', 'things list', 'things list'])
    })
  })
}
