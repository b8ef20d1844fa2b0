import { toDisplayName } from '@bulkhead/contract/values/display-name'
import type { AnnouncedNames, AnnouncedProfile } from '#platform/database/schema/tables/provider-tables'
import { foldAddress, isAddress } from '../email-address.ts'
import type { UserRow } from './directory-users.ts'
import { invalidValue, ScimError } from './scim-error.ts'
import { type Change, getSingle, readBody, readBoolean, readText, type Values } from './scim-values.ts'
import { changeEmails, type KeptEmail, readEmails } from './user-emails.ts'

/** User as the directory describes it. */
export interface UserState extends KeptEmail {
  readonly user_name: string
  readonly external_id: string | null
  readonly active: boolean
  readonly names: AnnouncedNames
}

const NAMES = ['formatted', 'givenName', 'familyName'] as const

/** Reads a whole user, as POST and PUT send it. @throws ScimError */
export function readUser(body: Values, before?: UserState): UserState {
  const user_name = readText('userName', body.username)
  if (user_name === null) throw invalidValue('userName is missing.')
  const name = readBody(body.name ?? {})
  const names: Record<string, string> = {}
  for (const key of NAMES) {
    const text = readText(`name.${key}`, name[key.toLowerCase()])
    if (text !== null) names[key] = text
  }
  const displayName = readText('displayName', body.displayname)
  return {
    user_name,
    external_id: readText('externalId', body.externalid),
    ...readEmails(body.emails),
    active: readBoolean('active', body.active ?? before?.active ?? true),
    names: { ...names, ...(displayName !== null && { displayName }) },
  }
}

/** Returns the state of a stored user, whether or not the directory added the user. */
export function toUserState(row: UserRow): UserState {
  const email = row.email ?? row.person_email
  const { email: email_kind, ...names } = row.profile ?? {}
  return {
    user_name: row.user_name ?? email ?? row.identity_id,
    external_id: row.external_id,
    ...{ email, email_kind },
    active: row.active && row.person_id !== null,
    names,
  }
}

/** Returns the part of the state that has no columns. */
export function toProfile({ names, email_kind }: UserState): AnnouncedProfile {
  return { ...names, email: email_kind }
}

/**
 * Applies the changes of a PATCH. Changes of attributes that the server does not store are ignored. @throws ScimError
 */
export function changeUser(state: UserState, changes: readonly Change[]): UserState {
  return changes.reduce(applyChange, state)
}

function applyChange(user: UserState, change: Change): UserState {
  return { ...user, ...readChange(user, change) }
}

function readChange(user: UserState, change: Change): Partial<UserState> {
  const { op, path, where } = change
  const value = op === 'remove' ? null : getSingle(change.value)
  const rename = (key: keyof AnnouncedNames) => ({
    names: { ...user.names, [key]: readText(path, value) ?? undefined },
  })
  switch (path) {
    case 'active':
      if (op === 'remove')
        throw new ScimError(400, 'active cannot be removed. Set it to false.', 'mutability')
      return { active: readBoolean('active', value) }
    case 'username': {
      const user_name = readText('userName', value)
      if (user_name === null) throw invalidValue('userName cannot be empty.')
      // An address that the directory did not send follows the userName.
      const isSame = user.email_kind === undefined && user.email === foldAddress(user.user_name)
      return { user_name, ...(isSame && isAddress(user_name) && { email: null }) }
    }
    case 'externalid':
      return { external_id: readText('externalId', value) }
    case 'displayname':
      return rename('displayName')
    case 'name.formatted':
      return rename('formatted')
    case 'name.givenname':
      return rename('givenName')
    case 'name.familyname':
      return rename('familyName')
    case 'name': {
      const parts = Object.entries(readBody(value ?? {}))
      const changes = parts.map(([name, value]) => ({ op, path: `name.${name}`, where, value }))
      return changeUser(user, changes)
    }
    case 'emails':
    case 'emails.value':
      return changeEmails(user, change)
    default:
      return {}
  }
}

/**
 * Returns the address of a user: the one from the directory, or else the userName if it is an address. @throws
 * ScimError
 */
export function getAddress({ email, user_name }: UserState): string {
  const found = [email ?? '', foldAddress(user_name)].find(isAddress)
  if (found === undefined) {
    throw invalidValue('Neither emails nor userName is an e-mail address. Map one of them to the address.')
  }
  return found
}

/** Returns the display name of a person. */
export function getName({ names }: UserState, address: string): string {
  const { displayName, formatted, givenName, familyName } = names
  const parts = `${givenName ?? ''} ${familyName ?? ''}`
  const shown = [displayName, formatted, parts].map((name = '') => toDisplayName(name, 255))
  return shown.find((name) => name !== '') ?? address
}
