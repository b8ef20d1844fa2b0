import type { Level } from '@bulkhead/contract/operation'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { holdWorkspaces } from '#tenancy/workspaces/hold-workspaces'
import type { SignUpLink } from '../sign-up-link.ts'

/**
 * Makes an invited person a member of those workspaces that still exist. Runs as the organization.
 *
 * @returns False if the inviter no longer has the right to invite. The caller must then refuse the person.
 */
export async function giveInvited(
  tx: TenantTransaction,
  { organization_id, role, workspaces, invited_by }: Omit<SignUpLink, 'person_id' | 'email'>,
  person_id: string,
): Promise<boolean> {
  const inviting = await tx
    .selectFrom('identity.members')
    .select('role')
    .where('person_id', '=', invited_by)
    .forUpdate()
    .executeTakeFirst()
  const mayInvite = inviting?.role === 'owner' || (inviting?.role === 'admin' && role !== 'owner')
  if (!mayInvite) return false
  const levels = new Map(workspaces?.map(({ workspace_id, level }) => [workspace_id, level]))
  const living = await holdWorkspaces(tx, [...levels.keys()])
  const rows = living.map(({ workspace_id }) => ({
    ...{ organization_id, workspace_id, person_id },
    level: levels.get(workspace_id) as Level,
  }))
  if (rows.length > 0) await tx.insertInto('workspace_members').values(rows).execute()
  return true
}
