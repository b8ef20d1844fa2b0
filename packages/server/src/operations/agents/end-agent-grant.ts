import { BulkheadError } from '@bulkhead/contract/errors'
import type { endAgentGrant as operation } from '@bulkhead/contract/people/agents'
import { endGrant } from '#agents/end-grant'
import { recordAudit } from '#journal/audit/record-audit'
import { isUuid } from '#platform/identifiers'
import type { Handler } from '../handler.ts'

/** Ends a grant to a program. An admin may end any grant, other people only their own. */
export const endAgentGrant: Handler<typeof operation> = async (services, context, { params }) => {
  const { organization, role, person } = context
  const grant_id = params.grant_id.toLowerCase()
  const ended =
    isUuid(grant_id) &&
    (await endGrant(
      services,
      { organization, grant_id, ...(role === 'member' && { person }) },
      (tx, { workspace_id }) =>
        recordAudit(tx, context, {
          ...(workspace_id !== null && { workspace: workspace_id }),
          subject: grant_id,
        }),
    ))
  if (!ended) throw new BulkheadError('agent_grant_not_found', 'There is no such grant to a program.')
  return { id: grant_id, ended_at: new Date().toISOString() }
}
