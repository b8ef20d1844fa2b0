import type { WorkspaceKey } from '@bulkhead/contract/workspaces/keys'
import type { Selectable } from 'kysely'
import type { Schema } from '#platform/database/schema/tables'

/** Columns of a key that the API shows. */
export const SHOWN = [
  'key_id',
  'workspace_id',
  'name',
  'hint',
  'narrowed_to',
  'application_id',
  'person_id',
  'created_at',
  'expires_at',
  'last_used_at',
] as const satisfies readonly (keyof Schema['access_keys'])[]

/** Returns a key as the API shows it. */
export function toWorkspaceKey({
  key_id,
  narrowed_to,
  created_at,
  expires_at,
  last_used_at,
  ...row
}: Pick<Selectable<Schema['access_keys']>, (typeof SHOWN)[number]>): WorkspaceKey {
  return {
    id: key_id,
    ...row,
    grant: narrowed_to,
    created_at: created_at.toISOString(),
    expires_at: expires_at.toISOString(),
    last_used_at: last_used_at?.toISOString() ?? null,
  }
}
