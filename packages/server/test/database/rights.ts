import type { RightsTable } from '@bulkhead/testing/sql-matrix/rights'

/**
 * Who may do what, stated apart from the migrations so that the two have to agree. A new table fails the
 * matrix until it is stated here.
 */
export const rights: RightsTable = {
  organizations: {
    bulkhead_organization: { scope: 'organization', select: 'all' },
    bulkhead_authenticator: { scope: 'organization', select: ['organization_id', 'epoch'] },
    bulkhead_operator: { scope: 'everything', select: 'all', insert: true },
  },
  organization_keys: {
    bulkhead_organization: { scope: 'organization', select: 'all' },
    bulkhead_operator: { scope: 'everything', insert: true },
  },
  workspaces: {
    bulkhead_workspace: { scope: 'workspace', select: 'all' },
    bulkhead_organization: {
      scope: 'organization',
      select: 'all',
      insert: true,
      update: ['name', 'name_folded', 'status', 'cache_enabled', 'color', 'epoch', 'updated_at'],
      delete: true,
    },
    bulkhead_authenticator: { scope: 'organization', select: ['organization_id', 'workspace_id', 'epoch'] },
    bulkhead_operator: { scope: 'everything', select: 'all', insert: true },
  },
  workspace_keys: {
    bulkhead_workspace: { scope: 'workspace', select: 'all' },
    bulkhead_organization: { scope: 'organization', select: 'all', insert: true, delete: true },
    bulkhead_operator: { scope: 'everything', insert: true },
  },
  workspace_removals: {
    bulkhead_organization: { scope: 'organization', insert: true },
    // The right to update is the right to lock, which the removal job needs.
    bulkhead_operator: { scope: 'everything', select: 'all', update: ['deleted_at'], delete: true },
  },
  connectors: {
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
  connector_credentials: {
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
  applications: {
    bulkhead_organization: { scope: 'organization', select: 'all' },
    bulkhead_authenticator: {
      scope: 'everything',
      select: ['organization_id', 'application_id', 'client_id', 'epoch'],
    },
    bulkhead_operator: { scope: 'everything', select: 'all', insert: true, update: ['epoch'] },
  },
  application_secrets: {
    bulkhead_authenticator: {
      scope: 'everything',
      select: ['organization_id', 'application_id', 'secret_hash'],
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
    bulkhead_operator: { scope: 'everything', select: 'all', insert: true, delete: true },
  },
  keyring_versions: {
    bulkhead_operator: { scope: 'everything', select: 'all', insert: true },
  },
}

/** The record of what was migrated: no tenant's, granted to nobody, so no policy is needed. */
export const WITHOUT_POLICIES = ['schema_migrations']
