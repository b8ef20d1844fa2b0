import * as connectors from './connectors.ts'
import * as definitions from './definitions.ts'
import * as executions from './executions.ts'
import type { OperationShape } from './operation.ts'
import * as service from './service.ts'
import * as templates from './templates.ts'
import * as tokens from './tokens.ts'
import * as workspaces from './workspaces.ts'

function isOperation(value: unknown): value is OperationShape {
  return typeof value === 'object' && value !== null && 'operationId' in value
}

/** Every operation of the API, in the order of the reference: what a resource file exports is served. */
export const operations: readonly OperationShape[] = [
  tokens,
  workspaces,
  connectors,
  executions,
  definitions,
  templates,
  service,
].flatMap((resource) => Object.values(resource).filter(isOperation))
