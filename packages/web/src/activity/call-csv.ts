import { csvRow } from './csv.ts'
import type { ToolCall } from './use-live-calls.ts'

/** All that is on record of a call. */
export const CALL_COLUMNS: readonly (keyof ToolCall)[] = [
  'at',
  'status',
  'code',
  'entity',
  'action',
  'workspace_id',
  'workspace_name',
  'connector_id',
  'connector_name',
  'definition_id',
  'application_id',
  'person_id',
  'token_kind',
  'token_id',
  'source',
  'has_idempotency_key',
  'method',
  'host',
  'path',
  'attempts',
  'upstream_status',
  'duration_ms',
  'wait_ms',
  'upstream_ms',
  'request_bytes',
  'response_bytes',
  'request_id',
  'id',
  'intent',
]

export function callRow(call: ToolCall): string {
  return csvRow(CALL_COLUMNS.map((name) => call[name]))
}
