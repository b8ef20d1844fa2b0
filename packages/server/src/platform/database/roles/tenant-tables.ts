import type { Schema } from '#platform/database/schema/tables'

/** Tables whose rows belong to a tenant. */
export type TenantTable = {
  [Table in keyof Schema]: Schema[Table] extends { organization_id: string } ? Table : never
}[keyof Schema]

/**
 * Columns that limit a table's rows to a workspace. `workspace`: its `workspace_id`. `organization`: the organization
 * alone, if policies show a workspace none of the rows. A missing table with `organization_id` is a compile error.
 */
export const TENANT_TABLES: Readonly<Record<TenantTable, 'organization' | 'workspace'>> = {
  organizations: 'organization',
  organization_keys: 'organization',
  organization_definitions: 'organization',
  organization_branding: 'organization',
  workspaces: 'workspace',
  workspace_names: 'workspace',
  workspace_keys: 'workspace',
  workspace_removals: 'workspace',
  workspace_members: 'organization',
  open_workspaces: 'organization',
  connectors: 'workspace',
  connector_access: 'workspace',
  connector_credentials: 'workspace',
  connector_tokens: 'workspace',
  oauth_clients: 'organization',
  oauth_flows: 'workspace',
  oauth_secrets: 'workspace',
  connect_sessions: 'workspace',
  access_keys: 'workspace',
  applications: 'organization',
  application_secrets: 'organization',
  revocations: 'organization',
  audit_records: 'workspace',
  export_cursors: 'organization',
  // A row belongs to its `scope_id`, which is a workspace or the organization.
  idempotency_keys: 'organization',
  tool_calls: 'workspace',
  tool_call_intents: 'workspace',
  called_operations: 'organization',
  recorded_bodies: 'workspace',
  tool_call_hours: 'organization',
  tool_call_counting: 'organization',
  workspace_call_hours: 'organization',
  webhook_endpoints: 'organization',
  events: 'workspace',
  webhook_deliveries: 'organization',
  'identity.members': 'organization',
  'identity.sign_up_links': 'organization',
  'identity.agent_grants': 'organization',
  'identity.providers': 'organization',
  'identity.domains': 'organization',
  'identity.identities': 'organization',
  'identity.session_origins': 'organization',
  'identity.directory_tokens': 'organization',
  'identity.directory_groups': 'organization',
  'identity.directory_members': 'organization',
  'identity.sign_in_policies': 'organization',
  'identity.passkeys': 'organization',
  'identity.passkey_sessions': 'organization',
  'identity.second_factors': 'organization',
  'identity.recovery_codes': 'organization',
}
