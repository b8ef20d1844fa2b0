import { CONNECTOR_SKILL, type getSkillDocs as operation } from '@bulkhead/contract/definitions/skills'
import { invalid } from '@bulkhead/contract/errors'
import { permits } from '@bulkhead/contract/grants'
import { listNames } from '@bulkhead/engine/text'
import { getPermissions } from '#access/request/authorize'
import { connectorNotFound, findConnector } from '#connectors/connections/connector-rows'
import { isOwnOrganization } from '#connectors/connections/skills/find-skills'
import { skillItem } from '#connectors/connections/skills/skill-item'
import { getReadyFor } from '#connectors/definitions/load-definitions'
import { getGuidance, getSections, MOST_LISTED } from '#connectors/definitions/skills/sections'
import { usableDefinition } from '#execution/describe-connector'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Returns the outline of a skill, and one section. Leaves out operations that the caller may not use. */
export const getSkillDocs: Handler<typeof operation> = async (
  { database, definitions },
  principal,
  { query },
) => {
  const connector_id = query.id.startsWith(CONNECTOR_SKILL)
    ? query.id.slice(CONNECTOR_SKILL.length)
    : query.id
  if (!isOwnOrganization(principal, query) || !permits(principal.grant, { connector_id }))
    throw connectorNotFound()
  const { row, access } = await asPrincipal(database, principal, 'read only', async (tx) => {
    const row = await findConnector(tx, connector_id)
    if (row === undefined) return {}
    const access = await tx
      .selectFrom('connector_access')
      .select('rules')
      .where('workspace_id', '=', row.workspace_id)
      .where('connector_id', '=', row.connector_id)
      .executeTakeFirst()
    return { row, access }
  })
  const isElsewhere =
    query.workspace_id !== undefined && query.workspace_id.toLowerCase() !== row?.workspace_id
  if (row === undefined || isElsewhere) throw connectorNotFound()
  const installed = definitions.byId(row.definition_id)
  const { definition } = await getReadyFor(installed ?? definitions.ofConnector(row.definition_id), principal)
  const entities = getPermissions(principal, definition, {
    entities: row.entities,
    access: access?.rules ?? null,
  })
  const usable = usableDefinition({ definition, entities, settings: row.settings }, principal.grant)
  const sections = getSections(usable)
  const section = sections.find(({ id }) => id === query.section)
  if (query.section !== undefined && section === undefined) {
    const names = listNames(sections.map(({ id }) => id))
    throw invalid('query.section', `query.section is not a section that you may read. It has ${names}.`)
  }
  return {
    metadata: skillItem(row, installed),
    outline: sections
      .slice(0, MOST_LISTED)
      .map(({ id, title, summary }) => ({ id, title, summary, available: true })),
    section_id: section?.id ?? null,
    content: section === undefined ? getGuidance(usable) : await section.content(),
  }
}
