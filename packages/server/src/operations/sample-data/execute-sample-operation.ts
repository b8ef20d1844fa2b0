import { BulkheadError } from '@bulkhead/contract/errors'
import { LIST_ACTIONS } from '@bulkhead/contract/executions'
import type { executeSampleOperation as operation } from '@bulkhead/contract/executions/sample-data'
import type { Definition } from '@bulkhead/engine'
import { resolveConfiguration } from '#connectors/connections/resolve-configuration'
import type { Call, GivenCredentials, Source } from '#execution/call'
import { describeCall } from '#execution/describe-connector'
import { execute, startCall } from '#execution/execute'
import { SAMPLE_SERVICES, type SampleService } from '#execution/sample-data/sample-services'
import { shorteningWarning } from '#execution/shorten-texts'
import { isUuid } from '#platform/identifiers'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'
import type { Services } from '../services.ts'

/**
 * Runs one operation by the same steps as an execute, at a service that this process simulates. The call counts as one
 * of the workspace, so it waits for a slot. It uses no connector and is not recorded.
 */
export const executeSampleOperation: Handler<typeof operation> = async (
  services,
  context,
  { params: { workspace_id, connector_type }, body },
) => {
  if (!isUuid(workspace_id)) throw workspaceNotFound()
  const { sample, definition } = findSample(services, connector_type)
  const source: Source = {
    kind: 'request',
    workspace: { workspace_id },
    definition,
    entities: sample.entities,
    credentials: getCredentials(services, definition, sample),
  }
  const { entity, action, params, select_fields, exclude_fields } = body
  const call = startCall(context, source, {
    ask: { entity, action, params: params ?? {} },
    shape: {
      selection: select_fields?.length || exclude_fields?.length ? body : undefined,
      checksFields: (params?.cursor ?? null) === null,
      shortens: LIST_ACTIONS.has(action) && body.skip_truncation === false,
      takesJson: false,
    },
  })
  const { result, connector_metadata, warnings, shortened } = await run(
    { ...services, sender: sample.sender },
    call,
  )
  const all = [...warnings, ...(shortened > 0 ? [shorteningWarning(shortened)] : [])]
  return {
    status: 'success',
    result,
    connector_metadata,
    execution_metadata: {
      sample: true,
      workspace_id: call.owner.workspace,
      execution_time_ms: Math.round(performance.now() - call.startedMs),
    },
    ...(all.length > 0 && { warning: all.join(' ') }),
  }
}

function run(services: Parameters<typeof execute>[0], call: Call) {
  return call.ask.action === 'describe' ? describeCall(services, call) : execute(services, call)
}

/** @throws BulkheadError `sample_data_not_found` */
function findSample({ definitions, hasSampleData }: Services, connector_type: string) {
  const sample = SAMPLE_SERVICES.find(({ slug }) => slug === connector_type)
  const known = sample && definitions.byType(sample.slug)
  if (hasSampleData && sample !== undefined && known !== undefined)
    return { sample, definition: known.definition }
  const message = hasSampleData
    ? `This server has no sample data for that service. It has some for ${SAMPLE_SERVICES.map(({ slug }) => slug).join(', ')}.`
    : 'Sample data is turned off on this server: BULKHEAD_SAMPLE_DATA is off.'
  throw new BulkheadError('sample_data_not_found', message)
}

function getCredentials(
  { egressPolicy }: Services,
  definition: Definition,
  { credentials }: SampleService,
): GivenCredentials {
  const { auth, ...place } = resolveConfiguration(definition, egressPolicy, { credentials })
  if (auth === undefined) throw new TypeError('A sample has credentials.')
  return { ...place, option: auth.option, stored: auth.parts.api.secrets }
}
