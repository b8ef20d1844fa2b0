import { BulkheadError } from '@bulkhead/contract/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '#operations/services'
import { authenticateDirectory, type Directory } from '#people/directory/directory-token'
import { invalidToken, resourceNotFound, ScimError } from '#people/directory/scim-error'
import type { Values } from '#people/directory/scim-values'
import { createWindowCounter } from '#platform/cache/window-counter'
import { addJsonParser } from '../parse-json.ts'
import { asBulkheadError, getLoggedCause } from '../to-reply.ts'
import { SCIM_ROUTES, type ScimRoute } from './scim-routes.ts'

const SCIM_JSON = 'application/scim+json'
const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error'
/** Requests per minute that one process accepts from one directory. */
const REQUESTS_PER_MINUTE = 3_000

/** Serves SCIM 2.0 (RFC 7643, RFC 7644) at `/scim/v2`, for directories that provision people and groups. */
export async function serveScim(app: FastifyInstance, services: Services): Promise<void> {
  const requests = createWindowCounter(
    { name: 'directory_requests', key: 'provider', max: 10_000, windowMs: 60_000 },
    Date.now,
  )

  async function authenticate(request: FastifyRequest): Promise<Directory> {
    const { database, failureLimiter } = services
    const directory = await authenticateDirectory(database, request.headers.authorization)
    if (directory === undefined) {
      await failureLimiter.fail(request.ip, 'directory')
      throw invalidToken()
    }
    const { count, endsInMs } = requests.count(directory.provider_id)
    if (count <= REQUESTS_PER_MINUTE) return directory
    throw new BulkheadError(
      'rate_limited',
      'The directory is sending too many requests. Try again in a minute.',
      {
        retryAfter: Math.ceil(endsInMs / 1000),
      },
    )
  }

  async function respond(route: ScimRoute, request: FastifyRequest, reply: FastifyReply) {
    const asked = {
      services,
      id: (request.params as { id?: string }).id ?? '',
      query: request.query as Values,
      body: request.body,
      request_id: request.id,
    }
    const resource = route.anyone
      ? await route.handle(asked)
      : await route.handle({ ...asked, directory: await authenticate(request) })
    const { location } = (resource?.meta ?? {}) as { location?: string }
    if (route.status === 201 && location !== undefined) reply.header('location', location)
    if (resource === undefined) return reply.code(route.status).send()
    return reply.code(route.status).type(SCIM_JSON).send(JSON.stringify(resource))
  }

  await app.register(
    async (scope) => {
      addJsonParser(scope, { types: [SCIM_JSON, 'application/json'] })
      scope.setErrorHandler((error, request, reply) => refuse(error, request, reply))
      scope.setNotFoundHandler((request, reply) => refuse(resourceNotFound(), request, reply))
      for (const route of SCIM_ROUTES)
        scope.route({
          method: route.method,
          url: route.path,
          exposeHeadRoute: false,
          handler: (request, reply) => respond(route, request, reply),
        })
    },
    { prefix: '/scim/v2' },
  )
}

/** Sends a SCIM error response (RFC 7644 §3.12). */
function refuse(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, message, scimType, retryAfter } = toRefusal(thrown, request, reply)
  return reply
    .code(status)
    .headers({
      ...(status === 401 && { 'www-authenticate': 'Bearer realm="SCIM"' }),
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    })
    .type(SCIM_JSON)
    .send(
      JSON.stringify({
        schemas: [ERROR_SCHEMA],
        status: String(status),
        ...(scimType !== undefined && { scimType }),
        detail: message,
      }),
    )
}

function toRefusal(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (thrown instanceof ScimError) {
    const { status, message, scimType } = thrown
    return { status, message, scimType, retryAfter: undefined }
  }
  const error = asBulkheadError(thrown, reply.request.routeOptions.bodyLimit)
  const { status, code, message, retryAfter } = error
  if (status >= 500)
    reply.log.error({ request_id: request.id, code, err: getLoggedCause(error) }, 'request failed')
  request.failure = code
  return { status, message, scimType: status === 400 ? 'invalidSyntax' : undefined, retryAfter }
}
