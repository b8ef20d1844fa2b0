import { Type } from 'typebox'
import { BODY_BOUNDS, type BodyBounds, operation } from './operation.ts'
import { FreeObject, NamedShape, Nullable, PathId, Shape } from './values/shapes.ts'

/** Actions whose result is a list of records, in pages. */
export const LIST_ACTIONS: ReadonlySet<string> = new Set(['list', 'api_search'])

/** Bounds of an execution: 16 MiB, so that it can carry a file of 12 MiB in base64, and 200,000 values. */
export const EXECUTION_BOUNDS: BodyBounds = { ...BODY_BOUNDS, bytes: 16 * BODY_BOUNDS.bytes, values: 200_000 }

function paths(description: string) {
  const Path = Type.String({ minLength: 1, maxLength: 255 })
  return Type.Optional(Nullable(Type.Array(Path, { maxItems: 200, description })))
}

export const executeOperation = operation({
  operationId: 'executeOperation',
  method: 'POST',
  path: '/api/v1/integrations/connectors/{connector_id}/execute',
  tag: 'Connectors',
  summary: "Run one operation against the service's API",
  description:
    '`entity` and `action` name the operation, `params` is one flat object: the definition says where each parameter goes. The response of the service is `result`; lists accept `cursor` and `limit`, and `connector_metadata` has `has_next_page` and `end_cursor`. The action `describe`, with an entity or with `""` for all, returns the operations that can be executed, as JSON Schema, without a request to the service. The action `download` returns the bytes of the file with its own `Content-Type` and no envelope. Its errors are those of every operation; if a file is interrupted, the server closes the connection. Files to upload are params in base64. Limits of the body: 16 MiB if the operation accepts a file, otherwise 1 MiB, and 200,000 values.',
  callers: ['application', 'scoped', 'narrowed', 'person', 'key'],
  needs: 'user',
  executes: true,
  audit: null,
  unknownFields: 'ignored',
  idempotency: 'by effect',
  bodyBounds: EXECUTION_BOUNDS,
  params: Shape({ connector_id: PathId('connector') }),
  body: Shape({
    entity: Type.String({ maxLength: 255 }),
    action: Type.String({ minLength: 1, maxLength: 255 }),
    params: Type.Optional(
      Nullable(FreeObject({ description: 'Parameters of the operation, as one flat object.' })),
    ),
    select_fields: paths(
      'Fields to return of each record, as dotted paths. `warning` lists those that no record has.',
    ),
    exclude_fields: paths('Fields to leave out of each record, as dotted paths.'),
    skip_truncation: Type.Optional(
      Type.Boolean({
        default: true,
        description:
          'False shortens strings of more than 1,000 characters in the records of `list` and `api_search`; `warning` says how many.',
      }),
    ),
    timeout_ms: Type.Optional(
      Nullable(
        Type.Integer({
          minimum: 100,
          maximum: 60_000,
          description:
            'Milliseconds for the whole call, including queueing and retries; for a download, until its first byte. Default: 28,000, because many clients give up after 30 s.',
        }),
      ),
    ),
    intent: Type.Optional(Nullable(Type.String({ maxLength: 512, description: 'Why the call is made.' }))),
  }),
  responses: {
    200: NamedShape('ExecutionResult', {
      status: Type.Literal('success'),
      result: Type.Unknown({ description: 'An array for lists, an object otherwise.' }),
      connector_metadata: Type.Unknown({ description: 'Paging information of the response, or null.' }),
      execution_metadata: NamedShape('ExecutionMetadata', {
        connector_instance_id: Type.String(),
        execution_time_ms: Type.Integer(),
      }),
      warning: Type.Optional(
        Type.String({
          description: 'Set if the result is incomplete or truncated, or if selected fields are absent.',
        }),
      ),
    }),
  },
  errors: [
    'connector_not_found',
    'connector_pending',
    'workspace_inactive',
    'unknown_operation',
    'invalid_params',
    'invalid_configuration',
    'not_supported',
    'needs_reauthentication',
    'oauth_not_configured',
    'egress_refused',
    'response_too_large',
    'upstream_rejected',
    'outcome_unknown',
    'workspace_busy',
    'upstream_rate_limited',
    'upstream_error',
    'upstream_unreachable',
    'upstream_timeout',
  ],
})
