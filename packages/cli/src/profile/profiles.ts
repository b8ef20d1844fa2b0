import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CommandError, EXIT } from '#command/command-error'

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
  let text: string
  try {
    text = readFileSync(path, 'utf8')
    assertPrivate(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { current: undefined, profiles: {} }
    throw error
  }
  try {
    const { current, profiles } = JSON.parse(text) as Partial<Profiles>
    return { current, profiles: Object.assign(Object.create(null), profiles) }
  } catch {
    throw new CommandError(
      EXIT.failed,
      'unreadable_profiles',
      `${path} is not JSON.`,
      'Log in again: bulkhead login',
    )
  }
}

/** Replaces the file with mode 0600 in one step, so that a killed command leaves the old file. */
export function writeProfiles(environment: Environment, profiles: Profiles): void {
  const path = profilesPath(environment)
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  const partial = `${path}.${process.pid}`
  try {
    writeFileSync(partial, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    // Restores the mode bits that the umask removed.
    chmodSync(partial, 0o600)
    renameSync(partial, path)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

function assertPrivate(path: string): void {
  if (process.platform === 'win32' || (statSync(path).mode & 0o077) === 0) return
  const message = `Other users of this machine may read ${path}, and it holds secrets.`
  throw new CommandError(EXIT.failed, 'exposed_profiles', message, `Protect it: chmod 600 ${path}`)
}
