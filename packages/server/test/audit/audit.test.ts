import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { OperationShape } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { engines } from '@bulkhead/testing/engines'
import { type Pier, startPier } from '@bulkhead/testing/pier'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { type Answer, startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import type { Sample, Stage } from './sample.ts'
import { ALSO, CLIENT, CLIENTS, CONNECTORS, PROBE, SAMPLES } from './samples.ts'

const AUDIT = '/api/v1/audit'

for (const engine of engines) {
  describe(`audit on ${engine.name}`, () => {
    let testServer: TestServer
    let admin: pg.Client | undefined
    let pier: Pier

    before(async () => {
      pier = await startPier()
      cpSync(TEST_CONNECTORS, pier.documents, { recursive: true })
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: pier.documents },
      })
      const adminUrl = testServer.store.postgres?.adminUrl
      if (adminUrl === undefined) return
      admin = new pg.Client({ connectionString: adminUrl })
      await admin.connect()
      await admin.query(`
        create table public.without_records (organization_id uuid);
        create function public.refuse() returns trigger language plpgsql security definer as $$
        begin
          if exists (select from public.without_records w where w.organization_id = new.organization_id)
          then raise exception 'no record today'; end if;
          return new;
        end $$;
        create trigger refuse before insert on bulkhead.audit_records for each row
        execute function public.refuse()`)
    })
    after(async () => {
      await admin?.end()
      await testServer?.close()
      await pier?.close()
      await engine.close()
    })

    async function getStage(name: string): Promise<Stage> {
      const tenant = await testServer.createTenant(name)
      return {
        testServer,
        tenant,
        workspace: async () => (await testServer.mint(tenant, 'acme')).workspace_id,
        connector: async () =>
          (await testServer.call('POST', CONNECTORS, { token: tenant.token, body: PROBE })).body.id,
        async application() {
          const { body } = await testServer.call('POST', '/api/v1/applications', {
            token: tenant.token,
            body: { name: 'Second' },
          })
          const { body: listed } = await testServer.call('GET', '/api/v1/applications', {
            token: tenant.token,
          })
          const { secrets } = listed.data.find(({ id }: { id: string }) => id === body.id)
          return { id: body.id, secret_id: secrets[0].secret_id }
        },
      }
    }

    function send({ method, path }: OperationShape, token: string, sample: Sample) {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(sample.path?.[name] ?? ''))
      return testServer.call(method, filled, {
        ...(sample.token !== undefined && { token: sample.token }),
        ...(sample.token === undefined && sample.headers === undefined && { token }),
        ...(sample.body && { body: sample.body }),
        ...(sample.headers && { headers: sample.headers }),
      })
    }

    async function getRecords(token: string, { headers }: Pick<Answer, 'headers'>, query = '') {
      const request_id = headers.get('x-request-id')
      const { body, status, text } = await testServer.call('GET', `${AUDIT}?limit=100${query}`, { token })
      assert.equal(status, 200, text)
      return body.data.filter((record: { request_id: string }) => record.request_id === request_id)
    }

    /**
     * Returns every row of the organization as one string. Left out are the audit records, rows that
     * background work writes about calls to services, and the attempts at a connect link, which count whether
     * or not the request succeeds.
     */
    async function everything(of: pg.Client, organization: string): Promise<string> {
      const { rows } = await of.query(`
        select table_name as name from information_schema.columns
        where table_schema = 'bulkhead' and column_name = 'organization_id' and table_name <> 'audit_records'
          and table_name !~ '^(tool_call|called_operations)'
        order by 1`)
      // One statement for all tables: each test looks twice, and there are dozens.
      const contents = rows.map(
        ({ name }) => `
          select '${name}' as name, coalesce(string_agg(content, ';' order by content), '') as content
          from (select (to_jsonb(t) - 'attempts')::text as content
            from bulkhead.${name} t where organization_id = $1) as contents`,
      )
      const found = await of.query(`${contents.join(' union all ')} order by name`, [organization])
      return found.rows.map(({ name, content }) => `${name}: ${content}`).join('\n')
    }

    for (const operation of operations.filter(({ audit }) => audit !== null)) {
      test(`${operation.operationId} leaves one record, with what it does or not at all`, async () => {
        const makeSample = SAMPLES[operation.operationId]
        assert.ok(makeSample, `${operation.operationId} has an audit event and no sample here`)
        const stage = await getStage(operation.operationId)
        const { token, organization } = stage.tenant
        const sample = await makeSample(stage)
        if (admin !== undefined) {
          const before = await everything(admin, organization)
          await admin.query('insert into public.without_records values ($1)', [organization])
          const refused = await send(operation, token, sample)
          assert.equal(refused.status, 500, refused.text)
          assert.equal(await everything(admin, organization), before)
          assert.deepEqual(await getRecords(token, refused), [])
          await admin.query('delete from public.without_records')
        }
        const response = await send(operation, token, sample)
        assert.ok(response.status < 300, `${response.status} ${response.text}`)
        const records = await getRecords(token, response)
        const isOwn = ({ event }: { event: string }) => event === operation.audit
        const [record, ...more] = records.filter(isOwn)
        assert.deepEqual(more, [])
        assert.deepEqual(
          records
            .filter((other: { event: string }) => !isOwn(other))
            .map(({ event }: { event: string }) => event),
          ALSO[operation.operationId] ?? [],
        )
        assert.deepEqual([record?.outcome, record?.code], ['done', null])
        const { event, ...ids } = record
        assert.equal(event, operation.audit)
        assert.equal(
          record.definition_id !== null,
          /^(connector|definition|oauth|oauth_credentials|tool_call)\./.test(String(event)),
        )
        assert.doesNotMatch(JSON.stringify(ids), /acme|renamed|secret/i)
      })
    }

    test('records of one service are found by it', async () => {
      const { tenant, connector, application } = await getStage('By service')
      const { token } = tenant
      const connector_id = await connector()
      await application()
      await testServer.call('PUT', CLIENTS, { token, body: CLIENT })
      const list = async (query: string) =>
        (await testServer.call('GET', `${AUDIT}?${query}`, { token })).body.data
      const [created] = await list('event=connector.created')
      assert.equal(created.subject_id, connector_id)
      assert.deepEqual(await list(`definition_id=${created.definition_id}`), [created])
      assert.deepEqual(await list(`definition_id=${created.definition_id}&outcome=refused`), [])
      const [set] = await list('event_contains=oauth')
      assert.notEqual(set.definition_id, created.definition_id)
      assert.deepEqual(await list(`definition_id=${crypto.randomUUID()}`), [])
    })

    test('a rolled back change leaves no record, and a refusal leaves its own', async () => {
      const { tenant, workspace } = await getStage('Rolled back')
      const { token } = tenant
      const taken = await testServer.mint(tenant, 'taken')
      const rename = await testServer.call('PUT', `/api/v1/workspaces/${await workspace()}`, {
        token,
        body: { name: 'taken' },
      })
      assert.equal(rename.status, 409)
      assert.deepEqual(await getRecords(token, rename), [])
      const { body } = await testServer.call('GET', '/api/v1/workspaces?name_contains=default', { token })
      const protectedOne = await testServer.call('DELETE', `/api/v1/workspaces/${body.data[0].id}`, { token })
      assert.equal(protectedOne.status, 409)
      // A refusal is recorded once its response was sent.
      await until(async () => (await getRecords(token, protectedOne)).length > 0)
      const [refusal, ...more] = await getRecords(token, protectedOne)
      assert.deepEqual(more, [])
      assert.deepEqual(
        [refusal.event, refusal.outcome, refusal.code],
        ['deleteWorkspace', 'refused', 'workspace_protected'],
      )
      const unknown = await testServer.call('GET', '/api/v1/workspaces', { token: `${taken.token}x` })
      assert.equal(unknown.status, 401)
      assert.deepEqual(await getRecords(token, unknown), [])
    })

    test('a record carries the id of this server, and the line of the log that of the caller beside it', async () => {
      const { tenant } = await getStage('Own ids')
      const { token } = tenant
      const own = crypto.randomUUID()
      const response = await testServer.call('POST', '/api/v1/applications', {
        token,
        body: { name: 'Second' },
        headers: { 'x-request-id': own },
      })
      assert.equal(response.status, 200, response.text)
      assert.notEqual(response.headers.get('x-request-id'), own)
      assert.equal((await getRecords(token, response)).length, 1)
      const lines = testServer.log.filter((line) => line.includes(own)).map((line) => JSON.parse(line))
      assert.deepEqual(
        lines.map(({ request_id, caller_request_id }) => [request_id, caller_request_id]),
        [[response.headers.get('x-request-id'), own]],
      )
      await testServer.call('GET', '/api/v1/applications', {
        token,
        headers: { 'x-request-id': 'not-an-id' },
      })
      assert.ok(!testServer.log.some((line) => line.includes('not-an-id')))
    })

    test('refusals of one token are recorded five times a minute and code', async () => {
      const { tenant } = await getStage('Refused')
      const { token, workspace_id } = await testServer.mint(tenant, 'acme')
      for (let attempt = 0; attempt < 9; attempt += 1) {
        assert.equal((await testServer.call('GET', AUDIT, { token })).status, 403)
      }
      const recorded = async () =>
        (await testServer.call('GET', `${AUDIT}?outcome=refused`, { token: tenant.token })).body.data
      await until(async () => (await recorded()).length >= 5)
      await setTimeout(200) // a sixth would be written by now
      const records = await recorded()
      assert.equal(records.length, 5)
      for (const record of records) {
        assert.deepEqual(
          [record.event, record.code, record.workspace_id],
          ['listAuditRecords', 'not_permitted', workspace_id],
        )
      }
    })

    test('filters, pages that do not move, and nothing of another organization', async () => {
      const { tenant } = await getStage('Listed')
      const { tenant: stranger } = await getStage('Stranger')
      const { token } = tenant
      const [one, two] = [await testServer.mint(tenant, 'one'), await testServer.mint(tenant, 'two')]
      const update = (workspace_id: string) =>
        testServer.call('PUT', `/api/v1/workspaces/${workspace_id}`, { token, body: { cache_enabled: true } })
      for (const id of [one.workspace_id, two.workspace_id, one.workspace_id]) await update(id)
      const list = async (query: string, of = token) => {
        const { body, status, text } = await testServer.call('GET', `${AUDIT}${query}`, { token: of })
        assert.equal(status, 200, text)
        return body as { data: Record<string, string>[]; next: string | null }
      }
      const { data: all, next } = await list('')
      assert.equal(next, null)
      assert.deepEqual(
        all.map(({ event }) => event),
        [...Array(3).fill('workspace.updated'), ...Array(2).fill('workspace.created')],
      )
      const seen = async (query: string, of?: string) => (await list(query, of)).data.map(({ id }) => id)
      const ids = all.map(({ id }) => id)
      const [a, , c, d, e] = ids
      const named = await list('?event=workspace.created&include_names=true')
      assert.deepEqual(
        named.data.map((record) => record.workspace_name),
        ['two', 'one'],
      )
      assert.ok(all.every((record) => !('workspace_name' in record)))
      assert.deepEqual(await seen('?event=workspace.created'), [d, e])
      for (const part of ['Workspace created', 'workspace.created', 'space_cr'])
        assert.deepEqual(await seen(`?event_contains=${encodeURIComponent(part)}`), [d, e], part)
      assert.deepEqual(await seen('?event_contains=deleted'), [])
      assert.deepEqual(await seen(`?event_contains=work&workspace_id=${one.workspace_id}`), [a, c, e])
      assert.deepEqual(await seen(`?workspace_id=${one.workspace_id}`), [a, c, e])
      assert.deepEqual(await seen(`?application_id=${all[0]?.application_id}`), ids)
      assert.deepEqual(await seen(`?application_id=${crypto.randomUUID()}`), [])
      assert.deepEqual(await seen('?outcome=refused'), [])
      const moment = String(all[2]?.recorded_at)
      const [since, until] = [await seen(`?since=${moment}`), await seen(`?until=${moment}`)]
      assert.deepEqual([...since, ...until], ids)
      assert.ok(since.includes(c) && !until.includes(c))
      assert.deepEqual(await seen(`?workspace_id=${one.workspace_id}`, stranger.token), [])

      const first = await list('?limit=2')
      await update(two.workspace_id)
      const second = await list(String(first.next).slice(AUDIT.length))
      const third = await list(String(second.next).slice(AUDIT.length))
      assert.equal(third.next, null)
      assert.deepEqual(
        [first, second, third].flatMap(({ data }) => data.map(({ id }) => id)),
        ids,
      )
    })
  })
}
