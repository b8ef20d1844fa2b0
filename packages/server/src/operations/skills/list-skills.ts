import type { listSkills as operation } from '@bulkhead/contract/definitions/skills'
import { findSkills, isOwnOrganization, toCursor } from '#connectors/connections/skills/find-skills'
import { skillItem } from '#connectors/connections/skills/skill-item'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { readPage } from '#platform/keyset'
import type { Handler } from '../handler.ts'

/** Lists the skills of the connectors that the caller may see. Compiles no document. */
export const listSkills: Handler<typeof operation> = async (
  { database, definitions },
  principal,
  { query },
) => {
  if (!isOwnOrganization(principal, query)) return { data: [], next_cursor: null }
  const { limit, after } = readPage(query)
  const rows = await asPrincipal(database, principal, 'read only', (tx) =>
    findSkills(tx, principal, query, after, limit + 1),
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    data: page.map((row) => skillItem(row, definitions.byId(row.definition_id))),
    next_cursor: rows.length > limit && last !== undefined ? toCursor(last.connector_id) : null,
  }
}
