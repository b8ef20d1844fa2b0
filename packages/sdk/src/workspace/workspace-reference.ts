import { assertKnown } from '../client/assert-known.ts'
import { ConfigurationError } from '../client/errors.ts'

/** Reference to a workspace by its name (a string), by its id, or by both, which then must name the same workspace. */
export type WorkspaceReference = string | { readonly name?: string; readonly id?: string }

/** Reference to a workspace in the API's spelling. */
export interface NamedWorkspace {
  readonly workspace_name?: string
  readonly workspace_id?: string
}

/**
 * Reads a reference. An empty reference is rejected: if `customer.name` is missing, `workspace(customer.name)` must not
 * select another workspace.
 *
 * @throws {ConfigurationError} The reference names no workspace.
 */
export function readReference(reference: WorkspaceReference): NamedWorkspace {
  if (reference === undefined || reference === null || reference === '') {
    throw invalid('The workspace was given without a value. Leave the argument out if you mean the default.')
  }
  if (typeof reference === 'string') return { workspace_name: reference }
  if (typeof reference !== 'object') throw invalid('Name a workspace by a string or by `{ name, id }`.')
  assertKnown(reference, ['name', 'id'], { workspace_name: 'name', workspace_id: 'id' })
  for (const member of ['name', 'id'] as const) {
    if (member in reference && (typeof reference[member] !== 'string' || reference[member] === '')) {
      throw invalid(`\`${member}\` was given without a value. Leave it out if the other one is enough.`)
    }
  }
  const { name, id } = reference
  if (name === undefined && id === undefined) throw invalid('Name the workspace with `name` or `id`.')
  return {
    ...(name !== undefined && { workspace_name: name }),
    ...(id !== undefined && { workspace_id: id }),
  }
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError('invalid_argument', message)
}
