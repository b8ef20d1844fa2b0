import { Type } from 'typebox'
import { operation } from '../operation.ts'
import { DisplayName, FreeObject, Id, NamedShape, Nullable, OneOf, PathId, Shape } from '../values/shapes.ts'
import { NewConnectSession } from './sessions.ts'

/** Compatibility operations, by which older clients use connect sessions. */
const tag = 'Connect'

export const createWidgetSession = operation({
  operationId: 'createWidgetSession',
  method: 'POST',
  path: '/api/v1/connect/widget-sessions',
  tag,
  summary: 'Make the connect session of a widget token',
  description:
    'Used by `/widget` and `/widget-bridge` of this server, which hold a widget token: a scoped token with an `allowed_origin`. The session is for pages of that origin. If the token has no `allowed_origin`, the session needs confirmation. With `session_id`, returns the session that `POST /internal/mcp_oauth/sessions` made in the same workspace; its previous URL no longer works.',
  callers: ['scoped'],
  sameOrigin: true,
  audit: 'connect_session.created',
  idempotency: 'none',
  body: Shape({
    session_id: Type.Optional(Nullable(Id('connect_session'))),
    source_template_id: Type.Optional(Nullable(Id('template'))),
  }),
  responses: { 200: NewConnectSession },
  errors: ['connect_session_not_found', 'template_not_found', 'workspace_inactive', 'workspace_not_found'],
})

const FlowSession = NamedShape('FlowSession', {
  session_id: Id('connect_session'),
  status: OneOf(['pending', 'completed', 'error']),
  error: Nullable(Type.String()),
  source_id: Nullable(Id('connector')),
  source_name: Nullable(Type.String()),
  source_template_id: Nullable(Id('template')),
  source_definition_id: Nullable(Id('definition')),
  workspace_id: Id('workspace'),
})

export const createFlowSession = operation({
  operationId: 'createFlowSession',
  method: 'POST',
  path: '/api/v1/internal/mcp_oauth/sessions',
  tag,
  summary: 'Make a connect session, for existing clients',
  description:
    'Like `POST /api/v1/connect/sessions`, for one service, without confirmation, for 10 minutes. Anyone who has the URL can finish it, so show it only to its end user.',
  callers: ['application'],
  audit: 'connect_session.created',
  unknownFields: 'ignored',
  idempotency: 'none',
  body: Shape({
    source_definition_id: Id('definition'),
    workspace_id: Id('workspace'),
    source_template_id: Id('template'),
    source_name: Type.Optional(Nullable(DisplayName)),
  }),
  responses: { 200: Shape({ session_id: Id('connect_session'), oauth_flow_url: Type.String() }) },
  errors: ['workspace_not_found', 'workspace_inactive', 'definition_not_found', 'template_not_found'],
})

const params = Shape({ session_id: PathId('connect_session') })

export const getFlowSession = operation({
  operationId: 'getFlowSession',
  method: 'GET',
  path: '/api/v1/internal/mcp_oauth/sessions/{session_id}',
  tag,
  summary: 'Get a connect session, for existing clients',
  callers: ['application'],
  audit: null,
  unknownFields: 'ignored',
  params,
  responses: { 200: FlowSession },
  errors: ['connect_session_not_found'],
})

export const updateFlowSession = operation({
  operationId: 'updateFlowSession',
  method: 'PATCH',
  path: '/api/v1/internal/mcp_oauth/sessions/{session_id}',
  tag,
  summary: 'Accept the connector of a finished session, for existing clients',
  description:
    'The connector is there once the session is completed. `source_id` must be the one that the session has.',
  callers: ['application'],
  audit: null,
  unknownFields: 'ignored',
  idempotency: 'none',
  params,
  body: Shape({
    source_id: Type.Optional(Nullable(Id('connector'))),
    auth_payload: Type.Optional(
      Nullable(FreeObject({ description: 'Not accepted: end users finish on the page.' })),
    ),
  }),
  responses: { 200: FlowSession },
  errors: ['connect_session_not_found', 'connector_not_found', 'not_supported'],
})
