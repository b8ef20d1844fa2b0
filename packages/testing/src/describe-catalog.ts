import { readFileSync } from 'node:fs'
import { CATALOG, documentPath } from '@bulkhead/catalog/catalog-index'
import { type Definition, loadDefinition } from '@bulkhead/engine'
import { type DefinitionDescription, describeInSteps } from '@bulkhead/engine/describe'

/** Describes each connector of the catalog, as the action `describe` does. */
export function* describeCatalog(): Generator<DefinitionDescription> {
  for (const entry of CATALOG) {
    yield describeWhole(loadDefinition(readFileSync(documentPath(entry), 'utf8'), entry.slug).definition)
  }
}

/** Describes a connector, as the action `describe` does. */
export function describeWhole(definition: Definition): DefinitionDescription {
  const steps = describeInSteps(definition)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}
