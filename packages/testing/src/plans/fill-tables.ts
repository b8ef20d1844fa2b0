import type { AdminQuery } from '#admin-query'
import { PROBE_DEFINITION } from '#scripted-upstream'

/** Size of the database whose plans are checked. */
export interface Fill {
  /** Calls on record. Audit records are a quarter of them. */
  readonly calls: number
  /** Idempotency keys. Default: a quarter of the calls. */
  readonly keys?: number
  readonly workspaces: number
  /** Number of members to add to the organization that owns most rows. Default: none. */
  readonly people?: number
}

/** Tenant that owns most rows, and its workspace and connector with the most rows. */
export interface BusyTenant {
  readonly organization: string
  readonly workspace: string
  readonly connector: string
  readonly application: string
  readonly person: string
}

/** Tables that stay small, however long a server runs. */
const SMALL_TABLES: readonly string[] = [
  'schema_migrations',
  'signing_keys',
  'keyring_versions',
  'retired_kek_versions',
  'server_secrets',
  'replica_marks',
  // Events are processed within a second.
  'events',
]

const OTHER_ORGANIZATIONS = 2_000
/** Number of rows of a table without a number of its own. */
const ROWS = 5_000
const CALLS_AT_ONCE = 250_000
const OPERATIONS = ['things list', 'things get', 'parts list', 'viewer get', 'things create']
const CODES = ['upstream_rejected', 'upstream_rate_limited', 'upstream_timeout', 'upstream_error']
/** Organization of row `i`: four of five rows belong to the busy tenant. */
const OWNER =
  'case when i % 5 > 0 then $home$::uuid else (select organization_id from others where n = 1 + i % $others$) end'

/**
 * Fills every table of a database that a server has created. Most rows belong to one tenant, the others to 2,000
 * organizations. Some rows of each kind have expired, so that jobs find work. Keys and credentials are dummies that
 * cannot be decrypted.
 */
export async function fillTables(
  query: AdminQuery,
  { calls, workspaces, people: colleagues = 0, keys = calls / 4 }: Fill,
  busy: BusyTenant,
): Promise<void> {
  const run = (statement: string) =>
    query(
      statement
        .replaceAll('$owner$', OWNER)
        .replaceAll('$home$', `'${busy.organization}'`)
        .replaceAll('$others$', String(OTHER_ORGANIZATIONS)),
    )
  for (const statement of [
    ...FUNCTIONS,
    ...PAST_PARTITIONS,
    ...organizations(),
    ...getWorkspaces(workspaces),
    ...people(busy, colleagues),
    ...shortLived(),
    // Treats these rows as exported, unlike calls.
    'alter table audit_records enable trigger note_transaction',
    ...auditRecords(calls / 4, busy),
    ...idempotencyKeys(keys, busy),
  ])
    await run(statement)
  for (let first = 1; first <= calls; first += CALLS_AT_ONCE)
    await run(toolCalls(first, Math.min(calls, first + CALLS_AT_ONCE - 1), { calls, workspaces }, busy))
  // Some organizations wait to be counted. The others, once those are, have only calls of this hour.
  await run(
    `insert into tool_call_counting
      select organization_id, date_trunc('hour', until, 'UTC'), date_trunc('hour', now(), 'UTC'), date_trunc('hour', until, 'UTC')
      from others, lateral (select now() - case when n <= 50 then interval '30 hours' else '0' end as until) counted
      union all select $home$, date_trunc('hour', now() - interval '3 hours', 'UTC'), date_trunc('hour', now(), 'UTC'),
        date_trunc('hour', now() - interval '3 hours', 'UTC')
      on conflict (organization_id) do update set counted_until = excluded.counted_until, newest_hour = excluded.newest_hour,
        workspaces_until = excluded.workspaces_until`,
  )
  await run(
    `insert into export_cursors select organization_id, 'file', type from others, unnest('{audit,tool_call}'::text[]) type`,
  )
  // Hours of 91 days. Those older than 90 days have expired. Each part has its own service.
  await run(
    `insert into tool_call_hours
      select $home$, date_trunc('hour', now(), 'UTC') - h * interval '1 hour', part,
        case when part > 0 then pg_temp.id(part, 70) end, 'things', 'list', null, null, null, 10, 0, '{40}', '{10}', '{40}', '{10}'
      from generate_series(4, 91 * 24) h, generate_series(0, 3) part`,
  )
  await run(
    `insert into workspace_call_hours
      select $home$, date_trunc('hour', now(), 'UTC') - h * interval '1 hour', part, pg_temp.id(part, 71), 10, 1
      from generate_series(4, 91 * 24) h, generate_series(1, 4) part`,
  )
  await run(
    `insert into called_operations (organization_id, entity, action)
      select organization_id, 'things', 'list' from others
      union select $home$, split_part(operation, ' ', 1), split_part(operation, ' ', 2)
      from unnest(array[${[...OPERATIONS, 'rarities list'].map((one) => `'${one}'`).join(',')}]) operation
      on conflict do nothing`,
  )
  // Without statistics, the planner would join large tables as if they were small.
  await run('analyze')
  await run(
    `insert into tool_call_intents (organization_id, call_id, workspace_id, intent)
      select organization_id, call_id, workspace_id, 'An intent of ordinary length' from tool_calls
      where organization_id = $home$ and workspace_id in (select workspace_id from workspaces)
      order by call_id desc limit ${Math.max(2_000, Math.floor(calls / 20))} on conflict do nothing`,
  )
}

