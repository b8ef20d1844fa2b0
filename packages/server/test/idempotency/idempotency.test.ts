import assert from 'node:assert/strict'
import { generateKeySync } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { hashRequest } from '@bulkhead/server/access/idempotency/hashes'
import { LargeText } from '@bulkhead/server/access/request/large-text'
import { purgeIdempotencyKeys } from '@bulkhead/server/jobs/purge-expired'
import { removeWorkspaces } from '@bulkhead/server/jobs/remove-workspaces'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { type TenantTransaction, unscoped } from '@bulkhead/server/platform/database/roles/tenant-transaction'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import {
  json,
  type RespondToRequest,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import {
  type Answer,
  startTestServer,
  type Tenant,
  type TestServer,
  until,
} from '@bulkhead/testing/test-server'
import { sql } from 'kysely'

const CONNECTORS = '/api/v1/integrations/connectors'
const MINT = '/api/v1/account/applications/scoped-token'

test('a long text that another thread read is hashed like any other', () => {
  const dataKey = generateKeySync('aes', { length: 256 })
  const document = '"é\n😀"'.repeat(1000)
  const json = Buffer.from(JSON.stringify(document))
  const text = new LargeText({ packed: new Uint8Array(), bytes: Buffer.byteLength(document), json })
  const hash = (body: object) => hashRequest(dataKey, 'key', { params: { id: 'a' }, query: {}, body })
  assert.deepEqual(
    hash({ overlay: text, name: 'A', document: text }),
    hash({ document, name: 'A', overlay: document }),
  )
  assert.notDeepEqual(hash({ document: text }), hash({ document: `${document}x` }))
})

for (const engine of engines) {
  describe(`idempotency keys on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let tenant: Tenant
    let acme: { token: string; workspace_id: string; connector: string }

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      tenant = await testServer.createTenant('Acme')
      acme = await workspace('acme')
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
    })

    const probe = (more: object = {}) => ({
      connector_type: 'probe',
      credentials: { token: 'keyed-secret' },
      environment: { base_url: upstream.url },
      ...more,
    })

    async function workspace(name: string) {
      const minted = await testServer.mint(tenant, name)
      const { body } = await testServer.call('POST', CONNECTORS, { token: minted.token, body: probe() })
      return { ...minted, connector: body.id as string }
    }

    function keyed(method: string, path: string, token: string, key: string, body?: object) {
      return testServer.call(method, path, {
        token,
        headers: { 'idempotency-key': key },
        ...(body && { body }),
      })
    }

    const create = (
      key: string,
      params: object = { name: 'a' },
      token = acme.token,
      connector = acme.connector,
    ) =>
      keyed('POST', `${CONNECTORS}/${connector}/execute`, token, key, {
        entity: 'things',
        action: 'create',
        params,
      })

    const made = (body: unknown = { id: 1 }): RespondToRequest => json(body, 201)

    function assertReplay(again: Answer, first: Answer) {
      assert.equal(again.headers.get('idempotent-replayed'), 'true', again.text)
      assert.equal(first.headers.get('idempotent-replayed'), null)
      assert.deepEqual([again.status, again.text], [first.status, first.text])
    }

    function assertRefused(response: Answer, status: number, code: string) {
      assert.deepEqual([response.status, response.body.code], [status, code], response.text)
      assert.equal(response.headers.get('idempotent-replayed'), null)
    }

    /** Runs `work` as an application or, given a workspace, as a component of that workspace. */
    function inScope<T>(workspace_id: string | undefined, work: (tx: TenantTransaction) => Promise<T>) {
      const principal = {
        organization: tenant.organization,
        ...(workspace_id !== undefined && { workspace: workspace_id }),
      }
      return asPrincipal(testServer.server.services.database, principal, 'read write', work)
    }

    const getKeys = (workspace_id?: string) =>
      inScope(workspace_id, (tx) => unscoped(tx).selectFrom('idempotency_keys').selectAll().execute())

    test('a connector is made once: same key and body get the same reply', async () => {
      const first = await keyed('POST', CONNECTORS, tenant.token, 'make-1', probe({ workspace_name: 'acme' }))
      assert.equal(first.status, 200, first.text)
      // The order of members makes no difference.
      const swapped = Object.fromEntries(Object.entries(probe({ workspace_name: 'acme' })).reverse())
      assertReplay(await keyed('POST', CONNECTORS, tenant.token, 'make-1', swapped), first)
      const other = await keyed('POST', CONNECTORS, tenant.token, 'make-1', probe())
      assertRefused(other, 422, 'idempotency_mismatch')
      const next = await keyed('POST', CONNECTORS, tenant.token, 'make-2', probe({ workspace_name: 'acme' }))
      assert.notEqual(next.body.id, first.body.id)
      const { body } = await testServer.call('GET', '/api/v1/audit?event=connector.created', {
        token: tenant.token,
      })
      const subjects = body.data.map(({ subject_id }: { subject_id: string }) => subject_id)
      assert.equal(subjects.filter((id: string) => id === first.body.id).length, 1)
      const [row] = await getKeys()
      assert.ok(row?.sealed_reply)
      assert.doesNotMatch(Buffer.from(row.sealed_reply).toString('latin1'), /probe|acme|name/i)
      assert.doesNotMatch(JSON.stringify({ ...row, sealed_reply: null }), /make-1/)
    })

    test('a write runs once, and its numbers keep their digits', async () => {
      upstream.respond((_request, response) => {
        response.writeHead(201, { 'content-type': 'application/json' })
        response.end('{"id":12345678901234567890,"ratio":0.1}')
      })
      const sent = upstream.arrived.length
      const first = await create('write-1')
      assert.match(first.text, /12345678901234567890/)
      assertReplay(await create('write-1'), first)
      assert.equal(upstream.arrived.length, sent + 1)
      assertRefused(await create('write-1', { name: 'b' }), 422, 'idempotency_mismatch')
    })

    test('while the first is in progress, the second gets an error that says so', async () => {
      const { promise: gate, resolve: open } = Promise.withResolvers<void>()
      upstream.respond(async (request, response) => {
        await gate
        await made()(request, response)
      })
      const sent = upstream.arrived.length
      const first = create('slow-1')
      await until(() => upstream.arrived.length > sent)
      const second = await create('slow-1')
      assertRefused(second, 409, 'idempotency_in_flight')
      assert.equal(second.headers.get('retry-after'), '1')
      assertRefused(await create('slow-1', { name: 'b' }), 422, 'idempotency_mismatch')
      open()
      assertReplay(await create('slow-1').then(retry), await first)
      assert.equal(upstream.arrived.length, sent + 1)

      // The reply may have been sent a moment before it is requested again.
      async function retry(response: Answer): Promise<Answer> {
        await first
        return response.status === 409 ? create('slow-1') : response
      }
    })

    test('of many at once, one is done', async () => {
      upstream.respond(made())
      const sent = upstream.arrived.length
      const responses = await Promise.all(Array.from({ length: 12 }, () => create('many-1')))
      assert.equal(upstream.arrived.length, sent + 1)
      const statuses = new Set(responses.map(({ status }) => status))
      assert.ok([...statuses].every((status) => status === 200 || status === 409))
      assert.equal(
        responses.filter(({ status, headers }) => status === 200 && !headers.has('idempotent-replayed'))
          .length,
        1,
      )
      const connectors = await Promise.all(
        Array.from({ length: 12 }, () => keyed('POST', CONNECTORS, acme.token, 'many-2', probe())),
      )
      const ids = connectors.filter(({ status }) => status === 200).map(({ body }) => body.id)
      assert.equal(new Set(ids).size, 1)
    })

    test('operations that read, mint or return a secret ignore the key', async () => {
      const before = (await getKeys(acme.workspace_id)).length + (await getKeys()).length
      upstream.respond(json({ items: [] }))
      const sent = upstream.arrived.length
      for (const color of ['red', 'blue']) {
        const body = { entity: 'things', action: 'list', params: { color } }
        const read = await keyed('POST', `${CONNECTORS}/${acme.connector}/execute`, acme.token, 'same', body)
        assert.equal(read.status, 200, read.text)
      }
      assert.equal(upstream.arrived.length, sent + 2)
      const secrets = []
      for (const name of ['One', 'Two']) {
        const { body, status } = await keyed('POST', '/api/v1/applications', tenant.token, 'same', { name })
        assert.equal(status, 200)
        secrets.push(body.client_secret)
        const minted = await keyed('POST', MINT, tenant.token, 'same', { workspace_name: `minted ${name}` })
        assert.equal(minted.status, 200)
      }
      assert.notEqual(secrets[0], secrets[1])
      assert.equal((await getKeys(acme.workspace_id)).length + (await getKeys()).length, before)
    })

    test('a request that did nothing frees its key, one whose outcome is unknown keeps it', async () => {
      for (const [status, code] of [
        [422, 'upstream_rejected'],
        [429, 'upstream_rate_limited'],
      ] as const) {
        upstream.respond(json({ message: 'no' }, status))
        assert.equal((await create(`freed-${status}`)).body.code, code)
        upstream.respond(made())
        assert.equal((await create(`freed-${status}`)).status, 200)
      }
      assert.equal((await create('freed-params', { nome: 'x' })).body.code, 'invalid_params')
      assert.equal((await create('freed-params')).status, 200)

      upstream.respond(json({ message: 'fell over' }, 503))
      const sent = upstream.arrived.length
      const unknown = await create('unknown-1')
      assertRefused(unknown, 424, 'outcome_unknown')
      upstream.respond(made())
      assertReplay(await create('unknown-1'), unknown)
      assert.equal(upstream.arrived.length, sent + 1)

      const id = (await testServer.mint(tenant, 'renamed once')).workspace_id
      const rename = (name: string, key: string) =>
        keyed('PUT', `/api/v1/workspaces/${id}`, tenant.token, key, { name })
      await testServer.mint(tenant, 'in the way')
      assertRefused(await rename('in the way', 'rename-1'), 409, 'name_taken')
      // The same key may now be used for another request, because nothing was done with it.
      const renamed = await rename('renamed twice', 'rename-1')
      assert.equal(renamed.status, 200)
      assertReplay(await rename('renamed twice', 'rename-1'), renamed)
    })

    test('a key is 1 to 255 printable ASCII characters', async () => {
      upstream.respond(made())
      for (const key of ['', 'x'.repeat(256), 'clé', 'tab\there']) {
        const { status, body } = await create(key)
        assert.deepEqual([status, body.errors?.[0]?.field], [422, 'header.Idempotency-Key'], key)
      }
      assert.equal((await create('x'.repeat(255))).status, 200)
      assert.equal((await create('!~ {}')).status, 200)
    })

    test('a key counts for one workspace, application and operation, and grants nothing', async () => {
      upstream.respond(made({ id: 'first' }))
      const first = await create('shared')
      assert.equal(first.status, 200)
      const other = await workspace('other')
      const client = (
        await testServer.call('POST', '/api/v1/applications', {
          token: tenant.token,
          body: { name: 'Other' },
        })
      ).body
      const otherApplication = await testServer.applicationToken(client)
      const { token: ofOtherApplication } = await testServer.mint({ token: otherApplication }, 'acme')
      upstream.respond(made({ id: 'another' }))
      for (const [token, connector] of [
        [other.token, other.connector],
        [tenant.token, acme.connector],
        [ofOtherApplication, acme.connector],
      ] as const) {
        const response = await create('shared', { name: 'a' }, token, connector)
        assert.deepEqual(response.body.result, { id: 'another' })
      }
      const again = await keyed('PUT', `${CONNECTORS}/${acme.connector}`, acme.token, 'shared', {
        name: 'New',
      })
      assert.equal(again.body.name, 'New')

      const narrowed = async (grant: object) =>
        (
          await testServer.call('POST', MINT, {
            token: tenant.token,
            body: { workspace_name: 'acme', ...grant },
          })
        ).body.token
      assertReplay(await create('shared', { name: 'a' }, await narrowed({ actions: ['create'] })), first)
      const readOnly = await narrowed({ read_only: true })
      assertRefused(await create('shared', { name: 'a' }, readOnly), 403, 'not_granted')
      const sighted = await narrowed({ connector_ids: [other.connector] })
      assertRefused(await create('shared', { name: 'a' }, sighted), 403, 'not_granted')
    })

    test('a repeated deletion returns its reply again', async () => {
      const { token, connector, workspace_id } = await workspace('deleted')
      const gone = await keyed('DELETE', `${CONNECTORS}/${connector}`, token, 'delete-1')
      assert.equal(gone.status, 202)
      assertReplay(await keyed('DELETE', `${CONNECTORS}/${connector}`, token, 'delete-1'), gone)
      const path = `/api/v1/workspaces/${workspace_id}`
      const receipt = await keyed('DELETE', path, tenant.token, 'delete-2')
      assert.equal(receipt.body.data_key.destroyed, true)
      assertReplay(await keyed('DELETE', path, tenant.token, 'delete-2'), receipt)
    })

    test('a stored reply is destroyed with its workspace', async () => {
      const { workspace_id, connector } = await workspace('forgotten')
      upstream.respond(made({ id: 'of the third party' }))
      const body = probe({ workspace_id })
      assert.equal((await keyed('POST', CONNECTORS, tenant.token, 'forget-1', body)).status, 200)
      assert.equal((await create('forget-2', { name: 'a' }, tenant.token, connector)).status, 200)
      const rows = (await getKeys()).filter((row) => row.workspace_id === workspace_id)
      assert.equal(rows.length, 2)
      await testServer.call('DELETE', `/api/v1/workspaces/${workspace_id}`, { token: tenant.token })
      assertRefused(
        await keyed('POST', CONNECTORS, tenant.token, 'forget-1', body),
        404,
        'workspace_not_found',
      )
      const { database, log } = testServer.server.services
      // A minute later, so that workspaces deleted before are removed completely.
      // The server's own job may be at it.
      await until(async () => {
        while (await removeWorkspaces(database, log, Date.now() + 61_000));
        return (await getKeys()).every((row) => row.workspace_id !== workspace_id)
      })
    })

    test('a sealed reply opens for its own key only', async () => {
      upstream.respond(made())
      await create('moved-1')
      await create('moved-2')
      await inScope(acme.workspace_id, async (tx) => {
        const rows = await tx
          .selectFrom('idempotency_keys')
          .selectAll()
          .orderBy('claimed_at', 'desc')
          .limit(2)
          .execute()
        const [second, first] = rows
        await tx
          .updateTable('idempotency_keys')
          .set({ sealed_reply: first?.sealed_reply ?? null })
          .where('claim_id', '=', second?.claim_id ?? '')
          .execute()
      })
      assert.equal((await create('moved-1')).status, 200)
      assertRefused(await create('moved-2'), 500, 'internal')
    })

    test('an attempt that died: done or maybe done is unknown, not done is free', async () => {
      upstream.respond(made())
      const before = await getKeys(acme.workspace_id)
      const first = await create('died-1')
      const [row] = (await getKeys(acme.workspace_id)).filter(
        ({ claim_id }) => !before.some((known) => known.claim_id === claim_id),
      )
      const put = (values: { state: 'claimed' | 'applied'; process_id?: string; ageSeconds?: number }) =>
        inScope(acme.workspace_id, (tx) =>
          tx
            .updateTable('idempotency_keys')
            .set({
              state: values.state,
              sealed_reply: null,
              ...(values.process_id && { process_id: values.process_id }),
              claimed_at: sql<Date>`now() - make_interval(secs => ${values.ageSeconds ?? 0})`,
            })
            .where('key_hash', '=', row?.key_hash as Uint8Array)
            .execute(),
        )
      const sent = upstream.arrived.length
      // This process itself knows that it works on no such claim.
      await put({ state: 'applied' })
      assertRefused(await create('died-1'), 409, 'idempotency_outcome_unknown')
      // A claim of another process may be in progress until the longest call is over. An embedded database
      // has no other process.
      await put({ state: 'applied', process_id: crypto.randomUUID() })
      const code = engine.name === 'pglite' ? 'idempotency_outcome_unknown' : 'idempotency_in_flight'
      assertRefused(await create('died-1'), 409, code)
      await put({ state: 'applied', process_id: crypto.randomUUID(), ageSeconds: 121 })
      assertRefused(await create('died-1'), 409, 'idempotency_outcome_unknown')
      assert.equal(upstream.arrived.length, sent)

      await put({ state: 'claimed', process_id: crypto.randomUUID(), ageSeconds: 121 })
      const second = await create('died-1')
      assert.deepEqual([second.status, second.body.result], [first.status, first.body.result])
      assert.equal(upstream.arrived.length, sent + 1)
      assertReplay(await create('died-1'), second)

      await put({ state: 'applied', ageSeconds: 24 * 3600 + 1 })
      assert.equal((await create('died-1')).headers.get('idempotent-replayed'), null)
      assert.equal(upstream.arrived.length, sent + 2)
    })

    test('keys are forgotten after a day', async () => {
      const { workspace_id, token } = await testServer.mint(tenant, 'day')
      for (const key of ['old', 'new']) await keyed('POST', CONNECTORS, token, key, probe())
      const rows = await getKeys(workspace_id)
      assert.equal(rows.length, 2)
      await inScope(workspace_id, (tx) =>
        tx
          .updateTable('idempotency_keys')
          .set({ claimed_at: sql<Date>`now() - interval '24 hours 1 second'` })
          .where('claim_id', '=', rows[0]?.claim_id ?? '')
          .execute(),
      )
      const { database, log } = testServer.server.services
      while (await purgeIdempotencyKeys(database, log));
      assert.deepEqual(
        (await getKeys(workspace_id)).map(({ claim_id }) => claim_id),
        [rows[1]?.claim_id],
      )
    })

    test('without a key nothing is stored', async () => {
      const { workspace_id, token } = await testServer.mint(tenant, 'keyless')
      await testServer.call('POST', CONNECTORS, { token, body: probe() })
      assert.deepEqual(await getKeys(workspace_id), [])
    })
  })
}
