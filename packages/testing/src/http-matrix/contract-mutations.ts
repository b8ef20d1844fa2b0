import { CALLERS, type Caller } from '@bulkhead/contract/operation'
import type { MatrixOperation } from './run-operation.ts'

/** An operation as a mistaken contract would declare it. */
export interface ContractMutation {
  readonly name: string
  readonly operation: MatrixOperation
  readonly mutated: MatrixOperation
}

/** Every way to be wrong by one about who may call an operation. */
export function contractMutations(operation: MatrixOperation): ContractMutation[] {
  const { callers, operationId } = operation
  const variants: [string, MatrixOperation['callers']][] =
    callers === 'anyone'
      ? [...CALLERS.map((kind): [string, Caller[]] => [`${kind} only`, [kind]]), ['any token', CALLERS]]
      : [
          ...callers.map((kind): [string, Caller[]] => [
            `without ${kind}`,
            callers.filter((other) => other !== kind),
          ]),
          ...CALLERS.filter((kind) => !callers.includes(kind)).map((kind): [string, Caller[]] => [
            `with ${kind}`,
            [...callers, kind],
          ]),
          ['anyone', 'anyone'],
        ]
  return variants.map(([name, changed]) => ({
    name: `${operationId}: ${name}`,
    operation,
    mutated: { ...operation, callers: changed },
  }))
}
