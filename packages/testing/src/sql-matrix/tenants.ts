import type { Level } from '@bulkhead/contract/operation'
import { qualified, type Table } from './catalogue.ts'
import type { RawDatabase } from './raw-database.ts'

/** Tenant of an existing or intended row. The server's own rows have neither organization nor workspace. */
export interface Place {
  readonly organization?: string
  readonly workspace?: string
  /** Person that owns the row, if an organization has several. */
  readonly person?: string
  /** Whether it is an invitation link, and not a link of the operator. */
  readonly isInvitation?: true
}

/** Row, identified by the string of its primary key. */
export interface Row extends Place {
  readonly key: string
}

const id = (prefix: string) => `${prefix.padEnd(8, '0')}-0000-4000-8000-000000000000`

export const A = id('a')
export const A1 = id('a1')
export const A2 = id('a2')
/** Deleted workspace whose rows are not yet removed. */
export const A_DELETED = id('ad')
export const B = id('b')
export const B1 = id('b1')
const B2 = id('b2')
/** Deleted workspace whose rows are not yet removed. */
const B_DELETED = id('bd')
export const UNKNOWN = id('ff')

const LIVING: Readonly<Record<string, readonly string[]>> = { [A]: [A1, A2], [B]: [B1, B2] }

/** Returns whether the workspace exists in the organization and was not deleted. */
export function lives({ organization = '', workspace = '' }: Place): boolean {
  return LIVING[organization]?.includes(workspace) ?? false
}

/** People of the first organization by level or role, and one person of the other organization. */
export const PEOPLE = {
  viewer: id('ac1'),
  user: id('ac2'),
  manager: id('ac3'),
  nothing: id('ac4'),
  owner: A,
  elsewhere: id('bc1'),
} as const

/** Levels of members in a workspace, and the levels that all members have. */
const MEMBERS: readonly { person: string; organization: string; workspace?: string; level?: Level }[] = [
  { person: PEOPLE.viewer, organization: A, workspace: A1, level: 'viewer' },
  { person: PEOPLE.user, organization: A, workspace: A1, level: 'user' },
  { person: PEOPLE.manager, organization: A, workspace: A1, level: 'manager' },
  { person: PEOPLE.nothing, organization: A },
  { person: PEOPLE.elsewhere, organization: B },
]
const OPEN = { organization: B, workspace: B1, level: 'user' } as const

/**
 * Returns the level with which a member reaches a workspace. Undefined for owners and for people who are no members.
 */
export function getLevel(
  { organization, person }: { readonly organization?: string; readonly person?: string },
  place: Place,
): Level | undefined {
  const own = MEMBERS.filter((member) => member.person === person && member.organization === organization)
  if (own.length === 0) return undefined
  return [...own, OPEN].find(
    (member) => member.workspace === place.workspace && member.organization === place.organization,
  )?.level
}

