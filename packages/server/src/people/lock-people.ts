import { BulkheadError } from '@bulkhead/contract/errors'
import type { Role } from '@bulkhead/contract/operation'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'

/** Locked people of an organization: they do not change until the transaction ends. */
export interface LockedPeople {
  readonly owners: readonly string[]
  /** Role of the person concerned. */
  readonly role: Role
}

/**
 * Locks all owners, the person who makes the request and the person concerned, always in the same order. Of two
 * concurrent changes, the second sees the result of the first. Runs as the organization.
 *
 * @param by Person who makes the request; absent for the operator.
 * @throws BulkheadError `person_not_found`; `unauthenticated` or `not_permitted` if the person who makes the request
 *   has lost the right in the meantime; `not_permitted` if an admin wants to change an owner.
 */
export async function lockPeople(
  tx: TenantTransaction,
  given: string,
  by: string | undefined,
): Promise<LockedPeople & { readonly person: string }> {
  if (!isUuid(given)) throw personNotFound()
  const person = given.toLowerCase()
  const rows = await tx
    .selectFrom('identity.members')
    .select(['person_id', 'role'])
    .where(({ eb, or }) =>
      or([eb('role', '=', 'owner'), eb('person_id', 'in', by === undefined ? [person] : [person, by])]),
    )
    .orderBy('person_id')
    .forUpdate()
    .execute()
  const roles = new Map(rows.map(({ person_id, role }) => [person_id, role]))
  if (by !== undefined && !roles.has(by)) {
    throw new BulkheadError('unauthenticated', 'You were removed from the organization.')
  }
  const role = roles.get(person)
  if (role === undefined) throw personNotFound()
  const asking = by === undefined ? 'owner' : roles.get(by)
  if (asking === 'member') throw noAdmin()
  if (role === 'owner' && asking !== 'owner') {
    throw new BulkheadError('not_permitted', 'Only owners can do this to an owner.')
  }
  return {
    person,
    role,
    owners: rows.filter((row) => row.role === 'owner').map(({ person_id }) => person_id),
  }
}

/**
 * Locks the membership of a person until the transaction ends. Until then nobody can start to require a second factor,
 * or change the one of the person. Runs as the organization.
 */
export async function lockMembership(tx: TenantTransaction, person: string): Promise<void> {
  await tx
    .selectFrom('identity.members')
    .select('person_id')
    .where('person_id', '=', person)
    .forUpdate()
    .execute()
}

/**
 * Makes sure that the person who makes the request is still an owner or an admin, and remains so until the transaction
 * ends.
 *
 * @returns The role.
 * @throws BulkheadError `not_permitted`
 */
export async function lockAsking(tx: TenantTransaction, by: string | undefined): Promise<Role> {
  const row = await tx
    .selectFrom('identity.members')
    .select('role')
    .where('person_id', '=', by ?? null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined || row.role === 'member') throw noAdmin()
  return row.role
}

/**
 * Makes sure that the person who makes the request is still an owner, and remains so until the transaction ends.
 *
 * @throws BulkheadError `not_permitted`
 */
export async function lockOwner(tx: TenantTransaction, by: string | undefined): Promise<void> {
  if ((await lockAsking(tx, by)) !== 'owner') throw noOwner()
}

/**
 * Locks all owners, in the order of {@link lockPeople}, and makes sure that the person who makes the request is one. Of
 * two concurrent changes to how owners sign in, the second sees the result of the first.
 *
 * @throws BulkheadError `not_permitted`
 */
export async function lockOwners(tx: TenantTransaction, by: string | undefined): Promise<void> {
  const owners = await tx
    .selectFrom('identity.members')
    .select('person_id')
    .where('role', '=', 'owner')
    .orderBy('person_id')
    .forUpdate()
    .execute()
  if (!owners.some(({ person_id }) => person_id === by)) throw noOwner()
}

/** @throws BulkheadError `last_owner` */
export function assertAnotherOwner({ owners, role }: LockedPeople): void {
  if (role !== 'owner' || owners.length > 1) return
  throw new BulkheadError(
    'last_owner',
    'This is the only owner of the organization. Make somebody else an owner first, or have one sign up with a link from the operator: bulkhead operator owners link',
  )
}

function noOwner(): BulkheadError {
  return new BulkheadError('not_permitted', 'You are no longer an owner of the organization.')
}

function noAdmin(): BulkheadError {
  return new BulkheadError('not_permitted', 'You are no longer an admin of the organization.')
}

/**
 * Locks the identities of a person at providers. Code that changes identities and the membership locks the identities
 * first. Changes by a directory or a sign-in start from an identity, and the end of a membership changes the identities
 * of the person, so all of them take the locks in one order. Runs as the organization.
 */
export async function lockIdentities(tx: TenantTransaction, person: string): Promise<void> {
  if (!isUuid(person)) return
  await tx
    .selectFrom('identity.identities')
    .select('identity_id')
    .where('person_id', '=', person)
    .orderBy('identity_id')
    .forUpdate()
    .execute()
}

/**
 * Locks all identities at a provider, in the order of {@link lockIdentities}. Runs as the organization.
 *
 * @returns Their people.
 */
export async function lockProviderIdentities(tx: TenantTransaction, provider_id: string): Promise<string[]> {
  if (!isUuid(provider_id)) return []
  const rows = await tx
    .selectFrom('identity.identities')
    .select(['identity_id', 'person_id'])
    .where('provider_id', '=', provider_id)
    .orderBy('identity_id')
    .forUpdate()
    .execute()
  return rows.flatMap(({ person_id }) => person_id ?? [])
}

/** Returns the error for a person whom the organization does not have, whether or not another does. */
export function personNotFound(): BulkheadError {
  return new BulkheadError('person_not_found', 'There is no such person.')
}
