import { LEVELS } from '@bulkhead/contract/operation'
import { sql } from 'kysely'
import type { Revoke } from '#access/tokens/revocation/revoking'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { holdWorkspaces } from '#tenancy/workspaces/hold-workspaces'
import { raisePersonEpoch } from '../raise-person-epoch.ts'
import type { MappedRights } from './mapped-rights.ts'

/** Rights of a person from one provider. */
export interface ProvidedRights extends MappedRights {
  readonly provider_id: string
  readonly person_id: string
}

/** Writes that belong to a change of rights. */
export interface RightsChange {
  readonly revoke: Revoke
  /** Writes an audit record. */
  record(event: 'person.role_changed', subject_id: string): Promise<void>
}

/**
 * Gives a person the rights that a provider gives, and removes those that it gave before and no longer gives. Roles and
 * levels that people set stay, above all the role of an owner. So do those that another provider gave. Runs as the
 * organization.
 */
export async function applyRights(
  tx: TenantTransaction,
  { revoke, record }: RightsChange,
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
    if (member.role !== role) await record('person.role_changed', person_id)
  }
  const hasLostRole = isTaken && member.role === 'admin' && role === 'member'
  const hasLostLevel = await applyLevels(tx, rights)
  if (hasLostRole || hasLostLevel) await raisePersonEpoch(tx, revoke, person_id)
}

/**
 * Updates the workspace levels of a person. @returns Whether the person lost a level in a workspace or has a lower one.
 */
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
  // Workspaces whose level stays: people gave it, or another provider gave one that is at least as high.
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
  // Workspaces that were deleted in the meantime are left out.
  const living = await holdWorkspaces(tx, wanted)
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
          // Does not overwrite a level that somebody set in the meantime.
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
