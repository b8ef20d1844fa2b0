import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import Provider, { type Configuration, type JWK } from 'oidc-provider'
import { leaveServer } from '#oauth/leave-server'
import { memoryStore } from '#oauth/memory-store'
import { listenLocally } from '#upstreams/listen-locally'

/** Client of the server under test at the provider. */
export const COMPANY_CLIENT = {
  client_id: 'bulkhead-at-the-company',
  client_secret: 'client-secret-of-the-company-5ecretAbc123',
} as const

type Claims = Readonly<Record<string, unknown>>

/** Provider of a company on 127.0.0.1: `oidc-provider`, whose people have groups. */
export interface CompanyProvider {
  readonly issuer: string
  /** Claims of people, by subject. */
  readonly people: Map<string, Claims>
  /** Changes the claims of each token, which is then signed again, or the key of the signature. */
  alter: ((claims: Claims) => Claims | Promise<Claims>) | undefined
  logoutToken(claims: Claims): string
  identityAssertion(claims: Claims, header?: Claims): string
  /** Status of all later responses. */
  fails_with: number | undefined
  close(): Promise<void>
}

/** Starts the provider. @param redirect_uris Redirect URIs of the client. `requiresPushed`: whether requests must be pushed before (RFC 9126). */
export async function startCompanyProvider(
  redirect_uris: readonly string[],
  { requiresPushed = false }: { readonly requiresPushed?: boolean } = {},
): Promise<CompanyProvider> {
  const people = new Map<string, Claims>()
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  const server = createServer((request, response) => handle(request, response))
  const { url: issuer, close } = await listenLocally(server)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const settings = configuration(redirect_uris, people, privateKey)
  const pushed = { enabled: requiresPushed, requirePushedAuthorizationRequests: requiresPushed }
  const features = { ...settings.features, pushedAuthorizationRequests: pushed }
  const provider = new Provider(issuer, { ...settings, features })
  const company: CompanyProvider = {
    issuer,
    people,
    alter: undefined,
    fails_with: undefined,
    logoutToken: (claims) => signed(privateKey, { alg: 'ES256', typ: 'logout+jwt', kid: KEY_ID }, claims),
    identityAssertion: (claims, header = {}) =>
      signed(privateKey, { alg: 'ES256', typ: 'oauth-id-jag+jwt', kid: KEY_ID, ...header }, claims),
    close,
  }
  provider.use(async (ctx, next) => {
    await next()
    const answer = ctx.body as { id_token?: string } | undefined
    if (ctx.path !== '/token' || answer?.id_token === undefined || company.alter === undefined) return
    const [header = '', payload = ''] = answer.id_token.split('.')
    const claims = await company.alter(decoded(payload))
    ctx.body = { ...answer, id_token: signed(privateKey, decoded(header), claims) }
  })
  const provide = provider.callback()
  handle = (request, response) => {
    if (company.fails_with !== undefined) response.writeHead(company.fails_with).end('out of order')
    else if (request.url?.startsWith('/interaction/')) {
      interact(provider, request, response).catch(() => response.writeHead(500).end())
    } else provide(request, response)
  }
  return company
}

const KEY_ID = 'company'

function configuration(
  redirect_uris: readonly string[],
  people: ReadonlyMap<string, Claims>,
  key: KeyObject,
): Configuration {
  return {
    clients: [
      {
        ...COMPANY_CLIENT,
        redirect_uris: [...redirect_uris],
        post_logout_redirect_uris: [...new Set(redirect_uris.map((url) => new URL('/sign-in', url).href))],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'groups', 'realm_access'],
    },
    // Puts the requested claims into the ID token, as most providers do.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      // The provider's own page loads fonts from elsewhere.
      rpInitiatedLogout: {
        logoutSource: (ctx, form) => {
          ctx.body = `<!doctype html><title>Sign out</title>${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`
        },
      },
    },
    adapter: memoryStore().adapter,
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), kid: KEY_ID, alg: 'ES256', use: 'sig' } as JWK] },
    cookies: { keys: ['a key for cookies of tests'] },
    findAccount: (_ctx, sub) =>
      people.has(sub) ? { accountId: sub, claims: () => ({ sub, ...people.get(sub) }) } : undefined,
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Grant: 600,
      Interaction: 600,
      Session: 600,
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  }
}

/** Signs in the person that a header or a form names. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params, grantId } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login') {
    const form = request.method === 'POST' ? new URLSearchParams(await text(request)) : undefined
    const accountId = form?.get('subject') ?? request.headers['x-signs-in-as']
    if (accountId === undefined) return void showForm(response)
    if (accountId === 'nobody') {
      return provider.interactionFinished(request, response, { error: 'access_denied' })
    }
    return provider.interactionFinished(request, response, { login: { accountId: String(accountId) } })
  }
  const { session } = await provider.interactionDetails(request, response)
  const grant =
    (grantId === undefined ? undefined : await provider.Grant.find(grantId)) ??
    new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params.client_id) })
  grant.addOIDCScope(String(params.scope ?? ''))
  const consent = { grantId: await grant.save() }
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true })
}

function showForm(response: ServerResponse): void {
  response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html>
<html lang="en"><title>Company</title><link rel="icon" href="data:,"><h1>Company</h1><form method="post">
<label>Who are you? <input name="subject"></label> <button>Sign in</button></form></html>`)
}

function decoded(part: string): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
}

function signed(key: KeyObject, header: Claims, claims: Claims): string {
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

/**
 * Follows redirects from `url` like a browser of a person until they leave the provider. @returns The callback with its
 * code.
 */
export function signInAtCompany(url: string, subject: string): Promise<URL> {
  return leaveServer(url, { 'x-signs-in-as': subject })
}
