import { type Static, Type } from 'typebox'
import { ERRORS, type ErrorCode } from './errors.ts'
import { operation } from './operation.ts'
import { DetailedTemplate, SummarizedTemplate } from './templates.ts'
import {
  DisplayName,
  FreeObject,
  Id,
  JsonObject,
  NamedShape,
  Nullable,
  OneOf,
  PageQuery,
  PathId,
  Shape,
  Timestamp,
} from './values/shapes.ts'
import { WORKSPACE_FIELDS } from './workspaces.ts'

const tag = 'Connectors'

/** Entities that the connector may read or write. An absent mode means both. */
export const Entities = Type.Array(
  NamedShape('EntityAccess', {
    entity: Type.String({ minLength: 1, maxLength: 255 }),
    modes: Type.Optional(Nullable(Type.Array(OneOf(['read', 'write']), { maxItems: 2 }))),
  }),
  {
    maxItems: 500,
    description: 'The only entities that may be used, as `[{"entity": "issues", "modes": ["read"]}]`.',
  },
)

const ConnectorStatus = OneOf(['ready', 'needs_reauthentication', 'pending'], {
  description: '`pending`: its connect session is still to be confirmed. Until then it cannot be used.',
})

/** End user who gave the credential through a connect link, and the credential's account at the service. */
export const Origin = {
  end_user: Nullable(
    NamedShape(
      'EndUser',
      { id: Type.String(), email: Nullable(Type.String()), name: Nullable(Type.String()) },
      { description: 'End user who gave the credential, as the connect session named them.' },
    ),
  ),
  account: Nullable(
    NamedShape(
      'UpstreamAccount',
      {
        id: Type.String({ description: 'Id at the service.' }),
        name: Nullable(
          Type.String({ description: 'Name of the account at the service, such as an e-mail address.' }),
        ),
      },
      { description: 'The account at the service, if a check read it.' },
    ),
  ),
}

/** Health of a connector, computed from its recent calls. Included only on request. */
export const ConnectorHealth = NamedShape('ConnectorHealth', {
  state: OneOf(['unused', 'works', 'failing', 'needs_reauthentication'], {
    description:
      'State by the last conclusive call. A call that the service refused because of its params, for example with 404 or 422, shows that the connector works.',
  }),
  last_call_at: Nullable(Type.String({ format: 'date-time' })),
  last_error: Nullable(
    NamedShape(
      'ConnectorFailure',
      {
        at: Timestamp,
        code: OneOf(Object.keys(ERRORS) as ErrorCode[]),
        upstream_status: Nullable(Type.Integer()),
        entity: Nullable(Type.String()),
        action: Nullable(Type.String()),
        request_id: Type.String({ format: 'uuid' }),
      },
      { description: 'Error with which the connector fails. Null while it works.' },
    ),
  ),
})
export type ConnectorHealth = Static<typeof ConnectorHealth>

const IncludeHealth = Type.Optional(
  Type.Boolean({ description: 'Adds `health`: how the last calls went. Not for narrowed tokens.' }),
)

export const ConnectorItem = NamedShape('ConnectorItem', {
  id: Id('connector'),
  name: Type.String(),
  workspace_id: Id('workspace'),
  status: ConnectorStatus,
  ...Origin,
  summarized_source_template: SummarizedTemplate,
  created_at: Timestamp,
  updated_at: Timestamp,
  health: Type.Optional(ConnectorHealth),
})
export type ConnectorItem = Static<typeof ConnectorItem>

export const ConnectorDetail = NamedShape('Connector', {
  id: Id('connector'),
  name: Type.String(),
  workspace_id: Id('workspace'),
  status: ConnectorStatus,
  ...Origin,
  source_template: DetailedTemplate,
  auth_option: Type.String({
    description: 'Name of the authentication option that the credentials belong to.',
  }),
  base_url: Nullable(
    Type.String({
      description:
        'Base URL of its requests, which carry its credentials. Null if a part of it comes from the credentials.',
    }),
  ),
  replication_config: JsonObject,
  entities: Nullable(Entities),
  records_bodies_until: Nullable(
    Type.String({
      format: 'date-time',
      description: 'Time until which bodies are recorded. Null: they are not recorded.',
    }),
  ),
  created_at: Timestamp,
  updated_at: Timestamp,
  health: Type.Optional(ConnectorHealth),
})
export type ConnectorDetail = Static<typeof ConnectorDetail>

const params = Shape({ connector_id: PathId('connector') })