/** Returns the names of tables with at most 1,000 rows that are not meant to be small. */
export async function unfilledTables(query: AdminQuery): Promise<string[]> {
  const unfilled = []
  for (const { schema, name } of await query(
    `select nspname as schema, relname as name from pg_class join pg_namespace n on n.oid = relnamespace
      where nspname in ('bulkhead', 'identity') and relkind in ('r', 'p') and not relispartition`,
  )) {
    const [row] = await query(
      `select count(*) > 1000 as filled from (select from ${schema}.${name} limit 1001) r`,
    )
    if (!row?.filled && !SMALL_TABLES.includes(String(name))) unfilled.push(`${schema}.${name}`)
  }
  return unfilled
}

/**
 * The functions are stable and not immutable, like those that they call. Only then the planner inlines them, which
 * takes a third of the time.
 */
const FUNCTIONS = [
  'set search_path = bulkhead',
  // A number from 0 to below 1.
  `create function pg_temp.part(i bigint, seed bigint) returns float8 language sql stable
    return (hashint8extended(i, seed) & 9007199254740991) / 9007199254740992.0`,
  // UUIDv7 (RFC 9562 §5.7).
  `create function pg_temp.id_at(at timestamptz, i bigint, seed bigint) returns uuid language sql stable
    return (lpad(to_hex(round(date_part('epoch', at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i & 4095), 3, '0')
      || '8' || substr(md5(seed || ' ' || i), 1, 15))::uuid`,
  `create function pg_temp.id(i bigint, seed bigint) returns uuid language sql stable
    return pg_temp.id_at('2026-01-01'::timestamptz + i * interval '1 second', i, seed)`,
  `create function pg_temp.hash(i bigint, seed bigint) returns bytea language sql stable
    return sha256(convert_to(seed || ' ' || i, 'UTF8'))`,
]

/** Partitions as they are after a server has run for longer than the longest retention. */
const PAST_PARTITIONS = [
  'set role bulkhead_owner',
  'drop table tool_call_intents_earlier, tool_calls_earlier, audit_records_earlier, idempotency_keys_earlier',
  `do $$
  declare
    past record;
    parent text;
    name text;
    upper_at timestamptz;
    lower_at timestamptz;
  begin
    for past in select * from (values
      (array['tool_calls', 'tool_call_intents'], 'month', 3),
      (array['audit_records'], 'month', 14),
      (array['idempotency_keys'], 'day', 2)
    ) as v (parents, unit, spans) loop
      upper_at := date_trunc(past.unit, now() at time zone 'utc') at time zone 'utc';
      for i in 0..past.spans loop
        lower_at := date_trunc(past.unit, (upper_at - interval '1 hour') at time zone 'utc') at time zone 'utc';
        name := case when i = past.spans then 'earlier' else to_char(lower_at at time zone 'utc',
          case past.unit when 'day' then 'YYYY_MM_DD' else 'YYYY_MM' end) end;
        foreach parent in array past.parents loop
          -- A store made on an earlier day has some.
          continue when to_regclass(format('%I', parent || '_' || name)) is not null;
          perform create_partition(parent, name,
            case when i < past.spans then first_id_at(lower_at) end, first_id_at(upper_at));
        end loop;
        upper_at := lower_at;
      end loop;
    end loop;
  end
  $$`,
  'reset role',
]

