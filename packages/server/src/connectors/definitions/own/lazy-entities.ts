import { deserialize } from 'node:v8'
import type { Action, Operation } from '@bulkhead/engine'

type Actions = ReadonlyMap<Action, Operation>

/** Entity as the compiling thread returns it. */
export interface PackedEntity {
  readonly name: string
  /** Actions and operations, serialized by `node:v8`. */
  readonly packed: Uint8Array
}

/** Entities whose operations are deserialized at the first access. */
export class LazyEntities implements ReadonlyMap<string, Actions> {
  readonly #packed: ReadonlyMap<string, Uint8Array>
  readonly #made = new Map<string, Actions>()

  constructor(entities: readonly PackedEntity[]) {
    this.#packed = new Map(entities.map(({ name, packed }) => [name, packed]))
  }

  get size(): number {
    return this.#packed.size
  }

  has(name: string): boolean {
    return this.#packed.has(name)
  }

  get(name: string): Actions | undefined {
    const known = this.#made.get(name)
    if (known !== undefined) return known
    const packed = this.#packed.get(name)
    if (packed === undefined) return undefined
    const actions = deserialize(packed) as Actions
    this.#made.set(name, actions)
    return actions
  }

  keys() {
    return this.#packed.keys()
  }

  *entries(): MapIterator<[string, Actions]> {
    for (const name of this.#packed.keys()) yield [name, this.get(name) as Actions]
  }

  *values(): MapIterator<Actions> {
    for (const [, actions] of this.entries()) yield actions
  }

  [Symbol.iterator]() {
    return this.entries()
  }

  forEach(callback: (actions: Actions, name: string, entities: ReadonlyMap<string, Actions>) => void): void {
    for (const [name, actions] of this.entries()) callback(actions, name, this)
  }
}
