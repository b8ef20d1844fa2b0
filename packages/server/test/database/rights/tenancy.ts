import type { RightsTable } from '@bulkhead/testing/sql-matrix/rights'

/** Rights to organizations, workspaces and their members. */
export const tenancyRights: RightsTable = {
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
}
