import { ERRORS, type ErrorCode } from '../errors.ts'
import { getErrors } from '../operation.ts'
import { operations } from '../operations.ts'
import { CSRF_HEADER } from '../people.ts'
import { NAME, REFERENCE } from '../values/shapes.ts'
import type { Components } from './components.ts'
import { toErrorExample } from './example.ts'

type Json = Record<string, unknown>

const ERROR_BODY = {
  [NAME]: 'Error',
  type: 'object',
  required: ['message', 'errors', 'code', 'request_id'],
  properties: {
    message: { type: 'string' },
    code: { type: 'string', enum: Object.keys(ERRORS) },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        [NAME]: 'ErrorDetail',
        type: 'object',
        required: ['field', 'message', 'error_code', 'details'],
        properties: {
          field: { type: 'string' },
          message: { type: 'string' },
          error_code: { type: 'string' },
          details: { type: ['object', 'null'], additionalProperties: true },
        },
      },
    },
  },
}

/** Headers that operations take, by the names of their components. */
export const PARAMETERS = {
  OrganizationId: {
    name: 'X-Organization-Id',
    in: 'header',
    required: false,
    description: "The token's organization. Any other is refused.",
    schema: { type: 'string', format: 'uuid', [REFERENCE]: 'organization' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Does the request at most once: for 24 hours the same key and request get the first response again, with the header `Idempotent-Replayed: true`.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
  },
  CsrfToken: {
    name: CSRF_HEADER,
    in: 'header',
    required: false,
    description: 'If a person calls: `csrf_token` of `GET /auth/session`.',
    schema: { type: 'string' },
  },
}

/** Headers of responses, by the names of their components. */
export const HEADERS = {
  RetryAfter: {
    description: 'Seconds after which the request may be sent again, if the server knows.',
    schema: { type: 'integer' },
  },
  Warning: {
    description: 'Names the unknown fields that the server ignored. Absent if there were none.',
    schema: { type: 'string', maxLength: 1024 },
  },
}

/** Names and descriptions of the responses with errors, by status. */
const FAILURES: Readonly<Record<number, readonly [name: string, description: string]>> = {
  400: ['BadRequest', 'The request cannot be read, or its credentials do not match.'],
  401: ['Unauthorized', 'The token or the password is missing, wrong or no longer valid.'],
  403: ['Forbidden', 'The caller may not do this.'],
  404: ['NotFound', 'The resource does not exist, or belongs to another tenant.'],
  409: ['Conflict', 'The state of the resource does not allow this.'],
  413: ['ContentTooLarge', 'The request is too large.'],
  415: ['UnsupportedMediaType', 'The body is not JSON.'],
  422: ['UnprocessableContent', 'A field is wrong, or the service refused the call.'],
  424: ['FailedDependency', 'The service does not allow the call to be completed. Do not repeat it.'],
  429: ['TooManyRequests', 'Too many requests. Try again later.'],
  500: ['InternalServerError', 'The server failed.'],
  502: ['BadGateway', 'The service failed. Try again later.'],
  503: ['ServiceUnavailable', 'The server cannot work right now. Try again later.'],
  504: ['GatewayTimeout', 'The service did not respond in time. Try again later.'],
}

/** Statuses whose responses may say when to try again. */
const RETRIED = new Set([429, 502, 503, 504])

function byStatus(codes: readonly ErrorCode[]): [status: number, codes: ErrorCode[]][] {
  return [...Map.groupBy(codes, (code) => ERRORS[code].status)].sort(([a], [b]) => a - b)
}

function getFailure(status: number): { name: string; description: string } {
  const [name, description] = FAILURES[status] ?? []
  if (name === undefined || description === undefined) throw new TypeError(`Status ${status} has no name.`)
  return { name, description }
}

/** Returns the responses with errors by name, one for each status that an operation declares. */
export function errorResponses(components: Components): Json {
  const declared = new Set(operations.flatMap(getErrors))
  const codes = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => declared.has(code))
  return Object.fromEntries(
    byStatus(codes).map(([status, group]) => [
      getFailure(status).name,
      {
        description: getFailure(status).description,
        ...(RETRIED.has(status) && {
          headers: {
            'Retry-After': { $ref: '#/components/headers/RetryAfter' },
          },
        }),
        content: {
          'application/json': { schema: components.refer(ERROR_BODY), example: toErrorExample(group) },
        },
      },
    ]),
  )
}

/** Returns the references of an operation to the shared responses, with the codes that it may return of each. */
export function toErrorReferences(codes: readonly ErrorCode[]): Record<string, Json> {
  return Object.fromEntries(
    byStatus(codes).map(([status, group]) => [
      status,
      {
        $ref: `#/components/responses/${getFailure(status).name}`,
        description: group.map((code) => `\`${code}\``).join(', '),
      },
    ]),
  )
}
