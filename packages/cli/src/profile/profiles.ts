import { homedir } from 'node:os'
import { join } from 'node:path'
import { CommandError, EXIT } from '#command/command-error'
import { readPrivate, writePrivate } from './private-file.ts'

/** Server and caller, with defaults that keep commands short. */
export type Profile = ApplicationProfile | SignInProfile

interface SharedProfile {
  readonly url: string
  readonly client_id: string
  readonly organization_id: string
  /** Workspace for commands that name none. */
  readonly workspace?: string
}

/** Profile of an application, with its secret. */
export interface ApplicationProfile extends SharedProfile {
  readonly client_secret: string
  readonly person?: never
  readonly only_workspace?: never
}

/** Profile of a person who signed in by the browser or by a code. */
export interface SignInProfile extends SharedProfile {
  readonly client_secret?: never
  /** E-mail address. */
  readonly person: string
  /** Only workspace that the sign-in reaches. Absent if it reaches everything that the person reaches. */
  readonly only_workspace?: string
  /** Place of the tokens. */
  readonly store: 'keyring' | 'file'
}

/** All profiles of a user, as they are stored. */
export interface Profiles {
  /** Name of the profile that is used if none is named. */
  readonly current: string | undefined
  readonly profiles: Readonly<Record<string, Profile>>
}

type Environment = Readonly<Record<string, string | undefined>>

/** Returns the path of the profiles file. */
export function profilesPath(environment: Environment): string {
  const { BULKHEAD_CONFIG_DIR, XDG_CONFIG_HOME, APPDATA } = environment
  const folder =
    BULKHEAD_CONFIG_DIR ||
    (XDG_CONFIG_HOME && join(XDG_CONFIG_HOME, 'bulkhead')) ||
    (process.platform === 'win32' && APPDATA && join(APPDATA, 'Bulkhead')) ||
    join(environment.HOME || homedir(), '.config', 'bulkhead')
  return join(folder, 'profiles.json')
}

/** Reads all profiles. Without a file there are none. @throws CommandError if other users may read the file. */
export function readProfiles(environment: Environment): Profiles {
  const path = profilesPath(environment)
  const text = readPrivate(path)
  if (text === undefined) return { current: undefined, profiles: {} }
  const stored = parseProfiles(text)
  if (stored !== undefined) return stored
  throw new CommandError(
    EXIT.failed,
    'unreadable_profiles',
    `${path} contains no readable profiles.`,
    'Repair it, or remove it and log in again: bulkhead login',
  )
}

/** Returns the profiles of a file. Undefined if it holds something else. */
function parseProfiles(text: string): Profiles | undefined {
  try {
    const { current, profiles = {} } = JSON.parse(text) as Partial<Profiles>
    const isValid = Object.values(profiles).every(({ url }) => typeof url === 'string')
    return isValid ? { current, profiles: Object.assign(Object.create(null), profiles) } : undefined
  } catch {
    return undefined
  }
}

/** Stores all profiles. Other commands may have changed them, so nothing is awaited since they were read. */
export function writeProfiles(environment: Environment, profiles: Profiles): void {
  writePrivate(profilesPath(environment), `${JSON.stringify(profiles, null, 2)}\n`)
}

/** Stores a profile, and makes it the current one. */
export function saveProfile(environment: Environment, name: string, profile: Profile): void {
  const { profiles } = readProfiles(environment)
  writeProfiles(environment, { current: name, profiles: { ...profiles, [name]: profile } })
}

/**
 * Stores the workspace for commands that name none, in the profile as it is now.
 *
 * @returns Whether the profile is still one of that organization.
 */
export function saveWorkspace(
  environment: Environment,
  name: string,
  { url, organization_id }: Profile,
  workspace: string,
): boolean {
  const { current, profiles } = readProfiles(environment)
  const profile = profiles[name]
  if (profile === undefined || profile.url !== url || profile.organization_id !== organization_id)
    return false
  writeProfiles(environment, { current, profiles: { ...profiles, [name]: { ...profile, workspace } } })
  return true
}

/** Deletes a profile, so that none is the current one if it was. */
export function deleteProfile(environment: Environment, name: string): void {
  const { current, profiles } = readProfiles(environment)
  const { [name]: _gone, ...left } = profiles
  writeProfiles(environment, { current: current === name ? undefined : current, profiles: left })
}
