import { CommandError, EXIT } from '#command/command-error'
import { postForm, type TokenAnswer, toStored } from './oauth-client.ts'
import { readProfiles, type SignInProfile } from './profiles.ts'
import { openSignInStore } from './sign-in-store.ts'
import { whileLocked } from './while-locked.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Remaining lifetime below which a token is replaced. */
const EARLY_MS = 60_000

/**
 * Returns a function that gets the access token of a person who signed in. It refreshes the token before it expires. It
 * reads the stored token each time, because another command may have signed in again, which ends the former one.
 */
export function createAccessTokens(
  environment: Environment,
  profile: SignInProfile & { readonly name: string },
): () => Promise<string> {
  let current: Promise<string> | undefined
  return () => {
    current ??= getToken(environment, profile).finally(() => {
      current = undefined
    })
    return current
  }
}

async function getToken(
  environment: Environment,
  profile: SignInProfile & { readonly name: string },
): Promise<string> {
  const store = await openSignInStore(environment, profile.name, profile.store)
  const fresh = () => {
    const stored = store.read()
    if (stored === undefined) throw signedOut(profile.name)
    assertUnchanged(environment, profile)
    return { stored, found: Date.now() < stored.expires_at - EARLY_MS ? stored.access_token : undefined }
  }
  const known = fresh().found
  if (known !== undefined) return known
  // Two commands must not redeem the same refresh token.
  return whileLocked(environment, profile.name, async () => {
    const { stored, found } = fresh()
    if (found !== undefined) return found
    const { status, body } = await postForm(profile.url, '/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: stored.refresh_token,
    })
    if (status !== 200) {
      if (body.error === 'invalid_grant') throw signedOut(profile.name)
      const message = `The server did not renew the sign-in: ${body.error_description ?? status}.`
      throw new CommandError(EXIT.unauthenticated, body.error ?? 'not_renewed', message)
    }
    const renewed = toStored(body as TokenAnswer)
    store.write(renewed)
    return renewed.access_token
  })
}

/** @throws CommandError if another command signed in elsewhere since: its tokens must not go to the former server. */
function assertUnchanged(environment: Environment, opened: SignInProfile & { readonly name: string }): void {
  const { name, url, organization_id, only_workspace } = opened
  const profile = readProfiles(environment).profiles[name]
  const isSame = profile?.url === url && profile.organization_id === organization_id
  if (isSame && profile.person !== undefined && profile.only_workspace === only_workspace) return
  const message = `The profile ${name} now has another sign-in.`
  throw new CommandError(EXIT.unauthenticated, 'not_logged_in', message, 'Start the command again.')
}

function signedOut(name: string): CommandError {
  const hint = `Log in again: bulkhead login${name === 'default' ? '' : ` --profile ${name}`}`
  return new CommandError(EXIT.unauthenticated, 'not_logged_in', 'The sign-in has ended.', hint)
}
