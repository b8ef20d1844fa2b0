import { invalid } from '@bulkhead/contract/errors'
import type { Grant } from '@bulkhead/contract/grants'
import type { Definition } from '@bulkhead/engine'
import { type DefinitionDescription, describeInSteps } from '@bulkhead/engine/describe'
import { engineFailure } from '#connections/engine-failure'
import { inSlices } from '#platform/in-slices'
import type { Call } from './call.ts'
import type { OperationResult } from './execute.ts'
import { type Loaded, loadCall, type OpeningServices } from './open-call.ts'
import { allowedDefinition } from './reach.ts'

/** Loads the connector of a call and describes it, as the result of the action `describe`. */
export async function describeCall(services: OpeningServices, call: Call): Promise<OperationResult> {
  const loaded = await loadCall(services, call)
  const result = await describeConnector(loaded, call.context.grant, call.ask.entity)
  return { result, connector_metadata: null, warnings: [], shortened: 0 }
}

/**
 * Describes the operations that the caller may execute with a connector: all of them, or those of one entity. A
 * parameter that a setting of the connector fills is optional. If the setting has no value, the caller must give the
 * parameter.
 *
 * @param entity `''` for all.
 * @throws BulkheadError `unknown_operation`; `not_granted` for an entity of which nothing is allowed.
 */
async function describeConnector(
  { definition, entities, connection }: Loaded,
  grant: Grant | undefined,
  entity: string,
): Promise<DefinitionDescription> {
  const usable = usableDefinition({ definition, entities, settings: connection?.settings ?? {} }, grant)
  if (definition.entities.has(entity) && !usable.entities.has(entity)) {
    const message = `Neither the token nor the connector allow anything of ${entity} together.`
    throw invalid('body.entity', message, 'not_granted')
  }
  try {
    return await inSlices('executeOperation', describeInSteps(usable, entity === '' ? undefined : entity))
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