function organizations(): string[] {
  return [
    `create temporary table others as
      select n, pg_temp.id(n, 1) as organization_id, pg_temp.id(n, 2) as application_id
      from generate_series(1, ${OTHER_ORGANIZATIONS}) n`,
    'create unique index on others (n)',
    'analyze others',
    `insert into organizations (organization_id, name) select organization_id, 'Organization ' || n from others`,
    `insert into organization_keys (organization_id, kek_version, wrapped_dek)
      select organization_id, 1, 'nothing' from others`,
    `insert into applications (organization_id, application_id, name, client_id)
      select organization_id, application_id, 'Application', 'client-' || n from others`,
    `insert into application_secrets (organization_id, application_id, secret_id, secret_hash)
      select organization_id, application_id, pg_temp.id(n, 3), pg_temp.hash(n, 3) from others`,
    `insert into organization_branding (organization_id, name, logo, logo_sha256)
      select organization_id, 'Brand ' || n, pg_temp.hash(n, 4), encode(pg_temp.hash(n, 4), 'hex') from others`,
    `insert into organization_definitions (organization_id, definition_id, slug, display_name, version, takes_client, entities,
        operations, left_out, document_bytes, revision, document)
      select organization_id, pg_temp.id(n, 14), 'parcels', 'Parcels', '1', false, 1, 1, 0, 1, pg_temp.id(n, 15), 'nothing'
        from others`,
    `insert into oauth_clients (organization_id, definition_id, oauth_client_id, origins, sealed)
      select organization_id, '${PROBE_DEFINITION}', pg_temp.id(n, 4), '{}', 'nothing' from others`,
    `insert into identity.sign_up_links (organization_id, link_id, token_hash, expires_at)
      select organization_id, pg_temp.id(n, 5), pg_temp.hash(n, 5), now() + interval '1 day' from others`,
    `insert into identity.sign_up_links
        (organization_id, link_id, token_hash, expires_at, email, role, workspaces, invited_by)
      select organization_id, pg_temp.id(n, 6), pg_temp.hash(n, 6), now() + interval '7 days', 'invited@example.com', 'member',
        '[]', pg_temp.id(n, 7) from others`,
    `insert into identity.providers (organization_id, provider_id, name, issuer, client_id, sealed, scopes, claims, mappings)
      select organization_id, pg_temp.id(n, 30), 'Company', 'https://id.example.com', 'client', 'nothing', '{}', '{}', '[]'
      from others`,
    `insert into identity.domains (organization_id, domain, challenge, proven_at, proven_by)
      select organization_id, 'company-' || n || '.example', 'c', now(), 'dns' from others`,
    `insert into identity.identities (organization_id, identity_id, provider_id, issuer, subject)
      select organization_id, pg_temp.id(n, 31), pg_temp.id(n, 30), 'https://id.example.com', 'subject' from others`,
    `insert into identity.directory_tokens (organization_id, token_id, provider_id, token_hash)
      select organization_id, pg_temp.id(n, 32), pg_temp.id(n, 30), pg_temp.hash(n, 32) from others`,
    `insert into identity.directory_groups (organization_id, group_id, provider_id, display_name)
      select organization_id, pg_temp.id(n, 33), pg_temp.id(n, 30), 'group' from others`,
    `insert into identity.directory_members (organization_id, group_id, identity_id)
      select organization_id, pg_temp.id(n, 33), pg_temp.id(n, 31) from others`,
    `insert into identity.sign_in_policies (organization_id) select organization_id from others`,
  ]
}

