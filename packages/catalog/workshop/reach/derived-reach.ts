import type { JsonValue, Operation } from '@bulkhead/engine'
/** Way in which a parameter of an operation could reach another operation. */
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
  /** Other operation. Undefined if any reading operation may be reached. */
  readonly reached: Operation | undefined
  /** Params of a call that tries it. */
  readonly params: Readonly<Record<string, JsonValue>>
}