const TagSelection = {
  selected_connection_template_tags: Type.Optional(
    Type.Array(Type.String({ maxLength: 255 }), { maxItems: 50 }),
  ),
  selected_connection_template_tags_mode: Type.Optional(OneOf(['all', 'any'])),
}

export const NewConnector = NamedShape('NewConnector', {
  ...WORKSPACE_FIELDS,
  connector_type: Type.Optional(
    Nullable(
      Type.String({
        minLength: 1,
        maxLength: 255,
        description: 'Display name or slug of the definition, in any letter case.',
      }),
    ),
  ),
  definition_id: Type.Optional(Nullable(Id('definition'))),
  source_template_id: Type.Optional(Nullable(Id('template'))),
  name: Type.Optional(Nullable(DisplayName)),
  credentials: Type.Optional(
    Nullable(
      FreeObject({ writeOnly: true, description: 'The fields of one authentication option. Write-only.' }),
    ),
  ),
  replication_config: Type.Optional(
    Nullable(
      FreeObject({
        description: 'Settings of the definition; credentials are accepted here too, and sealed.',
      }),
    ),
  ),
  server_side_oauth_secret_id: Type.Optional(
    Nullable(
      Type.String({
        maxLength: 255,
        description:
          'Handle of a finished authorization, whose tokens are used instead of credentials. Valid once, for ten minutes.',
      }),
    ),
  ),
  environment: Type.Optional(
    Nullable(
      FreeObject({ description: '`base_url` of a self-managed instance, or settings of the server.' }),
    ),
  ),
  entities: Type.Optional(Nullable(Entities)),
  on_existing: Type.Optional(
    OneOf(['add', 'replace', 'refuse'], {
      default: 'add',
      description:
        'If the workspace already has a connector of the service, made for no end user: `add` another one, `replace` its credentials and settings, so that its id and name stay, or `refuse`.',
    }),
  ),
  check: Type.Optional(
    Type.Boolean({
      default: false,
      description:
        'Tries the credentials first, and stores nothing if they do not work: 400 `invalid_credentials` with the result of the check. An inconclusive check does not refuse.',
    }),
  ),
  ...TagSelection,
})

export const createConnector = operation({
  operationId: 'createConnector',
  method: 'POST',
  path: '/api/v1/integrations/connectors',
  tag,
  summary: 'Store a credential and settings for one service in a workspace',
  description:
    'Give at least one of `credentials`, `replication_config` and `server_side_oauth_secret_id`, and name the definition by `connector_type`, `definition_id` or `source_template_id`. Credentials are sealed under the key of the workspace and never shown again; they are first tried by an execute, or at once with `check`.',
  callers: ['application', 'scoped', 'person'],
  needs: 'user',
  audit: 'connector.created',
  unknownFields: 'ignored',
  body: NewConnector,
  responses: { 200: ConnectorDetail },
  errors: [
    'invalid_credentials',
    'invalid_configuration',
    'workspace_not_found',
    'workspace_inactive',
    'quota_exceeded',
    'definition_not_found',
    'template_not_found',
    'oauth_secret_not_found',
    'oauth_not_configured',
    'not_supported',
    'connector_exists',
    'connector_ambiguous',
  ],
})

export const listConnectors = operation({
  operationId: 'listConnectors',
  method: 'GET',
  path: '/api/v1/integrations/connectors',
  tag,
  summary: 'List the connectors of a workspace',
  description:
    'Lists the connectors of the workspace of the token; with an application token, those of the named workspace, or else of `default`. A workspace that does not exist has no connectors. With `limit` or `cursor` the response is a page with `next`; with neither it has all connectors and no `next`.',
  callers: ['application', 'scoped', 'narrowed', 'person', 'key'],
  needs: 'viewer',
  audit: null,
  unknownFields: 'ignored',
  query: Shape({
    ...WORKSPACE_FIELDS,
    definition_id: Type.Optional(Id('definition', { description: 'Only connectors of this definition.' })),
    end_user_id: Type.Optional(
      Type.String({ minLength: 1, maxLength: 255, description: 'Only connectors of this end user.' }),
    ),
    include_health: IncludeHealth,
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100,
        description: 'Connectors on a page. Default: all of them, or 20 with a `cursor`.',
      }),
    ),
    cursor: PageQuery.cursor,
  }),
  responses: {
    200: Shape({
      data: Type.Array(ConnectorItem),
      next: Type.Optional(
        Nullable(
          Type.String({
            description:
              'With `limit` or `cursor`: relative URL of the next page; null on the last. A page looks at 10,000 rows at most, so with filters it may hold fewer than `limit`, or none, and have a next one.',
          }),
        ),
      ),
    }),
  },
  errors: [],
})

