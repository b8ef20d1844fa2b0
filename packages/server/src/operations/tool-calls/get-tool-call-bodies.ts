import type { getToolCallBodies as operation, RecordedBodies } from '@bulkhead/contract/tool-calls'
import { authorize, getPermissions, isReached } from '#access/request/authorize'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'
import { openDataKey } from '#platform/vault/data-keys'
import { openBodies } from '#platform/vault/sealed-values'
import { toolCallNotFound } from '#records/tool-calls/tool-call-item'
import type { Handler } from '../handler.ts'

const NOTHING: RecordedBodies = { request: null, response: null }

/** Returns the bodies of a call to callers that may execute its operation now, and records who saw them. */
export const getToolCallBodies: Handler<typeof operation> = async (
  { database, definitions, keyring },
  context,
  { params: { tool_call_id } },
) => {
  if (!isUuid(tool_call_id)) throw toolCallNotFound()
  return asPrincipal(database, context, 'read write', async (tx) => {
    const call = await tx
      .selectFrom('tool_calls')
      .select(['entity', 'action', 'workspace_id'])
      .where('call_id', '=', tool_call_id)
      .executeTakeFirst()
    if (call === undefined) throw toolCallNotFound()
    if (call.workspace_id !== null && !isReached(tx.scope, call.workspace_id)) throw toolCallNotFound()
    const recorded = await findRecorded(tx, tool_call_id)
    if (recorded === undefined) return NOTHING
    const { organization_id, workspace_id, connector_id, sealed, ...row } = recorded
    const { definition } = definitions.ofConnector(row.definition_id)
    const called = definition.entities.get(call.entity ?? '')?.get(call.action as never)
    // If the document no longer has the operation, nobody may execute it.
    if (called === undefined) return NOTHING
    const entities = getPermissions(context, definition, row)
    authorize(context, { workspace_status: row.workspace_status, entities, called })
    await recordAudit(tx, context, {
      workspace: workspace_id,
      subject: tool_call_id,
      definition: row.definition_id,
    })
    const owner = { organization: organization_id, workspace: workspace_id }
    const bound = { ...owner, connector: connector_id, call: tool_call_id.toLowerCase() }
    return openBodies(openDataKey(keyring, owner, row), bound, sealed)
  })
}

function findRecorded(tx: TenantTransaction, call_id: string) {
  return tx
    .selectFrom('recorded_bodies as b')
    .innerJoin('connectors as c', sameTenant('c', 'b', 'workspace_id', 'connector_id'))
    .leftJoin('connector_access as a', sameTenant('a', 'c', 'workspace_id', 'connector_id'))
    .innerJoin('workspaces as w', sameTenant('w', 'b', 'workspace_id'))
    .innerJoin('workspace_keys as k', sameTenant('k', 'b', 'workspace_id'))
    .select([
      'b.organization_id',
      'b.workspace_id',
      'b.connector_id',
      'b.sealed',
      'c.definition_id',
      'c.entities',
      'a.rules as access',
    ])
    .select(['w.status as workspace_status', 'k.kek_version', 'k.wrapped_dek'])
    .where('b.call_id', '=', call_id)
    .executeTakeFirst()
}
