import { type Static, Type } from 'typebox'
import { ConnectorChanges, NewConnector } from './connectors.ts'
import { operation } from './operation.ts'
import { FreeObject, Id, NamedShape, Nullable, OneOf, PathId, Shape } from './values/shapes.ts'

const tag = 'Connectors'

const params = Shape({ connector_id: PathId('connector') })

export const inspectConnector = operation({
  operationId: 'inspectConnector',
  method: 'GET',
  path: '/api/v1/integrations/connectors/{connector_id}/inspect',
  tag,
  summary: 'Get what a connector is, where it belongs and what is wrong with it',
  description:
    'Reads only stored data and sends nothing to the service. `context_store_readiness` is null: this server keeps no copies of records.',
  callers: ['application', 'scoped', 'narrowed', 'person', 'key'],
  needs: 'viewer',
  audit: null,
  unknownFields: 'ignored',
  params,
  responses: {
    200: NamedShape('ConnectorInspection', {
      connector_id: Id('connector'),
      name: Type.String(),
      workspace_id: Id('workspace'),
      organization_id: Id('organization'),
      source_definition_id: Id('definition'),
      source_definition_name: Nullable(Type.String()),
      source_config_template_id: Id('template'),
      docs_skill_id: Type.String(),
      warnings: Type.Array(Type.String({ description: 'Why it does not work in its current state.' })),
      context_store_readiness: Nullable(FreeObject()),
    }),
  },
  errors: ['connector_not_found'],
})

const CheckStatus = OneOf(['succeeded', 'failed', 'inconclusive', 'skipped'])

export const CheckResult = NamedShape('CheckResult', {
  id: Type.String({ format: 'uuid', description: 'Id of this check. The server does not store it.' }),
  status: CheckStatus,
  error_message: Nullable(Type.String()),
  failure_reason: Nullable(FreeObject()),
  entity_check_results: Type.Array(
    NamedShape('EntityCheckResult', {
      entity: Type.String(),
      status: CheckStatus,
      status_code: Type.Optional(Type.Integer({ description: 'HTTP status of the service.' })),
      error_message: Type.Optional(Type.String()),
    }),
  ),
  account: Type.Optional(
    Nullable(
      NamedShape(
        'CheckedAccount',
        {
          id: Type.String({ description: 'Stays the same for an account of the service.' }),
          name: Type.String({
            description: 'Name, address or login of the account, or else its id.',
          }),
        },
        {
          description:
            'Account at the service that the credentials belong to. Null if they do not identify one; absent if the definition declares no way to read it.',
        },
      ),
    ),
  ),
})
export type CheckResult = Static<typeof CheckResult>

const HOW =
  'Runs the operation that the definition prefers for this, or else its first list that needs no parameters, for one record. `failed`: the service, or this server, refuses the request. `inconclusive`: no response decides it; with `account`, the service knows the credentials but refuses this one request with 403, so they may work for others. `skipped`: nothing can be run without parameters. A successful check also reads whose account it is, if the definition says how. Nothing is stored except records of the tool calls.'

export const checkNewConnector = operation({
  operationId: 'checkNewConnector',
  method: 'POST',
  path: '/api/v1/integrations/connectors/check',
  tag,
  summary: 'Try credentials and settings before you create a connector with them',
  description: `Accepts the same fields as creating a connector. ${HOW}`,
  callers: ['application', 'scoped', 'person'],
  needs: 'user',
  audit: null,
  unknownFields: 'ignored',
  idempotency: 'none',
  body: NewConnector,
  responses: { 200: CheckResult },
  errors: [
    'invalid_credentials',
    'invalid_configuration',
    'workspace_not_found',
    'workspace_inactive',
    'definition_not_found',
    'template_not_found',
    'oauth_secret_not_found',
    'oauth_not_configured',
    'not_supported',
  ],
})

export const checkConnector = operation({
  operationId: 'checkConnector',
  method: 'POST',
  path: '/api/v1/integrations/connectors/{connector_id}/check',
  tag,
  summary: 'Try a connector as it is, or as a change would make it',
  description: `Accepts the same fields as changing a connector; \`{}\` tries it as it is. ${HOW}`,
  callers: ['application', 'scoped', 'person'],
  needs: 'user',
  audit: null,
  unknownFields: 'ignored',
  idempotency: 'none',
  params,
  body: ConnectorChanges,
  responses: { 200: CheckResult },
  errors: [
    'connector_not_found',
    'connector_pending',
    'workspace_inactive',
    'invalid_credentials',
    'invalid_configuration',
  ],
})
