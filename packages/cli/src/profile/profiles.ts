import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CommandError, EXIT } from '#command/command-error'

/** A server and who calls it, with what makes commands short. */
export type Profile = ApplicationProfile | SignInProfile

interface SharedProfile {
  readonly url: string
  readonly client_id: string
  readonly organization_id: string
  /** Taken where a command names none. */
  readonly workspace?: string
}

/** An application, with its secret. */
export interface ApplicationProfile extends SharedProfile {
  readonly client_secret: string
  readonly person?: never
}

/** A person who signed in by the browser or by a code. */
export interface SignInProfile extends SharedProfile {
  readonly client_secret?: never
  /** E-mail address. */
  readonly person: string
  /** The one workspace that the sign-in reaches; absent for everything that the person reaches. */
  readonly only_workspace?: string
  /** Place of the tokens. */
  readonly store: 'keyring' | 'file'
}

/** All profiles of a user, as they are stored. */
export interface Profiles {
  /** The one that is used where none is named. */
  readonly current: string | undefined
  readonly profiles: Readonly<Record<string, Profile>>
}

type Environment = Readonly<Record<string, string | undefined>>

/** The file of profiles. */
export function profilesPath(environment: Environment): string {
  const { BULKHEAD_CONFIG_DIR, XDG_CONFIG_HOME, APPDATA } = environment
  const folder =
    BULKHEAD_CONFIG_DIR ||
    (XDG_CONFIG_HOME && join(XDG_CONFIG_HOME, 'bulkhead')) ||
    (process.platform === 'win32' && APPDATA && join(APPDATA, 'Bulkhead')) ||
    join(environment.HOME || homedir(), '.config', 'bulkhead')
  return join(folder, 'profiles.json')
}

/** Reads all profiles; none where there is no file. @throws CommandError when others may read the file. */
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

/** Replaces the file: 0600, in one step, so that a killed command leaves the old one. */
export function writeProfiles(environment: Environment, profiles: Profiles): void {
  const path = profilesPath(environment)
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  const partial = `${path}.${process.pid}`
  try {
    writeFileSync(partial, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    // Whatever the umask took away.
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
