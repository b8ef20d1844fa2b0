import { CONNECTOR_SKILL, type Skill } from '@bulkhead/contract/definitions/skills'
import type { KnownDefinition } from '#connectors/definitions/load-definitions'
import type { SkillRow } from './find-skills.ts'

/** Returns a skill as an item of a list. Compiles no document. */
export function skillItem(row: SkillRow, installed: KnownDefinition | undefined): Skill {
  const warnings = [
    installed === undefined &&
      'This server does not have the document of this connector: nothing can be executed.',
    row.status === 'needs_reauthentication' &&
      'The service refuses its credentials: connect the account again.',
    row.status === 'pending' && 'It awaits confirmation of its connect session: nothing can be executed.',
  ].filter((warning) => warning !== false)
  return {
    id: `${CONNECTOR_SKILL}${row.connector_id}`,
    kind: 'connector_source',
    title: row.name,
    provenance: getProvenance(installed),
    version: installed?.version ?? '0.0.0',
    freshness: { state: warnings.length === 0 ? 'live' : 'degraded' },
    ...(installed && { summary: `Operations of ${installed.display_name}, and how to call them.` }),
    tags: installed === undefined ? [] : [installed.slug],
    warnings,
  }
}

function getProvenance(installed: KnownDefinition | undefined): string {
  if (installed?.custom === false) return 'catalog'
  return installed?.is_own === true ? 'organization' : 'operator'
}
