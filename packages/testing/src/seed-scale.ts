import type { AdminQuery } from './admin-query.ts'

/** Number of objects per organization. */
export interface Scale {
  readonly workspaces: number
  readonly calls: number
  readonly seed: number
}

/** Words of workspace names. A name is two words and a number, so one name in ten contains a given word. */
const WORDS = [
  ...['amber', 'anchor', 'birch', 'canvas', 'cedar', 'copper', 'delta', 'ember', 'fathom', 'granite'],
  ...['harbor', 'indigo', 'juniper', 'keel', 'lagoon', 'maple', 'north', 'opal', 'pier', 'quarry'],
]
/** Definition ids of GitHub and GitLab in the catalog. */
const DEFINITIONS = ['ef69ef6e-aa7f-4af1-a01d-ef775033524e', '5e6175e5-68e1-4c17-bff9-56103bbb0d80']
/** Entity that is rarely called, so that a filter by it must search far. */
export const RARE_ENTITY = 'releases'
const OPERATIONS = ['issues list', 'issues get', 'pull_requests list', 'viewer get', 'issues create']
const CODES = ['upstream_rejected', 'upstream_rate_limited', 'upstream_timeout', 'upstream_error']
const CALLS_AT_ONCE = 100_000

/**
 * Fills the only organization of a store that a server created. Rows are realistic, except that keys and credentials
 * cannot be decrypted. Workspaces are from the last 400 days, calls from the last 30. A few workspaces make most calls.
 * The same seed gives the same rows, relative to the current time.
 */
export async function seedScale(
  query: AdminQuery,
  scale: Scale,
  progress: (line: string) => void,
): Promise<void> {
  for (const statement of [...PREPARE, ...getWorkspaces(scale)]) await query(statement)
  progress(`${scale.workspaces} workspaces are there, each with a connector and an audit record`)
  for (let first = 1; first <= scale.calls; first += CALLS_AT_ONCE) {
    const last = Math.min(scale.calls, first + CALLS_AT_ONCE - 1)
    await query(callsBetween(first, last, scale))
    progress(`${last} calls are there`)
  }
  await query(
    `insert into called_operations select distinct organization_id, entity, action from tool_calls on conflict do nothing`,
  )
  await query(
    `insert into tool_call_counting
      select organization_id, date_trunc('hour', min(at), 'UTC'), date_trunc('hour', max(at), 'UTC')
      from tool_calls group by 1
      on conflict (organization_id) do update set counted_until = excluded.counted_until, newest_hour = excluded.newest_hour`,
  )
  // Autovacuum would have done this by the time that so many rows exist.
  await query('vacuum analyze')
}

/** Returns whether the jobs have counted the calls of all past hours, of the organization and by workspace. */
export async function isCounted(query: AdminQuery): Promise<boolean> {
  const [row] = await query(
    `select not exists (
      select from bulkhead.tool_call_counting,
        lateral (select least(counted_until, coalesce(workspaces_until, '-infinity')) as until) counting
      where until <= newest_hour and until < date_trunc('hour', now() - interval '10 minutes', 'UTC')
    ) as counted`,
  )
  return row?.counted === true
}

const PREPARE = [
  'set search_path = bulkhead',
  // A number from 0 to below 1.
  `create function pg_temp.part(i bigint, seed bigint) returns float8 language sql immutable
    return (hashint8extended(i, seed) & 9007199254740991) / 9007199254740992.0`,
  // UUIDv7 (RFC 9562 §5.7).
  `create function pg_temp.id_at(at timestamptz, i bigint, seed bigint) returns uuid language sql immutable
    return (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i & 4095), 3, '0')
      || '8' || substr(md5(seed || ' ' || i), 1, 15))::uuid`,
]

