import { LEVELS } from '@bulkhead/contract/operation'
import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Revoke } from '#tokens/revocation/revoking'
import { raisePersonEpoch } from '../raise-person-epoch.ts'
import type { MappedRights } from './mapped-rights.ts'

/** Rights of a person from one provider. */
export interface ProvidedRights extends MappedRights {
  readonly provider_id: string
  readonly person_id: string
}

/**
 * Gives a person what a provider gives, and takes what it gave before and does not any more. What people gave stays: a role
 * that somebody set, an owner's above all, and levels in workspaces. So does what another provider gave. Runs as the
 * organization.
 */
export async function applyRights(
  tx: TenantTransaction,
  revoke: Revoke,
  rights: ProvidedRights,
): Promise<void> {
  const { provider_id, person_id, role } = rights
  const member = await tx
    .selectFrom('identity.members')
    .select(['role', 'role_origin', 'role_provider_id'])
    .where('person_id', '=', person_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const isMapped = member.role_origin === 'provider' && member.role !== 'owner'
  const isOurs = member.role_provider_id === null || member.role_provider_id === provider_id
  const isTaken = isMapped && (isOurs || (role === 'admin' && member.role === 'member'))
  if (isTaken && (member.role !== role || member.role_provider_id !== provider_id)) {
    await tx
      .updateTable('identity.members')
      .set({ role, role_provider_id: provider_id })
      .where('person_id', '=', person_id)
      .execute()
  }
  const hasLostRole = isTaken && member.role === 'admin' && role === 'member'
  const hasLostLevel = await applyLevels(tx, rights)
  if (hasLostRole || hasLostLevel) await raisePersonEpoch(tx, revoke, person_id)
}

/** @returns Whether the person has a lower level in a workspace than before, or none. */
async function applyLevels(
  tx: TenantTransaction,
  { provider_id, person_id, levels }: ProvidedRights,
): Promise<boolean> {
  const before = await tx
    .selectFrom('workspace_members')
    .select(['workspace_id', 'level', 'origin', 'provider_id'])
    .where('person_id', '=', person_id)
    .execute()
  const provided = before.filter(
    (row) => row.origin === 'provider' && (row.provider_id === null || row.provider_id === provider_id),
  )
  // Levels that people gave, and those of another provider that are as high.
  const given = new Set(
    before.flatMap((row) => {
      const wanted = levels.get(row.workspace_id)
      const isHigher = wanted !== undefined && LEVELS.indexOf(wanted) > LEVELS.indexOf(row.level)
      const isReplaced = row.origin === 'provider' && (provided.includes(row) || isHigher)
      return isReplaced ? [] : [row.workspace_id]
    }),
  )
  const gone = provided.flatMap(({ workspace_id }) => (levels.has(workspace_id) ? [] : [workspace_id]))
  if (gone.length > 0) {
    await tx
      .deleteFrom('workspace_members')
      .where('person_id', '=', person_id)
      .where('origin', '=', 'provider')
      .where(({ eb, or }) => or([eb('provider_id', 'is', null), eb('provider_id', '=', provider_id)]))
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
            provider_id,
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
          .doUpdateSet(({ ref }) => ({ level: ref('excluded.level'), provider_id }))
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
