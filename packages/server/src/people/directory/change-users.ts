import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { giveInvited } from '../invitations/give-invited.ts'
import { takeInvitation } from '../invitations/take-invitation.ts'
import { lockIdentities, lockPeople } from '../lock-people.ts'
import { hasProven } from '../providers/admit-identity.ts'
import { endMembership } from '../remove-person.ts'
import type { DirectoryChange } from './change-directory.ts'
import { applyDirectoryRights } from './directory-rights.ts'
import { countUsers, findUser, findUsersByName, type UserRow } from './directory-users.ts'
import { KeptOwner } from './kept-owner.ts'
import { ScimError } from './scim-error.ts'
import { getAddress, getName, toProfile, toUserState, type UserState } from './user-state.ts'

/** Maximum number of users of one directory. */
const MOST_USERS = 50_000

/**
 * Adds a user. The person exists from then on, before the first sign-in, with the rights that the groups give. If
 * somebody has signed in by the provider before, that identity becomes the user.
 *
 * @returns The id of the user.
 * @throws ScimError 409 if another user has the userName, or if the address belongs to somebody.
 */
export async function addUser(change: DirectoryChange, state: UserState): Promise<string> {
  const { tx, organization, provider_id } = change
  const address = getAddress(state)
  const known = await findKnown(change, state, address)
  if (known !== undefined) {
    await updateUser(change, known.identity_id, state)
    return known.identity_id
  }
  if ((await countUsers(tx, change)) >= MOST_USERS) {
    throw new ScimError(403, `The directory has ${MOST_USERS} users already. Delete some first.`)
  }
  // A user who was deleted under this name, address or id comes back as a new user, whom the next sign-in identifies.
  await tx
    .deleteFrom('identity.identities')
    .where('provider_id', '=', provider_id)
    .where('person_id', 'is', null)
    .where('deleted_at', 'is not', null)
    .where(({ eb, or }) =>
      or([
        eb(sql<string>`lower(user_name)`, '=', sql<string>`lower(${state.user_name})`),
        eb('email', '=', address),
        ...(state.external_id === null ? [] : [eb('external_id', '=', state.external_id)]),
      ]),
    )
    .execute()
  const { issuer } = await tx
    .selectFrom('identity.providers')
    .select('issuer')
    .where('provider_id', '=', provider_id)
    .executeTakeFirstOrThrow()
  const person_id = state.active ? await addPerson(change, state, address) : null
  const identity_id = uuidv7()
  await tx
    .insertInto('identity.identities')
    .values({
      ...{ organization_id: organization, identity_id, provider_id, issuer, subject: null, person_id },
      ...{ user_name: state.user_name, external_id: state.external_id, email: address },
      ...{ profile: JSON.stringify(toProfile(state)), active: state.active, claimed: null, deleted_at: null },
    })
    .execute()
  if (person_id !== null) await applyDirectoryRights(change, [identity_id])
  return identity_id
}

/**
 * Finds the identity of somebody who signed in by the provider before the directory added the user: by the id at the
 * provider, or by the address that the provider stated.
 */
async function findKnown(
  change: DirectoryChange,
  { user_name, external_id }: UserState,
  address: string,
): Promise<UserRow | undefined> {
  const { tx } = change
  const named = await findUsersByName(tx, change, user_name)
  if (named.some((row) => row.user_name !== null)) {
    throw new ScimError(409, 'A user with this userName already exists.', 'uniqueness')
  }
  const subject =
    external_id === null
      ? undefined
      : await tx
          .selectFrom('identity.identities')
          .select('identity_id')
          .where('provider_id', '=', change.provider_id)
          .where('subject', '=', external_id)
          .where('user_name', 'is', null)
          .where('deleted_at', 'is', null)
          .executeTakeFirst()
  if (subject !== undefined) return findUser(tx, change, subject.identity_id, true)
  const [found = undefined] = named.length > 0 ? named : await findUsersByName(tx, change, address)
  if (found !== undefined && found.user_name !== null) {
    throw new ScimError(409, 'A user with this address already exists.', 'uniqueness')
  }
  return found
}

/**
 * Changes a user. If the user becomes inactive, the person is removed. If the user becomes active, the person is added
 * again. @throws ScimError
 */
