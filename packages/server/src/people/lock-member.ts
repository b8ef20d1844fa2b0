import type { Level } from '@bulkhead/contract/operation'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import { holdWorkspaces } from '#tenancy/workspaces/hold-workspaces'
import { lockPeople } from './lock-people.ts'

/** A person of the organization, with the level given to the person in one workspace, if any. */
export interface LockedMember {
  readonly person_id: string
  readonly workspace_id: string
  readonly level: Level | undefined
}

/**
 * Finds a person and a workspace, keeps the workspace, and locks the rights of the person until the transaction ends.
 * Runs as the organization.
 *
 * @param by Person who makes the request.
 * @throws BulkheadError `workspace_not_found`, `person_not_found`, `not_permitted`
 */
export async function lockMember(
  tx: TenantTransaction,
  { person_id: given, workspace_id }: { readonly person_id: string; readonly workspace_id: string },
  by: string | undefined,
): Promise<LockedMember> {
  const [workspace] = isUuid(workspace_id) ? await holdWorkspaces(tx, [workspace_id]) : []
  if (workspace === undefined) throw workspaceNotFound()
  const { person: person_id } = await lockPeople(tx, given, by)
  const member = await tx
    .selectFrom('workspace_members')
    .select('level')
    .where('workspace_id', '=', workspace.workspace_id)
    .where('person_id', '=', person_id)
    .executeTakeFirst()
  return { person_id, workspace_id: workspace.workspace_id, level: member?.level }
}
