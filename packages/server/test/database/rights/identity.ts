import type { RightsTable } from '@bulkhead/testing/sql-matrix/rights'

/** Rights to people, sessions, agents and providers. */
export const identityRights: RightsTable = {
  'identity.people': {
    bulkhead_identity: { scope: 'everything', select: 'all', insert: true, update: 'all', delete: true },
    bulkhead_organization: { scope: 'organization', select: ['id', 'name', 'email', 'created_at'] },
    bulkhead_operator: { scope: 'everything', select: ['id', 'name', 'email', 'created_at'] },
  },
  'identity.sessions': {
    bulkhead_identity: { scope: 'everything', select: 'all', insert: true, update: 'all', delete: true },
  },
  'identity.passwords': {
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
        'provider_id',
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
        'provider_id',
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
      update: ['created_at', 'name'],
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
}
