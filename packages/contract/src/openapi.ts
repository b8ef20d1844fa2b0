import { Components } from './openapi/components.ts'
import { EVENT_EXAMPLE, WebhookEvent } from './openapi/event.ts'
import { toExample } from './openapi/example.ts'
import { BODIES, RESULTS } from './openapi/example-inputs.ts'
import { errorResponses, HEADERS, PARAMETERS, toErrorReferences } from './openapi/shared.ts'
import {
  bodyIsOptional,
  getErrors,
  getIdempotency,
  getNeeds,
  getSuccess,
  type OperationShape,
} from './operation.ts'
import { type OperationId, operations } from './operations.ts'
import { SESSION_COOKIE } from './people.ts'
import { DEFAULT_URL } from './values/environment.ts'
import { Nothing } from './values/shapes.ts'

type Json = Record<string, unknown>

/**
 * Returns the API as an OpenAPI 3.1 document, generated from the operations alone.
 *
 * @param url Public URL of the server.
 */
export function openApiDocument(version: string, url: string = DEFAULT_URL): Json {
  const components = new Components()
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describeOperation(operation, components),
    }
  }
  const responses = errorResponses(components)
  const webhooks = { event: { post: describeEvent(components) } }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Bulkhead',
      version,
      summary:
        "Credentials of services, in one workspace per customer, and operations against the services' APIs.",
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    security: [{ token: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    webhooks,
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
      schemas: components.schemas,
      responses,
      parameters: PARAMETERS,
      headers: HEADERS,
    },
  }
}

function describeOperation(
  operation: OperationShape & { readonly operationId: OperationId },
  components: Components,
): Json {
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
      ...getParameters(operation.params, 'path', components),
      ...getParameters(operation.query, 'query', components),
      ...(authenticated ? [toHeader('OrganizationId')] : []),
      ...(getIdempotency(operation) === 'none' ? [] : [toHeader('IdempotencyKey')]),
      ...(byPerson && operation.method !== 'GET' ? [toHeader('CsrfToken')] : []),
    ],
    ...(operation.body && {
      requestBody: {
        required: !bodyIsOptional(operation),
        content: toContent(operation.body, BODIES[operation.operationId], components, operation.operationId),
      },
    }),
    responses: {
      [success.status]: {
        description: 'Success',
        ...(operation.unknownFields === 'ignored' && {
          headers: { 'Bulkhead-Warning': { $ref: '#/components/headers/Warning' } },
        }),
        ...(success.schema !== Nothing && {
          content: toContent(
            success.schema,
            RESULTS[operation.operationId],
            components,
            operation.operationId,
          ),
        }),
      },
      ...toErrorReferences(getErrors(operation)),
    },
  }
}

function describeEvent(components: Components): Json {
  return {
    operationId: 'receiveEvent',
    tags: ['Webhooks'],
    summary: 'Receive an event',
    description:
      'Sent to each webhook endpoint that wants the event. The headers `webhook-id`, `webhook-timestamp` and `webhook-signature` follow the Standard Webhooks specification: verify the signature over the bytes of the body.',
    security: [],
    requestBody: {
      required: true,
      content: toContent(WebhookEvent, EVENT_EXAMPLE, components, 'receiveEvent'),
    },
    responses: { '2XX': { description: 'The event arrived. After any other status it is sent again.' } },
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

function toHeader(name: keyof typeof PARAMETERS): Json {
  return { $ref: `#/components/parameters/${name}` }
}

function getParameters(
  schema: OperationShape['params'],
  place: 'path' | 'query',
  components: Components,
): Json[] {
  if (schema === undefined) return []
  const required = new Set((schema as { required?: string[] }).required)
  return Object.entries(schema.properties).map(([name, property]) => {
    const { description, ...rest } = components.refer(property) as Json
    return {
      name,
      in: place,
      required: required.has(name),
      ...(description !== undefined && { description }),
      schema: rest,
      ...(required.has(name) && { example: toExample(property, undefined, '', name) }),
    }
  })
}

function toContent(schema: object, given: unknown, components: Components, owner: string): Json {
  return {
    'application/json': { schema: components.refer(schema), example: toExample(schema, given, owner) },
  }
}
