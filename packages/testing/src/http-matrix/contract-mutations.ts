import { CALLERS, type Caller, getNeeds, type Needs } from '@bulkhead/contract/operation'
import type { MatrixOperation } from './run-operation.ts'
import { SAMPLES } from './samples.ts'

/** Operation as an incorrect contract would declare it. */
export interface ContractMutation {
  readonly name: string
  readonly operation: MatrixOperation
  readonly mutated: MatrixOperation
}

/** Incorrect right of a person for each required right: the next lower one, if there is one that matters. */
const WRONG_NEEDS: Readonly<Record<Needs, Needs>> = {
  owner: 'admin',
  admin: 'viewer',
  manager: 'user',
  user: 'viewer',
  viewer: 'admin',
  self: 'admin',
}

/** Returns every way to declare one caller too many or too few for an operation. */
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
  // If only stored data tells which workspace is meant, a member with a low level gets 404 regardless of the
  // declaration.
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
