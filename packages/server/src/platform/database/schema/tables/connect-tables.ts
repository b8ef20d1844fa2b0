import type { ConnectStatus } from '@bulkhead/contract/connect/sessions'
import type { Generated, JSONColumnType } from 'kysely'
import type { EntityPermission } from './connector-tables.ts'
import type { Instant } from './instant.ts'

/** Sign-ins at services, and connect links. */
export interface ConnectTables {
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
}
