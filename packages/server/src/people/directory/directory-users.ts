import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import type { AnnouncedProfile } from '#platform/database/schema/tables/provider-tables'
import { isUuid } from '#platform/identifiers'
import { foldAddress } from '../email-address.ts'
import { lockIdentities } from '../lock-people.ts'
import type { Directory } from './directory-token.ts'
import { resourceNotFound, ScimError } from './scim-error.ts'
import { type Comparison, findByAll, type Listing, USER_SCHEMA } from './scim-values.ts'
import { WORK } from './user-emails.ts'

const COLUMNS = [
  ...(['i.identity_id', 'i.person_id', 'i.subject', 'i.user_name', 'i.external_id', 'i.email'] as const),
  ...(['i.profile', 'i.active', 'i.created_at', 'i.updated_at'] as const),
  ...(['p.name as person_name', 'p.email as person_email'] as const),
] as const

/** User of a directory: an identity at its provider, and the person if there is one. */
export interface UserRow
  extends Pick<
    Selectable<Schema['identity.identities']>,
    | 'identity_id'
    | 'person_id'
    | 'subject'
    | 'user_name'
    | 'external_id'
    | 'email'
    | 'active'
    | 'created_at'
    | 'updated_at'
  > {
  readonly profile: AnnouncedProfile | null
  readonly person_name: string | null
  readonly person_email: string | null
}

/** Returns a user as a SCIM resource. */
export function userResource(publicUrl: string, row: UserRow) {
  const { identity_id: id, external_id, profile, person_name } = row
  const { displayName = person_name ?? undefined, email: { type } = WORK, ...name } = profile ?? {}
  const email = row.email ?? row.person_email
  return {
    schemas: [USER_SCHEMA],
    id,
    ...(external_id !== null && { externalId: external_id }),
    userName: row.user_name ?? email ?? id,
    ...(displayName !== undefined && { displayName }),
    ...(Object.keys(name).length > 0 && { name }),
    ...(email !== null && { emails: [{ value: email, type, primary: true }] }),
    active: isActive(row),
    meta: {
      resourceType: 'User',
      created: row.created_at.toISOString(),
      lastModified: row.updated_at.toISOString(),
      location: `${publicUrl}/scim/v2/Users/${id}`,
    },
  }
}

/** Returns whether a user is active. A person who was removed here is not, whatever the directory said last. */
function isActive({ active, person_id }: UserRow): boolean {
  return active && person_id !== null
}

function selectUsers(tx: TenantTransaction, { provider_id }: Directory) {
  return tx
    .selectFrom('identity.identities as i')
    .leftJoin('identity.people as p', 'p.id', 'i.person_id')
    .select(COLUMNS)
    .where('i.provider_id', '=', provider_id)
    .where('i.deleted_at', 'is', null)
}

/**
 * Finds a user.
 *
 * @param lock Whether to lock the user. If so, all identities of the person are locked, in the same order as for every
 *   other directory of the organization.
 * @throws ScimError 404
 */
export async function findUser(
  tx: TenantTransaction,
  directory: Directory,
  id: string,
  lock = false,
): Promise<UserRow> {
  if (!isUuid(id)) throw resourceNotFound()
  const user = selectUsers(tx, directory).where('i.identity_id', '=', id)
  const found = await user.executeTakeFirst()
  if (found === undefined) throw resourceNotFound()
  if (!lock) return found
  if (found.person_id !== null) await lockIdentities(tx, found.person_id)
  const row = await user.forUpdate('i').executeTakeFirst()
  if (row === undefined) throw resourceNotFound()
  return row
}

/**
 * Finds users by userName. For a person who signed in and whom the directory did not add, the userName is the address.
 */
export async function findUsersByName(
  tx: TenantTransaction,
  directory: Directory,
  name: string,
): Promise<readonly UserRow[]> {
  const announced = await selectUsers(tx, directory)
    .where(sql<string>`lower(i.user_name)`, '=', sql<string>`lower(${name})`)
    .execute()
  if (announced.length > 0) return announced
  return findUsersByEmail(tx, directory, name, true)
}

/** @param unannounced Whether to leave out users whom the directory added. */
async function findUsersByEmail(
  tx: TenantTransaction,
  directory: Directory,
  given: string,
  unannounced = false,
): Promise<readonly UserRow[]> {
  const email = foldAddress(given)
  const users = () =>
    selectUsers(tx, directory).$if(unannounced, (query) => query.where('i.user_name', 'is', null))
  const found = await users().where('i.email', '=', email).execute()
  return found.length > 0
    ? found
    : users().where('i.email', 'is', null).where('p.email', '=', email).execute()
}

/**
 * Returns whether a directory of the organization says that the user with an address is not active. Runs as the
 * organization.
 */
export async function isInactiveUser(tx: TenantTransaction, email: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.providers as p')
    .innerJoin('identity.identities as i', (join) =>
      join.onRef('i.organization_id', '=', 'p.organization_id').onRef('i.provider_id', '=', 'p.provider_id'),
    )
    .select('i.identity_id')
    .where('i.email', '=', email)
    .where('i.active', '=', false)
    .where('i.deleted_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

function findUsersByExternalId(tx: TenantTransaction, directory: Directory, id: string) {
  return selectUsers(tx, directory).where('i.external_id', '=', id).execute()
}

const FINDERS: Readonly<
  Record<string, (tx: TenantTransaction, directory: Directory, value: string) => Promise<readonly UserRow[]>>
> = {
  username: findUsersByName,
  externalid: findUsersByExternalId,
  emails: findUsersByEmail,
  'emails.value': findUsersByEmail,
  async id(tx, directory, id) {
    return isUuid(id) ? selectUsers(tx, directory).where('i.identity_id', '=', id).execute() : []
  },
}

function getFinder(attribute: string) {
  const find = FINDERS[attribute]
  if (find === undefined) throw unknownAttribute()
  return find
}

function unknownAttribute(): ScimError {
  const known = Object.keys(FINDERS).join(', ')
  return new ScimError(
    400,
    `Users can be filtered by ${known}, and by active in addition to one of them.`,
    'invalidFilter',
  )
}

function isOfActive({ attribute }: Comparison): boolean {
  return attribute === 'active'
}

/** Lists users of the directory, and counts them. @throws ScimError */
export async function listUsers(
  tx: TenantTransaction,
  directory: Directory,
  { comparisons, start, count }: Listing,
): Promise<{ readonly rows: readonly UserRow[]; readonly total: number }> {
  if (comparisons.length > 0) {
    const states = comparisons.filter(isOfActive)
    const others = comparisons.filter((comparison) => !isOfActive(comparison))
    if (others.length === 0) throw unknownAttribute()
    const found = await findByAll(
      others,
      ({ attribute, value }) => getFinder(attribute)(tx, directory, value),
      ({ identity_id }) => identity_id,
    )
    const rows = found.filter((row) => states.every(({ value }) => value === String(isActive(row))))
    return { rows: rows.slice(start, start + count), total: rows.length }
  }
  const total = await countUsers(tx, directory)
  const rows =
    count === 0
      ? []
      : await selectUsers(tx, directory).orderBy('i.identity_id').limit(count).offset(start).execute()
  return { rows, total }
}

export async function countUsers(
  tx: TenantTransaction,
  { provider_id }: Pick<Directory, 'provider_id'>,
): Promise<number> {
  const { total } = await tx
    .selectFrom('identity.identities')
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .where('provider_id', '=', provider_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(total)
}
