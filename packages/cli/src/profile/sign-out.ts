import { postForm } from './oauth-client.ts'
import { deleteProfile, type Profile, readProfiles } from './profiles.ts'
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
 * Ends the sign-in of a profile at the server, with every token that came from it, and deletes it here. The caller
 * holds the lock: the tokens of a renewal in progress would stay.
 *
 * @returns Whether the server ended it. False if it does not respond.
 */
export async function signOut(
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
