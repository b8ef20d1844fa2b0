import { setImmediate } from 'node:timers/promises'
import type { searchSkills as operation, Skill } from '@bulkhead/contract/definitions/skills'
import { findSkills, isOwnOrganization, toCursor } from '#connectors/connections/skills/find-skills'
import { skillItem } from '#connectors/connections/skills/skill-item'
import { getReadyFor } from '#connectors/definitions/load-definitions'
import { findWords, matchesWords } from '#connectors/definitions/skills/matches-words'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { readPage } from '#platform/keyset'
import type { Handler } from '../handler.ts'

/** Maximum number of connectors that one page searches. It limits the cost if few match. */
const LOOKED_AT = 1_000

/** Searches the skills of the connectors that the caller may see. */
export const searchSkills: Handler<typeof operation> = async (
  { database, definitions },
  principal,
  { query },
) => {
  if (!isOwnOrganization(principal, query)) return { data: [], next_cursor: null }
  const { limit, after } = readPage(query)
  const words = new Set(
    query.query
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== ''),
  )
  const rows = await asPrincipal(database, principal, 'read only', (tx) =>
    findSkills(tx, principal, query, after, LOOKED_AT + 1),
  )
  const looked = rows.slice(0, LOOKED_AT)
  /** Words that are in each document. */
  const read = new Map<string, ReadonlySet<string>>()
  const data: Skill[] = []
  for (const [index, row] of looked.entries()) {
    const installed = definitions.byId(row.definition_id)
    let found = read.get(row.definition_id)
    if (found === undefined) {
      // The first search of a document compiles it, so the event loop gets a turn before each.
      await setImmediate()
      const { definition } = await getReadyFor(
        installed ?? definitions.ofConnector(row.definition_id),
        principal,
      )
      found = findWords(words, definition)
      read.set(row.definition_id, found)
    }
    if (!matchesWords(words, row.name, found)) continue
    data.push(skillItem(row, installed))
    if (data.length === limit && index + 1 < rows.length)
      return { data, next_cursor: toCursor(row.connector_id) }
  }
  const last = looked.at(-1)
  return {
    data,
    next_cursor: rows.length > LOOKED_AT && last !== undefined ? toCursor(last.connector_id) : null,
  }
}
