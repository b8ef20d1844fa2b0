import type { AccessRule } from '@bulkhead/contract/people/access'
import type { Generated, JSONColumnType } from 'kysely'
import type { Instant } from './instant.ts'

/** Entities of a connector that may be read or written. An absent mode means both. */
export interface EntityPermission {
  entity: string
  modes?: ('read' | 'write')[] | null
}

/** Definitions of organizations, and connectors with their credentials. */
export interface ConnectorTables {
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
}
