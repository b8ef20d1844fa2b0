import type { RightsTable } from '@bulkhead/testing/sql-matrix/rights'

/** Rights to applications, keys, revocations and the keys of the server. */
export const tokensRights: RightsTable = {
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
    // Jobs warn of expiring keys and delete expired ones. Whatever ends the right of a key's creator ends the
    // key.
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
  rate_limits: {
    bulkhead_authenticator: {
      scope: 'everything',
      select: 'all',
      insert: true,
      update: ['points', 'expire'],
    },
    bulkhead_operator: { scope: 'everything', select: ['key', 'expire'], delete: true },
  },
  replica_marks: {
    bulkhead_authenticator: { scope: 'everything', select: 'all', insert: true, delete: true },
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
}
