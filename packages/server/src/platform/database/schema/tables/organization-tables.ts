import type { Level } from '@bulkhead/contract/operation'
import type { Generated } from 'kysely'
import type { Instant } from './instant.ts'

/** Organizations, their workspaces and who is in those. */
export interface OrganizationTables {
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
  organization_keys: { organization_id: string; kek_version: number; wrapped_dek: Uint8Array }
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
}
