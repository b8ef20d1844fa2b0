import type { Grant } from '@bulkhead/contract/grants'
import type { Generated, JSONColumnType } from 'kysely'
import type { Instant } from './instant.ts'

/** Clients of agents and what they were granted. */
export interface AgentTables {
  'identity.agent_clients': {
    client_id: string
    registered_by: string | null
    metadata: JSONColumnType<Record<string, unknown>>
    verified: Generated<boolean>
    created_at: Instant
    updated_at: Instant
    expires_at: Date | null
  }
  'identity.agent_grants': {
    organization_id: string
    grant_id: string
    person_id: string
    /** Null: it reaches everything that its person reaches. */
    workspace_id: string | null
    client_id: string
    client_name: string
    client_kind: 'dynamic' | 'document' | 'registered' | 'first_party'
    redirect_origin: string
    narrowing: JSONColumnType<Grant>
    manages: boolean
    created_at: Instant
    expires_at: Date
    last_used_at: Date | null
    identity_id: string | null
    /** Whether the provider of the identity approved it, and not the person. */
    asserted: Generated<boolean>
  }
  'identity.agent_rows': {
    model: string
    id_hash: Uint8Array
    /** Hash of a code that a person types on another device. */
    user_code_hash: Uint8Array | null
    grant_id: string | null
    payload: JSONColumnType<Record<string, unknown>>
    created_at: Instant
    expires_at: Date
    consumed_at: Date | null
  }
}
