import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { ERRORS, type ErrorCode } from '@bulkhead/contract/errors'
import { getErrors } from '@bulkhead/contract/operation'
import { type OperationId, operations } from '@bulkhead/contract/operations'
import type { Answer } from '@bulkhead/testing/test-server'

export const API = '/api/v1'
export const CONNECTORS = `${API}/integrations/connectors`
export const WORKSPACES = `${API}/workspaces`
export const APPLICATIONS = `${API}/account/applications`
export const DEFINITIONS = `${API}/integrations/definitions/sources`
export const TEMPLATES = `${API}/integrations/templates/sources`

/** An id that nothing has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000'

/** Codes of responses before any operation is chosen. */
const BEFORE_OPERATIONS: readonly ErrorCode[] = ['route_not_found', 'malformed_request', 'request_timeout']

/**
 * Asserts that a response is an error of the contract: its envelope, the status of its code, and that the
 * operation declares it.
 */
export function assertError(response: Answer, code: ErrorCode, operationId?: OperationId): void {
  const { body, status, text } = response
  assert.equal(body?.code, code, `${status} ${text}`)
  assert.equal(status, ERRORS[code].status, text)
  assert.deepEqual(Object.keys(body).sort(), ['code', 'errors', 'message', 'request_id'])
  assert.ok(typeof body.message === 'string' && body.message.length > 0, text)
  assert.ok(Array.isArray(body.errors) && body.errors.length > 0, text)
  for (const entry of body.errors) {
    assert.deepEqual(Object.keys(entry).sort(), ['details', 'error_code', 'field', 'message'])
    assert.equal(entry.error_code, code)
    assert.match(entry.field, /^(request$|(path|query|body|header)(\.|$))/, text)
    assert.ok(typeof entry.message === 'string' && entry.message.length > 0, text)
  }
  assert.equal(response.headers.get('x-request-id'), body.request_id)
  const declared = operationId === undefined ? BEFORE_OPERATIONS : getErrors(getOperation(operationId))
  assert.ok(declared.includes(code), `${operationId ?? 'no operation'} does not declare ${code}: ${text}`)
}

/**
 * Asserts what {@link assertError} does, and that a stranger can act on the error. The message and an entry
 * of `errors` must each contain all of `named`, since clients show one or the other.
 */
export function assertNames(
  response: Answer,
  code: ErrorCode,
  operationId: OperationId,
  named: readonly string[],
): void {
  assertError(response, code, operationId)
  const { message, errors } = response.body as { message: string; errors: { message: string }[] }
  const messages = errors.map((entry) => entry.message)
  assert.equal(new Set(messages).size, messages.length, `a message is repeated: ${message}`)
  for (const text of named) {
    assert.ok(message.includes(text), `the message does not name ${text}: ${message}`)
    assert.ok(
      messages.some((entry) => entry.includes(text)),
      `no entry of errors names ${text}: ${JSON.stringify(errors)}`,
    )
  }
}

export function getOperation(operationId: OperationId) {
  const found = operations.find((operation) => operation.operationId === operationId)
  assert.ok(found, operationId)
  return found
}

/**
 * Writes bytes to a server and returns everything that it sends until it closes, or in the two seconds after its first
 * bytes. Waits `waitMs` for those.
 */
export async function sendBytes(url: string, bytes: string | Buffer, waitMs = 30_000): Promise<string> {
  const socket = await openSocket(url)
  const chunks: Buffer[] = []
  const closed = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      setTimeout(resolve, 2_000).unref()
    })
    socket.on('close', () => resolve())
    socket.on('error', () => resolve())
    setTimeout(resolve, waitMs).unref()
  })
  socket.write(bytes)
  await closed
  socket.destroy()
  return Buffer.concat(chunks).toString('utf8')
}

export async function openSocket(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return socket
}

/** Parses the first HTTP response that {@link sendBytes} returned. */
export function parseResponse(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const at = line.indexOf(':')
      return [line.slice(0, at), line.slice(at + 1).trim()]
    }),
  )
  const body = rest.join('\r\n\r\n')
  return { status: Number(first.split(' ')[1]), headers, text: body, body: parsed(body) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
