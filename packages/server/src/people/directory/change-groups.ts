import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { isUuid } from '#platform/identifiers'
import type { DirectoryChange } from './change-directory.ts'
import { countGroups, findGroup, type GroupRow, readMembers } from './directory-groups.ts'
import { applyDirectoryRights, lockUsers } from './directory-rights.ts'
import { invalidValue, ScimError } from './scim-error.ts'
import { type Change, getSingle, readBody, readText, type Values } from './scim-values.ts'

const MOST_GROUPS = 2_000
const MOST_MEMBERS = 20_000
/** Maximum number of people whose rights one request changes, so that its transaction ends in time. */
const MOST_CHANGED = 1_000

/** Group as the directory describes it. */
interface GroupState {
  readonly display_name: string
  readonly external_id: string | null
  /** Ids of users. */
  readonly members: ReadonlySet<string>
}

/** Reads a whole group, as POST and PUT send it. @throws ScimError */
export function readGroup(body: Values): GroupState {
  const display_name = readText('displayName', body.displayname)
  if (display_name === null) throw invalidValue('displayName is missing.')
  const external_id = readText('externalId', body.externalid)
  return { display_name, external_id, members: new Set(readMemberIds(body.members)) }
}

function readMemberIds(value: unknown): string[] {
  if (value === undefined || value === null) return []
  return [value].flat().map((one) => {
    const id = typeof one === 'string' ? one : readBody(one).value
    if (typeof id !== 'string')
      throw invalidValue('A member must be an object with the id of a user as value.')
    return id.toLowerCase()
  })
}

/** Adds a group. @returns Its id. @throws ScimError */
export async function addGroup(change: DirectoryChange, state: GroupState): Promise<string> {
  const { tx, organization, provider_id } = change
  if ((await countGroups(tx, change)) >= MOST_GROUPS) {
    throw new ScimError(403, `The directory has ${MOST_GROUPS} groups already. Delete some first.`)
  }
  const group_id = uuidv7()
  const { display_name, external_id } = state
  await tx
    .insertInto('identity.directory_groups')
    .values({ organization_id: organization, group_id, provider_id, display_name, external_id })
    .execute()
  await setMembers(change, group_id, new Set(), state.members, false)
  await change.record('directory_group.created', group_id)
  return group_id
}

/** Replaces a group. @throws ScimError */
export async function replaceGroup(change: DirectoryChange, id: string, state: GroupState): Promise<void> {
  await saveGroup(change, await findGroup(change.tx, change, id, true), () => state)
}

/** Applies the changes of a PATCH to a group. @throws ScimError */
export async function patchGroup(
  change: DirectoryChange,
  id: string,
  changes: readonly Change[],
): Promise<void> {
  const group = await findGroup(change.tx, change, id, true)
  await saveGroup(change, group, (state) => {
    // One set for all changes: to copy it for each would take the product of both numbers.
    const changed: MutableGroup = { ...state, members: new Set(state.members) }
    for (const one of changes) changeGroup(changed, one)
    return changed
  })
}

export interface MutableGroup {
  display_name: string
  external_id: string | null
  readonly members: Set<string>
}

export function changeGroup(group: MutableGroup, { op, path, where, value }: Change): void {
  switch (path) {
    case 'displayname': {
      const display_name = readText('displayName', op === 'remove' ? null : getSingle(value))
      if (display_name === null) throw invalidValue('displayName cannot be empty.')
      group.display_name = display_name
      return
    }
    case 'externalid':
      group.external_id = readText('externalId', op === 'remove' ? null : getSingle(value))
      return
    case 'members':
      changeMembers(group.members, op, where.value, value)
  }
}

function changeMembers(
  members: Set<string>,
  op: Change['op'],
  filtered: string | undefined,
  value: unknown,
): void {
  if (op === 'remove') {
    // Okta names the removed member in a filter, Entra ID in values. If a request has neither, all members are removed.
    if (filtered === undefined && value === undefined) members.clear()
    for (const id of filtered === undefined ? readMemberIds(value) : [filtered.toLowerCase()])
      members.delete(id)
    return
  }
  const given = readMemberIds(value)
  if (op === 'replace') members.clear()
  for (const id of given) members.add(id)
}

async function saveGroup(
  change: DirectoryChange,
  group: GroupRow,
  work: (state: GroupState) => GroupState,
): Promise<void> {
  const { tx } = change
  const { group_id, display_name, external_id } = group
  const before = new Set((await readMembers(tx, [group_id])).get(group_id))
  const state = work({ display_name, external_id, members: before })
  const isRenamed = state.display_name !== display_name || state.external_id !== external_id
  if (isRenamed || !isSame(before, state.members)) {
    await tx
      .updateTable('identity.directory_groups')
      .set({
        ...{ display_name: state.display_name, external_id: state.external_id },
        updated_at: sql<Date>`now()`,
      })
      .where('group_id', '=', group_id)
      .execute()
    await setMembers(change, group_id, before, state.members, isRenamed)
    await change.record('directory_group.updated', group_id)
  }
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && one.isSubsetOf(other)
}

/** Deletes a group and the rights that it gave. @throws ScimError */
export async function deleteGroup(change: DirectoryChange, id: string): Promise<void> {
  const { tx } = change
  const { group_id } = await findGroup(tx, change, id, true)
  const before = new Set((await readMembers(tx, [group_id])).get(group_id))
  await setMembers(change, group_id, before, new Set(), false)
  await tx.deleteFrom('identity.directory_groups').where('group_id', '=', group_id).execute()
  await change.record('directory_group.deleted', group_id)
}

/** @param all Whether the rights of members who stay can change too. */
async function setMembers(
  change: DirectoryChange,
  group_id: string,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  all: boolean,
): Promise<void> {
  const { tx, organization, provider_id } = change
  if (after.size > MOST_MEMBERS) throw invalidValue(`A group has at most ${MOST_MEMBERS} members.`)
  const gone = [...before.difference(after)]
  const come = [...after.difference(before)]
  const changed = all ? [...before.union(after)] : [...gone, ...come]
  if (changed.length > MOST_CHANGED) {
    throw new ScimError(
      413,
      `The request changes rights of ${changed.length} people. Send members in requests of at most ${MOST_CHANGED}.`,
    )
  }
  // The users are locked before their memberships, in the same order as when a user is removed.
  await lockUsers(tx, provider_id, changed)
  if (gone.length > 0) {
    await tx
      .deleteFrom('identity.directory_members')
      .where('group_id', '=', group_id)
      .where('identity_id', '=', sql<string>`any(${gone}::uuid[])`)
      .execute()
  }
  if (come.length > 0) {
    const uuids = come.filter(isUuid)
    const known = await tx
      .selectFrom('identity.identities')
      .select('identity_id')
      .where('provider_id', '=', provider_id)
      .where('deleted_at', 'is', null)
      .where('identity_id', '=', sql<string>`any(${uuids}::uuid[])`)
      .execute()
    const ids = new Set(known.map(({ identity_id }) => identity_id))
    const unknown = come.find((id) => !ids.has(id))
    if (unknown !== undefined) {
      throw invalidValue(`There is no user with the id ${unknown}. Groups in groups are not supported.`)
    }
    await tx
      .insertInto('identity.directory_members')
      .values(come.map((identity_id) => ({ organization_id: organization, group_id, identity_id })))
      .execute()
  }
  await applyDirectoryRights(change, changed)
}