export async function updateUser(
  change: DirectoryChange,
  identity_id: string,
  state: UserState,
): Promise<void> {
  const { tx } = change
  const before = await findUser(tx, change, identity_id, true)
  const address = getAddress(state)
  if (!state.active) await removePerson(change, before)
  const isNew = state.active && before.person_id === null
  const person_id = isNew ? await addPerson(change, state, address) : state.active ? before.person_id : null
  await tx
    .updateTable('identity.identities')
    .set({
      ...{ user_name: state.user_name, external_id: state.external_id, email: address },
      ...{ profile: JSON.stringify(toProfile(state)), active: state.active, person_id },
      removal_refused_at: null,
      updated_at: sql<Date>`now()`,
    })
    .where('identity_id', '=', identity_id)
    .execute()
  if (isNew) await applyDirectoryRights(change, [identity_id])
  if (person_id !== null && !isNew) await rename(change, person_id, before, state)
}

/**
 * Sets the name of a person to the one from the directory. A person who is also in another organization keeps the name.
 */
async function rename(change: DirectoryChange, person_id: string, before: UserRow, state: UserState) {
  const name = getName(state, before.person_email ?? '')
  const had = getName(toUserState(before), before.person_email ?? '')
  if (name === had || name === before.person_name) return
  await change.asPeople((people) =>
    people
      .updateTable('identity.people')
      .set({ name })
      .where('id', '=', person_id)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('identity.members')
              .select('role')
              .where('person_id', '=', person_id)
              .where('organization_id', '!=', change.organization),
          ),
        ),
      )
      .execute(),
  )
}

/** Deletes a user, and removes the person. @throws ScimError */
export async function deleteUser(change: DirectoryChange, identity_id: string): Promise<void> {
  const { tx } = change
  const row = await findUser(tx, change, identity_id, true)
  await removePerson(change, row)
  await tx.deleteFrom('identity.directory_members').where('identity_id', '=', identity_id).execute()
  await tx
    .updateTable('identity.identities')
    .set({ active: false, deleted_at: sql<Date>`now()`, email: row.email ?? row.person_email })
    .where('identity_id', '=', identity_id)
    .execute()
}

/**
 * Removes a person from the organization: membership, sessions, tokens and grants.
 *
 * @throws KeptOwner
 */
async function removePerson(change: DirectoryChange, { person_id }: UserRow): Promise<void> {
  if (person_id === null) return
  const { tx, identity, become } = change
  await lockIdentities(tx, person_id)
  const locked = await lockPeople(tx, person_id, undefined)
  // Only owners remove owners. Otherwise the person who runs the provider could take over the organization.
  if (locked.role === 'owner') throw new KeptOwner(person_id, locked.owners.length === 1)
  await change.record('person.removed', person_id)
  change.noteRevoked([await endMembership(identity, become, tx, person_id)])
}

/**
 * Adds the person of a user. The address must be in a domain that the organization has proven, or be invited as member
 * with this provider. So a directory cannot take the address of somebody else, or an invitation as owner or admin.
 *
 * @throws ScimError
 */
async function addPerson(change: DirectoryChange, state: UserState, email: string): Promise<string> {
  const { tx, organization, provider_id } = change
  const isProven = await hasProven(tx, email)
  const invitation = await takeInvitation(tx, email, { hasLink: false, provider_id, isProven })
  if (invitation === undefined && !isProven) {
    const domain = email.slice(email.lastIndexOf('@') + 1)
    throw new ScimError(
      403,
      `The organization has not proven the domain ${domain}. Prove it under Settings → Sign-in, or invite the address as a member with this provider.`,
    )
  }
  const id = uuidv7()
  const role =
    invitation === undefined
      ? ({ role: 'member', role_origin: 'provider', role_provider_id: provider_id } as const)
      : ({ role: invitation.role ?? 'member', role_origin: 'given', role_provider_id: null } as const)
  await change.asPeople(async (people) => {
    const added = await people
      .insertInto('identity.people')
      .values({ id, name: getName(state, email), email })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added === undefined) {
      throw new ScimError(
        409,
        'Somebody has this address already. The person signs in as before and links the provider under Settings → Your account; then the directory finds the user.',
        'uniqueness',
      )
    }
    await people
      .insertInto('identity.members')
      .values({ organization_id: organization, person_id: id, ...role })
      .execute()
  })
  if (invitation !== undefined && !(await giveInvited(tx, invitation, id))) {
    throw new ScimError(
      403,
      'The person who invited the address may no longer invite people. Invite it again.',
    )
  }
  await change.record('person.provisioned', id)
  return id
}
