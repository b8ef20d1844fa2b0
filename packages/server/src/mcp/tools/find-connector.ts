import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { REFERENCE } from '@bulkhead/contract/values/shapes'
import { listNames } from '@bulkhead/engine/text'
import { Type } from 'typebox'
import { isUuid } from '#platform/identifiers'
import type { ToolCall } from './tool.ts'

/** Schema of the argument with which tools name a connector. */
export const CONNECTOR = Type.String({
  minLength: 1,
  maxLength: 255,
  [REFERENCE]: 'connector',
  description:
    'Id of the connector, from list_connectors. Its name or type (such as `github`) works too while only one connector has it.',
})

/**
 * Returns the id of the connector that an argument names. An id is returned unchanged. A name is looked up among the
 * connectors of the workspace that the caller may see.
 *
 * @throws BulkheadError `connector_not_found`, `invalid_request` if several have the name
 */
export async function findConnector(
  { invoke, workspace_name }: ToolCall,
  { connector, workspace_name: named = workspace_name }: { connector: string; workspace_name?: string },
): Promise<string> {
  if (isUuid(connector) && named === undefined) return connector
  const query = named === undefined ? {} : { workspace_name: named }
  const { data } = await invoke('listConnectors', { query })
  const wanted = connector.normalize('NFC').toLowerCase()
  const matching = [
    data.filter(({ id }) => id === wanted),
    data.filter(({ name }) => name.normalize('NFC').toLowerCase() === wanted),
    data.filter(({ summarized_source_template: { connector_name } }) => connector_name === wanted),
  ].find((found) => found.length > 0)
  const [found, ...others] = matching ?? []
  if (found === undefined) {
    throw new BulkheadError('connector_not_found', 'There is no such connector in the workspace.')
  }
  if (others.length === 0) return found.id
  const ids = listNames([found, ...others].map(({ id, name }) => `${id} (${name})`))
  const message = `connector matches several; use the id of one: ${ids}`
  throw invalid('body.connector', message)
}
