import type { RightsTable } from '@bulkhead/testing/sql-matrix/rights'

/**
 * Rights by role and table, stated independently of the migrations so that the two must agree. A new table
 * fails the matrix until it is stated here.
 */
export const rights: RightsTable = {
  organizations: {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      update: [
        'name',
        'create_workspaces',
        'redirect_origins',
        'audit_retention_days',
        'tool_call_retention_days',
        'updated_at',
        'definitions_version',
      ],
    },
    bulkhead_authenticator: { scope: 'organization', select: ['organization_id', 'epoch'] },
    bulkhead_operator: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: [
        'max_workspaces',
        'max_connectors',
        'max_definitions',
        'requests_per_second',
        'max_body_bytes',
      ],
    },
  },
  organization_keys: {
    bulkhead_organization: { scope: 'organization', select: 'all' },
    bulkhead_operator: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: ['kek_version', 'wrapped_dek'],
    },
  },
  workspace_names: {
    bulkhead_member: { scope: 'reached workspaces', select: 'all' },
    bulkhead_workspace: { scope: 'workspace', select: 'all' },
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      // The right to update is the right to lock.
      update: ['claimed_at'],
      delete: true,
    },
    bulkhead_operator: { scope: 'everything', insert: true },
  },
  workspaces: {
    bulkhead_member: {
      scope: 'reached workspaces',
      select: 'all',
      update: ['epoch'],
      levels: { update: 'manager' },
    },
    bulkhead_workspace: { scope: 'workspace', select: 'all' },
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: [
        'name',
        'name_folded',
        'status',
        'cache_enabled',
        'color',
        'epoch',
        'updated_at',
        'last_call_at',
      ],
      delete: true,
    },
    bulkhead_authenticator: { scope: 'organization', select: ['organization_id', 'workspace_id', 'epoch'] },
    bulkhead_operator: { scope: 'everything', select: 'all', insert: true },
  },
  workspace_keys: {
    bulkhead_member: { scope: 'reached workspaces', select: 'all', levels: { select: 'user' } },
    bulkhead_workspace: { scope: 'workspace', select: 'all' },
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true, delete: true },
    bulkhead_operator: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: ['kek_version', 'wrapped_dek'],
    },
  },
  workspace_removals: {
    bulkhead_organization: { scope: 'organization', insert: true },
    // The right to update is the right to lock, which the removal job needs.
    bulkhead_operator: {
      scope: 'everything',
      select: 'all',
      update: ['deleted_at', 'emptied_at'],
      delete: true,
    },
  },
  workspace_members: {
    bulkhead_member: { scope: 'own rows of a person', select: 'all' },
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: ['level', 'origin', 'provider_id'],
      delete: true,
    },
  },
  open_workspaces: {
    bulkhead_member: { scope: 'organization', select: 'all' },
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: ['level'],
      delete: true,
    },
    bulkhead_operator: { scope: 'everything', insert: true },
  },
  connectors: {
    bulkhead_member: {
      scope: 'reached workspaces',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
      levels: { insert: 'user', update: 'manager', delete: 'manager' },
    },
    bulkhead_workspace: {
      scope: 'living workspace',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_organization: {
      scope: 'living workspaces of the organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_operator: {
      scope: 'deleted workspaces',
      select: ['organization_id', 'workspace_id', 'connector_id'],
      delete: true,
    },
  },
  connector_access: {
    bulkhead_member: { scope: 'reached workspaces', select: 'all' },
    bulkhead_workspace: { scope: 'living workspace', select: 'all' },
    bulkhead_organization: {
      scope: 'living workspaces of the organization',
      select: 'all',
      insert: true,
      update: ['rules'],
      delete: true,
    },
  },
  connector_credentials: {
    bulkhead_member: {
      scope: 'reached workspaces',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
      levels: { select: 'user', insert: 'user', update: 'manager', delete: 'manager' },
    },
    bulkhead_workspace: {
      scope: 'living workspace',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_organization: {
      scope: 'living workspaces of the organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
  },
  connector_tokens: {
    bulkhead_member: {
      scope: 'reached workspaces',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
      levels: { insert: 'user', update: 'manager', delete: 'manager' },
    },
    bulkhead_workspace: {
      scope: 'living workspace',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_organization: {
      scope: 'living workspaces of the organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    // The job finds what is due and puts off what it hands on; a lease it cannot take.
    bulkhead_operator: {
      scope: 'everything',
      select: ['organization_id', 'workspace_id', 'connector_id', 'generation', 'refresh_at'],
      update: ['refresh_at'],
    },
  },
  organization_branding: {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_authenticator: { scope: 'everything', select: ['logo', 'logo_sha256'] },
  },
  organization_definitions: {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: [
        ...['slug', 'display_name', 'version', 'takes_client', 'entities', 'operations', 'left_out'],
        ...['source_url', 'document_bytes', 'revision', 'document', 'overlay', 'updated_at'],
      ],
      delete: true,
    },
  },
  oauth_clients: {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
  },
  oauth_flows: {
    bulkhead_member: { scope: 'reached workspaces', insert: true, levels: { insert: 'user' } },
    bulkhead_workspace: {
      scope: 'living workspace',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_organization: {
      scope: 'living workspaces of the organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_authenticator: {
      scope: 'everything',
      select: [
        'organization_id',
        'workspace_id',
        'flow_id',
        'state_hash',
        'application_id',
        'person_id',
        'session_id',
        'parent_id',
        'secret_id',
        'token_id',
        'organization_epoch',
        'application_epoch',
        'workspace_epoch',
        'person_epoch',
        'expires_at',
      ],
    },
    bulkhead_operator: {
      scope: 'everything',
      select: ['organization_id', 'workspace_id', 'flow_id', 'expires_at'],
      delete: true,
    },
  },
  oauth_secrets: {
    bulkhead_member: {
      scope: 'reached workspaces',
      select: 'all',
      insert: true,
      delete: true,
      levels: { select: 'user', insert: 'user', delete: 'user' },
    },
    bulkhead_workspace: {
      scope: 'living workspace',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_organization: {
      scope: 'living workspaces of the organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_operator: {
      scope: 'everything',
      select: ['organization_id', 'workspace_id', 'oauth_secret_id', 'expires_at'],
      delete: true,
    },
  },
  connect_sessions: {
    // Anyone who ends a right ends the links that rest on it: a manager, or the person who made the link.
    bulkhead_member: {
      scope: 'reached workspaces',
      select: 'all',
      insert: true,
      update: ['status', 'ended_at'],
      levels: { select: 'user', insert: 'user', update: 'manager' },
    },
    bulkhead_workspace: { scope: 'living workspace', select: 'all', insert: true, update: 'all' },
    bulkhead_organization: {
      scope: 'living workspaces of the organization',
      select: 'all',
      insert: true,
      update: 'all',
    },
    bulkhead_authenticator: {
      scope: 'everything',
      select: [
        'organization_id',
        'workspace_id',
        'session_id',
        'token_hash',
        'nonce_hash',
        'nonce_expires_at',
        'status',
        'allowed_origins',
        'application_id',
        'person_id',
        'person_session_id',
        'token_id',
        'parent_id',
        'secret_id',
        'organization_epoch',
        'application_epoch',
        'workspace_epoch',
        'person_epoch',
        'expires_at',
        'completed_at',
        'ended_at',
      ],
    },
    // Jobs find what is due; what ends the right of a maker ends its links.
    bulkhead_operator: {
      scope: 'everything',
      select: [
        'organization_id',
        'workspace_id',
        'session_id',
        'status',
        'expires_at',
        'confirm_until',
        'ended_at',
        'held',
        'token_id',
        'parent_id',
        'secret_id',
        'person_id',
        'person_session_id',
        'application_id',
        'organization_epoch',
        'application_epoch',
        'workspace_epoch',
        'person_epoch',
      ],
      update: ['status', 'ended_at'],
      delete: true,
    },
  },
  access_keys: {
    bulkhead_member: {
      scope: 'reached workspaces',
      select: 'all',
      insert: true,
      delete: true,
      levels: { select: 'manager', insert: 'manager', delete: 'manager' },
    },
    bulkhead_workspace: {
      scope: 'workspace',
      select: [
        'organization_id',
        'workspace_id',
        'key_id',
        'application_id',
        'person_id',
        'organization_epoch',
        'application_epoch',
        'workspace_epoch',
        'person_epoch',
        'last_used_at',
        'grant_id',
      ],
      update: ['last_used_at'],
      delete: true,
    },
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: ['last_used_at', 'warn_at'],
      delete: true,
    },
    bulkhead_authenticator: {
      scope: 'everything',
      select: [
        'organization_id',
        'workspace_id',
        'key_id',
        'key_hash',
        'narrowed_to',
        'application_id',
        'person_id',
        'organization_epoch',
        'application_epoch',
        'workspace_epoch',
        'person_epoch',
        'expires_at',
        'grant_id',
      ],
    },
    // Jobs warn of keys and delete those that expired; what ends the right of a maker ends its keys.
    bulkhead_operator: {
      scope: 'everything',
      select: [
        'organization_id',
        'workspace_id',
        'key_id',
        'application_id',
        'person_id',
        'organization_epoch',
        'application_epoch',
        'workspace_epoch',
        'person_epoch',
        'expires_at',
        'warn_at',
        'grant_id',
      ],
      delete: true,
    },
  },
  applications: {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: ['epoch', 'last_used_at'],
      delete: true,
    },
    bulkhead_authenticator: {
      scope: 'everything',
      select: ['organization_id', 'application_id', 'client_id', 'epoch'],
    },
    bulkhead_operator: { scope: 'everything', select: 'all', insert: true, update: ['epoch'] },
  },
  application_secrets: {
    bulkhead_organization: {
      scope: 'organization',
      select: ['organization_id', 'application_id', 'secret_id', 'created_at'],
      insert: true,
      delete: true,
    },
    bulkhead_authenticator: {
      scope: 'everything',
      select: ['organization_id', 'application_id', 'secret_id', 'secret_hash'],
    },
    bulkhead_operator: {
      scope: 'everything',
      select: ['organization_id', 'application_id', 'secret_hash'],
      insert: true,
      delete: true,
    },
  },
  signing_keys: {
    bulkhead_authenticator: { scope: 'everything', select: 'all' },
    bulkhead_operator: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: ['kek_version', 'sealed_private_jwk'],
      delete: true,
    },
  },
  keyring_versions: {
    bulkhead_operator: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: ['wrapped_key'],
      delete: true,
    },
  },
  retired_kek_versions: {
    bulkhead_operator: { scope: 'everything', select: 'all', insert: true },
  },
  revocations: {
    bulkhead_member: { scope: 'organization of a person', insert: true },
    bulkhead_workspace: { scope: 'organization', insert: true },
    bulkhead_organization: { scope: 'organization', insert: true },
    bulkhead_authenticator: { scope: 'everything', select: 'all' },
    bulkhead_operator: { scope: 'everything', select: 'all', insert: true, delete: true },
  },
  audit_records: {
    bulkhead_member: { scope: 'reached workspaces', insert: true },
    bulkhead_workspace: { scope: 'workspace', insert: true },
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true },
    bulkhead_operator: {
      scope: 'everything',
      select: ['organization_id', 'record_id', 'recorded_at'],
      lock: true,
      insert: true,
      delete: true,
    },
  },
  tool_calls: {
    bulkhead_member: { scope: 'reached workspaces', select: 'all' },
    bulkhead_workspace: { scope: 'workspace', select: 'all' },
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true },
    bulkhead_operator: {
      scope: 'everything',
      select: ['organization_id', 'call_id', 'at'],
      lock: true,
      delete: true,
    },
  },
  tool_call_hours: {
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true, delete: true },
    bulkhead_operator: { scope: 'everything', select: ['organization_id', 'hour'], delete: true },
  },
  workspace_call_hours: {
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true, delete: true },
    bulkhead_operator: { scope: 'everything', select: ['organization_id', 'hour'], delete: true },
  },
  export_cursors: {
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true, update: 'all' },
  },
  tool_call_counting: {
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true, update: 'all' },
    bulkhead_operator: { scope: 'everything', select: 'all' },
  },
  called_operations: {
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true },
  },
  recorded_bodies: {
    bulkhead_member: { scope: 'reached workspaces', select: 'all', levels: { select: 'user' } },
    bulkhead_workspace: { scope: 'living workspace', select: 'all' },
    bulkhead_organization: {
      scope: 'living workspaces of the organization',
      select: 'all',
      insert: true,
      delete: true,
    },
    bulkhead_operator: {
      scope: 'everything',
      select: ['organization_id', 'call_id', 'recorded_at'],
      delete: true,
    },
  },
  webhook_endpoints: {
    // Whether an event is wanted, and nothing of where it goes.
    bulkhead_workspace: { scope: 'organization', select: ['organization_id', 'status', 'event_types'] },
    bulkhead_member: { scope: 'organization', select: ['organization_id', 'status', 'event_types'] },
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_operator: {
      scope: 'everything',
      select: ['organization_id', 'endpoint_id', 'next_at', 'lease_id', 'leased_until'],
      update: ['lease_id', 'leased_until'],
    },
  },
  events: {
    bulkhead_member: { scope: 'reached workspaces', insert: true, levels: { insert: 'user' } },
    bulkhead_workspace: { scope: 'workspace', insert: true },
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: ['data'],
      delete: true,
    },
    bulkhead_operator: { scope: 'everything', select: ['organization_id', 'recorded_at'] },
  },
  webhook_deliveries: {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_operator: {
      scope: 'everything',
      select: ['organization_id', 'endpoint_id', 'delivery_id', 'state', 'finished_at'],
      delete: true,
    },
  },
  tool_call_intents: {
    bulkhead_member: { scope: 'reached workspaces', select: 'all' },
    bulkhead_workspace: { scope: 'living workspace', select: 'all' },
    bulkhead_organization: {
      scope: 'living workspaces of the organization',
      select: 'all',
      insert: true,
    },
    bulkhead_operator: {
      scope: 'deleted workspaces',
      select: ['organization_id', 'call_id', 'workspace_id'],
      delete: true,
    },
  },
  rate_limits: {
    bulkhead_authenticator: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: ['points', 'expire'],
    },
    bulkhead_operator: { scope: 'everything', select: ['key', 'expire'], delete: true },
  },
  server_secrets: {
    bulkhead_authenticator: { scope: 'everything', select: 'all' },
    bulkhead_operator: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: ['kek_version', 'sealed'],
    },
  },
  'identity.people': {
    bulkhead_identity: { scope: 'everything', select: 'all', insert: true, update: 'all', delete: true },
    bulkhead_organization: { scope: 'organization', select: ['id', 'name', 'email', 'created_at'] },
    bulkhead_operator: { scope: 'everything', select: ['id', 'name', 'email', 'created_at'] },
  },
  'identity.sessions': {
    bulkhead_identity: { scope: 'everything', select: 'all', insert: true, update: 'all', delete: true },
  },
  'identity.accounts': {
    bulkhead_identity: { scope: 'everything', select: 'all', insert: true, update: 'all', delete: true },
  },
  'identity.verifications': {
    bulkhead_identity: { scope: 'everything', select: 'all', insert: true, update: 'all', delete: true },
  },
  'identity.members': {
    bulkhead_member: { scope: 'own rows of a person', select: ['organization_id', 'person_id', 'role'] },
    bulkhead_identity: { scope: 'everything', select: 'all', insert: true },
    // The right to update is the right to lock.
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      update: ['created_at', 'role', 'epoch', 'role_origin', 'last_signed_in_at', 'role_provider_id'],
      delete: true,
    },
    bulkhead_operator: { scope: 'everything', select: 'all' },
  },
  'identity.agent_clients': {
    bulkhead_identity: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: ['expires_at', 'metadata', 'updated_at', 'verified'],
      delete: true,
    },
  },
  'identity.agent_grants': {
    bulkhead_organization: { scope: 'organization', select: 'all', delete: true },
    bulkhead_identity: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: ['last_used_at', 'client_name', 'redirect_origin', 'narrowing', 'expires_at', 'identity_id'],
      delete: true,
    },
  },
  'identity.agent_rows': {
    bulkhead_identity: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: ['payload', 'expires_at', 'consumed_at'],
      delete: true,
    },
  },
  'identity.sign_up_links': {
    bulkhead_organization: {
      scope: 'invitations of the organization',
      select: [
        'organization_id',
        'link_id',
        'email',
        'role',
        'workspaces',
        'invited_by',
        'created_at',
        'expires_at',
        'mail_state',
        'mail_at',
        'mail_failure',
      ],
      insert: true,
      update: [
        'token_hash',
        'expires_at',
        'tries',
        'role',
        'workspaces',
        'invited_by',
        'mail_state',
        'mail_at',
        'mail_tries',
        'mail_failure',
      ],
      delete: true,
    },
    bulkhead_identity: {
      scope: 'everything',
      select: 'all',
      update: ['tries', 'token_hash', 'mail_state', 'mail_at', 'mail_tries', 'mail_failure'],
      delete: true,
    },
    bulkhead_operator: {
      scope: 'everything',
      select: ['organization_id', 'link_id', 'expires_at', 'email'],
      insert: true,
      delete: true,
    },
  },
  'identity.providers': {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_identity: {
      scope: 'everything',
      select: ['organization_id', 'provider_id', 'name', 'enabled'],
    },
  },
  'identity.domains': {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_identity: { scope: 'everything', select: ['organization_id', 'domain', 'proven_at'] },
    bulkhead_operator: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: ['proven_at', 'proven_by'],
    },
  },
  'identity.identities': {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_identity: {
      scope: 'everything',
      select: ['organization_id', 'identity_id', 'provider_id', 'person_id', 'refreshed_at'],
    },
  },
  'identity.directory_tokens': {
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true, delete: true },
    bulkhead_identity: {
      scope: 'everything',
      select: ['organization_id', 'token_id', 'provider_id', 'token_hash'],
    },
  },
  'identity.directory_groups': {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: ['display_name', 'external_id', 'updated_at'],
      delete: true,
    },
  },
  'identity.directory_members': {
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true, delete: true },
  },
  'identity.session_origins': {
    bulkhead_identity: { scope: 'everything', select: 'all', insert: true, delete: true },
  },
  'identity.second_factors': {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: ['sealed', 'begun', 'begun_at', 'confirmed_at', 'last_step'],
      delete: true,
    },
    bulkhead_identity: {
      scope: 'everything',
      select: ['organization_id', 'person_id', 'confirmed_at'],
      delete: true,
    },
  },
  'identity.recovery_codes': {
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true, delete: true },
  },
  'identity.passkeys': {
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: ['created_at'],
      delete: true,
    },
    bulkhead_identity: {
      scope: 'everything',
      select: [
        'organization_id',
        'passkey_id',
        'person_id',
        'credential_id',
        'public_key',
        'counter',
        'last_used_at',
      ],
      update: ['counter', 'last_used_at'],
      delete: true,
    },
  },
  'identity.passkey_sessions': {
    bulkhead_identity: { scope: 'everything', select: 'all', insert: true, delete: true },
  },
  'identity.sign_in_policies': {
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true, update: 'all' },
    bulkhead_identity: { scope: 'everything', select: 'all' },
  },
  idempotency_keys: {
    bulkhead_member: {
      scope: 'own scope of a person',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_workspace: { scope: 'workspace', select: 'all', insert: true, update: 'all', delete: true },
    bulkhead_organization: {
      scope: 'own scope of the organization',
      select: 'all',
      insert: true,
      update: 'all',
      delete: true,
    },
    bulkhead_operator: {
      scope: 'everything',
      select: ['organization_id', 'workspace_id', 'claim_id', 'claimed_at'],
      lock: true,
      delete: true,
    },
  },
}

/** The record of what was migrated: no tenant's, granted to nobody, so no policy is needed. */
export const WITHOUT_POLICIES = ['schema_migrations']