/** Fills every table with two organizations, each with two living workspaces and a deleted one. */
export async function seedTenants(raw: RawDatabase): Promise<void> {
  const connector = (organization: string, workspace: string, number: number) => {
    const connector_id = `${workspace.slice(0, -1)}${number}`
    const key = `'${organization}', '${workspace}', '${connector_id}'`
    return `
      insert into connectors (organization_id, workspace_id, connector_id, definition_id, name, auth_option, settings)
        values (${key}, gen_random_uuid(), 'github', 'token', '{}');
      insert into connector_credentials (organization_id, workspace_id, connector_id, purpose, origins, sealed)
        values (${key}, 'api', '{https://api.github.com}', '\\x01');
      insert into connector_access (organization_id, workspace_id, connector_id, rules) values (${key}, '[]');
      insert into connector_tokens (organization_id, workspace_id, connector_id, client)
        values (${key}, 'own');
      insert into oauth_flows (organization_id, workspace_id, flow_id, state_hash, application_id, token_id,
          organization_epoch, application_epoch, sealed, expires_at)
        values (${key}, gen_random_uuid()::text::bytea, gen_random_uuid(), gen_random_uuid(), 1, 1, '\\x01', now());
      insert into oauth_secrets (organization_id, workspace_id, oauth_secret_id, secret_hash, definition_id, sealed,
          expires_at)
        values (${key}, gen_random_uuid()::text::bytea, gen_random_uuid(), '\\x01', now());
      insert into connect_sessions (organization_id, workspace_id, session_id, token_hash, kind, require_confirmation,
          confirm_within, on_existing, application_id, token_id, organization_epoch, workspace_epoch, expires_at)
        values (${key}, gen_random_uuid()::text::bytea, 'new', true, 60, 'add', gen_random_uuid(), gen_random_uuid(), 1, 1,
          now());
      insert into recorded_bodies (organization_id, workspace_id, connector_id, call_id, sealed)
        values (${key}, gen_random_uuid(), '\\x01');`
  }
  const workspace = (organization: string, workspace_id: string, name: string) => `
    insert into workspace_names (organization_id, name, workspace_id)
      values ('${organization}', '${name}', '${workspace_id}'), ('${organization}', 'alias of ${name}', '${workspace_id}');
    insert into workspaces (organization_id, workspace_id, name, name_folded)
      values ('${organization}', '${workspace_id}', '${name}', '${name}');
    insert into access_keys (organization_id, workspace_id, key_id, key_hash, hint, name, application_id,
        organization_epoch, workspace_epoch, expires_at)
      values ('${organization}', '${workspace_id}', '${workspace_id}', gen_random_uuid()::text::bytea, 'hint', 'worker',
        gen_random_uuid(), 1, 1, now());
    insert into workspace_keys values ('${organization}', '${workspace_id}', 1, '\\x01');`
  const key = (organization: string, scope: string) => `
    insert into idempotency_keys (organization_id, scope_id, actor_id, operation, key_hash, request_hash,
        claim_id, process_id, state)
      values ('${organization}', '${scope}', '${organization}', 'createConnector', '\\x01', '\\x01',
        gen_random_uuid(), gen_random_uuid(), 'claimed');`
  const call = (organization: string, workspace_id: string, number: number) => {
    const call_id = `${organization.slice(0, -1)}${number}`
    return `
      insert into tool_calls (organization_id, call_id, at, workspace_id, status, duration_ms, request_id,
          application_id, token_kind, source)
        values ('${organization}', '${call_id}', now(), '${workspace_id}', 'success', 1, gen_random_uuid(),
          gen_random_uuid(), 'scoped', 'http');
      insert into tool_call_intents (organization_id, call_id, workspace_id, intent)
        values ('${organization}', '${call_id}', '${workspace_id}', 'a reason');`
  }
  const organization = (organization_id: string, living: readonly [string, string], deleted: string) => `
    insert into organizations (organization_id, name) values ('${organization_id}', 'same name');
    insert into organization_keys values ('${organization_id}', 1, '\\x01');
    insert into organization_branding (organization_id, name, logo, logo_sha256)
      values ('${organization_id}', 'same name', '\\x01', '${organization_id}');
    insert into organization_definitions (organization_id, definition_id, slug, display_name, version, takes_client, entities,
        operations, left_out, document_bytes, revision, document)
      values ('${organization_id}', '${organization_id}', 'parcels', 'Parcels', '1', false, 1, 1, 0, 1, gen_random_uuid(), '\\x01');
    insert into oauth_clients (organization_id, definition_id, oauth_client_id, origins, sealed)
      values ('${organization_id}', '${organization_id}', gen_random_uuid(), '{https://id.acme.test}', '\\x01');
    insert into applications (organization_id, application_id, name, client_id)
      values ('${organization_id}', '${organization_id}', 'first', 'client-${organization_id}');
    insert into application_secrets (organization_id, application_id, secret_id, secret_hash)
      values ('${organization_id}', '${organization_id}', '${organization_id}', '\\x01');
    insert into revocations (organization_id, revocation_id, kind, subject_id)
      values ('${organization_id}', gen_random_uuid(), 'token', gen_random_uuid());
    insert into tool_call_hours values ('${organization_id}', now(), 0, null, null, null, null, null, null, 0, 0, '{}', '{}', '{}', '{}');
    insert into workspace_call_hours values ('${organization_id}', now(), 1, '${living[0]}', 1, 0);
    insert into tool_call_counting values ('${organization_id}', now(), now());
    insert into called_operations values ('${organization_id}', 'things', 'list');
    insert into export_cursors values ('${organization_id}', 'file', 'audit');
    insert into webhook_endpoints (organization_id, endpoint_id, url, sealed)
      values ('${organization_id}', '${organization_id}', 'https://acme.test/hooks', '\\x01');
    insert into events (organization_id, event_id, type, workspace_id, data)
      values ('${organization_id}', gen_random_uuid(), 'workspace.created', '${living[0]}', '{}'),
        ('${organization_id}', gen_random_uuid(), 'workspace.deleted', '${deleted}', '{}');
    insert into webhook_deliveries (organization_id, endpoint_id, delivery_id, sequence, event_id, type, workspace_id,
        subject_id, payload, tries, recorded_at)
      values ('${organization_id}', '${organization_id}', gen_random_uuid(), 1, gen_random_uuid(), 'workspace.created',
        '${living[0]}', gen_random_uuid(), '{}', '[]', now());
    insert into audit_records (organization_id, record_id, event, outcome, workspace_id)
      values ('${organization_id}', gen_random_uuid(), 'a.event', 'done', '${living[0]}'),
        ('${organization_id}', gen_random_uuid(), 'a.event', 'done', '${deleted}'),
        ('${organization_id}', gen_random_uuid(), 'a.event', 'done', null);
    insert into identity.people (id, name, email)
      values ('${organization_id}', 'Olga', 'owner-${organization_id}@example.com');
    insert into identity.sessions (id, person_id, token_hash)
      values ('${organization_id}', '${organization_id}', 'token-${organization_id}');
    insert into identity.passwords (person_id) values ('${organization_id}');
    insert into identity.verifications (id, identifier, value, expires_at)
      values ('${organization_id}', 'an identifier', 'a value', now());
    insert into identity.members (organization_id, person_id, role)
      values ('${organization_id}', '${organization_id}', 'owner');
    insert into identity.sign_up_links (organization_id, link_id, token_hash, expires_at)
      values ('${organization_id}', '${organization_id}', '${organization_id}', now());
    insert into identity.sign_up_links (organization_id, link_id, token_hash, expires_at, email, role, workspaces, invited_by)
      values ('${organization_id}', '${living[0]}', '${living[0]}', now(), 'invited@example.com', 'member', '[]',
        '${organization_id}');
    insert into identity.agent_clients (client_id, registered_by, metadata)
      values ('${organization_id}', '${organization_id}', '{}');
    insert into identity.agent_rows (model, id_hash, payload, expires_at)
      values ('Interaction', '${organization_id}', '{}', now());
    insert into identity.providers (organization_id, provider_id, name, issuer, client_id, sealed, scopes, claims, mappings)
      values ('${organization_id}', '${organization_id}', 'same name', 'https://id.acme.test', 'same', '\\x01', '{}', '{}', '[]');
    insert into identity.domains (organization_id, domain, challenge)
      values ('${organization_id}', 'acme.test', 'a challenge');
    insert into identity.identities (organization_id, identity_id, provider_id, issuer, subject, person_id)
      values ('${organization_id}', '${organization_id}', '${organization_id}', 'https://id.acme.test', 'same',
        '${organization_id}');
    insert into identity.directory_tokens (organization_id, token_id, provider_id, token_hash)
      values ('${organization_id}', '${organization_id}', '${organization_id}', '${organization_id}');
    insert into identity.directory_groups (organization_id, group_id, provider_id, display_name)
      values ('${organization_id}', '${organization_id}', '${organization_id}', 'same name');
    insert into identity.directory_members (organization_id, group_id, identity_id)
      values ('${organization_id}', '${organization_id}', '${organization_id}');
    insert into identity.session_origins (session_id, organization_id, identity_id)
      values ('${organization_id}', '${organization_id}', '${organization_id}');
    insert into identity.second_factors (organization_id, person_id) values ('${organization_id}', '${organization_id}');
    insert into identity.recovery_codes (organization_id, person_id, code_hash)
      values ('${organization_id}', '${organization_id}', '\\x01');
    insert into identity.passkeys (organization_id, passkey_id, person_id, name, credential_id, public_key, counter, transports)
      values ('${organization_id}', '${organization_id}', '${organization_id}', 'same name', '${organization_id}', '\\x01', 1, '{}');
    insert into identity.passkey_sessions (organization_id, session_id, passkey_id)
      values ('${organization_id}', '${organization_id}', '${organization_id}');
    insert into identity.sign_in_policies (organization_id) values ('${organization_id}');
    ${key(organization_id, organization_id)}
    ${key(organization_id, living[0])}
    ${key(organization_id, living[1])}
    ${call(organization_id, living[0], 1)}
    ${call(organization_id, living[1], 2)}
    ${call(organization_id, deleted, 3)}
    ${workspace(organization_id, living[0], 'default')}
    ${workspace(organization_id, living[1], 'second')}
    insert into identity.agent_grants (organization_id, grant_id, person_id, workspace_id, client_id, client_name,
        client_kind, redirect_origin, narrowing, manages, expires_at)
      values ('${organization_id}', '${organization_id}', '${organization_id}', '${living[0]}', 'agent', 'Agent',
        'dynamic', 'https://agents.example', '{}', false, now());
    insert into workspace_removals (organization_id, workspace_id) values ('${organization_id}', '${deleted}');
    ${connector(organization_id, living[0], 1)}
    ${connector(organization_id, living[0], 2)}
    ${connector(organization_id, living[1], 1)}
    ${connector(organization_id, deleted, 1)}`
  const people = MEMBERS.map(
    ({ person, organization, workspace, level }) => `
    insert into identity.people (id, name, email) values ('${person}', 'Mia', 'member-${person}@example.com');
    insert into identity.members (organization_id, person_id, role) values ('${organization}', '${person}', 'member');
    ${
      level === undefined
        ? ''
        : `insert into workspace_members (organization_id, workspace_id, person_id, level)
            values ('${organization}', '${workspace}', '${person}', '${level}');`
    }
    ${key(organization, person)}`,
  ).join('')
  await raw.admin(`
    set search_path = bulkhead;
    insert into keyring_versions (version, proof) values (1, '\\x01');
    insert into retired_kek_versions (version) values (9);
    ${organization(A, [A1, A2], A_DELETED)}
    ${organization(B, [B1, B2], B_DELETED)}
    ${people}
    -- A level that counts once the owner is a member, and no sooner.
    insert into workspace_members (organization_id, workspace_id, person_id, level)
      values ('${A}', '${A1}', '${PEOPLE.owner}', 'manager');
    insert into open_workspaces (organization_id, workspace_id, level)
      values ('${OPEN.organization}', '${OPEN.workspace}', '${OPEN.level}');
    insert into rate_limits (key, points, expire) values ('sign_in:a', 1, 1);
    insert into replica_marks (mark) values (gen_random_uuid());
    insert into server_secrets (purpose, kek_version, sealed) values ('a purpose', 1, '\\x01');
    insert into signing_keys (key_id, public_jwk, kek_version, sealed_private_jwk) values ('k', '{}', 1, '\\x01');`)
}