function getWorkspaces({ workspaces, seed }: Scale): string[] {
  return [
    `create temporary table made as
      select i, at, organization_id, pg_temp.id_at(at, i, ${seed}) as workspace_id,
        pg_temp.id_at(at, i, ${seed + 1}) as connector_id,
        ${pick(WORDS, `pg_temp.part(i, ${seed + 2})`)} || '-' || ${pick(WORDS, `pg_temp.part(i, ${seed + 3})`)} || '-' || i as name
      from organizations, generate_series(1, ${workspaces}) i,
        lateral (select now() - interval '1 day' - (${workspaces} - i) * interval '400 days' / ${workspaces} as at)`,
    'create unique index on made (i)',
    'analyze made',
    `insert into workspace_names (organization_id, name, workspace_id)
      select organization_id, name, workspace_id from made`,
    `insert into workspaces (organization_id, workspace_id, name, name_folded, status, created_at)
      select organization_id, workspace_id, name, name, case when i % 50 = 0 then 'inactive' else 'active' end, at from made`,
    `insert into workspace_keys (organization_id, workspace_id, kek_version, wrapped_dek)
      select organization_id, workspace_id, 1, 'nothing' from made`,
    `insert into connectors (organization_id, workspace_id, connector_id, definition_id, name, auth_option, settings, status)
      select organization_id, workspace_id, connector_id, ${pick(DEFINITIONS, 'i % 2 / 2.0')}::uuid, 'Of ' || name, 'none',
        '{}', case when i % 97 = 0 then 'needs_reauthentication' else 'ready' end
      from made`,
    `insert into connector_credentials (organization_id, workspace_id, connector_id, purpose, origins, sealed)
      select organization_id, workspace_id, connector_id, 'api', '{}', 'nothing' from made`,
    `insert into audit_records (organization_id, record_id, recorded_at, event, outcome, code, workspace_id, subject_id,
        application_id)
      select organization_id, pg_temp.id_at(at, i, ${seed + 4}), at,
        case when i % 20000 = 77 then 'workspace.tokens_revoked' else 'workspace.created' end,
        case when i % 1000 = 7 then 'refused' else 'done' end, case when i % 1000 = 7 then 'not_permitted' end,
        workspace_id, workspace_id, (select application_id from applications limit 1)
      from made`,
  ]
}

function callsBetween(first: number, last: number, { workspaces, calls, seed }: Scale): string {
  const part = (which: number) => `pg_temp.part(i, ${seed + which})`
  return `
    insert into tool_calls (organization_id, call_id, at, workspace_id, connector_id, definition_id, entity, action, status,
      code, upstream_status, duration_ms, upstream_ms, request_bytes, response_bytes, request_id, application_id, person_id,
      token_kind, source)
    select organization_id, pg_temp.id_at(c.at, c.i, ${seed + 10}), c.at, workspace_id, connector_id,
      ${pick(DEFINITIONS, 'm.i % 2 / 2.0')}::uuid, split_part(operation, ' ', 1), split_part(operation, ' ', 2),
      case when code is null then 'success' else 'error' end, code,
      case code when 'upstream_rejected' then 404 when 'upstream_rate_limited' then 429 when 'upstream_error' then 502 end,
      took + 3, took, 120, 4000, pg_temp.id_at(c.at, c.i, ${seed + 11}),
      case when c.i % 5000 > 0 then (select application_id from applications limit 1) end,
      case when c.i % 5000 = 0 then (select person_id from identity.members limit 1) end,
      case when c.i % 5000 > 0 then 'scoped' else 'person' end, case when c.i % 3 = 0 then 'mcp' else 'http' end
    from (
      select g.i, now() - (${calls} - g.i) * interval '30 days' / ${calls} as at,
        1 + floor(${workspaces} * power(${part(12)}, 3))::integer as workspace,
        case when i % 20000 = 99 then '${RARE_ENTITY} list' else ${pick(OPERATIONS, part(13))} end as operation,
        case when ${part(14)} < 0.04 then ${pick(CODES, part(15))} end as code,
        floor(40 + 900 * power(${part(16)}, 6))::integer as took
      from generate_series(${first}, ${last}) g (i)
    ) c join made m on m.i = c.workspace`
}

/** Returns SQL that chooses one of these strings by a number from 0 to below 1. */
function pick(texts: readonly string[], part: string): string {
  return `(array[${texts.map((text) => `'${text}'`).join(',')}])[1 + floor(${texts.length} * ${part})::integer]`
}
