import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CommandError, EXIT } from '#command/command-error'
import { readPrivate, writePrivate } from './private-file.ts'
import { profilesPath } from './profiles.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Tokens of a person who signed in. */
export interface StoredSignIn {
  readonly refresh_token: string
  readonly access_token: string
  /** Expiry in milliseconds since the epoch. */
  readonly expires_at: number
}

/** Store of one profile's tokens. */
export interface SignInStore {
  readonly place: 'keyring' | 'file'
  read(): StoredSignIn | undefined
  write(signIn: StoredSignIn): void
  delete(): void
}

/**
 * Stores the tokens of a new sign-in in the system's keyring if there is one that takes them, else in a file of mode
 * 0600.
 *
 * @returns Where they are stored.
 */
export async function storeSignIn(
  environment: Environment,
  profile: string,
  signIn: StoredSignIn,
): Promise<SignInStore['place']> {
  const keyring = await openKeyring(environment, profile)
  try {
    keyring?.write(signIn)
    if (keyring !== undefined) return 'keyring'
  } catch {
    // A keyring without a collection can be read, and not written.
  }
  openFile(environment, profile).write(signIn)
  return 'file'
}

/**
 * Opens the token store of a profile.
 *
 * @throws CommandError `no_keyring`
 */
export async function openSignInStore(
  environment: Environment,
  profile: string,
  place: SignInStore['place'] = 'file',
): Promise<SignInStore> {
  if (place === 'file') return openFile(environment, profile)
  const keyring = await openKeyring(environment, profile)
  if (keyring !== undefined) return keyring
  const hint = 'Unlock the keyring of the system, or log in again: bulkhead login'
  throw new CommandError(EXIT.unauthenticated, 'no_keyring', 'The keyring cannot be opened.', hint)
}

/** Opens the keyring. Undefined if it is off, or would not survive a restart, like the kernel's on Linux. */
async function openKeyring(environment: Environment, profile: string): Promise<SignInStore | undefined> {
  if (environment.BULKHEAD_KEYRING === 'off') return undefined
  try {
    const { Entry } = await import('@napi-rs/keyring')
    const config = createHash('sha256').update(profilesPath(environment)).digest('hex').slice(0, 12)
    const entry = new Entry('bulkhead', `${profile} ${config}`, { linux: { store: 'secret-service' } })
    entry.getPassword()
    return {
      place: 'keyring',
      read() {
        return parseSignIn(entry.getPassword())
      },
      write: (signIn) => entry.setPassword(JSON.stringify(signIn)),
      delete: () => void entry.deletePassword(),
    }
  } catch {
    return undefined
  }
}

function openFile(environment: Environment, profile: string): SignInStore {
  const path = signInPath(environment, profile)
  return {
    place: 'file',
    read() {
      return parseSignIn(readPrivate(path))
    },
    write: (signIn) => writePrivate(path, `${JSON.stringify(signIn)}\n`),
    delete: () => rmSync(path, { force: true }),
  }
}

/**
 * Returns the tokens in a text. Undefined if it holds none: the person then signs in again. The parser's error would
 * quote a secret.
 */
function parseSignIn(text: string | null | undefined): StoredSignIn | undefined {
  try {
    const signIn = JSON.parse(text ?? '') as StoredSignIn
    return typeof signIn.refresh_token === 'string' ? signIn : undefined
  } catch {
    return undefined
  }
}

/** Returns the path of a profile's token file, next to the profiles file. */
export function signInPath(environment: Environment, profile: string): string {
  return join(dirname(profilesPath(environment)), `sign-in.${profile}.json`)
}
