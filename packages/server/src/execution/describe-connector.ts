import { invalid } from '@bulkhead/contract/errors'
import type { Grant } from '@bulkhead/contract/grants'
import type { Definition } from '@bulkhead/engine'
import { type DefinitionDescription, describeInSteps } from '@bulkhead/engine/describe'
import { engineFailure } from '#connectors/connections/engine-failure'
import { inSlices } from '#platform/in-slices'
import type { Call } from './call.ts'
import type { OperationResult } from './execute.ts'
import type { FairQueue } from './fair-queue.ts'
import { type Loaded, loadCall, type OpeningServices } from './open-call.ts'
import { allowedDefinition } from './reach.ts'
import { createResponseMemory } from './reading/response-memory.ts'

/** Memory in bytes that a description may take which is not made in one slice. */
const LONG_BYTES = 16 * 1024 ** 2

/**
 * Loads the connector of a call and describes it, as the result of the action `describe`. A long description takes
 * memory for responses until the caller has read it.
 */
export async function describeCall(
  services: OpeningServices & { readonly responseMemory: FairQueue },
  call: Call,
): Promise<OperationResult> {
  const loaded = await loadCall(services, call)
  const memory = createResponseMemory(services.responseMemory, call)
  try {
    const result = await describeConnector(loaded, call, () => memory.reserve(LONG_BYTES))
    // A tool that describes all entities keeps little, and may go on to the next connector.
    if (call.context.source === 'mcp' && call.ask.entity === '') memory.release()
    else call.context.whenResponded(memory.release)
    return { result, connector_metadata: null, warnings: [], shortened: 0 }
  } catch (error) {
    memory.release()
    throw error
  }
}

/**
 * Describes the operations that the caller may execute with a connector: all of them, or those of one entity. A
 * parameter that a setting of the connector fills is optional. If the setting has no value, the caller must give the
 * parameter.
 *
 * @throws BulkheadError `unknown_operation`; `not_granted` for an entity of which nothing is allowed.
 */
async function describeConnector(
  { definition, entities, connection }: Loaded,
  { context: { grant }, ask: { entity } }: Call,
  whenLong: () => Promise<void> | undefined,
): Promise<DefinitionDescription> {
  const usable = usableDefinition({ definition, entities, settings: connection?.settings ?? {} }, grant)
  if (definition.entities.has(entity) && !usable.entities.has(entity)) {
    const message = `The token and the connector together allow no operation of ${entity}.`
    throw invalid('body.entity', message, 'not_granted')
  }
  try {
    const steps = describeInSteps(usable, entity === '' ? undefined : entity)
    return await inSlices('executeOperation', steps, whenLong)
  } catch (error) {
    throw engineFailure(error)
  }
}

/** Returns a connector's definition with the operations that the caller may use, and the params that its settings fill. */
export function usableDefinition(
  {
    definition,
    entities,
    settings,
  }: Pick<Loaded, 'definition' | 'entities'> & { readonly settings: Readonly<Record<string, unknown>> },
  grant: Grant | undefined,
): Definition {
  const scoping = definition.scoping.filter(({ setting }) => isSet(definition, settings, setting))
  return { ...allowedDefinition(definition, { entities, grant }), scoping }
}

function isSet(definition: Definition, settings: Readonly<Record<string, unknown>>, name: string): boolean {
  const given = Object.hasOwn(settings, name) ? settings[name] : undefined
  const hasDefault = definition.settings.some(
    (setting) => setting.name === name && setting.default !== undefined,
  )
  return hasDefault || !(given === undefined || given === null || given === '')
}
