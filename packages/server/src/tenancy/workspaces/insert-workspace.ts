import type { Selectable } from 'kysely'
import type { InsertTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import { newDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { foldName } from './workspace-item.ts'

/** Adds a workspace with its data key. Its name must already be a row of `workspace_names`. */
export async function insertWorkspace(
  tx: InsertTransaction,
  keyring: Keyring,
  scope: { readonly organization_id: string; readonly workspace_id: string },
  name: string,
): Promise<Selectable<Schema['workspaces']>> {
  const made = await tx
    .insertInto('workspaces')
    .values({ ...scope, name, name_folded: foldName(name) })
    .returningAll()
    .executeTakeFirstOrThrow()
  const owner = { organization: scope.organization_id, workspace: scope.workspace_id }
  await tx
    .insertInto('workspace_keys')
    .values({ ...scope, ...newDataKey(keyring, owner) })
    .execute()
  return made
}
