import { CommandError } from '#command/command-error'
import { postForm } from './oauth-client.ts'
import { deleteProfile, type Profile, readProfiles, saveProfile } from './profiles.ts'
import { openSignInStore } from './sign-in-store.ts'
import { whileLocked } from './while-locked.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Forgets a profile, and ends its sign-in. @returns Whether the server ended the sign-in. */
export function forgetProfile(environment: Environment, name: string): Promise<boolean> {
  return whileLocked(environment, name, async () => {
    const isEnded = await signOut(environment, name, readProfiles(environment).profiles[name])
    deleteProfile(environment, name)
    return isEnded
  })
}

/**
 * Stores a profile in place of a former one with the name, whose sign-in ends.
 *
 * @param open Opens the profile. The lock is held.
 */
export function replaceProfile<Opened extends Profile>(
  environment: Environment,
  name: string,
  open: () => Opened | Promise<Opened>,
): Promise<Opened> {
  return whileLocked(environment, name, async () => {
    const former = readProfiles(environment).profiles[name]
    // A former sign-in whose keyring is gone cannot be read, and must not stand in the way.
    await signOut(environment, name, former).catch((error: unknown) => {
      if (!(error instanceof CommandError && error.code === 'no_keyring')) throw error
    })
    // No command may send the new tokens to the former server.
    deleteProfile(environment, name)
    const profile = await open()
    saveProfile(environment, name, profile)
    return profile
  })
}

/**
 * Ends the sign-in of a profile at the server, with every token that came from it, and deletes it here. The caller
 * holds the lock: the tokens of a renewal in progress would stay.
 *
 * @returns Whether the server ended it. False if it does not respond.
 */
async function signOut(
  environment: Environment,
  name: string,
  profile: Profile | undefined,
): Promise<boolean> {
  if (profile?.person === undefined) return false
  const store = await openSignInStore(environment, name, profile.store)
  const stored = store.read()
  store.delete()
  if (stored === undefined) return false
  const { refresh_token: token } = stored
  return postForm(profile.url, '/oauth/revoke', { token, token_type_hint: 'refresh_token' }).then(
    ({ status }) => status === 200,
    () => false,
  )
}
