import { Type } from 'typebox'
import { operation } from './operation.ts'
import { FreeObject, Nullable, PathId, Shape } from './shapes.ts'

const Paths = Type.Optional(
  Nullable(Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { maxItems: 200 })),
)

export const executeOperation = operation({
  operationId: 'executeOperation',
  method: 'POST',
  path: '/api/v1/integrations/connectors/{connector_id}/execute',
  tag: 'Connectors',
  summary: "Run one operation against the third party's API",
  description:
    '`entity` and `action` name the operation, `params` is one flat object: the definition says where each parameter goes. The answer of the third party comes back as `result`.',
  callers: ['application', 'scoped', 'narrowed'],
  audit: null,
  idempotency: 'by effect',
  params: Shape({ connector_id: PathId('connector') }),
  body: Shape({
    entity: Type.String({ maxLength: 255 }),
    action: Type.String({ minLength: 1, maxLength: 255 }),
    params: Type.Optional(Nullable(FreeObject())),
    select_fields: Paths,
    exclude_fields: Paths,
    skip_truncation: Type.Optional(Type.Boolean({ default: true })),
    intent: Type.Optional(Nullable(Type.String({ maxLength: 512, description: 'Why the call is made.' }))),
  }),
  responses: {
    200: Shape({
      status: Type.Literal('success'),
      result: Type.Unknown({ description: 'An array for lists, an object otherwise.' }),
      connector_metadata: Type.Unknown({ description: 'Paging facts of the answer, or null.' }),
      execution_metadata: Shape({
        connector_instance_id: Type.String(),
        execution_time_ms: Type.Integer(),
      }),
    }),
  },
  errors: [
    'connector_not_found',
    'workspace_inactive',
    'unknown_operation',
    'invalid_params',
    'invalid_configuration',
    'not_supported',
    'needs_reauthentication',
    'egress_refused',
    'response_too_large',
    'upstream_rejected',
    'outcome_unknown',
    'upstream_rate_limited',
    'upstream_error',
    'upstream_unreachable',
    'upstream_timeout',
  ],
})