export const getConnector = operation({
  operationId: 'getConnector',
  method: 'GET',
  path: '/api/v1/integrations/connectors/{connector_id}',
  tag,
  summary: 'Get a connector with its settings, never its credentials',
  callers: ['application', 'scoped', 'narrowed', 'person', 'key'],
  needs: 'viewer',
  audit: null,
  unknownFields: 'ignored',
  params,
  query: Shape({ include_health: IncludeHealth }),
  responses: { 200: ConnectorDetail },
  errors: ['connector_not_found'],
})

/** Changeable fields of a connector. */
export const ConnectorChanges = NamedShape('ConnectorChanges', {
  name: Type.Optional(Nullable(DisplayName)),
  credentials: Type.Optional(
    Nullable(
      FreeObject({ writeOnly: true, description: 'Replace the stored ones: all fields of one option.' }),
    ),
  ),
  replication_config: Type.Optional(
    Nullable(FreeObject({ description: 'Settings to change; null removes one.' })),
  ),
  environment: Type.Optional(
    Nullable(
      FreeObject({ description: '`base_url` of a self-managed instance, or settings of the server.' }),
    ),
  ),
  entities: Type.Optional(Nullable(Entities)),
})

export const updateConnector = operation({
  operationId: 'updateConnector',
  method: 'PUT',
  path: '/api/v1/integrations/connectors/{connector_id}',
  tag,
  summary: 'Change name, settings, credentials or entities of a connector',
  description:
    'Fields that you leave out stay as they are, as do settings that you leave out of `replication_config` or `environment`; null there removes a setting. `entities: []` clears. Credentials replace the stored ones. Settings that move the connector to another origin need the credentials again in the same call.',
  callers: ['application', 'scoped', 'person'],
  needs: 'manager',
  audit: 'connector.updated',
  unknownFields: 'ignored',
  params,
  body: ConnectorChanges,
  responses: { 200: ConnectorDetail },
  errors: ['connector_not_found', 'connector_pending', 'invalid_credentials', 'invalid_configuration'],
})

export const deleteConnector = operation({
  operationId: 'deleteConnector',
  method: 'DELETE',
  path: '/api/v1/integrations/connectors/{connector_id}',
  tag,
  summary: 'Delete a connector and its sealed credential',
  callers: ['application', 'scoped', 'person'],
  needs: 'manager',
  audit: 'connector.deleted',
  unknownFields: 'ignored',
  params,
  responses: { 202: Shape({ job_id: Type.String() }) },
  errors: ['connector_not_found'],
})

export const startRecording = operation({
  operationId: 'startRecording',
  method: 'POST',
  path: '/api/v1/integrations/connectors/{connector_id}/recording',
  tag,
  summary: 'Record the bodies of calls of a connector, to debug it',
  description:
    'Requests to the service and its responses are redacted, cut to 64 KiB, sealed under the key of the workspace and deleted after a day; see `getToolCallBodies`. Limits: 60 minutes, 30 calls a minute, no files. Another request restarts the time.',
  callers: ['application', 'person'],
  needs: 'manager',
  audit: 'connector.recording_started',
  params,
  body: Shape({
    minutes: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 60, default: 15, description: 'Duration of the recording.' }),
    ),
  }),
  responses: { 200: Shape({ connector_id: Id('connector'), records_bodies_until: Timestamp }) },
  errors: ['connector_not_found'],
})

export const stopRecording = operation({
  operationId: 'stopRecording',
  method: 'DELETE',
  path: '/api/v1/integrations/connectors/{connector_id}/recording',
  tag,
  summary: 'Stop recording the bodies of calls of a connector',
  description: 'Recorded bodies stay for a day, unless `discard` is true.',
  callers: ['application', 'person'],
  needs: 'manager',
  audit: 'connector.recording_stopped',
  params,
  query: Shape({
    discard: Type.Optional(Type.Boolean({ description: 'Deletes what was recorded of this connector.' })),
  }),
  responses: {
    200: Shape({
      connector_id: Id('connector'),
      discarded: Type.Integer({ description: 'Calls whose bodies were deleted.' }),
    }),
  },
  errors: ['connector_not_found'],
})
