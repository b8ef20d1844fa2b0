import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { AdapterFactory, Configuration, JWK, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { COMMAND_LINE, SCOPED_TOKEN_SECONDS } from '#access/tokens/claims'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import type { SigningKeys } from '#access/tokens/signing-keys'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { createArtifacts, NOTHING_KEPT } from './artifacts.ts'
import { bindSignIns, COOKIES, SIGN_IN_SECONDS } from './bind-sign-ins.ts'
import { createClientStore, matchesSecret } from './clients.ts'
import { DEVICE_GRANT, getDefaultResource } from './command-line.ts'
import {
  type ClientDocuments,
  createClientDocuments,
  type DocumentOptions,
} from './documents/client-documents.ts'
import { endGrant, recordEndedGrant } from './end-grant.ts'
import { readPause } from './grant-lapse.ts'
import { issueGrantToken } from './issue-grant-token.ts'
import { getRetryAfter, isOutage, reportOutage, reportOutages, toOutageBody } from './outages.ts'
import { isSameRedirect, leadsToProgram } from './redirects.ts'
import { AGENT_SCOPES } from './scopes.ts'

/** Facts of a sign-in that the command line shows. */
interface SignInDescription {
  readonly organization_id: string
  readonly organization_name: string
  readonly person_id: string
  readonly person_email: string
  /** Absent: the sign-in reaches everything that the person reaches. */
  readonly workspace_id?: string
  readonly workspace_name?: string
  readonly read_only: boolean
  /** Time at which the person has to sign in again. */
  readonly sign_in_expires_at: string
}

export interface AuthorizationServerOptions extends DocumentOptions {
  readonly database: Database
  readonly revocations: RevocationFeed
  readonly signingKeys: SigningKeys
  readonly issuer: string
  readonly audience: string
  readonly mcpResource: string
  /** Whether the command line may sign in by a code that is typed on another device. */
  readonly deviceCodes: boolean
}

/** Paths of the authorization server. */
export const OAUTH_PATHS = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  registration: '/oauth/register',
  revocation: '/oauth/revoke',
  introspection: '/oauth/introspect',
  device_authorization: '/oauth/device_authorization',
} as const

/** Models whose rows are stored. Other models come from elsewhere, or are not used. */
const KEPT: ReadonlySet<string> = new Set([
  'Interaction',
  'Grant',
  'AuthorizationCode',
  'RefreshToken',
  'DeviceCode',
])

const NO_SUCH_RESOURCE = 'this server does not have this resource'

const CODE_SECONDS = 60
/**
 * Lifetime of a device code (RFC 8628 §5.2). It is short, because it also limits the time in which a person can be
 * tricked into typing the code of somebody else.
 */
const DEVICE_CODE_SECONDS = 600
/** Minimum interval between two polls of a device (RFC 8628 §3.5). */
const POLL_SECONDS = 5
/** Lifetime of the library's grants. The grants of this server have an expiry of their own, which comes sooner. */
const GRANT_SECONDS = 366 * 86_400

/** Loads the authorization server. Loading takes 100 ms, so a server to which no program signs in does not load it. */
export async function loadAuthorizationServer(options: AuthorizationServerOptions): Promise<Provider> {
  const library = await import('oidc-provider')
  const { Provider, interactionPolicy } = library
  const { issuer } = options
  const documents = createClientDocuments(options, library)
  const provider = new Provider(issuer, {
    ...getConfiguration(options, library, documents),
    cookies: COOKIES,
    interactions: {
      policy: [askEachTime(interactionPolicy)],
      url: (_ctx, { uid }) => `${issuer}/authorize?id=${uid}`,
    },
    loadExistingGrant: async ({ oidc: { result } }) =>
      result?.consent?.grantId === undefined ? undefined : provider.Grant.find(result.consent.grantId),
  } satisfies Configuration)
  // The library builds links from the URL that browsers know, which each request states in its headers.
  provider.proxy = true
  bindSignIns(provider, issuer)
  documents.watch(provider)
  const { prototype } = provider.Client as unknown as { prototype: ClientMethods }
  prototype.redirectUriAllowed = function (asked) {
    return leadsToProgram(asked) && this.redirectUris.some((allowed) => isSameRedirect(allowed, asked))
  }
  const { grantTypeAllowed } = prototype
  // Applies regardless of the document of a client.
  prototype.grantTypeAllowed = function (type) {
    if (type === DEVICE_GRANT) return options.deviceCodes && this.clientId === COMMAND_LINE
    return grantTypeAllowed.call(this, type)
  }
  prototype.compareClientSecret = function (presented) {
    return matchesSecret(this.clientSecret, presented)
  }
  provider.use(async (ctx, next) => {
    try {
      await next()
      replaceDevicePage(options, ctx as KoaContextWithOIDC)
      await replaceToken(options, ctx as KoaContextWithOIDC)
    } catch (thrown) {
      if (!isOutage(thrown)) throw thrown
      ctx.state.outage = thrown
      ctx.status = thrown.status
      ctx.body = toOutageBody(thrown)
    }
    const outage: unknown = ctx.state.outage
    if (!isOutage(outage)) return
    options.log.error({ err: outage }, 'signing in a program failed')
    if (ctx.status === 503) ctx.set('Retry-After', getRetryAfter(outage))
  })
  provider.on('server_error', (_ctx, error) =>
    options.log.error({ err: error }, 'signing in a program failed'),
  )
  return provider
}

