import type { RefusalCode } from '@bulkhead/contract/audit'
import type { Generated } from 'kysely'
import type { Instant } from './instant.ts'

/** Audit records, how far they are exported, and idempotency keys. */
export interface RecordTables {
  audit_records: {
    organization_id: string
    record_id: string
    recorded_at: Instant
    event: string
    outcome: 'done' | 'refused'
    code: RefusalCode | null
    workspace_id: string | null
    subject_id: string | null
    definition_id: string | null
    application_id: string | null
    person_id: string | null
    token_id: string | null
    request_id: string | null
    grant_id: string | null
    client_id: string | null
    client_name: string | null
    key_id: string | null
    transaction_id: string | null
  }
  export_cursors: {
    organization_id: string
    sink: string
    type: 'audit' | 'tool_call'
    transaction_id: Generated<string>
    record_id: Generated<string>
  }
  idempotency_keys: {
    organization_id: string
    scope_id: string
    actor_id: string
    operation: string
    key_hash: Uint8Array
    request_hash: Uint8Array
    workspace_id: string | null
    claim_id: string
    process_id: string
    state: 'claimed' | 'applied' | 'done'
    claimed_at: Instant
    sealed_reply: Uint8Array | null
  }
}
