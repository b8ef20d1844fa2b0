import { Type } from 'typebox'
import { executeOperation } from '../executions.ts'
import { operation } from '../operation.ts'
import { Id, NamedShape, PathId, Shape } from '../values/shapes.ts'

const tag = 'Sample data'

const { entity, action, params, select_fields, exclude_fields, skip_truncation } =
  executeOperation.body.properties

export const listSampleServices = operation({
  operationId: 'listSampleServices',
  method: 'GET',
  path: '/api/v1/workspaces/{workspace_id}/sample-data',
  tag,
  summary: 'List the services that can be tried without a credential',
  description: 'The list is empty if the operator turned sample data off: `BULKHEAD_SAMPLE_DATA=off`.',
  callers: ['application', 'scoped', 'narrowed', 'person'],
  needs: 'viewer',
  audit: null,
  params: Shape({ workspace_id: PathId('workspace') }),
  responses: {
    200: Shape({
      workspace_id: Id('workspace'),
      data: Type.Array(
        NamedShape('SampleService', {
          connector_type: Type.String({ description: 'Slug of the definition, as in `github`.' }),
          definition_id: Id('definition'),
          name: Type.String(),
        }),
      ),
    }),
  },
  errors: ['workspace_not_found'],
})

export const executeSampleOperation = operation({
  operationId: 'executeSampleOperation',
  method: 'POST',
  path: '/api/v1/workspaces/{workspace_id}/sample-data/{connector_type}/execute',
  tag,
  summary: 'Run one operation of a service on sample data',
  description:
    'Request and response are those of executing an operation of a connector: the request is planned by the document of the service, and the response is paged, cut to `select_fields` and cleared of credentials. This server itself acts as the service: nothing is sent over the network. No connector is needed, nothing that is written is kept, and no tool call is recorded. The `entities`, `actions` and `read_only` of a narrowed token apply; `connector_ids` limits only connectors. The action `describe` says what can be run.',
  callers: ['application', 'scoped', 'narrowed', 'person'],
  needs: 'user',
  executes: true,
  audit: null,
  idempotency: 'none',
  params: Shape({
    workspace_id: PathId('workspace'),
    connector_type: Type.String({ minLength: 1, maxLength: 255 }),
  }),
  body: Shape({ entity, action, params, select_fields, exclude_fields, skip_truncation }),
  responses: {
    200: NamedShape('SampleExecutionResult', {
      status: Type.Literal('success'),
      result: executeOperation.responses[200].properties.result,
      connector_metadata: executeOperation.responses[200].properties.connector_metadata,
      execution_metadata: NamedShape('SampleExecutionMetadata', {
        sample: Type.Literal(true, { description: 'The records are made up.' }),
        workspace_id: Id('workspace'),
        execution_time_ms: Type.Integer(),
      }),
      warning: executeOperation.responses[200].properties.warning,
    }),
  },
  errors: [
    'workspace_not_found',
    'workspace_inactive',
    'sample_data_not_found',
    'unknown_operation',
    'invalid_params',
    'not_supported',
    'upstream_rejected',
    'upstream_error',
    'outcome_unknown',
    'workspace_busy',
  ],
})
