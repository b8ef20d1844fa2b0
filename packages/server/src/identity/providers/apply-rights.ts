import { LEVELS } from '@bulkhead/contract/operation'
import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Revoke } from '#tokens/revocation/revoking'
import { raisePersonEpoch } from '../raise-person-epoch.ts'
import type { MappedRights } from './mapped-rights.ts'

/**
 * Gives a person what the claims give, and takes what they gave before and do not any more. What people gave stays: a role
 * that somebody set, an owner's above all, and levels in workspaces. Runs as the organization.
 */
export async function applyRights(
  tx: TenantTransaction,
  revoke: Revoke,
  person_id: string,
  { role, levels }: MappedRights,
): Promise<void> {
  const member = await tx
    .selectFrom('identity.members')
    .select(['role', 'role_origin'])
    .where('person_id', '=', person_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const isMapped = member.role_origin === 'provider' && member.role !== 'owner'
  if (isMapped && member.role !== role) {
    await tx.updateTable('identity.members').set({ role }).where('person_id', '=', person_id).execute()
  }
  const hasLostRole = isMapped && member.role === 'admin' && role === 'member'
  const hasLostLevel = await applyLevels(tx, person_id, levels)
  if (hasLostRole || hasLostLevel) await raisePersonEpoch(tx, revoke, person_id)
}

/** @returns Whether the person has a lower level in a workspace than before, or none. */
async function applyLevels(
  tx: TenantTransaction,
  person_id: string,
  levels: MappedRights['levels'],
): Promise<boolean> {
  const before = await tx
    .selectFrom('workspace_members')
    .select(['workspace_id', 'level', 'origin'])
    .where('person_id', '=', person_id)
    .execute()
  const given = new Set(
    before.flatMap(({ workspace_id, origin }) => (origin === 'given' ? [workspace_id] : [])),
  )
  const provided = before.filter(({ origin }) => origin === 'provider')
  const gone = provided.flatMap(({ workspace_id }) => (levels.has(workspace_id) ? [] : [workspace_id]))
  if (gone.length > 0) {
    await tx
      .deleteFrom('workspace_members')
      .where('person_id', '=', person_id)
      .where('origin', '=', 'provider')
      .where('workspace_id', '=', sql<string>`any(${gone}::uuid[])`)
      .execute()
  }
  const wanted = [...levels.keys()].filter((workspace_id) => !given.has(workspace_id))
  // Those that were deleted since are left out.
  const living =
    wanted.length === 0
      ? []
      : await tx
          .selectFrom('workspaces')
          .select('workspace_id')
          .where('workspace_id', '=', sql<string>`any(${wanted}::uuid[])`)
          .execute()
  const rows = living.flatMap(({ workspace_id }) => {
    const level = levels.get(workspace_id)
    return level === undefined
      ? []
      : [
          {
            organization_id: tx.scope.organization,
            workspace_id,
            person_id,
            level,
            origin: 'provider' as const,
          },
        ]
  })
  if (rows.length > 0) {
    await tx
      .insertInto('workspace_members')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'workspace_id', 'person_id'])
          .doUpdateSet(({ ref }) => ({ level: ref('excluded.level') }))
          // Somebody gave a level in the meantime.
          .where('workspace_members.origin', '=', 'provider'),
      )
      .execute()
  }
  const isLower = provided.some(({ workspace_id, level }) => {
    const now = levels.get(workspace_id)
    return now === undefined || LEVELS.indexOf(now) < LEVELS.indexOf(level)
  })
  return isLower
}
