import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'
import type { Directory } from './directory-token.ts'
import { resourceNotFound, ScimError } from './scim-error.ts'
import { type Comparison, findByAll, GROUP_SCHEMA, type Listing } from './scim-values.ts'

/** A group of a directory. */
export interface GroupRow {
  readonly group_id: string
  readonly display_name: string
  readonly external_id: string | null
  readonly created_at: Date
  readonly updated_at: Date
}

/** Returns a group as a SCIM resource. */
export function groupResource(publicUrl: string, row: GroupRow, members?: readonly string[]) {
  const { group_id: id, display_name, external_id } = row
  return {
    schemas: [GROUP_SCHEMA],
    id,
    ...(external_id !== null && { externalId: external_id }),
    displayName: display_name,
    ...(members !== undefined && {
      members: members.map((value) => ({ value, $ref: `${publicUrl}/scim/v2/Users/${value}`, type: 'User' })),
    }),
    meta: {
      resourceType: 'Group',
      created: row.created_at.toISOString(),
      lastModified: row.updated_at.toISOString(),
      location: `${publicUrl}/scim/v2/Groups/${id}`,
    },
  }
}

function selectGroups(tx: TenantTransaction, { provider_id }: Directory) {
  return tx
    .selectFrom('identity.directory_groups')
    .select(['group_id', 'display_name', 'external_id', 'created_at', 'updated_at'])
    .where('provider_id', '=', provider_id)
}

/** @throws ScimError 404 */
export async function findGroup(
  tx: TenantTransaction,
  directory: Directory,
  id: string,
  lock = false,
): Promise<GroupRow> {
  const row = isUuid(id)
    ? await selectGroups(tx, directory)
        .where('group_id', '=', id)
        .$if(lock, (query) => query.forUpdate())
        .executeTakeFirst()
    : undefined
  if (row === undefined) throw resourceNotFound()
  return row
}

/** Reads the members of groups, by the id of the group. */
export async function readMembers(
  tx: TenantTransaction,
  groups: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const members = new Map<string, string[]>(groups.map((id) => [id, []]))
  if (groups.length === 0) return members
  const rows = await tx
    .selectFrom('identity.directory_members')
    .select(['group_id', 'identity_id'])
    .where('group_id', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .orderBy('identity_id')
    .execute()
  for (const { group_id, identity_id } of rows) members.get(group_id)?.push(identity_id)
  return members
}

/** Lists groups of the directory, and counts them. @throws ScimError */
export async function listGroups(
  tx: TenantTransaction,
  directory: Directory,
  { comparisons, start, count }: Listing,
): Promise<{ readonly rows: readonly GroupRow[]; readonly total: number }> {
  if (comparisons.length > 0) {
    const found = await findByAll(
      comparisons,
      (comparison) => findGroups(tx, directory, comparison),
      ({ group_id }) => group_id,
    )
    return { rows: found.slice(start, start + count), total: found.length }
  }
  const total = await countGroups(tx, directory)
  const rows =
    count === 0
      ? []
      : await selectGroups(tx, directory).orderBy('group_id').limit(count).offset(start).execute()
  return { rows, total }
}

export async function countGroups(tx: TenantTransaction, { provider_id }: Directory): Promise<number> {
  const { total } = await tx
    .selectFrom('identity.directory_groups')
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .where('provider_id', '=', provider_id)
    .executeTakeFirstOrThrow()
  return Number(total)
}

async function findGroups(
  tx: TenantTransaction,
  directory: Directory,
  { attribute, value }: Comparison,
): Promise<readonly GroupRow[]> {
  const groups = selectGroups(tx, directory)
  switch (attribute) {
    case 'displayname':
      return groups.where(sql<string>`lower(display_name)`, '=', sql<string>`lower(${value})`).execute()
    case 'externalid':
      return groups.where('external_id', '=', value).execute()
    case 'id':
      return isUuid(value) ? groups.where('group_id', '=', value).execute() : []
    case 'members':
    case 'members.value':
      return isUuid(value)
        ? groups
            .where(({ exists, selectFrom }) =>
              exists(
                selectFrom('identity.directory_members as m')
                  .select('m.identity_id')
                  .whereRef('m.organization_id', '=', 'identity.directory_groups.organization_id')
                  .whereRef('m.group_id', '=', 'identity.directory_groups.group_id')
                  .where('m.identity_id', '=', value),
              ),
            )
            .execute()
        : []
    default:
      throw new ScimError(
        400,
        'Groups can be filtered by displayName, externalId, id, members, members.value.',
        'invalidFilter',
      )
  }
}
