import type { RightsTable } from '@bulkhead/testing/sql-matrix/rights'

/** Rights to records, events and their deliveries. */
export const recordsRights: RightsTable = {
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
    // Only whether an endpoint wants an event, not where it is sent.
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