/** Expressions for the organization of a row, for tables without that column. */
const ORGANIZATION_OF: Readonly<Record<string, string>> = {
  'identity.people': '(select m.organization_id::text from identity.members m where m.person_id = people.id)',
}

/**
 * Reads the tenants of a table's rows as the superuser. @throws Error if it has none: an empty table proves nothing.
 */
export async function readRows(raw: RawDatabase, table: Table): Promise<Row[]> {
  const has = (name: string) => table.columns.some((column) => column.name === name)
  const { rows } = await raw.admin(`
    select ${toKey(table)} as key,
      ${has('organization_id') ? 'organization_id::text' : (ORGANIZATION_OF[table.name] ?? 'null')} as organization,
      ${workspaceColumn(table) === undefined ? 'null' : `${workspaceColumn(table)}::text`} as workspace,
      ${has('person_id') ? 'person_id::text' : 'null'} as person,
      ${has('invited_by') ? 'email is not null' : 'false'} as "isInvitation"
    from ${qualified(table.name)}`)
  if (rows.length === 0) throw new Error(`No row of ${table.name} is seeded; see sql-matrix/tenants.ts.`)
  return rows.map(({ key, organization, workspace, person, isInvitation }) => ({
    key: key as string,
    ...(organization !== null && { organization: organization as string }),
    ...(workspace !== null && { workspace: workspace as string }),
    ...(person !== null && { person: person as string }),
    ...(isInvitation === true && { isInvitation }),
  }))
}

/** Returns the column that names a row's workspace. The scope of a key is a workspace, or the organization. */
export function workspaceColumn({ columns }: Table): string | undefined {
  return ['scope_id', 'workspace_id'].find((name) => columns.some((column) => column.name === name))
}

/** Returns the SQL of a row's key as a string. */
export function toKey({ primaryKey }: Table): string {
  return primaryKey.map((column) => `${column}::text`).join(` || '|' || `)
}
