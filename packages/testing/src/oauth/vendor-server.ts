import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenLocally } from '#upstreams/listen-locally'
import { CLIENT } from './authorization-server.ts'
import type { Vendor } from './vendor.ts'
import { VENDORS } from './vendors.ts'

/** Server on 127.0.0.1 with the authorization pages and token endpoints of {@link VENDORS}. */
export interface VendorServer {
  readonly url: string
  /** Field to leave out of later token responses. Undefined: none. */
  withhold: string | undefined
  /** Scope that owners refuse from now on. */
  deny: string | undefined
  /** Result of a read with an access token from now on. Undefined: the vendor's default. */
  lookup: object | undefined
  /** Whether every code is refused from now on. */
  refusesCodes: boolean
  /** Refresh tokens that were renewed, by slug and oldest first. */
  readonly renewed: ReadonlyMap<string, readonly string[]>
  close(): Promise<void>
}

/** Token of a code at a service that exchanges it. No request with it succeeds but the exchange. */
const SHORT_LIVED = 'short-lived-access-of-the-owner'

interface Asked {
  readonly slug: string
  readonly query: URLSearchParams
}

/** Starts the server. It responds to an invalid request with 400 and the reason as text. */
export async function startVendorServer(): Promise<VendorServer> {
  /** Authorization requests by the code that they got. */
  const codes = new Map<string, Asked>()
  /** Last authorization and valid refresh token of each service. */
  const grants = new Map<string, { readonly query: URLSearchParams; refresh_token: unknown }>()
  const renewed = new Map<string, string[]>()
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  const { url, close } = await listenLocally(server)
  const started: VendorServer = {
    url,
    withhold: undefined,
    deny: undefined,
    lookup: undefined,
    refusesCodes: false,
    renewed,
    close,
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', url)
    const [, slug = '', what] = pathname.split('/')
    const vendor = VENDORS[slug]
    if (vendor === undefined) return void response.writeHead(404).end()
    if (what === 'authorize') return authorize(vendor, { slug, query: searchParams }, response)
    if (what === 'lookup') {
      const scheme = vendor.lookupScheme ?? 'Bearer'
      const isOwner = request.headers.authorization === `${scheme} access-of-the-owner`
      const body = isOwner ? (started.lookup ?? vendor.lookup) : { message: 'Unauthorized' }
      response.writeHead(isOwner ? 200 : 401, { 'content-type': 'application/json' })
      return void response.end(JSON.stringify(body))
    }
    const [status, body] = await exchange(vendor, slug, request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  function authorize(vendor: Vendor, asked: Asked, response: ServerResponse): void {
    const challenged = [...asked.query.keys()].some((name) => name.startsWith('code_challenge'))
    const refusal =
      vendor.pkce === 'refused' && challenged ? 'PKCE is not offered.' : vendor.refuses?.(asked.query)
    if (refusal !== undefined) return void response.writeHead(400).end(refusal)
    const code = randomUUID()
    codes.set(code, asked)
    const back = new URL(asked.query.get('redirect_uri') ?? '')
    back.searchParams.set('code', code)
    back.searchParams.set('state', asked.query.get('state') ?? '')
    response.writeHead(302, { location: back.href }).end()
  }

  async function exchange(
    vendor: Vendor,
    slug: string,
    request: IncomingMessage,
  ): Promise<readonly [number, object]> {
    const body = await text(request)
    const type = vendor.body === 'form' ? 'application/x-www-form-urlencoded' : 'application/json'
    if (request.headers['content-type'] !== type)
      return fault(`the body is ${request.headers['content-type']}`)
    if (request.headers.accept !== 'application/json') return fault('JSON is not accepted')
    const given = new Map<string, string>(
      vendor.body === 'form' ? new URLSearchParams(body) : Object.entries(JSON.parse(body)),
    )
    const basic = Buffer.from(`${CLIENT.client_id}:${CLIENT.client_secret}`).toString('base64')
    const isClient =
      vendor.client === 'basic'
        ? request.headers.authorization === `Basic ${basic}` && !given.has('client_secret')
        : given.get('client_id') === CLIENT.client_id && given.get('client_secret') === CLIENT.client_secret
    if (!isClient) return fault('the client does not authenticate')
    if (given.get('grant_type') === 'refresh_token')
      return renew(vendor, slug, given.get('refresh_token') ?? '')
    if (vendor.exchange !== undefined && given.get('grant_type') === vendor.exchange.grant_type) {
      const isKnown = given.get(vendor.exchange.token_field) === SHORT_LIVED
      return isKnown ? [200, toAnswer(vendor.tokens(new URLSearchParams()))] : fault('the token is unknown')
    }
    const asked = codes.get(given.get('code') ?? '')
    codes.delete(given.get('code') ?? '')
    if (started.refusesCodes) return vendor.refusal
    if (given.get('grant_type') !== 'authorization_code' || asked?.slug !== slug)
      return fault('there is no such code')
    if (given.get('redirect_uri') !== asked.query.get('redirect_uri'))
      return fault('redirect_uri is another one')
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url')
    if (vendor.pkce === 'refused' && given.has('code_verifier'))
      return [401, { error: 'invalid_client', error_description: 'Client authentication failed' }]
    if (vendor.pkce === true && challenge !== asked.query.get('code_challenge'))
      return fault('the code verifier is wrong')
    const lacking = Object.entries(vendor.code_fields ?? {}).find(
      ([name, value]) => given.get(name) !== value,
    )
    if (lacking !== undefined) return fault(`${lacking[0]} is missing`)
    if (vendor.exchange !== undefined)
      return [200, { access_token: SHORT_LIVED, token_type: 'bearer', expires_in: 3600 }]
    const tokens = vendor.tokens(asked.query)
    grants.set(slug, { query: asked.query, refresh_token: tokens.refresh_token })
    return [200, toAnswer(tokens)]
  }

  function toAnswer(tokens: Readonly<Record<string, unknown>>): object {
    const kept = Object.entries(tokens)
      .filter(([name]) => name !== started.withhold)
      .map(([name, value]) => [name, name === 'scope' ? withoutDenied(value) : value] as const)
    return Object.fromEntries(kept)
  }

  function renew(vendor: Vendor, slug: string, given: string): readonly [number, object] {
    const grant = grants.get(slug)
    if (vendor.renewal === undefined || grant === undefined || given !== grant.refresh_token)
      return [400, { error: 'invalid_grant', error_description: `${given} is not valid at ${slug}` }]
    const earlier = renewed.get(slug) ?? []
    renewed.set(slug, [...earlier, given])
    if (vendor.renewal === 'new') grant.refresh_token = `refresh-${earlier.length + 1}-of-the-owner`
    const { refresh_token: _, ...tokens } = vendor.tokens(grant.query)
    return [200, { ...tokens, ...(vendor.renewal !== 'none' && { refresh_token: grant.refresh_token }) }]
  }

  function withoutDenied(scope: unknown): unknown {
    if (typeof scope !== 'string' || started.deny === undefined) return scope
    return scope
      .split(' ')
      .filter((one) => one !== started.deny)
      .join(' ')
  }

  return started
}

function fault(what: string): readonly [number, object] {
  return [400, { error: 'invalid_request', error_description: what }]
}
