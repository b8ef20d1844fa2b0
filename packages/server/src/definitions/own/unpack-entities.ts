import { deserialize } from 'node:v8'
import type { Definition } from '@bulkhead/engine'
import { inSlices } from '#platform/in-slices'
import type { PackedEntity } from './lazy-entities.ts'

/**
 * Deserializes entities, in slices of the event loop. Many functions walk through all operations of a definition, so
 * a definition of an organization must not be deserialized in one turn.
 */
export function unpackEntities(entities: readonly PackedEntity[]): Promise<Definition['entities']> {
  return inSlices('compile document', unpack(entities))
}

function* unpack(entities: readonly PackedEntity[]): Generator<undefined, Definition['entities'], undefined> {
  const made = new Map<string, ReturnType<Definition['entities']['get']> & {}>()
  for (const { name, packed } of entities) {
    made.set(name, deserialize(packed))
    yield
  }
  return made
}
