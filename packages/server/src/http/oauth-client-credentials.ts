import { BulkheadError } from '@bulkhead/contract/errors'
import type { Output } from '@bulkhead/contract/operation'
import { type createApplicationToken, createScopedToken } from '@bulkhead/contract/tokens'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { HANDLERS } from '#operations/handlers'
import { invoke } from '#operations/invoke'
import type { Services } from '#operations/services'
import { admit } from './admit.ts'
import { readClient } from './oauth-tokens.ts'

/**
 * The only supported type of `authorization_details` (RFC 9396): a workspace, and the parts of it that the token may
 * use.
 */
export const DETAILS_TYPE = 'bulkhead_workspace'

/**
 * Issues a token to an application for its client id and secret (RFC 6749 §4.4). Without `authorization_details` it is
 * the token of `POST …/applications/token`; with them, the narrowed token of `POST …/scoped-token`.
 */
export async function respondClientCredentials(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  form: URLSearchParams,
): Promise<FastifyReply> {
  const own = [services.audience, services.mcpResource]
  if (form.getAll('resource').some((resource) => !own.includes(resource)))
    return refuse(reply, 400, 'invalid_target', 'This server does not have this resource.')
  const client = readClient(request.headers.authorization, form)
  if (client === undefined)
    return refuse(reply, 401, 'invalid_client', 'Send the client id and secret of an application.')
  const details = readDetails(form)
  if (details === undefined)
    return refuse(
      reply,
      400,
      'invalid_authorization_details',
      `authorization_details must be a list of one object whose type is ${DETAILS_TYPE}.`,
    )
  const scopes = form.get('scope')?.split(' ') ?? []
  const isReadOnly = scopes.includes('mcp:read') && !scopes.includes('mcp')
  if (isReadOnly && details === null)
    return refuse(
      reply,
      400,
      'invalid_scope',
      'mcp:read requires authorization_details that name a workspace.',
    )
  const { id: client_id, secret: client_secret } = client
  const { ip: address, headers, id: request_id } = request
  try {
    const given = (await HANDLERS.createApplicationToken(
      services,
      { address, user_agent: headers['user-agent'], request_id },
      { params: {}, query: {}, body: { client_id, client_secret } },
    )) as Output<typeof createApplicationToken>
    if (details === null) return await reply.send({ ...given, token_type: 'Bearer' })
    const narrowing = { ...details, ...(isReadOnly && { read_only: true }) }
    // From here on the caller is the application.
    request.headers.authorization = `Bearer ${given.access_token}`
    return await respondScopedToken(services, request, reply, narrowing)
  } catch (thrown) {
    if (!(thrown instanceof BulkheadError)) throw thrown
    if (thrown.code === 'invalid_client') return refuse(reply, 401, 'invalid_client', thrown.message)
    if (thrown.code !== 'rate_limited') throw thrown
    reply.header('retry-after', String(thrown.retryAfter ?? 60))
    return refuse(reply, 429, 'temporarily_unavailable', thrown.message)
  }
}

type Details = Readonly<Record<string, unknown>>

/** @returns Null if there are none, undefined if they are invalid. */
function readDetails(form: URLSearchParams): Details | null | undefined {
  const given = form.get('authorization_details')
  if (given === null) return null
  try {
    const list: unknown = JSON.parse(given)
    if (!Array.isArray(list) || list.length !== 1) return undefined
    const { type, ...details } = list[0] as Details
    return type === DETAILS_TYPE ? details : undefined
  } catch {
    return undefined
  }
}

async function respondScopedToken(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  details: Details,
): Promise<FastifyReply> {
  const { audit: event } = createScopedToken
  const caller = await admit(services, { event, source: 'http', audience: services.audience }, request, reply)
  try {
    const { value } = await invoke(services, {
      operation: createScopedToken,
      caller,
      // A client that uses OAuth names existing resources.
      input: { params: {}, query: {}, body: { ...details, create_workspace: false } },
      form: 'value',
    })
    const { token: access_token, expires_in, workspace_id } = value as ScopedToken
    return await reply.send({
      ...{ access_token, token_type: 'Bearer', expires_in, organization_id: caller.organization },
      authorization_details: [{ type: DETAILS_TYPE, ...details, workspace_id }],
    })
  } catch (thrown) {
    if (!(thrown instanceof BulkheadError) || !REFUSED_DETAILS.has(thrown.code)) throw thrown
    return refuse(reply, 400, 'invalid_authorization_details', thrown.message)
  }
}

type ScopedToken = Output<typeof createScopedToken>

const REFUSED_DETAILS: ReadonlySet<string> = new Set([
  'invalid_request',
  'workspace_not_found',
  'workspace_inactive',
])

function refuse(reply: FastifyReply, status: number, error: string, error_description: string): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Basic realm="Bulkhead"')
  return reply.code(status).send({ error, error_description })
}
