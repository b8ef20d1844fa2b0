import { IncomingMessage } from 'node:http'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ID_JAG_PROFILE, JWT_BEARER_GRANT } from '#agents/assertions/assertion'
import { OAUTH_PATHS } from '#agents/authorization-server'
import { DEVICE_GRANT } from '#agents/command-line'
import { getRetryAfter, isOutage, toOutageBody } from '#agents/outages'
import { faultOfRegistration, toRegistration } from '#agents/registration'
import { getResourceMetadata } from '#agents/resource-metadata'
import { AGENT_SCOPES, getKnownScopes } from '#agents/scopes'
import type { Services } from '#operations/services'
import { createWindowCounter } from '#platform/cache/window-counter'
import { clientNetwork } from '#platform/client-network'
import { respondAssertion } from './oauth-assertions.ts'
import { DETAILS_TYPE, respondClientCredentials } from './oauth-client-credentials.ts'
import { faultOfForm, respondIntrospection, respondRevocation } from './oauth-tokens.ts'
import { getLoggedCause } from './to-reply.ts'

/** Limit of a request body in bytes: a few parameters, or the metadata of a client. */
const MAX_BODY_BYTES = 32 * 1024
const FORM = 'application/x-www-form-urlencoded'
/** Clients that one network may register in an hour. A hosted client registers one for each of its users. */
const REGISTRATIONS_PER_HOUR = 60
/**
 * Sign-ins that one network may begin in an hour. Each one stores a row for 15 minutes, even if nobody signs in.
 */
const AUTHORIZATIONS_PER_HOUR = 600
const HOUR_MS = 3_600_000
/** Device sign-ins that one network may begin in an hour. */
const DEVICE_CODES = 60

/** CORS headers for any origin: no response here depends on a cookie. */
const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, mcp-protocol-version',
  'access-control-expose-headers': 'www-authenticate',
  'access-control-max-age': '600',
}

/** Keeps `BULKHEAD_CORS_ORIGINS` from answering the preflights of these routes. */
const TO_ANY_ORIGIN = { config: { cors: false } }

