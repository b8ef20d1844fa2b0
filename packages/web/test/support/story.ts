import { withAdmin } from '@bulkhead/testing/admin-query'
import { answersWith, GITHUB_TOKEN } from './fake-github.ts'
import type { RunningApp } from './running-app.ts'

/** Customers, the number of days since they came, and the services that they connected. */
const CUSTOMERS: readonly (readonly [name: string, days: number, services: readonly string[]])[] = [
  ['acme', 212, ['github', 'slack', 'stripe', 'linear']],
  ['globex', 188, ['github', 'slack']],
  ['initech', 161, ['github']],
  ['umbrella-logistics', 149, ['stripe', 'slack']],
  ['wayne-enterprises', 120, ['github', 'linear', 'stripe']],
  ['stark-industries', 96, ['github', 'slack']],
  ['wonka-chocolates', 71, ['stripe']],
  ['hooli', 44, ['github', 'linear', 'slack']],
  ['soylent', 30, ['stripe']],
  ['cyberdyne', 9, ['github']],
  ['tyrell', 1, []],
]

const CREDENTIALS: Readonly<Record<string, object>> = {
  github: { credentials: { token: GITHUB_TOKEN }, name: 'GitHub' },
  slack: { credentials: { bot_key: 'xoxb-of-the-story' }, name: 'Slack', environment: undefined },
  stripe: { credentials: { api_key: 'rk_test_of_the_story' }, name: 'Stripe', environment: undefined },
  linear: { credentials: { api_key: 'lin_api_of_the_story' }, name: 'Linear', environment: undefined },
}

const TITLES = [
  'Invoices of March are counted twice',
  'Sign-in page flickers in dark mode',
  'Export runs out of memory',
  'Retry webhooks that answer 503',
  'Document the rate limits',
  'Rename the staging cluster',
  'Upgrade to Postgres 18',
]

/** Seeds the organization of the documentation's screenshots, as after months of use. */
export async function tellStory(app: RunningApp, folder: string) {
  app.github.respond(answersWith(TITLES))
  await app.call('PUT', '/api/v1/organization', { name: 'Northwind' })
  const ids: Record<string, string> = {}
  const connectors: Record<string, string> = {}
  for (const [name, , services] of CUSTOMERS) {
    ids[name] = (await app.mint(name)).workspace_id
    for (const service of services) {
      connectors[`${name} ${service}`] = await app.connect(name, {
        connector_type: service,
        ...CREDENTIALS[service],
      })
    }
  }
  await app.call('PUT', `/api/v1/workspaces/${ids.soylent}`, { status: 'inactive' })
  // The token was revoked at GitHub.
  const failing = await app.connect('globex', { name: 'GitHub of the design team' })
  await app.stop()
  await withAdmin({ environment: { BULKHEAD_DATA_DIR: folder }, remove() {} }, async (query) => {
    for (const statement of HISTORY) await query(statement)
  })
  await app.startAgain()
  const run = (connector_id: string | undefined, entity: string, action: string, params: object) =>
    app.call('POST', `/api/v1/integrations/connectors/${connector_id}/execute`, { entity, action, params })
  await run(failing, 'issues', 'list', { owner: 'globex', repo: 'design' })
  await run(failing, 'viewer', 'get', {})
  return { ids, connectors, failing }
}

/** SQL for the organization's past, which no API can create: creation times of workspaces, and the calls of a day. */
const HISTORY = [
  'set search_path = bulkhead',
  `update workspaces set created_at = now() - days * interval '1 day'
    from (values ('default', 214), ${CUSTOMERS.map(([name, days]) => `('${name}', ${days})`).join(', ')}) came (name, days)
    where came.name = workspaces.name`,
  `update connectors c set created_at = w.created_at + interval '2 hours', updated_at = w.created_at + interval '2 hours'
    from workspaces w where w.workspace_id = c.workspace_id`,
  // These credentials came by connect links, whose check read the account.
  `update connectors c set account_id = w.name,
      account_name = case c.name when 'GitHub' then w.name || '-bot' else 'ops@' || w.name || '.example' end
    from workspaces w where w.workspace_id = c.workspace_id and c.name in ('GitHub', 'Slack')`,
  `create function pg_temp.part(i bigint, seed bigint) returns float8 language sql immutable
    return (hashint8extended(i, seed) & 9007199254740991) / 9007199254740992.0`,
  `insert into tool_calls (organization_id, call_id, at, workspace_id, connector_id, definition_id, entity, action, status,
      code, upstream_status, duration_ms, upstream_ms, request_bytes, response_bytes, request_id, application_id, token_kind,
      source)
    select organization_id, (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7' ||
        lpad(to_hex(i & 4095), 3, '0') || '8' || substr(md5(i::text), 1, 15))::uuid,
      at, workspace_id, connector_id, definition_id, split_part(operation, ' ', 1), split_part(operation, ' ', 2),
      case when fails then 'error' else 'success' end, case when fails then 'upstream_rate_limited' end,
      case when fails then 429 else 200 end, took + 2, took, 180, 4200, md5('request ' || i)::uuid, application_id, 'scoped',
      case when i % 3 = 0 then 'mcp' else 'http' end
    from (
      select i, now() - interval '24 hours' + i * interval '24 hours' / 2600 as at, k.*, application_id,
        (case k.name
          when 'GitHub' then array['issues list', 'pull_requests list', 'issues create', 'repositories get']
          when 'Slack' then array['channels list', 'messages create', 'users list', 'messages create']
          when 'Stripe' then array['customers list', 'invoices list', 'subscriptions list', 'customers get']
          else array['issues list', 'projects list', 'teams list', 'issues update'] end
        )[1 + floor(4 * pg_temp.part(i, 2))::integer] as operation,
        pg_temp.part(i, 3) < 0.012 or (k.name = 'Stripe' and i between 1500 and 1580) as fails,
        floor(60 + 260 * power(pg_temp.part(i, 4), 5) * (1.2 + sin(i / 190.0)))::integer as took
      from generate_series(1, 2599) i
        cross join lateral (select application_id from applications limit 1) a
        cross join lateral (
          select c.organization_id, c.workspace_id, connector_id, definition_id, c.name from connectors c
            join workspaces w on w.workspace_id = c.workspace_id
          where w.status = 'active' and c.name not like '%team' order by md5(c.name || w.name || i) limit 1
        ) k
      where pg_temp.part(i, 5) < 0.35 + 0.6 * power(sin(i * pi() / 2600), 2)
    ) calls`,
  // The trigger that has calls counted by the hour ignores those that an administrator inserts.
  `insert into tool_call_counting (organization_id, counted_until, newest_hour, workspaces_until)
    select organization_id, date_trunc('hour', min(at), 'UTC'), date_trunc('hour', max(at), 'UTC'),
      date_trunc('hour', min(at), 'UTC')
    from tool_calls group by 1
    on conflict (organization_id) do update set counted_until = excluded.counted_until,
      newest_hour = excluded.newest_hour, workspaces_until = excluded.workspaces_until`,
  ...['connector', 'workspace'].map(
    (what) =>
      `update ${what}s o set last_call_at = c.at
        from (select ${what}_id, max(at) as at from tool_calls group by 1) c where c.${what}_id = o.${what}_id`,
  ),
]
