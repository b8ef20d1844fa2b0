import { withConnection } from '@bulkhead/server/platform/database/roles/confine'
import { countHours } from '@bulkhead/server/records/tool-calls/count-hours'
import { sql } from 'kysely'
import { PNG } from 'pngjs'
import { withAdmin } from '#admin-query'
import { bothEngines, type Engine } from '#engines'
import { signUpOwner } from '#people'
import { startTestServer, type Tenant, type TestServer } from '#test-server'
import { startDistantClient } from './large-documents.ts'

export interface LargeOrganization {
  readonly people: number
  /** Number of workspaces. Each person has a level in all of them. */
  readonly workspaces: number
  /** Number of calls of the last ten days, whose hours are counted in advance. */
  readonly calls: number
  readonly callsOfHour: number
}

/** Request of one organization, and the longest turn of the event loop that it causes. */
export interface LargeRequestCost {
  readonly name: string
  readonly status: number
  readonly longestMs: number
}

export async function measureLargeRequests(
  size: LargeOrganization,
  engineName: Engine['name'] = 'pglite',
  done: (cost: LargeRequestCost) => void = () => {},
): Promise<LargeRequestCost[]> {
  const engine = bothEngines.find(({ name }) => name === engineName) as Engine
  const testServer = await startTestServer(engine)
  try {
    return await measureAt(testServer, size, done)
  } finally {
    await testServer.close()
    await engine.close()
  }
}

async function measureAt(
  testServer: TestServer,
  size: LargeOrganization,
  done: (cost: LargeRequestCost) => void,
): Promise<LargeRequestCost[]> {
  const tenant = await testServer.createTenant('Large')
  const owner = await signUpOwner(testServer, tenant)
  await fill(testServer, tenant, size)
  const client = startDistantClient(testServer.server.url, {
    ...owner.headers,
    'content-type': 'application/json',
  })
  const costs: LargeRequestCost[] = []
  const send = async (name: string, method: string, path: string, { body = '', times = 1 } = {}) => {
    const { status, longestMs } = await client.send({
      ...{ method, path, times, most: 0 },
      ...(body !== '' && { body: Buffer.from(body) }),
    })
    const cost = { name, status, longestMs }
    costs.push(cost)
    done(cost)
  }
  try {
    // Warms up: compiles code and plans.
    await client.get('/api/v1/access-review?limit=1', 0)
    await send('the access review as CSV', 'GET', '/api/v1/access-review?format=csv')
    await send('100 people of the access review', 'GET', '/api/v1/access-review?limit=100')
    await send('the usage of the organization', 'GET', '/api/v1/organization/usage')
    const body = JSON.stringify({ content_type: 'image/png', data: newLogo().toString('base64') })
    await send('ten logos at once', 'PUT', '/api/v1/organization/branding/logo', { body, times: 10 })
    return costs
  } finally {
    await client.close()
  }
}

/** Creates the largest logo that is accepted. */
function newLogo(): Buffer {
  const png = new PNG({ width: 1024, height: 1024 })
  for (let at = 0; at < png.data.length; at += 1) png.data[at] = (at >> 12) ^ (at >> 4)
  return PNG.sync.write(png)
}

async function fill(
  { server: { services }, store }: TestServer,
  { organization }: Tenant,
  { people, workspaces, calls, callsOfHour }: LargeOrganization,
): Promise<void> {
  const statements = [
    'set search_path = bulkhead',
    `insert into identity.people (id, name, email)
      select md5('person ' || n)::uuid, 'Person ' || n, 'person-' || n || '@example.com' from generate_series(1, ${people}) n`,
    `insert into identity.members (organization_id, person_id, role)
      select '${organization}', md5('person ' || n)::uuid, 'member' from generate_series(1, ${people}) n`,
    `insert into workspace_names (organization_id, name, workspace_id)
      select '${organization}', 'customer-' || n, md5('workspace ' || n)::uuid from generate_series(1, ${workspaces}) n`,
    `insert into workspaces (organization_id, workspace_id, name, name_folded, status)
      select organization_id, workspace_id, name, name, 'active' from workspace_names where organization_id = '${organization}' and name like 'customer-%'`,
    `insert into workspace_members (organization_id, workspace_id, person_id, level)
      select '${organization}', workspace_id, person_id, 'user' from workspaces cross join identity.members
      where workspaces.organization_id = '${organization}' and members.organization_id = '${organization}' and role = 'member'`,
    insertCalls(organization, calls, `date_trunc('hour', now()) - interval '10 days'`, `interval '10 days'`),
    insertCalls(
      organization,
      callsOfHour,
      `date_trunc('hour', now())`,
      `(now() - date_trunc('hour', now()))`,
    ),
    `insert into tool_call_counting
      select '${organization}', hour - interval '10 days', hour, hour - interval '10 days'
      from (select date_trunc('hour', now(), 'UTC') as hour) h
      on conflict (organization_id) do update
        set counted_until = excluded.counted_until, newest_hour = excluded.newest_hour`,
    'analyze',
  ]
  if (store.postgres === undefined)
    await withConnection(services.database, 'superuser', async (connection) => {
      for (const statement of statements) await sql.raw(statement).execute(connection)
    })
  else
    await withAdmin(store, async (query) => {
      for (const statement of statements) await query(statement)
    })
  while (await countHours(services.database, organization, 24));
}

function insertCalls(organization: string, calls: number, since: string, length: string): string {
  return `insert into tool_calls (organization_id, call_id, at, workspace_id, connector_id, definition_id, entity, action, status,
      duration_ms, request_id, application_id, token_kind, source)
    select '${organization}', (lpad(to_hex(round(date_part('epoch', at) * 1000)::bigint), 12, '0') || '7'
        || lpad(to_hex(n & 4095), 3, '0') || '8' || substr(md5(n::text), 1, 15))::uuid, at,
      md5('workspace 1')::uuid, md5('connector')::uuid, md5('definition')::uuid, 'things', 'list', 'success', 10,
      md5(n::text)::uuid, md5('application')::uuid, 'scoped', 'http'
    from (select n, ${since} + n * ${length} / ${Math.max(1, calls)} as at from generate_series(1, ${calls}) n) c`
}
