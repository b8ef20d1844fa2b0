import type { Client } from '../client/client.ts'
import { AuthenticationError, ConfigurationError } from '../client/errors.ts'
import { assertHeaderText } from '../client/settings.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import type { Grant } from '../generated/api.ts'
import { type Minted, sharedTokenCache, TokenCache } from './token-cache.ts'
import type { NamedWorkspace } from './workspace-reference.ts'

/** Token that was handed over, or a function that gets one. */
type HandedToken = string | (() => Promise<string>)

/** Scope of a token. */
export interface Scope extends NamedWorkspace {
  /** Whether the server creates the workspace if none has the name. */
  readonly create_workspace: boolean
  readonly grant?: Grant
}

/**
 * Returns the provider of the application's own token, which reaches everything in its organization. For a person,
 * returns the person's access token.
 */
export function applicationTokenProvider(client: Client): TokenProvider {
  const { identity } = client.settings
  if (identity.kind === 'person') return bareTokenProvider(identity.accessToken)
  const cache = getCache(client)
  return {
    token: () => cache.get('application', () => fetchApplicationToken(client), getLimits(client)),
    renew(refused) {
      cache.drop('application', refused)
      return true
    },
    end: async () => {},
  }
}

/**
 * Returns the provider of a signed-in person's token, for calls that applications and handed-over tokens cannot make.
 */
export function personTokenProvider({ settings: { identity } }: Client): TokenProvider {
  if (identity.kind === 'person') return bareTokenProvider(identity.accessToken)
  const message =
    'This needs a person who is signed in: pass `accessToken`. An application, or a token that was handed over, cannot manage people.'
  return bareTokenProvider(() => Promise.reject(new ConfigurationError('configuration', message)))
}

/**
 * Returns a provider of tokens for a workspace, limited to the grant if there is one. The application mints on demand.
 */
export function scopedTokenProvider(client: Client, scope: Scope): TokenProvider {
  const { create_workspace, grant, ...workspace } = scope
  const cache = getCache(client)
  const application = applicationTokenProvider(client)
  const purpose = JSON.stringify(['scoped', workspace.workspace_name, workspace.workspace_id, grant])
  const mint = async (): Promise<Minted> => {
    const body = { ...workspace, ...grant, create_workspace }
    return (await client.send('createScopedToken', { body }, application)).data
  }
  return {
    token: () => cache.get(purpose, mint, `${create_workspace} ${getLimits(client)}`),
    renew(refused) {
      cache.drop(purpose, refused)
      return true
    },
    async end() {
      const token = cache.take(purpose)
      if (token === undefined) return
      try {
        await client.send('revokeToken', { body: {} }, bareTokenProvider(token))
      } catch (error) {
        // The token had already ended.
        if (!(error instanceof AuthenticationError)) throw error
      }
    },
  }
}

/**
 * Returns a provider of a token that was handed over. It cannot be renewed. If a workspace is named, the first use asks
 * the server whether the token belongs to it. An execute names no workspace, so a wrong token would act in another
 * workspace unnoticed.
 */
export function staticTokenProvider(
  client: Client,
  token: HandedToken,
  named: NamedWorkspace,
): TokenProvider {
  const bare = bareTokenProvider(token)
  if (named.workspace_id === undefined && named.workspace_name === undefined) return bare
  let checked: Promise<void> | undefined
  const check = async () => {
    const { data } = await client.send('getScopedTokenInfo', {}, bare)
    const isSame =
      (named.workspace_id ?? data.workspace_id) === data.workspace_id &&
      (named.workspace_name ?? data.workspace_name) === data.workspace_name
    if (isSame) return
    const message = `The token belongs to the workspace ${JSON.stringify(data.workspace_name)} (${data.workspace_id}), not to the one that was named. Leave out the name, or use that workspace's token.`
    throw new ConfigurationError('configuration', message)
  }
  return {
    ...bare,
    async token() {
      checked ??= check().catch((error: unknown) => {
        checked = undefined
        throw error
      })
      await checked
      return bare.token()
    },
  }
}

/** Returns a provider of a token that it neither checks nor renews. */
export function bareTokenProvider(token: HandedToken): TokenProvider {
  return {
    async token() {
      const given = typeof token === 'string' ? token : await token()
      // A header drops the line break with which a file ends.
      assertHeaderText('token', `${given ?? ''}`.trim())
      return given
    },
    renew: () => false,
    end: async () => {},
  }
}

async function fetchApplicationToken(client: Client): Promise<Minted> {
  const { identity } = client.settings
  if (identity.kind !== 'application') {
    const message =
      'This needs the clientId and clientSecret of an application; a token that was handed over reaches only its own workspace.'
    throw new ConfigurationError('configuration', message)
  }
  const { clientId, clientSecret } = identity
  const { data } = await client.send(
    'createApplicationToken',
    { body: { client_id: clientId, client_secret: clientSecret } },
    undefined,
  )
  return { token: data.access_token, expires_in: data.expires_in }
}

/** Returns the limits of a client's request for a token. Clients share a request only if theirs are the same. */
function getLimits({ settings: { timeoutMs, maxRetries } }: Client): string {
  return `${timeoutMs} ${maxRetries}`
}

/** Caches of people, one for each. A token that was minted for one person is never used for another. */
const personal = new WeakMap<object, TokenCache>()

function getCache({ settings: { url, identity, organizationId } }: Client): TokenCache {
  if (identity.kind === 'person') {
    const cache = personal.get(identity.accessToken) ?? new TokenCache()
    personal.set(identity.accessToken, cache)
    return cache
  }
  return sharedTokenCache(JSON.stringify([url, identity, organizationId]))
}
