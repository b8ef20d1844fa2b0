import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { listNearest } from '@bulkhead/engine/text'
import type { Definitions, KnownDefinition } from './load-definitions.ts'

/** Maximum number of services in a message: all of the catalog, and some of the organization's own. */
const MOST_TYPES = 100

/** Reference to a definition in a request. */
export interface DefinitionReference {
  connector_type?: string | null | undefined
  definition_id?: string | null | undefined
  source_template_id?: string | null | undefined
}

/**
 * Finds the definition that a reference names. Several names are accepted if they name the same definition.
 *
 * @param place Place of the reference in the request.
 * @throws BulkheadError `definition_not_found`, `template_not_found`, `invalid_request`
 */
export function findDefinition(
  definitions: Definitions,
  reference: DefinitionReference,
  place: 'body' | 'path' = 'body',
): KnownDefinition {
  const found: KnownDefinition[] = []
  if (reference.source_template_id) {
    found.push(
      requireKnown(
        definitions.byTemplate(reference.source_template_id),
        'template_not_found',
        'There is no such template.',
      ),
    )
  }
  if (reference.definition_id) {
    found.push(
      requireKnown(
        definitions.byId(reference.definition_id),
        'definition_not_found',
        'There is no such definition.',
      ),
    )
  }
  if (reference.connector_type) {
    const names = listNearest(
      reference.connector_type,
      definitions.all.map(({ display_name }) => display_name),
      MOST_TYPES,
    )
    found.push(
      requireKnown(
        definitions.byType(reference.connector_type),
        'definition_not_found',
        `No definition has this connector_type. This server knows: ${names}.`,
        `${place}.connector_type`,
      ),
    )
  }
  const [first, ...others] = found
  if (first === undefined) {
    throw invalid('body', 'One of connector_type, definition_id, or source_template_id must be provided.')
  }
  if (others.some((other) => other !== first)) {
    throw invalid(
      'body',
      'connector_type, definition_id and source_template_id name different definitions. Give one of them.',
    )
  }
  return first
}

function requireKnown(
  known: KnownDefinition | undefined,
  code: 'template_not_found' | 'definition_not_found',
  message: string,
  field: string | null = null,
) {
  if (known === undefined) throw new BulkheadError(code, message, { details: [{ field, message }] })
  return known
}
