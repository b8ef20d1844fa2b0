import type { AuditRecord } from './outcome.tsx'

/** Columns with the whole record of a change or refusal. */
export const RECORD_COLUMNS: readonly (keyof AuditRecord)[] = [
  'recorded_at',
  'event',
  'outcome',
  'code',
  'workspace_id',
  'workspace_name',
  'subject_id',
  'definition_id',
  'application_id',
  'person_id',
  'token_id',
  'grant_id',
  'client_id',
  'client_name',
  'key_id',
  'request_id',
  'id',
]
