import { ERRORS, type ErrorCode } from './errors.ts'
import {
  bodyIsOptional,
  getErrors,
  getIdempotency,
  getNeeds,
  getSuccess,
  type OperationShape,
} from './operation.ts'
import { operations } from './operations.ts'
import { CSRF_HEADER, SESSION_COOKIE } from './people.ts'
import { Nothing, REFERENCE } from './values/shapes.ts'

type Json = Record<string, unknown>

const ERROR_BODY = {
  type: 'object',
  required: ['message', 'errors', 'code', 'request_id'],
  properties: {
    message: { type: 'string' },
    code: { type: 'string', enum: Object.keys(ERRORS) },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
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

const ORGANIZATION_HEADER = {
  name: 'X-Organization-Id',
  in: 'header',
  required: false,
  description: 'The organization of the token. Another one is refused.',
  schema: { type: 'string', format: 'uuid', [REFERENCE]: 'organization' },
}

const IDEMPOTENCY_HEADER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Does the request at most once: for 24 hours the same key and request get the first response again, with the header `Idempotent-Replayed: true`.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
}

const WARNING_HEADER = {
  'Bulkhead-Warning': {
    description: 'Names the unknown fields that the server ignored. Absent if there were none.',
    schema: { type: 'string', maxLength: 1024 },
  },
}

const CSRF = {
  name: CSRF_HEADER,
  in: 'header',
  required: false,
  description: 'If a person calls: `csrf_token` of `GET /auth/session`.',
  schema: { type: 'string' },
}

/** Returns the API as an OpenAPI 3.1 document, generated from the operations alone. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describeOperation(operation),
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Bulkhead',
      version,
      summary:
        "Credentials of services, in one workspace per customer, and operations against the services' APIs.",
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An application token or a scoped token.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: `__Host-${SESSION_COOKIE}`,
          description: `A person who is signed in to the web app. Over plain http it is named \`${SESSION_COOKIE}\`.`,
        },
      },
      schemas: { Error: ERROR_BODY },
    },
  }
}

function describeOperation(operation: OperationShape): Json {
  const success = getSuccess(operation)
  const authenticated = operation.callers !== 'anyone'
  const byPerson = authenticated && operation.callers.includes('person')
  const byToken = authenticated && operation.callers.some((caller) => caller !== 'person')
  return {
    operationId: operation.operationId,
    tags: [operation.tag],
    summary: operation.summary,
    description: [
      operation.description,
      operation.unknownFields === 'ignored' && IGNORES,
      callersSentence(operation),
    ]
      .filter(Boolean)
      .join('\n\n'),
    ...(byPerson || !authenticated
      ? { security: [...(byToken ? [{ token: [] }] : []), ...(byPerson ? [{ session: [] }] : [])] }
      : {}),
    'x-bulkhead-callers': operation.callers,
    ...(byPerson && { 'x-bulkhead-needs': getNeeds(operation) }),
    'x-bulkhead-audit': operation.audit,
    ...(operation.unknownFields && { 'x-bulkhead-unknown-fields': operation.unknownFields }),
    parameters: [
      ...getParameters(operation.params, 'path'),
      ...getParameters(operation.query, 'query'),
      ...(authenticated ? [ORGANIZATION_HEADER] : []),
      ...(getIdempotency(operation) === 'none' ? [] : [IDEMPOTENCY_HEADER]),
      ...(byPerson && operation.method !== 'GET' ? [CSRF] : []),
    ],
    ...(operation.body && {
      requestBody: {
        required: !bodyIsOptional(operation),
        content: { 'application/json': { schema: operation.body } },
      },
    }),
    responses: {
      [success.status]: {
        description: 'Success',
        ...(operation.unknownFields === 'ignored' && { headers: WARNING_HEADER }),
        ...(success.schema !== Nothing && { content: { 'application/json': { schema: success.schema } } }),
      },
      ...errorResponses(getErrors(operation)),
    },
  }
}

const IGNORES = 'Unknown fields are ignored and named in the header `Bulkhead-Warning` of the response.'

function callersSentence(operation: OperationShape): string {
  const { callers, personSends = {} } = operation
  if (callers === 'anyone') return 'Needs no token.'
  const kinds = callers.map((caller) =>
    caller === 'person' ? `person (${describeCallers(operation)})` : `${caller} token`,
  )
  const demands = Object.entries(personSends).map(
    ([name, value]) => ` A person must send \`${name}: ${JSON.stringify(value)}\`.`,
  )
  return `Callers: ${kinds.join(', ')}.${demands.join('')}`
}

/** Describes the lowest role or level of a person who may call the operation. */
function describeCallers(operation: OperationShape): string {
  const needs = getNeeds(operation)
  if (needs === 'self') return 'any'
  if (needs === 'owner') return 'owners'
  return needs === 'admin'
    ? 'owners and admins'
    : `owners, admins, and members who are ${needs} of the workspace or more`
}

function getParameters(schema: OperationShape['params'], place: 'path' | 'query'): Json[] {
  if (schema === undefined) return []
  const required = new Set((schema as { required?: string[] }).required)
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.has(name),
    schema: property,
  }))
}

function errorResponses(codes: ErrorCode[]): Record<string, Json> {
  const byStatus = Map.groupBy(codes, (code) => ERRORS[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\`: ${ERRORS[code].title}.`).join('\n\n'),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  )
}