function getWorkspaces(workspaces: number): string[] {
  return [
    `create temporary table made as
      select i, $owner$ as organization_id, pg_temp.id(i, 10) as workspace_id, pg_temp.id(i, 11) as connector_id,
        'customer-' || i as name
      from generate_series(1, ${workspaces}) i`,
    'create unique index on made (i)',
    'analyze made',
    `insert into workspace_names (organization_id, name, workspace_id)
      select organization_id, name, workspace_id from made`,
    `insert into workspaces (organization_id, workspace_id, name, name_folded, status)
      select organization_id, workspace_id, name, name, case when i % 50 = 0 then 'inactive' else 'active' end from made`,
    `insert into workspace_keys (organization_id, workspace_id, kek_version, wrapped_dek)
      select organization_id, workspace_id, 1, 'nothing' from made`,
    `insert into connectors (organization_id, workspace_id, connector_id, definition_id, name, auth_option, settings, status)
      select organization_id, workspace_id, connector_id, '${PROBE_DEFINITION}', 'Probe', 'none', '{}',
        case when i % 97 = 0 then 'needs_reauthentication' else 'ready' end
      from made`,
    `insert into connector_credentials (organization_id, workspace_id, connector_id, purpose, origins, sealed)
      select organization_id, workspace_id, connector_id, 'api', '{}', 'nothing' from made`,
    // Tokens are due in an hour. Those of inactive workspaces were due a day ago.
    `insert into connector_access (organization_id, workspace_id, connector_id, rules)
      select organization_id, workspace_id, connector_id, '[{"entity": "*", "allow": "write", "people": "everyone"}]' from made`,
    `insert into connector_tokens (organization_id, workspace_id, connector_id, client, refresh_at)
      select organization_id, workspace_id, connector_id, 'own',
        now() + case when i % 50 = 0 then interval '-1 day' else interval '1 hour' end
      from made`,
    // Deleted workspaces, of which every tenth still has connectors to remove.
    `insert into workspace_removals (organization_id, workspace_id, deleted_at)
      select $owner$, pg_temp.id(i, 12), now() - interval '10 seconds' from generate_series(1, ${ROWS}) i`,
    `insert into connectors (organization_id, workspace_id, connector_id, definition_id, name, auth_option, settings)
      select $owner$, pg_temp.id(i, 12), pg_temp.id(i, 13), '${PROBE_DEFINITION}', 'Probe', 'none', '{}'
      from generate_series(10, ${ROWS}, 10) i`,
  ]
}

