import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'
import { applyRights } from '../providers/apply-rights.ts'
import { getMappedRights, type MappedRights } from '../providers/mapped-rights.ts'
import type { OpenProvider } from '../providers/provider-rows.ts'
import { findClaim, toStrings, type VerifiedClaims } from '../providers/read-claims.ts'
import type { DirectoryChange } from './change-directory.ts'
import { invalidToken } from './scim-error.ts'

/** Settings of a provider that determine rights. */
type Mapping = Pick<OpenProvider, 'provider_id' | 'mappings' | 'claims'>

/**
 * Returns the rights that mappings give an identity. For a group that the directory manages, the members in the
 * directory count, whatever the letter case of its name. For any other group, the claims count. Runs as the organization.
 */
export async function readProvidedRights(
  tx: TenantTransaction,
  { provider_id, mappings, claims: { groups } }: Mapping,
  identity_id: string,
  claims: VerifiedClaims,
): Promise<MappedRights> {
  const values = [
    ...new Set(mappings.flatMap(({ claim = groups, value }) => (claim === groups ? [value] : []))),
  ]
  if (values.length === 0) return getMappedRights(mappings, groups, claims)
  const rows = await tx
    .selectFrom('identity.directory_groups as g')
    .leftJoin('identity.directory_members as m', (join) =>
      join
        .onRef('m.organization_id', '=', 'g.organization_id')
        .onRef('m.group_id', '=', 'g.group_id')
        .on('m.identity_id', '=', identity_id),
    )
    .select('m.identity_id')
    // A directory does not distinguish letter case in names (RFC 7643 §4.2), and mappings do.
    .select(
      sql<string[]>`array(
        select v from unnest(${values}::text[]) v where lower(v) = lower(g.display_name) or v = g.external_id
      )`.as('named'),
    )
    .where('g.provider_id', '=', provider_id)
    .where(({ eb, or }) =>
      or([
        eb(
          sql<string>`lower(g.display_name)`,
          '=',
          sql<string>`any(array(select lower(v) from unnest(${values}::text[]) v))`,
        ),
        eb('g.external_id', '=', sql<string>`any(${values}::text[])`),
      ]),
    )
    .execute()
  const announced = new Set(rows.flatMap(({ named }) => named))
  const member = rows.flatMap(({ named, identity_id }) => (identity_id === null ? [] : named))
  const others = toStrings(findClaim(claims, groups)).filter((group) => !announced.has(group))
  return getMappedRights(mappings, groups, { ...claims, [groups]: [...others, ...member] })
}

/**
 * Returns the claims that mappings use. They are stored, because the directory can change rights between two sign-ins.
 */
export function getMappedClaims({ mappings, claims: { groups } }: Mapping, claims: VerifiedClaims) {
  const names = new Set([groups, ...mappings.flatMap(({ claim }) => (claim === undefined ? [] : [claim]))])
  const mapped = new Set(mappings.map(({ value }) => value))
  return Object.fromEntries(
    [...names].map((name) => [name, toStrings(findClaim(claims, name)).filter((text) => mapped.has(text))]),
  )
}

/** Locks users of a directory in a fixed order, and reads the people among them. */
export async function lockUsers(tx: TenantTransaction, provider_id: string, identities: readonly string[]) {
  const ids = identities.filter(isUuid)
  if (ids.length === 0) return []
  return tx
    .selectFrom('identity.identities')
    .select(['identity_id', 'person_id', 'claimed'])
    .where('provider_id', '=', provider_id)
    .where('identity_id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('identity_id')
    .forUpdate()
    .execute()
}

/**
 * Updates the rights of identities from their current groups and the claims of their last sign-ins. Locks the people in
 * a fixed order.
 */
export async function applyDirectoryRights(
  change: Pick<DirectoryChange, 'tx' | 'provider_id' | 'revoke' | 'record'>,
  identities: readonly string[],
): Promise<void> {
  const { tx, provider_id } = change
  if (identities.length === 0) return
  const provider = await tx
    .selectFrom('identity.providers')
    .select(['provider_id', 'mappings', 'claims'])
    .where('provider_id', '=', provider_id)
    .executeTakeFirst()
  if (provider === undefined) throw invalidToken()
  const rows = await lockUsers(tx, provider_id, identities)
  // The same order as everywhere else that locks several people.
  await tx
    .selectFrom('identity.members')
    .select('person_id')
    .where('person_id', '=', sql<string>`any(${rows.flatMap(({ person_id }) => person_id ?? [])}::uuid[])`)
    .orderBy('person_id')
    .forUpdate()
    .execute()
  for (const { identity_id, person_id, claimed } of rows) {
    if (person_id === null) continue
    const rights = await readProvidedRights(tx, provider, identity_id, claimed ?? {})
    await applyRights(tx, change, { ...rights, provider_id, person_id })
  }
}
