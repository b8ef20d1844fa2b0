import type { ErrorCode } from '@bulkhead/contract/errors'
import type { Caller } from '@bulkhead/contract/operation'
import type { Instant } from './instant.ts'

/** Tool calls and what is counted of them. */
export interface CallTables {
  tool_calls: {
    organization_id: string
    call_id: string
    at: Date
    workspace_id: string | null
    connector_id: string | null
    definition_id: string | null
    entity: string | null
    action: string | null
    status: 'success' | 'error'
    code: ErrorCode | null
    upstream_status: number | null
    duration_ms: number
    upstream_ms: number | null
    method: string | null
    host: string | null
    path: string | null
    attempts: number | null
    wait_ms: number | null
    request_bytes: number | null
    response_bytes: number | null
    request_id: string
    application_id: string | null
    person_id: string | null
    token_kind: Caller
    source: 'http' | 'mcp'
    token_id: string | null
    has_idempotency_key: boolean | null
    grant_id: string | null
    client_id: string | null
    client_name: string | null
    key_id: string | null
    transaction_id: string | null
  }
  tool_call_hours: {
    organization_id: string
    hour: Date
    part: number
    definition_id: string | null
    entity: string | null
    action: string | null
    application_id: string | null
    person_id: string | null
    code: ErrorCode | null
    calls: number
    errors: number
    whole_classes: number[]
    whole_calls: number[]
    upstream_classes: number[]
    upstream_calls: number[]
  }
  tool_call_counting: {
    organization_id: string
    counted_until: Date
    newest_hour: Date
    workspaces_until: Date | null
  }
  workspace_call_hours: {
    organization_id: string
    hour: Date
    part: number
    workspace_id: string | null
    calls: number
    errors: number
  }
  called_operations: { organization_id: string; entity: string; action: string }
  recorded_bodies: {
    organization_id: string
    call_id: string
    workspace_id: string
    connector_id: string
    recorded_at: Instant
    sealed: Uint8Array
  }
  tool_call_intents: {
    organization_id: string
    call_id: string
    workspace_id: string
    intent: string | null
    upstream_message: string | null
  }
}
