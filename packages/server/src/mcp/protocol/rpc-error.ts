import type { ErrorCode } from '@bulkhead/contract/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DEFAULT_SCOPE } from '#agents/scopes'
import { asBulkheadError, getLoggedCause, toReply } from '#http/to-reply'

const PARSE_ERROR = -32_700
const SERVER_ERROR = -32_000

/** Returns the response to a request without a message to respond to (JSON-RPC 2.0 §5.1). */
export function rpcError(message: string, request_id: string, code?: ErrorCode) {
  return {
    jsonrpc: '2.0',
    id: null,
    error: {
      code: code === 'malformed_json' ? PARSE_ERROR : SERVER_ERROR,
      message,
      data: { ...(code !== undefined && { code }), request_id },
    },
  }
}

/**
 * Sends an error that occurred before the message was read. A 401 says where a client finds the resource metadata,
 * which tells how to get a token (RFC 9728 §5.1), and which scope to ask for: some clients ask for none otherwise.
 */
export function sendRpcError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  resource: string,
): FastifyReply {
  const error = asBulkheadError(thrown, request.routeOptions.bodyLimit)
  const { code, message } = error
  const { status, headers } = toReply(error, request.id, undefined, request.headers.authorization)
  if (status >= 500)
    request.log.error({ request_id: request.id, code, err: getLoggedCause(error) }, 'request failed')
  request.failure = code
  const { origin, pathname } = new URL(resource)
  return reply
    .code(status)
    .headers(headers)
    .headers(
      code === 'unauthenticated'
        ? {
            'www-authenticate': `${headers['www-authenticate']}${headers['www-authenticate'] === 'Bearer' ? '' : ','} resource_metadata="${origin}/.well-known/oauth-protected-resource${pathname}", scope="${DEFAULT_SCOPE}"`,
          }
        : {},
    )
    .send(rpcError(message, request.id, code))
}