interface ClientMethods {
  readonly clientId: string
  readonly redirectUris: readonly string[]
  readonly clientSecret?: string
  redirectUriAllowed(this: ClientMethods, asked: string): boolean
  grantTypeAllowed(this: ClientMethods, type: string): boolean
  compareClientSecret(this: ClientMethods, presented: string): boolean
}

function getConfiguration(
  options: AuthorizationServerOptions,
  library: Pick<typeof import('oidc-provider'), 'Provider' | 'errors'>,
  documents: ClientDocuments,
): Configuration {
  const { database } = options
  const { errors } = library
  const adapter: AdapterFactory = (model) => {
    if (model === 'Client') return reportOutages(library, createClientStore({ database, errors }))
    if (!KEPT.has(model)) return NOTHING_KEPT
    const endGrant = (grant_id: string) => endReusedGrant(options, grant_id)
    return reportOutages(library, createArtifacts({ database, errors, endGrant }, model))
  }
  return {
    adapter,
    routes: {
      ...OAUTH_PATHS,
      code_verification: '/oauth/device',
      jwks: '/oauth/jwks',
      end_session: '/oauth/end',
    },
    scopes: [...AGENT_SCOPES],
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    clientDefaults: {
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: 'ES256',
    },
    pkce: { required: () => true },
    // The workspace that the command line requests, by name.
    extraParams: ['workspace'],
    features: {
      deviceFlow: {
        enabled: true,
        charset: 'base-20',
        mask: '****-****',
        deviceInfo: ({ ip }) => ({ ip }),
      },
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      // Access tokens are Bearer tokens. A server without DPoP ignores its header (RFC 9449 §5).
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: { enabled: true },
      registration: {
        enabled: true,
        idFactory: () => `agent_${randomBytes(16).toString('hex')}`,
        secretFactory: () => `bulkhead_agent_${randomBytes(32).toString('base64url')}`,
        issueRegistrationAccessToken: false,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (_ctx, { clientId }, oneOf) =>
          [oneOf].flat()[0] ?? getDefaultResource(options, clientId),
        getResourceServerInfo: async (_ctx, resource, { clientId }) => {
          if (resource !== getDefaultResource(options, clientId))
            throw new errors.InvalidTarget(NO_SUCH_RESOURCE)
          return {
            scope: AGENT_SCOPES.join(' '),
            audience: resource,
            accessTokenTTL: SCOPED_TOKEN_SECONDS,
            accessTokenFormat: 'opaque',
          }
        },
        useGrantedResource: () => true,
      },
      clientIdMetadataDocument: documents.feature,
    },
    fetch: (url) => documents.fetch(String(url)),
    // The ES256 key signs nothing: no scope gives an ID token, and this server signs access tokens with its own keys.
    jwks: { keys: [createUnusedKey()] },
    findAccount: async (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    // Called before the token is used up, so a paused grant and a request for another resource keep the token.
    rotateRefreshToken: async ({ oidc }) => {
      const known = getDefaultResource(options, oidc.client?.clientId ?? '')
      if ([oidc.params?.resource ?? []].flat().some((resource) => resource !== known))
        throw new errors.InvalidTarget(NO_SUCH_RESOURCE)
      const grant_id = oidc.entities.Grant?.jti
      const pause =
        grant_id === undefined ? undefined : await reportOutage(library, () => readPause(database, grant_id))
      if (pause !== undefined) throw new errors.CustomOIDCProviderError('temporarily_unavailable', pause)
      return true
    },
    revokeGrantPolicy: () => true,
    clientBasedCORS: () => true,
    renderError: async (ctx, out) => {
      ctx.type = 'text/plain'
      ctx.body = `${out.error}: ${out.error_description ?? ''}\n\nReturn to the program that you came from, and connect it again.\n`
    },
    ttl: {
      AccessToken: () => SCOPED_TOKEN_SECONDS,
      AuthorizationCode: CODE_SECONDS,
      RefreshToken: GRANT_SECONDS,
      Grant: GRANT_SECONDS,
      DeviceCode: DEVICE_CODE_SECONDS,
      Interaction: SIGN_IN_SECONDS,
      Session: SIGN_IN_SECONDS,
      IdToken: CODE_SECONDS,
    },
  }
}

/** Creates a prompt that asks for consent at each authorization, even if the same was granted before. */
function askEachTime({ Prompt, Check }: typeof import('oidc-provider').interactionPolicy) {
  return new Prompt(
    { name: 'consent', requestable: true },
    new Check('each_time', 'a person is asked each time', 'interaction_required', ({ oidc }) =>
      oidc.result?.consent === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
    ),
  )
}

/**
 * Replaces the library's device page by a page of this server, without the code in the URL. A person who was sent a
 * link must not be able to confirm with one click.
 */
function replaceDevicePage({ issuer }: AuthorizationServerOptions, ctx: KoaContextWithOIDC): void {
  if (ctx.oidc?.route !== 'device_authorization' || ctx.status !== 200) return
  const { verification_uri_complete: _, ...body } = ctx.body as Record<string, unknown>
  ctx.body = { ...body, verification_uri: `${issuer}/device`, interval: POLL_SECONDS }
}

/** Replaces the library's access token in the response by a token of this server. The library's token is not stored. */
async function replaceToken(options: AuthorizationServerOptions, ctx: KoaContextWithOIDC): Promise<void> {
  const body = ctx.body as { access_token?: string; expires_in?: number } | undefined
  if (ctx.oidc?.route !== 'token' || ctx.status !== 200 || body?.access_token === undefined) return
  const { Grant, AccessToken } = ctx.oidc.entities
  const grant_id = Grant?.jti
  const resource = AccessToken?.aud
  const issued =
    grant_id === undefined || typeof resource !== 'string'
      ? undefined
      : await issueGrantToken(options, grant_id, resource)
  if (issued === undefined) {
    ctx.status = 400
    const pause = grant_id === undefined ? undefined : await readPause(options.database, grant_id)
    ctx.body = {
      error: 'invalid_grant',
      error_description: pause ?? 'the person no longer grants this',
    }
    return
  }
  const signIn =
    ctx.oidc.client?.clientId === COMMAND_LINE && grant_id !== undefined
      ? await describeSignIn(options.database, grant_id)
      : undefined
  ctx.body = { ...body, ...issued, ...signIn }
}

/** Ends a grant because a code or a refresh token was used twice, or because the client revoked it. */
async function endReusedGrant(options: AuthorizationServerOptions, grant_id: string): Promise<void> {
  const grant = await asIdentity(options.database, 'read only', (tx) =>
    tx
      .selectFrom('identity.agent_grants')
      .select('organization_id')
      .where('grant_id', '=', grant_id)
      .executeTakeFirst(),
  )
  if (grant === undefined) return
  await endGrant(options, { organization: grant.organization_id, grant_id }, recordEndedGrant)
}

function createUnusedKey(): JWK {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' } as JWK
}

/** Returns the description of a grant, which is added to the token response for the command line (RFC 6749 §5.1). */
async function describeSignIn(database: Database, grant_id: string): Promise<SignInDescription | undefined> {
  return asIdentity(database, 'read only', async (tx, become) => {
    const grant = await tx
      .selectFrom('identity.agent_grants as g')
      .innerJoin('identity.people as p', 'p.id', 'g.person_id')
      .select([
        'g.organization_id',
        'g.person_id',
        'p.email',
        'g.workspace_id',
        'g.narrowing',
        'g.expires_at',
      ])
      .where('g.grant_id', '=', grant_id)
      .executeTakeFirst()
    if (grant === undefined) return undefined
    const { organization_id, person_id, email, workspace_id, narrowing, expires_at } = grant
    const rows = await become({ role: 'bulkhead_organization', organization: organization_id })
    const organization = await rows.selectFrom('organizations').select('name').executeTakeFirstOrThrow()
    const workspace =
      workspace_id === null
        ? undefined
        : await rows
            .selectFrom('workspaces')
            .select('name')
            .where('workspace_id', '=', workspace_id)
            .executeTakeFirst()
    return {
      ...{ organization_id, organization_name: organization.name, person_id, person_email: email },
      ...(workspace_id !== null && { workspace_id, workspace_name: workspace?.name ?? workspace_id }),
      read_only: narrowing.read_only === true,
      sign_in_expires_at: expires_at.toISOString(),
    }
  })
}
