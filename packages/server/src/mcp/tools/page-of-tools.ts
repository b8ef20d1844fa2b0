import { invalid } from '@bulkhead/contract/errors'
import type { Tool as ListedTool } from '@modelcontextprotocol/server'

const PAGE = 200

/**
 * Returns a page of tools.
 *
 * @throws BulkheadError `invalid_request` for an invalid cursor
 */
export function pageOfTools(
  tools: readonly ListedTool[],
  cursor: string | undefined,
): { tools: ListedTool[]; nextCursor?: string } {
  const from = cursor === undefined ? 0 : Number(cursor)
  if (!Number.isSafeInteger(from) || from < 0) {
    const message = 'cursor is no nextCursor of tools/list'
    throw invalid('cursor', message)
  }
  const to = from + PAGE
  return { tools: tools.slice(from, to), ...(to < tools.length && { nextCursor: String(to) }) }
}
