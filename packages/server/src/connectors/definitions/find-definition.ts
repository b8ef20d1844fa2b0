import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { suggestNames } from '@bulkhead/engine/text'
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
  const { source_template_id, definition_id, connector_type } = reference
  const found: KnownDefinition[] = []
  if (source_template_id) {
    const known = definitions.byTemplate(source_template_id)
    found.push(requireKnown(known, 'template_not_found', 'There is no such template.'))
  }
  if (definition_id) {
    const known = definitions.byId(definition_id)
    found.push(requireKnown(known, 'definition_not_found', 'There is no such definition.'))
  }
  if (connector_type) {
    const types = definitions.all.map(({ display_name }) => display_name)
    const names = suggestNames(connector_type, types, 'This server knows:', MOST_TYPES)
    const message = `No definition has this connector_type. ${names}`
    const known = definitions.byType(connector_type)
    found.push(requireKnown(known, 'definition_not_found', message, `${place}.connector_type`))
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
