import type { ErrorCode } from '@bulkhead/contract/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { asBulkheadError, getLoggedCause, toReply } from '#http/to-reply'

const PARSE_ERROR = -32_700
const SERVER_ERROR = -32_000

/** JSON-RPC 2.0 §5.1: what is answered where there is no message that could be answered. */
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
 * Answers what was thrown before a message was looked at. A 401 says where a client learns what tokens the
 * resource takes (RFC 9728 §5.1).
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
            'www-authenticate': `${headers['www-authenticate']}${headers['www-authenticate'] === 'Bearer' ? '' : ','} resource_metadata="${origin}/.well-known/oauth-protected-resource${pathname}"`,
          }
        : {},
    )
    .send(rpcError(message, request.id, code))
}