/** Serves the authorization server, and the metadata by which clients find it. */
export async function serveOAuth(app: FastifyInstance, services: Services): Promise<void> {
  const { issuer, mcpResource, authorizationServer } = services
  const count = (name: string) =>
    createWindowCounter({ name, key: 'network', max: 10_000, windowMs: HOUR_MS }, Date.now)
  const registrations = count('client_registrations')
  const authorizations = count('authorizations')
  const deviceCodes = count('device_codes')
  const tokenRevocations = count('token_revocations')
  const { host, protocol } = new URL(issuer)

  async function passOn(request: FastifyRequest, reply: FastifyReply, body?: string): Promise<FastifyReply> {
    const provider = await authorizationServer()
    reply.hijack()
    const raw = body === undefined ? request.raw : repeat(request.raw, body)
    // The library builds links from these headers. They get the public URL, whatever a proxy sent.
    raw.headers.host = host
    raw.headers['x-forwarded-host'] = host
    raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
    raw.headers['x-forwarded-for'] = request.ip
    for (const [name, value] of Object.entries({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    }))
      reply.raw.setHeader(name, value)
    await provider.callback()(raw, reply.raw)
    return reply
  }

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
      (_request, body, done) => done(null, body),
    )
    // Clients in a browser read responses and errors. The library completes the raw response, so it has the headers.
    scope.addHook('onRequest', async ({ method }, reply) => {
      if (method === 'POST')
        for (const [name, value] of Object.entries(OPEN)) reply.raw.setHeader(name, value)
    })
    // Clients read the errors of OAuth, not those of the API.
    scope.setErrorHandler((error, request, reply) => {
      if (!isOutage(error)) throw error
      const { code, status } = error
      reply.log.error({ request_id: request.id, code, err: getLoggedCause(error) }, 'request failed')
      request.failure = code
      return reply.code(status).header('retry-after', getRetryAfter(error)).send(toOutageBody(error))
    })
    const onRequest = async (request: FastifyRequest) => {
      if (authorizations.count(clientNetwork(request.ip)).count <= AUTHORIZATIONS_PER_HOUR) return
      throw new BulkheadError(
        'rate_limited',
        'Too many sign-ins were begun from this network. Try again in an hour.',
        { retryAfter: HOUR_MS / 1000 },
      )
    }
    scope.get(OAUTH_PATHS.authorization, { exposeHeadRoute: false, onRequest }, (request, reply) => {
      // A second question mark belongs to a parameter (RFC 3986 §3.4).
      const [path, ...query] = request.raw.url?.split('?') ?? []
      request.raw.url = `${path}?${withKnownResource(toAuthorization(query.join('?')), mcpResource)}`
      return passOn(request, reply)
    })
    scope.get(`${OAUTH_PATHS.authorization}/:uid`, { exposeHeadRoute: false }, (request, reply) =>
      passOn(request, reply),
    )
    const preHandler = async (request: FastifyRequest, reply: FastifyReply) => {
      const form = new URLSearchParams(getText(request))
      const error_description = faultOfForm(request.headers.authorization, form)
      if (error_description === undefined) {
        if (form.has('resource')) request.body = withKnownResource(form, mcpResource).toString()
        return undefined
      }
      return reply.code(400).send({ error: 'invalid_request', error_description })
    }
    scope.post(OAUTH_PATHS.token, { preHandler }, (request, reply) => {
      const form = new URLSearchParams(getText(request))
      switch (form.get('grant_type')) {
        case 'client_credentials':
          return respondClientCredentials(services, request, reply, form)
        case JWT_BEARER_GRANT:
          return respondAssertion(services, request, reply, form)
        default:
          return passOn(request, reply, toTokenRequest(request))
      }
    })
    scope.post(OAUTH_PATHS.registration, (request, reply) => {
      if (registrations.count(clientNetwork(request.ip)).count > REGISTRATIONS_PER_HOUR) {
        const why = 'Too many clients were registered from this network. Try again in an hour.'
        return refuseFlood(reply, 3600, why)
      }
      const error_description = faultOfRegistration(getText(request))
      if (error_description !== undefined)
        return reply.code(400).send({ error: 'invalid_redirect_uri', error_description })
      return passOn(request, reply, toRegistration(getText(request)))
    })
    scope.post(OAUTH_PATHS.device_authorization, { preHandler }, (request, reply) => {
      if (deviceCodes.count(clientNetwork(request.ip)).count > DEVICE_CODES) {
        return refuseFlood(reply, 3600, 'Too many codes were requested. Try again in an hour.')
      }
      return passOn(request, reply, toDeviceRequest(request))
    })
    scope.post(OAUTH_PATHS.revocation, { preHandler }, async (request, reply) => {
      const body = getText(request)
      const token = new URLSearchParams(body).get('token') ?? ''
      const revoked = await respondRevocation(services, request, reply, token, tokenRevocations)
      return revoked ?? passOn(request, reply, body)
    })
    scope.post(OAUTH_PATHS.introspection, { preHandler }, async (request, reply) =>
      respondIntrospection(services, request, reply, getText(request)),
    )
    for (const path of Object.values(OAUTH_PATHS).slice(1))
      scope.options(path, TO_ANY_ORIGIN, (_request, reply) => reply.code(204).headers(OPEN).send())
  })
  serveMetadata(app, services)
}

function refuseFlood(reply: FastifyReply, seconds: number, error_description: string): FastifyReply {
  return reply
    .code(429)
    .header('retry-after', String(seconds))
    .send({ error: 'temporarily_unavailable', error_description })
}

function serveMetadata(
  app: FastifyInstance,
  { issuer, mcpResource, deviceCodes, announcesDocuments }: Services,
): void {
  const { pathname } = new URL(mcpResource)
  const metadata = getMetadata(issuer, deviceCodes)
  const kinds = ['oauth-authorization-server', 'openid-configuration']
  const paths = kinds.flatMap((kind) => [`/.well-known/${kind}`, `/.well-known/${kind}${pathname}`])
  for (const path of paths) {
    app.get(path, { exposeHeadRoute: true }, async (_request, reply) =>
      reply
        .headers(OPEN)
        .send({ ...metadata, client_id_metadata_document_supported: await announcesDocuments() }),
    )
  }
  // Some clients look for the metadata at the root, whatever the path of the resource is.
  const resource = `/.well-known/oauth-protected-resource`
  app.get(resource, { exposeHeadRoute: true }, (_request, reply) =>
    reply.headers(OPEN).send(getResourceMetadata(mcpResource, issuer)),
  )
  // Preflights get a response, so that clients need not repeat a failed request without custom headers.
  for (const path of [...paths, resource, `${resource}${pathname}`])
    app.options(path, TO_ANY_ORIGIN, (_request, reply) => reply.code(204).headers(OPEN).send())
}

