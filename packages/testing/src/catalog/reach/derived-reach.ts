import type { JsonValue, Operation } from '@bulkhead/engine'
/** A way in which a parameter of an operation could reach another operation. */
export interface DerivedReach {
  readonly own: Operation
  readonly parameter: string
  readonly by:
    | 'path'
    | 'path, slash decoded'
    | 'path, its beginning'
    | 'rule'
    | 'default'
    | 'selection'
    | 'cursor'
  /** The other operation; undefined where it is any that reads. */
  readonly reached: Operation | undefined
  /** Params that try it. */
  readonly params: Readonly<Record<string, JsonValue>>
}
