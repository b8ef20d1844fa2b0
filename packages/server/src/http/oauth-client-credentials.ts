import { BulkheadError } from '@bulkhead/contract/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { HANDLERS } from '#operations/handlers'
import type { Services } from '#operations/services'
import { readClient } from './oauth-tokens.ts'

/**
 * Gives an application a token for its client id and secret (RFC 6749 §4.4): the one that
 * `POST …/applications/token` gives.
 *
 * @returns Undefined where something else is asked for.
 */
export async function respondClientCredentials(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
): Promise<FastifyReply | undefined> {
  const form = new URLSearchParams(body)
  if (form.get('grant_type') !== 'client_credentials') return undefined
  const resource = form.get('resource')
  if (resource !== null && ![services.audience, services.mcpResource].includes(resource))
    return refuse(reply, 400, 'invalid_target', 'This server has no such resource.')
  const client = readClient(request.headers.authorization, form)
  if (client === undefined)
    return refuse(reply, 401, 'invalid_client', 'Send the client id and secret of an application.')
  const { id: client_id, secret: client_secret } = client
  const { ip: address, headers, id: request_id } = request
  try {
    const given = await HANDLERS.createApplicationToken(
      services,
      { address, user_agent: headers['user-agent'], request_id },
      { params: {}, query: {}, body: { client_id, client_secret } },
    )
    return await reply.send({ ...given, token_type: 'Bearer' })
  } catch (thrown) {
    if (!(thrown instanceof BulkheadError)) throw thrown
    if (thrown.code === 'invalid_client') return refuse(reply, 401, 'invalid_client', thrown.message)
    if (thrown.code !== 'rate_limited') throw thrown
    reply.header('retry-after', String(thrown.retryAfter ?? 60))
    return refuse(reply, 429, 'temporarily_unavailable', thrown.message)
  }
}

function refuse(reply: FastifyReply, status: number, error: string, error_description: string): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Basic realm="Bulkhead"')
  return reply.code(status).send({ error, error_description })
}