/**
 * Returns the metadata of the authorization server (RFC 8414 §2), with members of OpenID Connect Discovery 1.0 that
 * some clients look for.
 */
function getMetadata(issuer: string, hasDeviceCodes: boolean) {
  const methods = ['none', 'client_secret_basic', 'client_secret_post']
  return {
    issuer,
    authorization_endpoint: `${issuer}${OAUTH_PATHS.authorization}`,
    token_endpoint: `${issuer}${OAUTH_PATHS.token}`,
    registration_endpoint: `${issuer}${OAUTH_PATHS.registration}`,
    revocation_endpoint: `${issuer}${OAUTH_PATHS.revocation}`,
    introspection_endpoint: `${issuer}${OAUTH_PATHS.introspection}`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    scopes_supported: [...AGENT_SCOPES],
    authorization_details_types_supported: [DETAILS_TYPE],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    ...(hasDeviceCodes && { device_authorization_endpoint: `${issuer}${OAUTH_PATHS.device_authorization}` }),
    grant_types_supported: [
      ...['authorization_code', 'refresh_token', 'client_credentials', JWT_BEARER_GRANT],
      ...(hasDeviceCodes ? [DEVICE_GRANT] : []),
    ],
    // Listed regardless of the organizations' settings: the metadata are the same for everybody.
    authorization_grant_profiles_supported: [ID_JAG_PROFILE],
    token_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_methods_supported: methods,
    introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    service_documentation: `${issuer}/docs`,
  }
}

/** Returns a copy of a request with another body, which can be read as if it had just arrived. */
function repeat({ socket, method = 'POST', url = '/', headers, httpVersion }: IncomingMessage, body: string) {
  const bytes = Buffer.from(body)
  const again = new IncomingMessage(socket)
  Object.assign(again, { method, url, httpVersion, complete: true })
  again.headers = { ...headers, 'content-length': String(bytes.length) }
  again.push(bytes)
  again.push(null)
  return again
}

function getText({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : ''
}

/**
 * Replaces the scopes of an authorization request by known ones, since clients ask for unknown scopes or for none. The
 * person is asked for consent in any case.
 */
function toAuthorization(query: string): URLSearchParams {
  const asked = new URLSearchParams(query)
  // To set a parameter that is given twice would hide that it is.
  const isOnce = (name: string) => asked.getAll(name).length <= 1
  if (isOnce('scope')) asked.set('scope', getKnownScopes(asked.get('scope')))
  if (isOnce('prompt') && asked.get('prompt') !== 'none') asked.set('prompt', 'consent')
  // The library would also put codes into fragments and forms, which the metadata do not list.
  if (isOnce('response_mode') && (asked.get('response_mode') ?? 'query') !== 'query')
    asked.set('response_mode', 'unsupported')
  return asked
}

/**
 * Writes the MCP resource of a request as its metadata do. Clients may write scheme and host in upper case (MCP
 * authorization, canonical server URI), or the default port.
 */
function withKnownResource(asked: URLSearchParams, mcpResource: string): URLSearchParams {
  const resources = asked.getAll('resource')
  asked.delete('resource')
  for (const resource of resources)
    asked.append('resource', URL.parse(resource)?.href === mcpResource ? mcpResource : resource)
  return asked
}

function toDeviceRequest(request: FastifyRequest): string {
  const asked = new URLSearchParams(getText(request))
  asked.set('scope', getKnownScopes(asked.get('scope')))
  request.raw.headers['content-type'] = FORM
  return asked.toString()
}

function toTokenRequest(request: FastifyRequest): string {
  const asked = new URLSearchParams(getText(request))
  // A refresh keeps the granted scope.
  if (asked.get('grant_type') === 'refresh_token') asked.delete('scope')
  request.raw.headers['content-type'] = FORM
  return asked.toString()
}
