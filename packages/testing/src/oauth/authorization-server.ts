import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import Provider, {
  type AdapterFactory,
  type Configuration,
  type JWK,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { listenLocally } from '#upstreams/listen-locally'
import { leaveServer } from './leave-server.ts'
import { memoryStore } from './memory-store.ts'

/** OAuth client of the tests' applications. */
export const CLIENT: Readonly<Record<'client_id' | 'client_secret', string>> = {
  client_id: 'bulkhead-at-the-third-party',
  client_secret: 'client-secret-5ecretAbc123XyZ789qwErTy',
}

export interface TokenRequest {
  readonly grant_type: string
  readonly status: number
  /** Error code of a rejection. */
  readonly error?: string
}

export interface OwnerTokens {
  readonly access_token: string
  readonly refresh_token: string
}

/** Behaviour of the token endpoint from now on. */
export interface Behaviour {
  /** Whether a refresh returns a new refresh token, and reuse of the old one revokes both. Default: true. */
  rotates: boolean
  /** Lifetime of an access token in seconds. Default: 3600. */
  access_token_seconds: number
  /** Delay in milliseconds before a request is processed, and again before its response is sent. */
  delay_ms: number
  answer_delay_ms: number
  /** Status that it returns without processing the request. */
  fails_with: number | undefined
  /** `Retry-After` header of these responses. */
  retry_after: string | undefined
  /** Whether the owner gets a page with two buttons, for a browser. Otherwise a header decides. Default: false. */
  asks: boolean
  /** Called when the response to a token request is complete and about to be sent. `unread`: it was not processed. */
  answering: ((grant_type: string) => void | Promise<void>) | undefined
}

/** Real authorization server on 127.0.0.1: `oidc-provider`, with one client. */
export interface AuthorizationServer {
  readonly url: string
  readonly behaviour: Behaviour
  /** Requests that the token endpoint responded to, oldest first. */
  readonly answered: readonly TokenRequest[]
  /** Tokens that reached the revocation endpoint. */
  readonly revoked: readonly string[]
  issueTokens(): Promise<OwnerTokens>
  accepts(access_token: string): Promise<boolean>
  expire(access_token: string): Promise<void>
  /** Revokes the consent behind a refresh token, as its owner. */
  withdraw(refresh_token: string): Promise<void>
  /** Revokes all consents, as the owner. */
  withdrawAll(): Promise<void>
  close(): Promise<void>
}

const OWNER = 'an-owner'
const SCOPES = ['read', 'write', 'admin']

/**
 * Starts an authorization server.
 *
 * @param redirect_uris Redirect URIs of the client.
 */
export async function startAuthorizationServer(
  redirect_uris: readonly string[] = [],
): Promise<AuthorizationServer> {
  const behaviour: Behaviour = {
    rotates: true,
    access_token_seconds: 3600,
    delay_ms: 0,
    answer_delay_ms: 0,
    fails_with: undefined,
    retry_after: undefined,
    asks: false,
    answering: undefined,
  }
  const answered: TokenRequest[] = []
  const revoked: string[] = []
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  const server = createServer((request, response) => handle(request, response))
  const { url, close } = await listenLocally(server)
  const store = memoryStore()
  const provider = new Provider(url, configuration(redirect_uris, behaviour, store.adapter))
  provider.use(async (ctx, next) => {
    if (!['/token', '/token/revocation'].includes(ctx.path)) return next()
    await sleep(behaviour.delay_ms)
    if (ctx.path === '/token' && behaviour.fails_with !== undefined) {
      ctx.status = behaviour.fails_with
      ctx.body = 'The server is out of order.'
      if (behaviour.retry_after !== undefined) ctx.set('retry-after', behaviour.retry_after)
      answered.push({ grant_type: 'unread', status: ctx.status })
      await behaviour.answering?.('unread')
      return
    }
    await next()
    const { oidc } = ctx as KoaContextWithOIDC
    if (ctx.path === '/token/revocation') {
      if (ctx.status === 200) revoked.push(String(oidc.params?.token))
      return
    }
    const grant_type = String(oidc?.params?.grant_type)
    const { error } = ctx.body as { error?: string }
    answered.push({ grant_type, status: ctx.status, ...(error !== undefined && { error }) })
    await sleep(behaviour.answer_delay_ms)
    await behaviour.answering?.(grant_type)
  })
  const provide = provider.callback()
  handle = (request, response) => {
    if (request.url?.startsWith('/interaction/')) {
      interact(provider, behaviour, request, response).catch(() => response.writeHead(500).end())
    } else provide(request, response)
  }

  return {
    url,
    behaviour,
    answered,
    revoked,
    async issueTokens() {
      const client = await provider.Client.find(CLIENT.client_id)
      if (client === undefined) throw new Error('The client is not registered.')
      const grant = new provider.Grant({ accountId: OWNER, clientId: CLIENT.client_id })
      grant.addOIDCScope(SCOPES.join(' '))
      const grantId = await grant.save()
      const about = { accountId: OWNER, client, grantId, gty: 'authorization_code', scope: SCOPES.join(' ') }
      return {
        access_token: await new provider.AccessToken(about as never).save(),
        refresh_token: await new provider.RefreshToken(about as never).save(),
      }
    },
    async accepts(access_token) {
      const token =
        (await provider.AccessToken.find(access_token)) ??
        (await provider.ClientCredentials.find(access_token))
      return token?.isExpired === false
    },
    async expire(access_token) {
      await (await provider.AccessToken.find(access_token))?.destroy()
      await (await provider.ClientCredentials.find(access_token))?.destroy()
    },
    async withdraw(refresh_token) {
      const token = await provider.RefreshToken.find(refresh_token)
      if (token?.grantId !== undefined) await provider.RefreshToken.revokeByGrantId(token.grantId)
      await token?.destroy()
    },
    async withdrawAll() {
      store.forget(['RefreshToken', 'AccessToken', 'Grant'])
    },
    close,
  }
}

function configuration(
  redirect_uris: readonly string[],
  behaviour: Behaviour,
  adapter: AdapterFactory,
): Configuration {
  return {
    clients: [
      {
        ...CLIENT,
        redirect_uris: [...redirect_uris, 'https://unused.example/callback'],
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    scopes: ['openid', 'offline_access', ...SCOPES],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
    },
    adapter,
    jwks: { keys: [signingKey()] },
    cookies: { keys: ['a key for cookies of tests'] },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: () => behaviour.rotates,
    ttl: {
      AccessToken: () => behaviour.access_token_seconds,
      ClientCredentials: () => behaviour.access_token_seconds,
      AuthorizationCode: 60,
      RefreshToken: 86_400,
      Grant: 86_400,
      Interaction: 600,
      Session: 600,
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  }
}

function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' } as JWK
}

/** Signs the owner in, and grants the client's request. */
async function interact(
  provider: Provider,
  { asks }: Behaviour,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params, grantId } = await provider.interactionDetails(request, response)
  const isQuestion = asks && prompt.name === 'consent'
  if (isQuestion && request.method === 'GET') return void showQuestion(response)
  const says = isQuestion ? await readResponse(request) : request.headers['x-owner-says']
  if (says === 'no') {
    const refusal = { error: 'access_denied', error_description: 'The owner said no.' }
    return provider.interactionFinished(request, response, refusal)
  }
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: OWNER } })
  }
  const grant =
    (grantId === undefined ? undefined : await provider.Grant.find(grantId)) ??
    new provider.Grant({ accountId: OWNER, clientId: String(params.client_id) })
  grant.addOIDCScope(String(params.scope ?? ''))
  const consent = { grantId: await grant.save() }
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true })
}

function showQuestion(response: ServerResponse): void {
  response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html>
<html lang="en"><title>Allow access?</title><link rel="icon" href="data:,"><h1>Allow access?</h1><form method="post">
<button name="says" value="yes">Allow</button> <button name="says" value="no">Deny</button></form></html>`)
}

async function readResponse(request: IncomingMessage): Promise<string | null> {
  return new URLSearchParams(await text(request)).get('says')
}

/**
 * Follows redirects from `url` like a browser until they leave the authorization server. @returns The callback with its
 * code.
 */
export function consentAt(url: string, says: 'yes' | 'no' = 'yes'): Promise<URL> {
  return leaveServer(url, { 'x-owner-says': says })
}