function people({ person }: BusyTenant, colleagues: number): string[] {
  return [
    `insert into identity.people (id, name, email)
      select pg_temp.id(n, 24), 'Colleague ' || n, 'colleague-' || n || '@example.com' from generate_series(1, ${colleagues}) n`,
    `insert into identity.members (organization_id, person_id, role)
      select $home$, pg_temp.id(n, 24), 'member' from generate_series(1, ${colleagues}) n`,
    `insert into identity.people (id, name, email)
      select pg_temp.id(n, 20), 'Person', 'person-' || n || '@example.com' from others`,
    `insert into identity.members (organization_id, person_id, role)
      select organization_id, pg_temp.id(n, 20), 'owner' from others`,
    `insert into identity.second_factors (organization_id, person_id, sealed, confirmed_at)
      select organization_id, pg_temp.id(n, 20), 'nothing', now() from others`,
    `insert into identity.recovery_codes (organization_id, person_id, code_hash)
      select organization_id, pg_temp.id(n, 20), pg_temp.hash(c, 26) from others, generate_series(1, 10) c`,
    `insert into identity.passkeys (organization_id, passkey_id, person_id, name, credential_id, public_key, counter, transports)
      select organization_id, pg_temp.id(n, 72), pg_temp.id(n, 20), 'Laptop', 'credential-' || n, 'nothing', 1, '{}' from others`,
    // Each workspace has a member.
    `insert into workspace_members (organization_id, workspace_id, person_id, level)
      select m.organization_id, m.workspace_id, case when o.n is null then '${person}' else pg_temp.id(o.n, 20) end, 'user'
      from made m left join others o on o.organization_id = m.organization_id`,
    `insert into open_workspaces (organization_id, workspace_id, level)
      select organization_id, workspace_id, 'viewer' from made`,
    `insert into identity.passwords (person_id) select pg_temp.id(n, 20) from others`,
    // Of 20 sessions, one belongs to the same person. Half of all sessions have expired.
    `insert into identity.sessions (id, person_id, token_hash, used_at)
      select pg_temp.id(i, 22),
        case when i % 20 = 0 then '${person}' else (select pg_temp.id(n, 20) from others where n = 1 + i % $others$) end,
        sha256(('session-' || i)::bytea), now() - case when i % 2 = 0 then interval '1 day' else interval '8 days' end
      from generate_series(1, ${ROWS}) i`,
    `insert into identity.passkey_sessions (session_id, organization_id, passkey_id)
      select pg_temp.id(i, 22), o.organization_id, pg_temp.id(o.n, 72)
      from generate_series(1, ${ROWS}) i join others o on o.n = 1 + i % $others$
      where i % 20 <> 0`,
    `insert into identity.session_origins (session_id, organization_id, identity_id)
      select pg_temp.id(i, 22), o.organization_id, pg_temp.id(o.n, 31)
      from generate_series(1, ${ROWS}) i join others o on o.n = 1 + i % $others$
      where i % 20 <> 0`,
    `insert into identity.verifications (id, identifier, value, expires_at)
      select pg_temp.id(i, 23), 'identifier-' || i, 'value', now() + interval '-1 day'
      from generate_series(1, ${ROWS}) i`,
    `insert into identity.agent_clients (client_id, registered_by, metadata, expires_at)
      select 'agent-' || i, case when i % 20 = 0 then $owner$::uuid end, '{}',
        case when i % 20 <> 0 then now() + case when i % 2 = 0 then interval '1 day' else interval '-1 day' end end
      from generate_series(1, ${ROWS}) i`,
    // Each workspace has a grant.
    `insert into identity.agent_grants (organization_id, grant_id, person_id, workspace_id, client_id, client_name,
        client_kind, redirect_origin, narrowing, manages, expires_at)
      select m.organization_id, pg_temp.id(m.i, 24), case when o.n is null then '${person}' else pg_temp.id(o.n, 20) end,
        m.workspace_id, 'agent-' || m.i, 'Agent', 'dynamic', 'https://agents.example', '{}', false,
        now() + case when m.i % 2 = 0 then interval '90 days' else interval '-1 day' end
      from made m left join others o on o.organization_id = m.organization_id`,
    `insert into identity.agent_rows (model, id_hash, grant_id, payload, expires_at)
      select 'RefreshToken', pg_temp.hash(i, 25), pg_temp.id(i, 24), '{}',
        now() + case when i % 2 = 0 then interval '90 days' else interval '-1 day' end
      from made`,
  ]
}

