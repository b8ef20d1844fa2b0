import { DEFAULT_URL } from '@bulkhead/contract/values/environment'
import type { ClientOptions, LogEntry } from '@bulkhead/sdk'
import type { Call } from '#command/command'
import { CommandError, EXIT } from '#command/command-error'
import { type Profile, readProfiles } from './profiles.ts'
import { createAccessTokens } from './sign-in.ts'

/** The caller and its server. */
export interface Session {
  readonly client: ClientOptions & { readonly url: string }
  readonly kind: 'application' | 'token' | 'person'
  /** Profile of the session. Undefined if the caller comes from the environment. */
  readonly profile: (Profile & { readonly name: string }) | undefined
}

/**
 * Opens a session for the caller from `--profile`, else the environment, else `BULKHEAD_PROFILE`, else the current
 * profile. URL and secret come from the same source, so that a secret is sent only to its own server.
 *
 * @throws CommandError if nobody is logged in, or the profile does not exist.
 */
export function openSession({ flags, terminal }: Pick<Call, 'flags' | 'terminal'>): Session {
  const { environment, stderr } = terminal
  const named = flags.profile as string | undefined
  const shared: ClientOptions = {
    ...(flags.debug === true && { log: (entry) => stderr.write(describeAttempt(entry)) }),
    ...(environment.BULKHEAD_ORGANIZATION_ID && { organizationId: environment.BULKHEAD_ORGANIZATION_ID }),
  }
  const { BULKHEAD_URL, BULKHEAD_TOKEN: token } = environment
  const url = BULKHEAD_URL || DEFAULT_URL
  const { BULKHEAD_CLIENT_ID: clientId, BULKHEAD_CLIENT_SECRET: clientSecret } = environment
  if (named === undefined && token === '') {
    // If minting failed, the component must not get the rights of a login instead.
    const message = 'BULKHEAD_TOKEN is set but empty.'
    const hint = 'Set it to a scoped token, or unset it to act as the application: unset BULKHEAD_TOKEN'
    throw new CommandError(EXIT.invalid, 'configuration', message, hint)
  }
  if (named === undefined && token) {
    return { kind: 'token', profile: undefined, client: { ...shared, url, token } }
  }
  if (named === undefined && (clientId || clientSecret)) {
    if (!clientId || !clientSecret) {
      const missing = clientId ? 'BULKHEAD_CLIENT_SECRET' : 'BULKHEAD_CLIENT_ID'
      throw loggedOut(`${missing} is not set, but the other half of the credentials is.`)
    }
    const client = { ...shared, url, clientId, clientSecret }
    return { kind: 'application', profile: undefined, client }
  }
  const profile = chooseProfile(environment, named || environment.BULKHEAD_PROFILE || undefined)
  if (BULKHEAD_URL && BULKHEAD_URL.replace(/\/+$/, '') !== profile.url) {
    // The message does not repeat the variable: it may hold a password.
    const message = `BULKHEAD_URL is not the address of the profile ${profile.name}, ${profile.url}. A secret is sent only to its own server.`
    const hint = 'Unset BULKHEAD_URL, or log in there under another name: bulkhead login --profile <name>'
    throw new CommandError(EXIT.unauthenticated, 'configuration', message, hint)
  }
  const { url: address, client_id, organization_id: organizationId } = profile
  if (profile.person !== undefined) {
    const tokens = createAccessTokens(environment, profile)
    const client = { organizationId, ...shared, url: address }
    return profile.only_workspace === undefined
      ? { kind: 'person', profile, client: { ...client, accessToken: tokens } }
      : { kind: 'token', profile, client: { ...client, token: tokens } }
  }
  return {
    kind: 'application',
    profile,
    client: {
      organizationId,
      ...shared,
      url: address,
      clientId: client_id,
      clientSecret: profile.client_secret,
    },
  }
}

function chooseProfile(
  environment: Readonly<Record<string, string | undefined>>,
  named: string | undefined,
): Profile & { readonly name: string } {
  const { current, profiles } = readProfiles(environment)
  const name = named ?? current
  const profile = name === undefined ? undefined : profiles[name]
  if (name !== undefined && profile !== undefined) return { ...profile, name }
  if (named === undefined) throw loggedOut('You are not logged in.')
  const names = Object.keys(profiles)
  const there = names.length === 0 ? 'There are none.' : `There are: ${names.join(', ')}.`
  const hint = `Create it: bulkhead login --profile ${named}`
  throw new CommandError(EXIT.unauthenticated, 'no_profile', `There is no profile ${named}. ${there}`, hint)
}

function loggedOut(why: string): CommandError {
  const hint = 'Log in: bulkhead login. Or set BULKHEAD_CLIENT_ID and BULKHEAD_CLIENT_SECRET.'
  return new CommandError(EXIT.unauthenticated, 'not_logged_in', why, hint)
}

/** Describes a request attempt for `--debug`. */
function describeAttempt({ method, path, attempt, durationMs, ...entry }: LogEntry): string {
  const { status, code, requestId, retryInMs } = entry
  const parts = [
    `${method} ${path}`,
    status === undefined ? 'no reply' : String(status),
    ...(code === undefined ? [] : [code]),
    `${durationMs} ms`,
    ...(attempt === 1 ? [] : [`attempt ${attempt}`]),
    ...(retryInMs === undefined ? [] : [`again in ${retryInMs} ms`]),
    ...(requestId === undefined ? [] : [requestId]),
  ]
  return `debug: ${parts.join(', ')}\n`
}
