import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import { BulkheadError } from '@bulkhead/contract/errors'
import { toReply } from './to-reply.ts'

/** Renders the raw response to a request that could not be parsed, for which the framework has no reply object. */
export function unreadReply(code: string | undefined): string {
  const request_id = randomUUID()
  const { status, body } = toReply(unreadError(code), request_id)
  const text = JSON.stringify(body)
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    `X-Request-Id: ${request_id}`,
    'Connection: close',
    '',
    text,
  ].join('\r\n')
}

function unreadError(code: string | undefined): BulkheadError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new BulkheadError('request_timeout', 'The request did not arrive in time. Nothing was done.')
  }
  return new BulkheadError(
    'malformed_request',
    code === 'HPE_HEADER_OVERFLOW'
      ? 'The request line and the headers are longer than 16 KiB together.'
      : 'This is not a valid HTTP request.',
  )
}