/** Returns SQL for rows that are valid for minutes. Half of them have expired, and a fifth of the counters. */
function shortLived(): string[] {
  const expiry = `case when i % 2 = 0 then interval '10 minutes' else interval '-1 minute' end`
  const counterEnd = `make_interval(secs => case when i % 5 = 0 then -60 - i * 0.01 else 600 + i * 0.01 end)`
  return [
    // Only a fifth of the counters has ended. With so few, the planner would prefer to read all ended ones instead of
    // finding some by key.
    `insert into rate_limits (key, points, expire)
      select 'sign_in:' || i, 1, (extract(epoch from now() + ${counterEnd}) * 1000)::bigint
      from generate_series(1, ${ROWS * 4}) i`,
    `insert into revocations (organization_id, revocation_id, kind, subject_id, created_at)
      select $owner$, pg_temp.id(i, 30), 'token', pg_temp.id(i, 31),
        now() - case when i % 2 = 0 then interval '10 minutes' else interval '1 hour' end
      from generate_series(1, ${ROWS * 2}) i`,
    `insert into oauth_flows (organization_id, workspace_id, flow_id, state_hash, application_id, token_id,
        organization_epoch, application_epoch, sealed, expires_at)
      select organization_id, workspace_id, pg_temp.id(i, 32), pg_temp.hash(i, 32), pg_temp.id(i, 33), pg_temp.id(i, 34),
        1, 1, 'nothing', now() + ${expiry} from made where i <= ${ROWS}`,
    `insert into oauth_secrets (organization_id, workspace_id, oauth_secret_id, secret_hash, definition_id, sealed, expires_at)
      select organization_id, workspace_id, pg_temp.id(i, 35), pg_temp.hash(i, 35), '${PROBE_DEFINITION}', 'nothing',
        now() + ${expiry} from made where i <= ${ROWS}`,
    ...WEBHOOKS,
    `insert into connect_sessions (organization_id, workspace_id, session_id, token_hash, kind, status, connector_id,
        end_user_id, require_confirmation, confirm_within, on_existing, application_id, token_id, organization_epoch,
        workspace_epoch, expires_at, confirm_until, ended_at, nonce_hash, held)
      select organization_id, workspace_id, pg_temp.id(i, 37), pg_temp.hash(i, 37), 'new',
        case i % 10 when 0 then 'open' when 1 then 'awaiting_confirmation' when 2 then 'revoked' else 'completed' end,
        pg_temp.id(i, 11), 'end-user-' || i % 500, true, 3600, 'add', pg_temp.id(i, 38), pg_temp.id(i, 39), 1, 1,
        now() + ${expiry}, case when i % 10 = 1 then now() + interval '1 hour' end,
        case when i % 10 > 1 then now() - i * interval '50 days' / ${ROWS} end,
        case when i % 100 = 0 then pg_temp.hash(i, 38) end, case when i % 100 = 1 then 'nothing'::bytea end
      from made where i <= ${ROWS}`,
    `insert into access_keys (organization_id, workspace_id, key_id, key_hash, hint, name, application_id,
        organization_epoch, workspace_epoch, expires_at, warn_at)
      select organization_id, workspace_id, pg_temp.id(i, 43), pg_temp.hash(i, 43), 'hint', 'worker', pg_temp.id(i, 38), 1, 1,
        now() + case when i % 100 = 0 then interval '-10 days' else interval '50 days' end,
        case when i % 100 = 1 then now() - interval '1 minute' else now() + interval '43 days' end
      from made where i <= ${ROWS}`,
    `insert into recorded_bodies (organization_id, workspace_id, connector_id, call_id, recorded_at, sealed)
      select organization_id, workspace_id, pg_temp.id(i, 11), pg_temp.id(i, 36),
        now() - case when i % 2 = 0 then interval '1 hour' else interval '2 days' end, 'nothing'
      from made where i <= ${ROWS}`,
  ]
}

/**
 * Webhook endpoints: one for each other organization and 10 for the busy one, with pending, delivered and failed
 * deliveries.
 */
const WEBHOOKS = [
  `insert into webhook_endpoints (organization_id, endpoint_id, url, sealed, sequence, next_at)
    select organization_id, pg_temp.id(n, 37), 'https://acme.test/hooks', 'nothing', 1000, null from others`,
  `insert into webhook_endpoints (organization_id, endpoint_id, url, sealed, sequence, next_at)
    select $home$, pg_temp.id(n, 38), 'https://acme.test/hooks', 'nothing', 1000, now() - interval '1 minute'
    from generate_series(1, 10) n`,
  `insert into webhook_deliveries (organization_id, endpoint_id, delivery_id, sequence, event_id, type, subject_id,
      payload, tries, state, recorded_at, due_at, finished_at)
    select $home$, pg_temp.id(1 + i % 10, 38), pg_temp.id(i, 40), i, pg_temp.id(i, 41), 'workspace.created',
      pg_temp.id(i / 5, 42), '{}', '[]', state, now(), now(),
      case when state <> 'pending' then now() - case when i % 2 = 0 then interval '1 hour' else interval '40 days' end end
    from generate_series(1, ${ROWS * 3}) i,
      lateral (select (array['pending', 'delivered', 'failed'])[1 + i % 3] as state) s`,
]

