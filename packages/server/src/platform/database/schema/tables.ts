import type { RefusalCode } from '@bulkhead/contract/audit'
import type { ConnectStatus } from '@bulkhead/contract/connect/sessions'
import type { ErrorCode } from '@bulkhead/contract/errors'
import type { Grant } from '@bulkhead/contract/grants'
import type { Caller, Level, Role } from '@bulkhead/contract/operation'
import type { AccessRule } from '@bulkhead/contract/people/access'
import type { Mapping } from '@bulkhead/contract/people/providers'
import type { DeliveryTry } from '@bulkhead/contract/webhooks'
import type { Generated, JSONColumnType } from 'kysely'

// Written by hand: `kysely-codegen` types every text column as a string, and here each column lists its values.

type Instant = Generated<Date>

export type RevocationKind =
  | 'token'
  | 'secret'
  | 'person'
  | 'member'
  | 'workspace'
  | 'application'
  | 'organization'
  | 'connector'
  | 'refresh'
  | 'networks'

/** Types of the tables of `migrations/`. A test compares them with the catalog of a real database. */
export interface Schema {
  organizations: {
    organization_id: string
    name: string
    epoch: Generated<number>
    created_at: Instant
    updated_at: Instant
    create_workspaces: Generated<boolean>
    redirect_origins: Generated<string[]>
    audit_retention_days: Generated<number>
    tool_call_retention_days: Generated<number>
    max_workspaces: number | null
    max_connectors: number | null
    requests_per_second: number | null
    max_body_bytes: number | null
    max_definitions: number | null
    definitions_version: Generated<number>
  }
  organization_definitions: {
    organization_id: string
    definition_id: string
    slug: string
    display_name: string
    version: string
    takes_client: boolean
    entities: number
    operations: number
    left_out: number
    source_url: string | null
    document_bytes: number
    revision: string
    document: Uint8Array
    overlay: Uint8Array | null
    created_at: Instant
    updated_at: Instant
  }
  organization_keys: { organization_id: string; kek_version: number; wrapped_dek: Uint8Array }
  workspaces: {
    organization_id: string
    workspace_id: string
    name: string
    name_folded: string
    status: Generated<'active' | 'inactive'>
    cache_enabled: boolean | null
    visibility: Generated<'shared' | 'private'>
    color: string | null
    epoch: Generated<number>
    created_at: Instant
    updated_at: Instant
    last_call_at: Instant
  }
  workspace_names: { organization_id: string; name: string; workspace_id: string; claimed_at: Instant }
  workspace_keys: {
    organization_id: string
    workspace_id: string
    kek_version: number
    wrapped_dek: Uint8Array
  }
  workspace_removals: {
    organization_id: string
    workspace_id: string
    deleted_at: Instant
    emptied_at: Date | null
  }
  connectors: {
    organization_id: string
    workspace_id: string
    connector_id: string
    definition_id: string
    own_definition_id: string | null
    name: string
    auth_option: string
    settings: JSONColumnType<Record<string, unknown>>
    base_url: string | null
    entities: JSONColumnType<EntityPermission[]> | null
    status: Generated<'ready' | 'needs_reauthentication' | 'pending'>
    records_bodies_until: Date | null
    created_at: Instant
    updated_at: Instant
    last_call_at: Instant
    failing: Generated<boolean>
    end_user_id: string | null
    end_user_email: string | null
    end_user_name: string | null
    account_id: string | null
    account_name: string | null
  }
  connector_access: {
    organization_id: string
    workspace_id: string
    connector_id: string
    rules: JSONColumnType<AccessRule[]>
  }
  connector_credentials: {
    organization_id: string
    workspace_id: string
    connector_id: string
    purpose: 'api' | 'refresh'
    origins: string[]
    sealed: Uint8Array
    sealed_at: Instant
  }
  connector_tokens: {
    organization_id: string
    workspace_id: string
    connector_id: string
    client: 'own' | 'organization'
    generation: Generated<number>
    obtained_at: Date | null
    usable_until: Date | null
    refresh_at: Date | null
    lease_id: string | null
    lease_process: string | null
    leased_until: Date | null
    failures: Generated<number>
    failing_since: Date | null
    retry_at: Date | null
    failure: string | null
  }
  organization_branding: {
    organization_id: string
    name: string | null
    color_light: string | null
    color_dark: string | null
    support_url: string | null
    privacy_url: string | null
    logo: Uint8Array | null
    logo_sha256: string | null
    updated_at: Instant
  }
  oauth_clients: {
    organization_id: string
    definition_id: string
    oauth_client_id: string
    origins: string[]
    sealed: Uint8Array
    created_at: Instant
    updated_at: Instant
  }
  oauth_flows: {
    organization_id: string
    workspace_id: string
    flow_id: string
    state_hash: Uint8Array
    application_id: string | null
    person_id: string | null
    session_id: string | null
    parent_id: string | null
    secret_id: string | null
    token_id: string
    organization_epoch: number
    application_epoch: number | null
    workspace_epoch: number | null
    person_epoch: number | null
    sealed: Uint8Array
    created_at: Instant
    expires_at: Date
  }
  connect_sessions: {
    organization_id: string
    workspace_id: string
    session_id: string
    token_hash: Uint8Array
    kind: 'new' | 'reconnect'
    status: Generated<ConnectStatus>
    definition_ids: string[] | null
    connector_id: string | null
    connector_name: string | null
    end_user_id: string | null
    end_user_email: string | null
    end_user_name: string | null
    allowed_origins: Generated<string[]>
    redirect_url: string | null
    require_confirmation: boolean
    confirm_within: number
    on_existing: 'replace' | 'add' | 'refuse'
    entities: JSONColumnType<EntityPermission[]> | null
    locale: string | null
    application_id: string | null
    person_id: string | null
    person_session_id: string | null
    token_id: string
    parent_id: string | null
    secret_id: string | null
    organization_epoch: number
    application_epoch: number | null
    workspace_epoch: number
    person_epoch: number | null
    created_at: Instant
    expires_at: Date
    completed_at: Date | null
    confirm_until: Date | null
    ended_at: Date | null
    error_code: string | null
    error_message: string | null
    account_id: string | null
    account_name: string | null
    previous_account_id: string | null
    previous_account_name: string | null
    browser: string | null
    network: string | null
    attempts: Generated<number>
    is_lent: Generated<boolean>
    confirmation_hash: string | null
    nonce_hash: Uint8Array | null
    nonce_expires_at: Date | null
    begun: Uint8Array | null
    held: Uint8Array | null
  }
  access_keys: {
    organization_id: string
    workspace_id: string
    key_id: string
    key_hash: Uint8Array
    hint: string
    name: string
    narrowed_to: JSONColumnType<Grant> | null
    application_id: string | null
    person_id: string | null
    organization_epoch: number
    application_epoch: number | null
    workspace_epoch: number
    person_epoch: number | null
    created_at: Instant
    expires_at: Date
    warn_at: Date | null
    last_used_at: Date | null
    /** Sign-in of the command line that created it. */
    grant_id: string | null
  }
  oauth_secrets: {
    organization_id: string
    workspace_id: string
    oauth_secret_id: string
    secret_hash: Uint8Array
    definition_id: string
    sealed: Uint8Array
    created_at: Instant
    expires_at: Date
  }
  applications: {
    organization_id: string
    application_id: string
    name: string
    client_id: string
    epoch: Generated<number>
    created_at: Instant
    last_used_at: Date | null
  }
  application_secrets: {
    organization_id: string
    application_id: string
    secret_id: string
    secret_hash: Uint8Array
    created_at: Instant
  }
  revocations: {
    organization_id: string
    revocation_id: string
    kind: RevocationKind
    subject_id: string
    epoch: number | null
    transaction_id: Generated<string>
    created_at: Instant
  }
  workspace_members: {
    organization_id: string
    workspace_id: string
    person_id: string
    level: Level
    origin: Generated<'given' | 'provider'>
    created_at: Instant
    provider_id: string | null
  }
  open_workspaces: { organization_id: string; workspace_id: string; level: Level }
  audit_records: {
    organization_id: string
    record_id: string
    recorded_at: Instant
    event: string
    outcome: 'done' | 'refused'
    code: RefusalCode | null
    workspace_id: string | null
    subject_id: string | null
    definition_id: string | null
    application_id: string | null
    person_id: string | null
    token_id: string | null
    request_id: string | null
    grant_id: string | null
    client_id: string | null
    client_name: string | null
    key_id: string | null
    transaction_id: string | null
  }
  export_cursors: {
    organization_id: string
    sink: string
    type: 'audit' | 'tool_call'
    transaction_id: Generated<string>
    record_id: Generated<string>
  }
  idempotency_keys: {
    organization_id: string
    scope_id: string
    actor_id: string
    operation: string
    key_hash: Uint8Array
    request_hash: Uint8Array
    workspace_id: string | null
    claim_id: string
    process_id: string
    state: 'claimed' | 'applied' | 'done'
    claimed_at: Instant
    sealed_reply: Uint8Array | null
  }
  tool_calls: {
    organization_id: string
    call_id: string
    at: Date
    workspace_id: string | null
    connector_id: string | null
    definition_id: string | null
    entity: string | null
    action: string | null
    status: 'success' | 'error'
    code: ErrorCode | null
    upstream_status: number | null
    duration_ms: number
    upstream_ms: number | null
    method: string | null
    host: string | null
    path: string | null
    attempts: number | null
    wait_ms: number | null
    request_bytes: number | null
    response_bytes: number | null
    request_id: string
    application_id: string | null
    person_id: string | null
    token_kind: Caller
    source: 'http' | 'mcp'
    token_id: string | null
    has_idempotency_key: boolean | null
    grant_id: string | null
    client_id: string | null
    client_name: string | null
    key_id: string | null
    transaction_id: string | null
  }
  tool_call_hours: {
    organization_id: string
    hour: Date
    part: number
    definition_id: string | null
    entity: string | null
    action: string | null
    application_id: string | null
    person_id: string | null
    code: ErrorCode | null
    calls: number
    errors: number
    whole_classes: number[]
    whole_calls: number[]
    upstream_classes: number[]
    upstream_calls: number[]
  }
  tool_call_counting: {
    organization_id: string
    counted_until: Date
    newest_hour: Date
    workspaces_until: Date | null
  }
  workspace_call_hours: {
    organization_id: string
    hour: Date
    part: number
    workspace_id: string | null
    calls: number
    errors: number
  }
  called_operations: { organization_id: string; entity: string; action: string }
  recorded_bodies: {
    organization_id: string
    call_id: string
    workspace_id: string
    connector_id: string
    recorded_at: Instant
    sealed: Uint8Array
  }
  tool_call_intents: {
    organization_id: string
    call_id: string
    workspace_id: string
    intent: string | null
    upstream_message: string | null
  }
  webhook_endpoints: {
    organization_id: string
    endpoint_id: string
    url: string
    description: string | null
    event_types: string[] | null
    workspace_ids: string[] | null
    status: Generated<'enabled' | 'disabled'>
    disabled_reason: 'caller' | 'failing' | null
    disabled_at: Date | null
    sealed: Uint8Array
    previous_sealed: Uint8Array | null
    previous_until: Date | null
    /** `bigint`, which the driver returns as a string. */
    sequence: Generated<string>
    failures: Generated<number>
    failing_since: Date | null
    failure: string | null
    failure_status: number | null
    delivered_at: Date | null
    next_at: Date | null
    lease_id: string | null
    leased_until: Date | null
    created_at: Instant
    updated_at: Instant
  }
  events: {
    organization_id: string
    event_id: string
    type: string
    workspace_id: string
    connector_id: string | null
    session_id: string | null
    data: JSONColumnType<Record<string, unknown>>
    recorded_at: Instant
  }
  webhook_deliveries: {
    organization_id: string
    endpoint_id: string
    delivery_id: string
    sequence: string
    event_id: string
    type: string
    workspace_id: string | null
    subject_id: string
    end_user_id: string | null
    payload: string
    state: Generated<'pending' | 'delivered' | 'failed'>
    recorded_at: Date
    pending_since: Instant
    due_at: Instant
    attempts: Generated<number>
    tries: JSONColumnType<DeliveryTry[]>
    finished_at: Date | null
  }
  signing_keys: {
    key_id: string
    public_jwk: JSONColumnType<Record<string, unknown>>
    kek_version: number
    sealed_private_jwk: Uint8Array
    created_at: Instant
  }
  keyring_versions: {
    version: number
    proof: Uint8Array
    created_at: Instant
    wrapped_key: string | null
  }
  retired_kek_versions: { version: number; retired_at: Instant }
  rate_limits: { key: string; points: number; expire: string | null }
  server_secrets: { purpose: string; kek_version: number; sealed: Uint8Array; created_at: Instant }
  'identity.people': {
    id: string
    name: string
    email: string
    email_verified: Generated<boolean>
    image: string | null
    created_at: Instant
    updated_at: Instant
  }
  'identity.sessions': {
    id: string
    person_id: string
    token: string
    expires_at: Date
    ip_address: string | null
    user_agent: string | null
    created_at: Instant
    updated_at: Instant
    used_at: Date | null
  }
  'identity.accounts': {
    id: string
    person_id: string
    account_id: string
    provider_id: string
    access_token: string | null
    refresh_token: string | null
    id_token: string | null
    access_token_expires_at: Date | null
    refresh_token_expires_at: Date | null
    scope: string | null
    password: string | null
    created_at: Instant
    updated_at: Instant
  }
  'identity.verifications': {
    id: string
    identifier: string
    value: string
    expires_at: Date
    created_at: Instant
    updated_at: Instant
  }
  'identity.members': {
    organization_id: string
    person_id: string
    role: Role
    epoch: Generated<number>
    created_at: Instant
    role_origin: Generated<'given' | 'provider'>
    role_provider_id: string | null
    last_signed_in_at: Date | null
  }
  'identity.sign_up_links': {
    organization_id: string
    link_id: string
    token_hash: Uint8Array
    created_at: Instant
    expires_at: Date
    person_id: string | null
    tries: Generated<number>
    email: string | null
    role: Role | null
    workspaces: JSONColumnType<InvitedWorkspace[]> | null
    invited_by: string | null
    mail_state: 'waiting' | 'sent' | 'failed' | null
    mail_at: Date | null
    mail_tries: Generated<number>
    mail_failure: 'unreachable' | 'refused' | 'not_signed_in' | null
  }
  'identity.agent_clients': {
    client_id: string
    registered_by: string | null
    metadata: JSONColumnType<Record<string, unknown>>
    verified: Generated<boolean>
    created_at: Instant
    updated_at: Instant
    expires_at: Date | null
  }
  'identity.agent_grants': {
    organization_id: string
    grant_id: string
    person_id: string
    /** Null: it reaches everything that its person reaches. */
    workspace_id: string | null
    client_id: string
    client_name: string
    client_kind: 'dynamic' | 'document' | 'registered' | 'first_party'
    redirect_origin: string
    narrowing: JSONColumnType<Grant>
    manages: boolean
    created_at: Instant
    expires_at: Date
    last_used_at: Date | null
    identity_id: string | null
    /** Whether the provider of the identity approved it, and not the person. */
    asserted: Generated<boolean>
  }
  'identity.agent_rows': {
    model: string
    id_hash: Uint8Array
    /** Hash of a code that a person types on another device. */
    user_code_hash: Uint8Array | null
    grant_id: string | null
    payload: JSONColumnType<Record<string, unknown>>
    created_at: Instant
    expires_at: Date
    consumed_at: Date | null
  }
  'identity.providers': {
    organization_id: string
    provider_id: string
    name: string
    issuer: string
    client_id: string
    sealed: Uint8Array
    scopes: string[]
    claims: JSONColumnType<ClaimNames>
    trusts_email: Generated<boolean>
    admits: Generated<'domain' | 'invited'>
    mappings: JSONColumnType<Mapping[]>
    enabled: Generated<boolean>
    approves_agents: Generated<boolean>
    signs_out: Generated<boolean>
    created_at: Instant
    updated_at: Instant
  }
  'identity.domains': {
    organization_id: string
    domain: string
    challenge: string
    proven_at: Date | null
    proven_by: 'dns' | 'operator' | null
    created_at: Instant
  }
  'identity.identities': {
    organization_id: string
    identity_id: string
    provider_id: string
    issuer: string
    subject: string | null
    person_id: string | null
    created_at: Instant
    refreshed_at: Instant
    user_name: string | null
    external_id: string | null
    email: string | null
    profile: JSONColumnType<AnnouncedNames> | null
    active: Generated<boolean>
    deleted_at: Date | null
    claimed: JSONColumnType<Record<string, unknown>> | null
    updated_at: Instant
    removal_refused_at: Date | null
  }
  'identity.directory_tokens': {
    organization_id: string
    token_id: string
    provider_id: string
    token_hash: Uint8Array
    created_at: Instant
    created_by: string | null
  }
  'identity.directory_groups': {
    organization_id: string
    group_id: string
    provider_id: string
    display_name: string
    external_id: string | null
    created_at: Instant
    updated_at: Instant
  }
  'identity.directory_members': { organization_id: string; group_id: string; identity_id: string }
  'identity.session_origins': {
    organization_id: string
    session_id: string
    identity_id: string
    sid: string | null
  }
  'identity.second_factors': {
    organization_id: string
    person_id: string
    sealed: Uint8Array | null
    begun: Uint8Array | null
    begun_at: Date | null
    confirmed_at: Date | null
    last_step: Generated<number>
  }
  'identity.recovery_codes': {
    organization_id: string
    person_id: string
    code_hash: Uint8Array
  }
  'identity.passkeys': {
    organization_id: string
    passkey_id: string
    person_id: string
    name: string
    credential_id: string
    public_key: Uint8Array
    counter: string
    transports: string[]
    created_at: Instant
    last_used_at: Date | null
  }
  'identity.passkey_sessions': { organization_id: string; session_id: string; passkey_id: string }
  'identity.sign_in_policies': {
    organization_id: string
    passwords: Generated<boolean>
    second_factor: Generated<boolean>
    lapse_hours: Generated<number>
    updated_at: Instant
    session_hours: Generated<number>
    idle_minutes: Generated<number>
    networks: Generated<string[]>
  }
}

/** Names of a person from a directory. */
export interface AnnouncedNames {
  readonly displayName?: string | undefined
  readonly formatted?: string | undefined
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
}

/** Names of a provider's claims that identify a person. */
export interface ClaimNames {
  readonly email: string
  readonly name: string
  readonly groups: string
}

/** Workspace in which an invitation gives a level. */
export interface InvitedWorkspace {
  readonly workspace_id: string
  readonly level: Level
}

/** Entities of a connector that may be read or written. An absent mode means both. */
export interface EntityPermission {
  entity: string
  modes?: ('read' | 'write')[] | null
}
