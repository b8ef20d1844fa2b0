import { CALLERS, type Caller, getNeeds, type Needs } from '@bulkhead/contract/operation'
import type { MatrixOperation } from './run-operation.ts'
import { SAMPLES } from './samples.ts'

/** An operation as a mistaken contract would declare it. */
export interface ContractMutation {
  readonly name: string
  readonly operation: MatrixOperation
  readonly mutated: MatrixOperation
}

/** Another right of a person than the operation takes, the next lower one where there is one that matters. */
const WRONG_NEEDS: Readonly<Record<Needs, Needs>> = {
  owner: 'admin',
  admin: 'viewer',
  manager: 'user',
  user: 'viewer',
  viewer: 'admin',
  self: 'admin',
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
  const needs = WRONG_NEEDS[getNeeds(operation)]
  // Where only what is stored tells which workspace is meant, a low level finds nothing whatever is declared.
  const hasNeeds =
    callers !== 'anyone' &&
    callers.includes('person') &&
    !SAMPLES[operationId].handle &&
    !SAMPLES[operationId].asserts_level
  return [
    ...variants.map(([name, changed]) => ({
      name: `${operationId}: ${name}`,
      operation,
      mutated: { ...operation, callers: changed },
    })),
    ...(hasNeeds
      ? [{ name: `${operationId}: needs ${needs}`, operation, mutated: { ...operation, needs } }]
      : []),
  ]
}