/** Returns SQL for audit records of 401 days. Those older than 400 days have expired. */
function auditRecords(records: number, { workspace, application, person }: BusyTenant): string[] {
  return [
    `insert into audit_records (organization_id, record_id, recorded_at, event, outcome, code, workspace_id, subject_id,
        definition_id, application_id, person_id)
      select $owner$, pg_temp.id_at(at, i, 40), at,
        case when i % 20000 = 77 then 'workspace.tokens_revoked' else 'connector.created' end,
        case when i % 1000 = 7 then 'refused' else 'done' end, case when i % 1000 = 7 then 'not_permitted' end,
        case when i % 50 = 1 then '${workspace}' else pg_temp.id(i % 1000, 10) end, pg_temp.id(i, 11),
        case when i % 3 = 0 then '${PROBE_DEFINITION}'::uuid end,
        case when i % 500 <> 1 then '${application}'::uuid end, case when i % 500 = 1 then '${person}'::uuid end
      from generate_series(1, ${records}) i,
        lateral (select now() - interval '401 days' + i * interval '401 days' / ${records} as at) t`,
  ]
}

/** Returns SQL for idempotency keys of 25 hours. Those older than 24 hours have expired. */
function idempotencyKeys(keys: number, { workspace, application }: BusyTenant): string[] {
  return [
    `insert into idempotency_keys (organization_id, scope_id, actor_id, operation, key_hash, request_hash, workspace_id,
        claim_id, process_id, state, claimed_at, sealed_reply)
      select owner, case when i % 2 = 0 then '${workspace}'::uuid else owner end, '${application}', 'createConnector',
        pg_temp.hash(i, 50), pg_temp.hash(i, 51), '${workspace}', pg_temp.id_at(at, i, 52), pg_temp.id(1, 53), 'done', at,
        decode(repeat('00', 300), 'hex')
      from generate_series(1, ${keys}) i,
        lateral (select $owner$ as owner) o,
        lateral (select now() - interval '25 hours' + i * interval '25 hours' / ${keys} as at) t`,
  ]
}

/** Returns SQL for calls of 91 days. Those older than 90 days have expired. */
function toolCalls(
  first: number,
  last: number,
  { calls, workspaces }: Fill,
  { workspace, connector, application, person }: BusyTenant,
): string {
  const part = (which: number) => `pg_temp.part(i, ${which})`
  return `
    insert into tool_calls (organization_id, call_id, at, workspace_id, connector_id, definition_id, entity, action, status,
      code, upstream_status, duration_ms, upstream_ms, request_bytes, response_bytes, request_id, application_id, person_id,
      token_kind, source)
    select owner, pg_temp.id_at(at, i, 60), at, workspace_id, connector_id, '${PROBE_DEFINITION}',
      split_part(operation, ' ', 1), split_part(operation, ' ', 2),
      case when code is null then 'success' else 'error' end, code,
      case code when 'upstream_rejected' then 404 when 'upstream_rate_limited' then 429 when 'upstream_error' then 502 end,
      took + 3, took, 120, 4000, pg_temp.id_at(at, i, 61),
      case when i % 5000 <> 1 then '${application}'::uuid end, case when i % 5000 = 1 then '${person}'::uuid end,
      case when i % 5000 <> 1 then 'scoped' else 'person' end, case when i % 3 = 0 then 'mcp' else 'http' end
    from (
      select i, case when i % 20 = 1 then $home$::uuid else ${OWNER.replaceAll('i %', 'place %')} end as owner,
        date_trunc('milliseconds', now() - (${calls} - i) * interval '91 days' / ${calls}) as at,
        case when i % 20 = 1 then '${workspace}'::uuid else pg_temp.id(place, 10) end as workspace_id,
        case when i % 20 = 1 then '${connector}'::uuid else pg_temp.id(place, 11) end as connector_id,
        case when i % 20000 = 99 then 'rarities list' else ${pick(OPERATIONS, part(63))} end as operation,
        case when ${part(64)} < 0.04 then ${pick(CODES, part(65))} end as code,
        floor(40 + 900 * power(${part(66)}, 6))::integer as took
      from generate_series(${first}, ${last}) i
      -- A workspace, whose organization has the call.
      cross join lateral (select 1 + floor(${workspaces} * power(${part(62)}, 3))::bigint as place) w
    ) c`
}

/** Returns SQL that chooses one of these strings by a number from 0 to below 1. */
function pick(strings: readonly string[], part: string): string {
  return `(array[${strings.map((one) => `'${one}'`).join(',')}])[1 + floor(${strings.length} * ${part})::integer]`
}
