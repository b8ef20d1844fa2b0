import type { stopRecording as operation } from '@bulkhead/contract/connectors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { recordAudit } from '#audit/record-audit'
import { connectorNotFound, lockConnector } from '#connections/connector-rows'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'
import { revoking } from '#tokens/revocation/revoking'

/** Stops recording a connector's bodies, in every process within a second, and deletes them if requested. */
export async function stopRecording(
  services: Services,
  context: RequestContext,
  { params, query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return revoking(services, context, async (tx, revoke) => {
    const row = await lockConnector(tx, params.connector_id)
    if (row === undefined) throw connectorNotFound()
    const { connector_id, workspace_id, definition_id } = row
    await tx
      .updateTable('connectors')
      .set({ records_bodies_until: null })
      .where('workspace_id', '=', workspace_id)
      .where('connector_id', '=', connector_id)
      .execute()
    const deleted = query.discard
      ? await tx
          .deleteFrom('recorded_bodies')
          .where('workspace_id', '=', workspace_id)
          .where('connector_id', '=', connector_id)
          .executeTakeFirst()
      : undefined
    await revoke({ kind: 'connector', subject_id: connector_id, epoch: null })
    await recordAudit(tx, context, {
      workspace: workspace_id,
      subject: connector_id,
      definition: definition_id,
    })
    return { connector_id, discarded: Number(deleted?.numDeletedRows ?? 0) }
  })
}
